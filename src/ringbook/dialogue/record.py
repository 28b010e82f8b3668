"""The record of a call: a pure fold of its events.

Whoever has the events (the running call, a sweep after a crash, a replay) gets the same
transcript, tool calls, summary and duration. The record is personal data for the database only.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.dialogue.languages import spoken as languages
from ringbook.dialogue.reduce.reducer import reduce as state_after
from ringbook.dialogue.speak.waitlist_words import wished
from ringbook.dialogue.state.attendee import spoken_attendee
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    Booked,
    BookedSeries,
    CallEvent,
    Cancelled,
    Did,
    Ended,
    EndReason,
    Identified,
    Keyed,
    Moved,
    MovedSeries,
    Refused,
    Started,
    UserSaid,
    WaitlistDone,
)
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.series import commits_of
from ringbook.dialogue.understand import frustration
from ringbook.dialogue.understand.frustration import Level
from ringbook.domain.model import Appointment, Preferences
from ringbook.domain.summary import Actions, Entry, generate_summary

__all__ = ["CallRecord", "fold", "function_result", "transcript_time"]

RESULTS = {
    "identify_user": "user identified",
    "fetch_slots": "slots fetched",
    "book_appointment": "appointment booked",
    "retrieve_appointments": "appointments retrieved",
    "cancel_appointment": "appointment cancelled",
    "modify_appointment": "appointment modified",
    "update_waitlist": "waiting list changed",
    "verify_caller": "code handled",
    "end_conversation": "conversation ended",
}


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What `conversation_logs` keeps of one call.

    `transcript` is the specification's JSON, with `frustration` where there was some.
    `appointments` are those booked, moved or cancelled in this call, as they stand at its end;
    `cost_breakdown` (see `events.CostView`) is added by whoever knows the usage, `claims` (see
    `events.ClaimsView`) by whoever judged what was to be said.
    """

    transcript: dict[str, Any]
    tool_calls: list[dict[str, Any]]
    summary: str
    preferences: Preferences
    duration_seconds: int
    contact_number: str | None
    appointments: tuple[Appointment, ...]
    end_reason: EndReason | None
    timezone: str = "UTC"
    cost_breakdown: dict[str, Any] | None = None
    claims: dict[str, Any] | None = None
    frustration: Level | None = None


def fold(events: Sequence[CallEvent], state: CallState | None = None) -> CallRecord:
    """The record that these events make, in any state of the call; none make an empty record.

    It tells the caller too, in the summary: of an earlier record only to who has proven to be it.

    Whoever has the `state` that they make gives it, which saves going through all words again.
    """
    zone = _zone(events)
    did = [event for event in events if isinstance(event, Did)]
    at_end = state or functools.reduce(state_after, events, CallState())
    number, is_new = _identity(did)
    done, appointments = _actions(did, zone)
    told = at_end.open_record
    felt = frustration.level(at_end.frustration_peak)
    duration, preferences = _duration(events), _preferences(did, told=told)
    return CallRecord(
        transcript=_transcript(events) | ({"frustration": felt} if felt else {}),
        tool_calls=[_tool_call(event) for event in did],
        summary=generate_summary(
            contact_number=number,
            is_new=is_new or not told,
            duration_seconds=duration,
            actions=_with_follow_ups(done, did, at_end),
            preferences=preferences,
        ),
        preferences=preferences,
        duration_seconds=duration,
        contact_number=number,
        appointments=appointments,
        end_reason=next((e.reason for e in events if isinstance(e, Ended)), None),
        timezone=zone.key,
        frustration=felt,
    )


