"""Where to look for a time that is told by an appointment, and which of those found is meant. Pure.

The appointment is one of the caller's own record; nothing else is ever looked at.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.reference import Beside, Side
from ringbook.dialogue.understand.for_whom import meant
from ringbook.dialogue.understand.matching import matches, nth
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.when import When

__all__ = ["active", "adjacent", "fitting", "in_the_way", "nearest", "pending", "steps", "wish_at"]

NEAR: Final = timedelta(hours=2)
_NONE: Final = timedelta()
CLOSE: Final = ("after", "before", "next")


def pending(state: CallState) -> bool:
    """True while it is open which appointment tells the time, and what it is for is known."""
    frame = state.frame
    if frame.beside is None or frame.reference is not None:
        return False
    if frame.intent == "move":
        return state.appointment(frame.source) is not None
    known = bool(frame.parts) or policy.service_wanted(state) is not None
    return frame.intent == "book" and known


def fitting(state: CallState) -> tuple[Appointment, ...]:
    """The caller's appointments that may tell the time, as far as they are known in this call."""
    beside = state.frame.beside
    if beside is None:
        return ()
    if beside.own or beside.of is not None:
        found = state.appointment(state.frame.source if beside.own else beside.of)
        return (found,) if found else ()
    rows = tuple(a for a in _others(state) if _told(a, beside, state))
    if beside.ordinal is not None:
        one = nth(rows, beside.ordinal)
        return (one,) if one else ()
    return rows


def _others(state: CallState) -> tuple[Appointment, ...]:
    known = state.appointments if state.listed else ()
    known = known or tuple(a for a in state.appointments if a.id in state.own)
    return tuple(a for a in known if a.id != state.frame.source)


def _told(a: Appointment, beside: Beside, state: CallState) -> bool:
    """Whether all that was said of the appointment fits this one."""
    if beside.service not in (None, a.service):
        return False
    return matches(beside.when, state.local(a.starts_at)) and _is_of(a, beside.whose, state)


def _is_of(a: Appointment, whose: str | None, state: CallState) -> bool:
    """Somebody else's must stand in the caller's own record; a name may be all that is known."""
    if whose is None or a.attendee is None:
        return whose is None
    return a.attendee == whose or whose not in {other.attendee for other in state.appointments}


def wish_at(row: Appointment, state: CallState) -> When:
    """The time wanted, seen from `row`."""
    side, local = _side(row, state), state.local(row.starts_at)
    if side == "day":
        return _on_day(state.frame.wanted, local.date())
    if side == "same":
        return When(date=local.date(), time=local.time())
    if side == "before":
        at = _moved(local, -_length(state))
        return When(date=local.date(), time=at, bound="before")
    return When(date=local.date(), time=_moved(local, _length_of(row)), bound="after")


def _on_day(wish: When, day: date) -> When:
    return When(
        date=day,
        time=wish.time,
        part=wish.part,
        bound=wish.bound,
        until=wish.until,
        within=wish.within,
        exclusive=wish.exclusive,
    )


def _side(row: Appointment, state: CallState) -> Side:
    """Nobody has two appointments at once: "at the same time" is next to it then."""
    beside = state.frame.beside
    side: Side = beside.side if beside else "day"
    own = beside is not None and beside.own
    return "next" if side == "same" and not own and _same_person(row, state) else side


def _length(state: CallState) -> timedelta:
    moving = state.appointment(state.frame.source) if state.frame.intent == "move" else None
    if moving is not None:
        return _length_of(moving)
    only, parts = policy.service_wanted(state), state.frame.parts
    services = [s for part in parts for s in state.practice.services if s.name == part.service]
    if only is not None and not parts:
        services = [only]
    return timedelta(minutes=sum(s.duration_minutes for s in services))


def _length_of(item: Appointment | Slot) -> timedelta:
    return timedelta(minutes=item.duration_minutes)


def _moved(local: datetime, by: timedelta) -> time:
    """The time of day that much later, kept inside the day."""
    moved = local.replace(tzinfo=None) + by
    if moved.date() != local.date():
        return time(0) if by < timedelta() else time(23, 59)
    return moved.time()


# ---- the search ---------------------------------------------------------------------------------


def active(state: CallState) -> Appointment | None:
    """The appointment next to which a time is looked for, None when something else is wanted."""
    row = state.appointment(state.frame.reference)
    if row is None or state.frame.beside is None or state.frame.wanted != wish_at(row, state):
        return None
    return row if _side(row, state) in CLOSE else None


def steps(row: Appointment, state: CallState) -> list[tuple[time, time]]:
    """First and last start to look for on its day, the nearest to it first."""
    local = state.local(row.starts_at)
    end, last = local + _length_of(row), local - _length(state)
    after, before = _moved(local, end - local), _moved(local, last - local)
    later = (after, _moved(end, NEAR)), (after, time(23, 59))
    sooner = (_moved(last, -NEAR), before), (time(0), before)
    match _side(row, state):
        case "after":
            return [(after, after), *later]
        case "before":
            return [(before, before), *sooner]
        case _:
            return [(after, after), (before, before), later[0], sooner[0]]


def nearest(slots: tuple[Slot, ...], row: Appointment, state: CallState) -> Slot | None:
    """The opening nearest to `row` on the side wanted, None when it is not near."""
    side = _side(row, state)
    near = [
        slot
        for slot in slots
        if (gap := _gap(slot, row)) <= NEAR and side in ("next", _where(slot, row)) and gap >= _NONE
    ]
    return min(near, key=lambda slot: (_gap(slot, row), slot.starts_at), default=None)


def adjacent(slot: Slot, row: Appointment) -> bool:
    """True when one begins as the other ends."""
    return _gap(slot, row) == _NONE


def _where(slot: Slot, row: Appointment) -> Side:
    return "after" if slot.starts_at > row.starts_at else "before"


def _gap(slot: Slot, row: Appointment) -> timedelta:
    """The time between the two, negative where they overlap."""
    after = slot.starts_at - (row.starts_at + _length_of(row))
    return max(after, row.starts_at - (slot.starts_at + _length_of(slot)))


def in_the_way(slot: Slot, state: CallState) -> bool:
    """True when the same person is elsewhere then: beside what stays, or what is replaced later."""
    frame = state.frame
    kept = state.appointment(frame.source) if frame.instead else None
    rows = (state.appointment(frame.reference), kept)
    moved = frame.source if frame.intent == "move" else None
    return any(
        row is not None and row.id != moved and _same_person(row, state) and _gap(slot, row) < _NONE
        for row in rows
    )


def _same_person(row: Appointment, state: CallState) -> bool:
    source = state.appointment(state.frame.source) if state.frame.intent == "move" else None
    return row.attendee == (source.attendee if source else meant(state))
