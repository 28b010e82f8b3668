"""Recurring appointments: how a series repeats, and the local dates that this makes. Pure.

A series keeps its local wall time; the instants follow from the zone, date by date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice, takewhile
from typing import Final, Literal, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.domain.away import Away
from ringbook.domain.model import Appointment, Slot

__all__ = [
    "EVERY", "MAX_DATES", "Every", "Repeat", "Rule", "Scope", "SeriesDate", "SeriesQuery",
    "at_wall", "expand", "next_nth", "rrule",
]  # fmt: skip

type Every = Literal[
    "weekly", "every_two_weeks", "every_three_weeks", "every_four_weeks", "monthly"
]
type Scope = Literal["one", "following", "all"]

EVERY: Final[tuple[Every, ...]] = get_args(Every.__value__)
MAX_DATES: Final = 24
"""The most dates of one series."""

_WEEKS: Final[dict[Every, int]] = {every: n for n, every in enumerate(EVERY[:4], 1)}
_BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST: Final = 5


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition as said, as far as it was said: its end may be `times`, a stretch or `until`.

    `until` is included. `by_day` repeats the day of the month rather than the weekday.
    """

    every: Every | None = None
    times: int | None = None
    weeks: int | None = None
    months: int | None = None
    until: date | None = None
    by_day: bool = False

    @property
    def endless(self) -> bool:
        """True while nothing was said of its end."""
        return (self.times, self.weeks, self.months, self.until) == (None,) * 4

    @property
    def count(self) -> int | None:
        """How many dates; None when `until` says so, or nothing does."""
        if self.times is not None or (self.weeks is None and self.months is None):
            return self.times
        if self.every == "monthly":
            return self.months or -(-(self.weeks or 0) // 4)
        weeks = self.weeks or (self.months or 0) * 52 // 12
        return -(-weeks // _WEEKS[self.every or "weekly"])

    def rule(self, first: date) -> "Rule | None":
        """The rule from `first` on, None while how often or how long is not known."""
        if self.every is None or self.endless:
            return None
        return Rule(self.every, first, self.count, self.until, self.by_day)


@dataclass(frozen=True, slots=True)
class Rule:
    """A complete rule: `count` dates, or those up to and including `until`."""

    every: Every
    first: date
    count: int | None = None
    until: date | None = None
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """Which dates are wanted and at what local time; for one time both ends are the same.

    `moving` has the appointment that would move to each date, and is empty for a booking, which
    alone has a rule.
    """

    dates: tuple[date, ...] = ()
    every: Every | None = None
    rrule: str = ""
    earliest: time | None = None
    latest: time | None = None
    service: str | None = None
    provider: str | None = None
    moving: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date of a series: its opening, or why there is none and the nearest other that day.

    `time` is the local time that the whole series would have; `moving` what would move here;
    `away` says that all were out who could do it.
    """

    day: date
    time: time | None
    slot: Slot | None
    refusal: str | None = None
    other: Slot | None = None
    moving: Appointment | None = None
    away: Away | None = None


def expand(rule: Rule) -> tuple[date, ...]:
    """The dates of a series in order, at most `MAX_DATES`."""
    most = MAX_DATES if rule.count is None else min(rule.count, MAX_DATES)
    end = rule.until or date.max
    return tuple(islice(takewhile(lambda day: day <= end, _days(rule)), most))


def _days(rule: Rule) -> Iterator[date]:
    first = rule.first
    if rule.every != "monthly":
        step = timedelta(weeks=_WEEKS[rule.every])
        return (first + n * step for n in count())
    return (day for n in count() if (day := _in_month(rule, n)) is not None)


def _in_month(rule: Rule, ahead: int) -> date | None:
    """The date `ahead` months after the first; None in a month that has no such day."""
    first = rule.first
    years, month = divmod(first.month - 1 + ahead, 12)
    begins = date(first.year + years, month + 1, 1)
    if rule.by_day:
        day = begins + timedelta(days=first.day - 1)
        return day if day.month == begins.month else None
    return _nth(begins, first.weekday(), (first.day - 1) // 7 + 1)


def _nth(begins: date, weekday: int, nth: int) -> date:
    """A weekday of the month that `begins` then; the fifth is the last."""
    day = begins + timedelta(days=(weekday - begins.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == begins.month else day - timedelta(days=7)


def next_nth(weekday: int, nth: int, today: date) -> date:
    """The first day after `today` that is the `nth` such weekday of its month; 5 is the last."""
    begins = today.replace(day=1)
    day = _nth(begins, weekday, nth)
    return day if day > today else _nth((begins + timedelta(days=32)).replace(day=1), weekday, nth)


def rrule(rule: Rule, zone: ZoneInfo) -> str:
    """The rule as RFC 5545 writes it; a fifth weekday of a month is its last."""
    end = f"COUNT={rule.count}" if rule.until is None else f"UNTIL={_utc_end(rule.until, zone)}"
    if rule.every != "monthly":
        day = _BYDAY[rule.first.weekday()]
        return f"FREQ=WEEKLY;INTERVAL={_WEEKS[rule.every]};BYDAY={day};{end}"
    if rule.by_day:
        return f"FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY={rule.first.day};{end}"
    nth = (rule.first.day - 1) // 7 + 1
    place = -1 if nth == _LAST else nth
    return f"FREQ=MONTHLY;INTERVAL=1;BYDAY={place}{_BYDAY[rule.first.weekday()]};{end}"


def _utc_end(day: date, zone: ZoneInfo) -> str:
    last = datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)
    return f"{last:%Y%m%dT%H%M%SZ}"


def at_wall(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The instant of a local time, in UTC: the first of two, None for one that clocks skip."""
    instant = datetime.combine(day, at, zone).astimezone(UTC)
    local = instant.astimezone(zone)
    return instant if (local.date(), local.time()) == (day, at) else None
