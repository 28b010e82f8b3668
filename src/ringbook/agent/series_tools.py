"""What the tools do when several dates are meant: look up, book, cancel and move a series."""

from collections.abc import Sequence

from ringbook.agent.call import Call
from ringbook.agent.tooling import Learned, person_named, request_id
from ringbook.dialogue.legal.series import window
from ringbook.dialogue.speak.gone import away_then
from ringbook.dialogue.state.call_events import (
    BookedSeries,
    CancelledSeries,
    MovedSeries,
    OfferedSeries,
    Outcome,
)
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import series_dates
from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.series import Rule, SeriesDate, SeriesQuery, rrule
from ringbook.errors import NotConfirmed, OutsideOpeningHours, SlotNotFound
from ringbook.store import series
from ringbook.store.away import nobody_there

__all__ = ["book", "cancel", "fetch", "move"]


async def fetch(call: Call, args: dict[str, str]) -> Outcome:
    """Looks up the dates of a new series, or those to which part of one would move."""
    wanted = series_dates.query(call.state, args, window(args))
    moving = [a for key in wanted.moving if (a := call.state.appointment(key)) is not None]
    dates = await series.find_series(call.db, call.practice, wanted, moving, call.now())
    return OfferedSeries(wanted, await _with_absences(call, wanted, dates))


async def _with_absences(
    call: Call, wanted: SeriesQuery, dates: Sequence[SeriesDate]
) -> tuple[SeriesDate, ...]:
    """The dates; those on which nobody is there say so."""
    if not any(d.refusal == OutsideOpeningHours.code for d in dates):
        return tuple(dates)
    first, last = min(d.day for d in dates), max(d.day for d in dates)
    asked = SlotQuery(wanted.service, first, last, provider=wanted.provider)
    gone = await nobody_there(call.db, call.practice, asked)
    return tuple(away_then(d, gone, call.practice) for d in dates)


async def book(call: Call, number: str, learned: Learned) -> Outcome:
    """Books all the dates that were agreed to, or none."""
    asked = _agreed(call)
    slots = _slots(call, asked)
    with request_id(call, f"series {number}") as request, person_named(call, asked.attendee):
        rows = await series.book_series(
            call.db, call.practice, contact_number=number, slots=slots, rule=_rule(call, slots),
            request_id=request, session_id=call.session_id, now=call.now(),
            attendee=asked.attendee,
        )  # fmt: skip
    return BookedSeries(rows, learned(rows[0].starts_at))


def _rule(call: Call, slots: Sequence[Slot]) -> str:
    """The rule from the first date booked on; that some dates are left out, the rows say."""
    repeat = call.state.frame.repeat
    first = call.state.local(slots[0].starts_at).date()
    rule = repeat.rule(first) if repeat is not None else None
    return rrule(rule or Rule("weekly", first, len(slots)), call.practice.zone)


async def cancel(call: Call, number: str) -> Outcome:
    """Cancels all the appointments of a series that were agreed to, or none."""
    asked = _agreed(call)
    rows = await series.cancel_series(
        call.db, call.practice, contact_number=number, appointment_id=asked.appointment_ids[0],
        only=asked.appointment_ids, session_id=call.session_id, now=call.now(),
    )  # fmt: skip
    return CancelledSeries(rows)


async def move(call: Call, number: str, learned: Learned) -> Outcome:
    """Moves all the appointments of a series that were agreed to, or none."""
    asked = _agreed(call)
    rows, slots = _rows(call, asked), _slots(call, asked)
    moves = [*zip(rows, slots, strict=True)]
    key, whom = f"move series {moves[0][0].id} {moves[0][1].id}", moves[0][0].attendee
    with request_id(call, key) as request, person_named(call, whom):
        moved = await series.modify_series(
            call.db, call.practice, contact_number=number, moves=moves,
            request_id=request, session_id=call.session_id, now=call.now(),
        )  # fmt: skip
    before = {row.id: row.starts_at for row in rows}
    was = tuple(before[row.id] for row in moved)
    return MovedSeries(moved, was, learned(moved[0].starts_at))


def _agreed(call: Call) -> Question:
    """The read-back that the caller agreed to: the gate has let nothing else pass."""
    agreed = call.state.frame.agreed
    if agreed is None or not agreed.of_series:
        raise NotConfirmed
    return agreed


def _slots(call: Call, asked: Question) -> list[Slot]:
    found = {slot.id: slot for slot in call.state.offered}
    if not found.keys() >= {*asked.slot_ids}:
        raise SlotNotFound("a date that was never offered")
    return [found[key] for key in asked.slot_ids]


def _rows(call: Call, asked: Question) -> list[Appointment]:
    found = {row.id: row for row in call.state.appointments}
    return [found[key] for key in asked.appointment_ids]