def transcript_time(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds, as in the specification's transcript."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def function_result(tool: str, refused: str | None) -> str:
    """The transcript's `result` of a tool: what was done, or the line said when it was refused."""
    return refused if refused is not None else RESULTS.get(tool, f"{tool} done")


# ---- transcript and tool calls --------------------------------------------------------------


def _transcript(events: Iterable[CallEvent]) -> dict[str, Any]:
    messages = [message for event in events if (message := _message(event)) is not None]
    calls = sum(message["role"] == "function" for message in messages)
    return {"messages": messages, "tool_calls_count": calls}


def _message(event: CallEvent) -> dict[str, Any] | None:
    """One event as a transcript message; None for events in which nobody said anything."""
    match event:
        case UserSaid(text=text) if text:
            return _said("user", text, event.at)
        case Keyed(digits=digits):
            return _said("user", f"[keypad] {digits}", event.at)
        case AgentSaid(text=text, cut=cut) if text:
            return _said("assistant", text, event.at) | ({"interrupted": True} if cut else {})
        case Did():
            return _function_message(event)
        case _:
            return None


def _said(role: str, content: str, at: datetime) -> dict[str, Any]:
    return {"role": role, "content": content, "timestamp": transcript_time(at)}


def _function_message(did: Did) -> dict[str, Any]:
    refused = did.outcome.spoken if isinstance(did.outcome, Refused) else None
    return {
        "role": "function",
        "name": did.tool,
        "params": dict(did.args),
        "result": function_result(did.tool, refused),
        "timestamp": transcript_time(did.at),
    }


def _tool_call(did: Did) -> dict[str, Any]:
    call = {"tool": did.tool, "args": dict(did.args), "call_id": did.call_id}
    stamp = {"timestamp": transcript_time(did.at)}
    if isinstance(did.outcome, Refused):
        return {**call, "status": "error", "error": did.outcome.code, **stamp}
    return {**call, "status": "success", **stamp}


# ---- who, what, how long ----------------------------------------------------------------------


def _zone(events: Iterable[CallEvent]) -> ZoneInfo:
    return next((e.practice.zone for e in events if isinstance(e, Started)), ZoneInfo("UTC"))


def _identity(did: Iterable[Did]) -> tuple[str | None, bool]:
    """The last number identified, and whether this call made its record."""
    callers = [event.outcome.caller for event in did if isinstance(event.outcome, Identified)]
    if not callers:
        return None, False
    number = callers[-1].contact_number
    return number, any(c.is_new for c in callers if c.contact_number == number)


def _preferences(did: Iterable[Did], *, told: bool) -> Preferences:
    """The latest known: as found at identification, as learned by a later booking or move.

    What was found is another person's, as far as is known, unless the record may be `told`.
    """
    known = Preferences()
    for event in did:
        match event.outcome:
            case Identified(caller=caller) if told:
                known = caller.preferences
            case (
                Booked(preferences=learned)
                | Moved(preferences=learned)
                | BookedSeries(preferences=learned)
                | MovedSeries(preferences=learned)
            ):
                known = learned
    return known


def _waits(did: Iterable[Did]) -> list[str]:
    """What the caller was put on the waiting list for, and did not leave again."""
    waits: dict[UUID, str] = {}
    for event in did:
        match event.outcome:
            case WaitlistDone(action="join", entries=entries):
                waits |= {e.id: wished(e.wish) for e in entries}
            case WaitlistDone(action="leave", entries=entries):
                waits = {
                    key: said for key, said in waits.items() if key not in {e.id for e in entries}
                }
    return list(waits.values())


def _duration(events: Sequence[CallEvent]) -> int:
    return round((events[-1].at - events[0].at).total_seconds()) if events else 0


def _actions(did: Iterable[Did], zone: ZoneInfo) -> tuple[Actions, tuple[Appointment, ...]]:
    """Commits counted, and each touched appointment where it stands after the last of them."""
    commits = [commit for e in did for commit in commits_of(e.outcome)]
    latest = {commit.appointment.id: commit.appointment for commit in commits}
    made = {c.appointment.id for c in commits if isinstance(c, Booked)}
    was = {c.appointment.id: c.was.astimezone(zone) for c in commits[::-1] if isinstance(c, Moved)}
    now = {key: _entry(a, zone) for key, a in latest.items()}
    stands = [key for key, a in latest.items() if a.status == "scheduled"]
    actions = Actions(
        booked_count=sum(isinstance(c, Booked) for c in commits),
        moved_count=sum(isinstance(c, Moved) for c in commits),
        cancelled_count=sum(isinstance(c, Cancelled) for c in commits),
        booked=[now[key] for key in stands if key in made],
        moved=[(was[key], now[key]) for key in stands if key in was and key not in made],
        cancelled=[now[key] for key in latest if key not in stands],
    )
    return actions, tuple(latest.values())


def _with_follow_ups(actions: Actions, did: Iterable[Did], at_end: CallState) -> Actions:
    """With what is still to come: calls back, and places on the waiting list."""
    return replace(
        actions,
        call_backs=[at_end.local(a.starts_at) for a in at_end.call_backs],
        call_back=at_end.call_me_back,
        waits=_waits(did),
        speaks=languages.call_back_wanted(at_end),
    )


def _entry(appointment: Appointment, zone: ZoneInfo) -> Entry:
    local = appointment.starts_at.astimezone(zone)
    whom = appointment.attendee
    return local if whom is None else (local, spoken_attendee(whom))
