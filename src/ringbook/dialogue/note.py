"""The state note: what a large model needs to know now, as the last message of its prompt. Pure.

It holds nothing that the caller may not hear: a record's name only once it is proven.
"""

from datetime import datetime

from ringbook.dialogue.languages import spoken_here
from ringbook.dialogue.legal import verify as legal_verify
from ringbook.dialogue.legal.actions import legal
from ringbook.dialogue.legal.waitlist_state import known, wish_of
from ringbook.dialogue.reduce import instead
from ringbook.dialogue.speak import returning as speak_returning
from ringbook.dialogue.speak import visit_words
from ringbook.dialogue.speak import whom as speak_whom
from ringbook.dialogue.speak.call_back import in_general
from ringbook.dialogue.speak.waitlist_words import wished
from ringbook.dialogue.state import other_zone
from ringbook.dialogue.state.attendee import spoken_people
from ringbook.dialogue.state.call_events import Booked, Cancelled, Moved
from ringbook.dialogue.state.call_state import LABELS, CallState, Commit, label
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.visit_wish import wishes_of
from ringbook.dialogue.understand import for_whom
from ringbook.dialogue.understand.frustration import level
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.phone import spoken_groups
from ringbook.domain.spoken import spoken_when
from ringbook.domain.spoken_in import spoken_when_in
from ringbook.domain.visit import written

__all__ = ["note"]


