"""Two hundred callers after the same three dates of one series."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import uuid4

from bench.store_fill import NOW
from ringbook.domain.model import Appointment, Practice, Slot
from ringbook.domain.series import Rule, SeriesQuery, expand, rrule
from ringbook.store.pool import Database
from ringbook.store.series import book_series, find_series

__all__ = ["after_one_series"]

type Attempt = Callable[[], Awaitable[object]]
DATES = 3


async def after_one_series(
    db: Database, practice: Practice, first: Slot, numbers: Sequence[str]
) -> list[Attempt]:
    """The attempts: all book the same weekly dates with whoever is free, a week after `first`.

    Raises:
        LookupError: one of the dates is not free any more.
    """
    local = first.starts_at.astimezone(practice.zone)
    day, at = local.date() + timedelta(weeks=1), local.time()
    rule = Rule("weekly", day, DATES)
    text = rrule(rule, practice.zone)
    query = SeriesQuery(expand(rule), rule.every, text, at, at, first.service)
    dates = await find_series(db, practice, query, (), NOW)
    slots = [slot for date in dates if (slot := date.slot or date.other)]
    if len(slots) < DATES:
        raise LookupError(f"only {len(slots)} of {DATES} dates are free")
    return [partial(_book, db, practice, number, slots, text) for number in numbers]


async def _book(
    db: Database, practice: Practice, number: str, slots: Sequence[Slot], rule: str
) -> tuple[Appointment, ...]:
    return await book_series(
        db,
        practice,
        contact_number=number,
        slots=slots,
        rule=rule,
        request_id=uuid4(),
        session_id="bench",
        now=NOW,
    )
