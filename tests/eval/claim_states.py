"""The states of a call that the sentences about claims are judged in, by name."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CHECKUP, CLEANING, LENA, NOW, PRIYA, at, practice, uid

from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    Did,
    Listed,
    Moved,
    Outcome,
    Refused,
    Started,
    WaitlistDone,
)
from ringbook.domain.model import Appointment, Preferences
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.errors import SlotTaken

__all__ = ["STATES"]

WEEK: Final = Wish(CLEANING.name, date(2026, 1, 26), date(2026, 1, 30))
TUESDAYS: Final = ("2026-02-03 09:00", "2026-02-10 09:00", "2026-02-17 09:00", "2026-02-24 09:00")


def _row(start: str, service: str = CLEANING.name) -> Appointment:
    return Diary(practice()).add(PRIYA, at(start), service, LENA)


def _rows(starts: Iterable[tuple[str, str]], **same: object) -> tuple[Appointment, ...]:
    made = []
    for number, (start, service) in enumerate(starts):
        row = replace(_row(start, service), id=uid("several", number))
        made.append(replace(row, **same))  # type: ignore[arg-type]  # ids, checked by use
    return tuple(made)


def _series() -> Outcome:
    rows = _rows(((start, CLEANING.name) for start in TUESDAYS), series_id=uid("series"))
    return BookedSeries(rows, Preferences())


def _visit() -> Outcome:
    parts = (("2026-01-28 14:00", CLEANING.name), ("2026-01-28 14:30", CHECKUP.name))
    return BookedSeries(_rows(parts, visit_id=uid("visit")), Preferences())


def _moved() -> Outcome:
    was: datetime = at("2026-01-28 10:00")
    return Moved(_row("2026-01-30 10:00"), was, Preferences())


def _cancelled() -> Outcome:
    return Cancelled(replace(_row("2026-02-03 09:00"), status="cancelled", version=2))


def _after(tool: str = "", outcome: Outcome | None = None) -> CallState:
    state = reduce(CallState(), Started(NOW, practice(), "text", PRIYA))
    return reduce(state, Did(NOW, tool, {}, outcome)) if outcome else state


def _unsure() -> CallState:
    return replace(_after(), unsure=True)


STATES: Final[dict[str, Callable[[], CallState]]] = {
    "nothing": _after,
    "known": lambda: _after(
        "retrieve_appointments", Listed((_row("2026-02-04 14:00", CHECKUP.name),))
    ),
    "booked": lambda: _after("book_appointment", Booked(_row("2026-01-29 16:30"), Preferences())),
    "moved": lambda: _after("modify_appointment", _moved()),
    "cancelled": lambda: _after("cancel_appointment", _cancelled()),
    "series": lambda: _after("book_appointment", _series()),
    "visit": lambda: _after("book_appointment", _visit()),
    "waiting": lambda: _after(
        "update_waitlist", WaitlistDone("join", (Waiting(uid("waiting"), WEEK),))
    ),
    "refused": lambda: _after("book_appointment", Refused(SlotTaken.code, SlotTaken.line)),
    "unsure": _unsure,
}
"""Times on the wall of the practice; it is Monday, January 26, 10 in the morning.

`known`: a Check-up on Wednesday, February 4, 2:00 PM, read from the diary. `booked`: a Cleaning on
Thursday, January 29, 4:30 PM. `moved`: a Cleaning from Wednesday, January 28 to Friday, January 30,
10:00 AM. `cancelled`: a Cleaning on Tuesday, February 3, 9:00 AM. `series`: a Cleaning on four
Tuesdays from February 3, 9:00 AM. `visit`: a Cleaning at 2:00 PM and a Check-up at 2:30 PM on
Wednesday, January 28. `waiting`: on the waiting list for a Cleaning this week. `refused`: the
booking of Thursday, 4:30 PM was refused. `unsure`: it is not known if the booking was written.
"""
