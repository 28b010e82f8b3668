"""The state note: what a large model needs to know now, as the last message of its prompt. Pure.

It holds nothing that the caller may not hear: a record's name only once it is proven.
"""

from ringbook.dialogue.call_events import Booked, Cancelled, Moved
from ringbook.dialogue.call_state import LABELS, CallState, Commit, label
from ringbook.dialogue.legal import legal
from ringbook.dialogue.waitlist import known, wish_of
from ringbook.dialogue.waitlist_words import wished
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.phone import spoken_groups
from ringbook.domain.spoken import spoken_when

__all__ = ["note"]


def note(state: CallState) -> str:
    """The state in one short paragraph a line, then what is possible now."""
    lines = [
        f"It is {spoken_when(state.local(state.now))} at {state.practice.name}.",
        _who(state),
        *_wish(state),
        *_listed("Offered openings", state.offered, state),
        *_listed("The caller's appointments", state.appointments, state),
        *_call_backs(state),
        *_waiting(state),
        f"Written in this call: {_written(state)}.",
        f"Possible now: {_possible(state)}.",
    ]
    return "STATE (not for the caller)\n" + "\n".join(lines)


def _who(state: CallState) -> str:
    if state.caller is None:
        return f"Caller: not identified. {_number(state)}"
    name = state.proven_name or state.name
    proven = "identity proven" if state.proven else "identity not proven"
    return f"Caller: number confirmed, {proven}, name {name or 'not given'}."


def _number(state: CallState) -> str:
    if state.number is not None:
        return "The number is confirmed; look the caller up."
    if state.candidate is not None:
        groups = spoken_groups(state.candidate, state.practice.phone_region)
        return f'Read this number back and ask whether it is right: "{groups}".'
    return f"Digits so far: {' '.join(state.digits)}." if state.digits else "Ask for the number."


def _wish(state: CallState) -> list[str]:
    frame = state.frame
    if frame.intent is None:
        return []
    named = [f"task {frame.intent}", f"service {frame.service}" if frame.service else ""]
    wanted = frame.wanted
    if wanted.first is not None:
        named.append(f"day {wanted.first:%A} {wanted.first.isoformat()}")
    if wanted.time is not None:
        named.append(f"{wanted.bound} {wanted.time:%H:%M}")
    if wanted.part is not None:
        named.append(f"in the {wanted.part}")
    return [f"Wanted: {', '.join(n for n in named if n)}."]


def _listed(
    title: str, items: tuple[Slot, ...] | tuple[Appointment, ...], state: CallState
) -> list[str]:
    if not items:
        return []
    shown: list[Slot | Appointment] = [*items[: len(LABELS)]]
    named = [
        f"{label(n)}={spoken_when(state.local(item.starts_at))}, {item.service}, {item.provider}"
        for n, item in enumerate(shown)
    ]
    return [f"{title}: {'; '.join(named)}."]


def _call_backs(state: CallState) -> list[str]:
    named = [spoken_when(state.local(a.starts_at)) for a in state.call_backs]
    return [f"Noted: wants a call back about {' and '.join(named)}."] if named else []


def _waiting(state: CallState) -> list[str]:
    lines = []
    if entries := known(state):
        lines.append(f"On the waiting list for: {'; '.join(wished(e.wish) for e in entries)}.")
    if (wish := wish_of(state)) is not None:
        lines.append(f"Nothing is free for: {wished(wish)}. It can be waited for.")
    if state.frame.held is not None and state.frame.chosen is not None:
        free = spoken_when(state.local(state.frame.chosen.starts_at))
        lines.append(f"Kept for the caller, who waited for it: {free}. Offer it now.")
    return lines


def _written(state: CallState) -> str:
    written = "; ".join(_commit(c, state) for c in state.commits) or "nothing"
    return f"{written}, but the last attempt got no answer" if state.unsure else written


def _commit(commit: Commit, state: CallState) -> str:
    at = spoken_when(state.local(commit.appointment.starts_at))
    match commit:
        case Booked():
            return f"booked {at}"
        case Moved():
            return f"moved to {at}"
        case Cancelled():
            return f"cancelled {at}"


def _possible(state: CallState) -> str:
    out = []
    for tool, args in legal(state).items():
        values = [f"{name}={'|'.join(v)}" if v else name for name, v in args.items()]
        out.append(f"{tool}({', '.join(values)})")
    return ", ".join(out) or "only to say goodbye"
