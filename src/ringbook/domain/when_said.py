"""Dates as they were said: the values that the date rules give. Pure."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

__all__ = ["DateSaid", "Today", "add_months", "coming", "month_of", "week_of"]


@dataclass(frozen=True, slots=True)
class Today:
    """Where relative days are counted from, and how 3/4 is read."""

    now: dt.datetime
    order: str = "DMY"

    @property
    def date(self) -> dt.date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class DateSaid:
    """One mention of a day or a stretch of days, at characters `start` to `end`.

    `weekday` / `month_day` are set when only that was said, so that "next week" or "in March"
    elsewhere in the sentence can place it. `month_named` marks a date whose month was said, in
    which a bare "the 12th" after it is looked for. `period` marks a whole week or month, to be told
    apart from a single day. `relative` is "the day / the one / the week after", in days, still
    without the day it follows.
    """

    first: dt.date
    last: dt.date
    start: int = 0
    end: int = 0
    weekday: int | None = None
    month_day: int | None = None
    month_named: bool = False
    period: bool = False
    alts: tuple[dt.date, ...] = ()
    time: dt.time | None = None
    conflict: bool = False
    relative: int | None = None

    @classmethod
    def day(cls, date: dt.date, *alts: dt.date) -> "DateSaid":
        return cls(date, date, alts=alts)

    @classmethod
    def stretch(cls, first: dt.date, last: dt.date, today: dt.date | None = None) -> "DateSaid":
        """Days from `first` to `last`, without those that are over when `today` is given."""
        begins = max(first, today) if today is not None and today <= last else first
        return cls(begins, last, period=True)

    def first_last(self) -> tuple[dt.date, dt.date]:
        return self.first, self.last

    def at(self, start: int, end: int) -> "DateSaid":
        return replace(self, start=start, end=end)


def coming(today: dt.date, weekday: int) -> dt.date:
    """The next day of that name; today's own name means today in a week."""
    return today + dt.timedelta((weekday - today.weekday() - 1) % 7 + 1)


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - dt.timedelta(day.weekday())
    return monday, monday + dt.timedelta(6)


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or that month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, index = divmod(month, 12)
    return dt.date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))
