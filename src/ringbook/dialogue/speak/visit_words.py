"""A visit in words, absolute and complete: the day once, then each service with its time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ringbook.dialogue.speak import series_words
from ringbook.dialogue.speak.away import AGAIN
from ringbook.dialogue.speak.series_words import counted
from ringbook.dialogue.state import other_zone, policy
from ringbook.dialogue.state.attendee import spoken_attendee
from ringbook.dialogue.state.call_events import (
    BookedSeries,
    CancelledSeries,
    MovedSeries,
    OfferedSeries,
)
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.visit import members
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Appointment
from ringbook.domain.spoken import spoken_clock, spoken_date, spoken_when
from ringbook.domain.visit import MAX_PARTS, Visit, VisitPart

__all__ = [
    "Item",
    "ask_name",
    "ask_scope",
    "found",
    "items_of",
    "items_offered",
    "one",
    "outcome",
    "readback",
    "too_many",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One part as it is said: the service, with whom, for whom, and when it starts."""

    service: str
    provider: str
    attendee: str | None
    starts_at: datetime


def items_of(asks: Question, state: CallState) -> list[Item]:
    """What a yes to `asks` would write, part by part."""
    return [item for part in asks.visit if (item := _item(part, state)) is not None]


def _item(part: VisitPart, state: CallState) -> Item | None:
    if part.slot is not None:
        return Item(part.service, part.slot.provider, part.attendee, part.slot.starts_at)
    row = state.appointment(part.appointment_id)
    return _of_row(row) if row is not None else None


def _of_row(row: Appointment) -> Item:
    return Item(row.service, row.provider, row.attendee, row.starts_at)


def _on_day(items: Sequence[Item], state: CallState) -> str:
    """ "Tuesday, June 16: Cut with Maria at 10:00 AM and Trim with Jon for Tom at 10:00 AM"."""
    named = [
        f"{_what(item, state)} at {spoken_clock(state.local(item.starts_at))}"
        f"{other_zone.told(item.starts_at, state)}"
        for item in items
    ]
    return f"{_day(items, state)}: {_join(named)}"


def _what(item: Item, state: CallState) -> str:
    who = f" with {item.provider}" if len(state.practice.providers) > 1 else ""
    return f"{item.service}{who}{for_whom.told(item.attendee)}"


def _day(items: Sequence[Item], state: CallState) -> str:
    return spoken_date(state.local(items[0].starts_at).date())


def _join(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _all(n: int) -> str:
    return "both" if n == 2 else f"all {counted(n)}"


# ---- questions ------------------------------------------------------------------------------


def readback(asks: Question, state: CallState) -> str:
    """The question before a write: all of what a yes would do."""
    items = items_of(asks, state)
    said, every = _on_day(items, state), _all(len(items))
    if asks.about == "confirm_book":
        return f"That would be on {said}. {_shall_i(f'book {every}', state)}"
    rows = [row for p in asks.visit if (row := state.appointment(p.appointment_id)) is not None]
    fee = _fee(rows, state)
    if asks.about == "confirm_cancel":
        return f"That's your visit on {said}.{fee} {_shall_i(f'cancel {every}', state)}"
    was = spoken_when(state.local(min(row.starts_at for row in rows)))
    return f"Your visit on {was} would be on {said}.{fee} {_shall_i('do that', state)}"


def _shall_i(do: str, state: CallState) -> str:
    return AGAIN if state.diary_lost else f"Shall I {do}?"


def _fee(rows: Sequence[Appointment], state: CallState) -> str:
    fees = [fee for row in rows if (fee := policy.fee_for(row, state)) is not None]
    if not fees:
        return ""
    total = f"{sum(fees, fees[0] * 0):.2f}".removesuffix(".00")
    return f" As it's so close, there is a fee of {total}."


def ask_name(relation: str) -> str:
    """ "What is your son's name?"."""
    return f"What is {spoken_attendee(relation)}'s name?"


def too_many() -> str:
    """More services than one visit has."""
    return f"I can book up to {counted(MAX_PARTS)} services at once. Which would you like first?"


def ask_scope(source: Appointment, state: CallState, *, one: bool) -> str:
    """A part of a visit is to be changed: only that, or all of it."""
    verb = "cancel" if state.frame.intent == "cancel" else "move"
    rows = [_of_row(row) for row in members(state, source)]
    parts = _join([f"{row.service}{for_whom.told(row.attendee)}" for row in rows])
    just = f"{source.service}{for_whom.told(source.attendee)}" if one else "one of them"
    again = "Sorry, which? " if state.stuck_on("which_scope") else ""
    head = f"Your visit on {_day(rows, state)} has {parts}."
    return f"{again}{head} Shall I {verb} just {just}, or the whole visit?"


# ---- outcomes -------------------------------------------------------------------------------


def outcome(
    done: OfferedSeries | BookedSeries | MovedSeries | CancelledSeries, state: CallState
) -> str:
    """A true sentence about what was done with a visit or a series, from the committed rows."""
    if isinstance(done, OfferedSeries) or done.appointments[0].visit_id is None:
        return series_words.outcome(done, state)
    said = _on_day([_of_row(row) for row in done.appointments], state)
    match done:
        case BookedSeries():
            return f"You're booked on {said}."
        case MovedSeries():
            return f"Your visit is moved. It is now on {said}."
        case CancelledSeries():
            return f"Your visit is cancelled, on {said}."


def found(visits: Sequence[Visit], state: CallState) -> str:
    """All visits found, for a model that chooses which to say."""
    return f"Free: {'; or '.join(one(visit, state) for visit in visits)}."


def one(visit: Visit, state: CallState) -> str:
    """A visit on offer: its day, and each part with its time."""
    return _on_day(items_offered(visit), state)


def items_offered(visit: Visit) -> list[Item]:
    """The parts of a visit on offer."""
    pairs = zip(visit.parts, visit.slots, strict=True)
    return [Item(part.service, s.provider, part.attendee, s.starts_at) for part, s in pairs]