def note(state: CallState) -> str:
    """The state in one short paragraph a line, then what is possible now."""
    lines = [
        f"It is {spoken_when(state.local(state.now))} at {state.practice.name}.",
        _who(state),
        *_code(state),
        *_clock(state),
        *spoken_here.for_the_model(state),
        *_wish(state),
        *speak_returning.notes(state),
        *_asked_for(state),
        *(_visits(state) or _listed("Offered openings", state.offered, state)),
        *_more(state),
        *_listed("The caller's appointments", state.appointments, state),
        *_call_backs(state),
        *_mood(state),
        *_waiting(state),
        *_spoken_over(state),
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


def _code(state: CallState) -> list[str]:
    """Where the proof by one-time code stands, when the task needs one."""
    if not legal_verify.is_needed(state):
        return []
    if legal_verify.is_over(state):
        return ["It takes a code, which is not possible any more: say so, offer nothing else."]
    if actions := legal_verify.actions(state):
        return [f"It takes a one-time code: verify_caller({actions[0]})."]
    asks = "Shall I send a new code?" if state.codes.number is None else "What is the code?"
    return [f'It takes the code that was sent by text message. Ask: "{asks}"']


def _clock(state: CallState) -> list[str]:
    """That the caller's clock shows another time, if it does."""
    there = other_zone.local_there(state.now, state)
    if there is None or state.caller_zone is None:
        return []
    now = f"{spoken_when(there)} {state.caller_zone.place}"
    return [f"For the caller it is {now}: say both times. Times they say are the practice's."]


def _wish(state: CallState) -> list[str]:
    frame = state.frame
    if frame.intent is None:
        return []
    named = [f"task {frame.intent}", f"service {frame.service}" if frame.service else ""]
    named += [for_whom.told(for_whom.meant(state)).strip()]
    wanted = frame.wanted
    if wanted.first is not None:
        named.append(f"day {wanted.first:%A} {wanted.first.isoformat()}")
    if wanted.time is not None:
        named.append(f"{wanted.bound} {wanted.time:%H:%M}")
    if wanted.within is not None:
        named.append(f"from {wanted.earliest or 'opening'} to {wanted.latest or 'closing'}")
    elif wanted.part is not None:
        named.append(f"in the {wanted.part}")
    if frame.people:
        named.append(f"for {spoken_people(frame.people)}")
    if frame.parts:
        named.append(f"services {written(wishes_of(frame.parts))}")
    if frame.repeat is not None:
        named.append(f"recurring ({frame.repeat.every or 'how often?'})")
    if frame.scope is not None:
        named.append(f"scope {frame.scope}")
    return [f"Wanted: {', '.join(n for n in named if n)}.", *_afterwards(state)]


def _afterwards(state: CallState) -> list[str]:
    """The tasks that wait for the one in hand."""
    frames = (instead.cancellation(state), *state.later)
    named = [f"{f.intent}{_cue(f)}" for f in frames if f is not None and f.intent is not None]
    return [f"After that: {'; '.join(named)}."] if named else []


def _cue(frame: Frame) -> str:
    whom = frame.attendee.stored if frame.attendee else None
    of = frame.spoken_of.first
    what = frame.service or frame.cue_service
    named = (f" {what}" if what else "", for_whom.told(whom), f" of {of.isoformat()}" if of else "")
    return "".join(named)


def _asked_for(state: CallState) -> list[str]:
    """What the caller should hear of who, or which day, they asked for in vain."""
    told = speak_whom.noted(state)
    return [f'Tell the caller: "{told}"'] if told else []


def _listed(
    title: str, items: tuple[Slot, ...] | tuple[Appointment, ...], state: CallState
) -> list[str]:
    if not items:
        return []
    shown: list[Slot | Appointment] = [*items[: len(LABELS)]]
    named = [
        f"{label(n)}={_when(item.starts_at, state)}, {item.service}, {item.provider}{_whom(item)}"
        for n, item in enumerate(shown)
    ]
    return [f"{title}: {'; '.join(named)}."]


def _more(state: CallState) -> list[str]:
    """Letters are few: what is not listed is not taken."""
    full = len(state.offered) >= len(LABELS) and not state.frame.visits
    return ["There are more openings: look for a time that is not listed."] if full else []


def _visits(state: CallState) -> list[str]:
    named = [
        f"{label(n)}={visit_words.one(visit, state)}" for n, visit in enumerate(state.frame.visits)
    ]
    return [f"Offered visits: {'; '.join(named)}."] if named else []


def _when(at: datetime, state: CallState) -> str:
    """On the practice's clock and, where that differs, on the caller's."""
    ours = spoken_when_in(state.local(at), state.tongue.language)
    there = other_zone.told(at, state).removeprefix(", that's ")
    return f"{ours} (= {there})" if there else ours


def _whom(item: Slot | Appointment) -> str:
    return for_whom.told(item.attendee) if isinstance(item, Appointment) else ""


def _call_backs(state: CallState) -> list[str]:
    named = [spoken_when(state.local(a.starts_at)) for a in state.call_backs]
    lines = [f"Noted: wants a call back about {' and '.join(named)}."] if named else []
    return [*lines, "Noted: wants a call back."] if state.call_me_back else lines


def _mood(state: CallState) -> list[str]:
    """What to do about a caller who has had enough."""
    felt = level(state.frustration)
    if felt is None:
        return []
    how = "very frustrated" if felt == "high" else "frustrated"
    offer = " or a call back" if in_general(state) else ""
    return [f"The caller is {how}: be brief, and offer the practice's phone number{offer}."]


def _waiting(state: CallState) -> list[str]:
    lines = []
    if entries := known(state):
        lines.append(f"On the waiting list for: {'; '.join(wished(e.wish) for e in entries)}.")
    if (wish := wish_of(state)) is not None:
        lines.append(f"Nothing is free for: {wished(wish)}. It can be waited for.")
    if state.frame.missed:
        missing = "; ".join(wished(wish) for wish in state.frame.missed)
        lines.append(f"Not free and not booked: {missing}. Each can be waited for.")
    if state.frame.held is not None and state.frame.chosen is not None:
        free = spoken_when(state.local(state.frame.chosen.starts_at))
        free += for_whom.told(for_whom.meant(state))
        lines.append(f"Kept for the caller, who waited for it: {free}. Offer it now.")
    return lines


def _spoken_over(state: CallState) -> list[str]:
    """That the caller spoke over the last line and may want to hear it again."""
    if state.owed_line is None:
        return []
    heard = " ".join(state.spoken.split()[-6:])
    return [f'You were cut off after "{heard}": say all of it again, unless they went elsewhere.']


def _written(state: CallState) -> str:
    written = "; ".join(_commit(c, state) for c in state.commits) or "nothing"
    return f"{written}, but the last attempt got no answer" if state.unsure else written


def _commit(commit: Commit, state: CallState) -> str:
    at = _when(commit.appointment.starts_at, state)
    match commit:
        case Booked():
            return f"booked {at}{_whom(commit.appointment)}"
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
