"""What a caller said about a date or a time, as a value."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from ringbook.domain.model import PartOfDay
from ringbook.domain.when_amount import Amount

__all__ = ["Bound", "Shift", "When", "Within"]

type Bound = Literal["at", "around", "after", "before"]
type Within = tuple[dt.time | None, dt.time | None]
type Shift = Literal["earlier", "later"]

_PARTS: Final[dict[PartOfDay, tuple[dt.time | None, dt.time | None]]] = {
    "morning": (None, dt.time(11, 59)),
    "afternoon": (dt.time(12), dt.time(16, 59)),
    "evening": (dt.time(17), None),
}
"""The first and the last start in a part of the day."""


@dataclass(frozen=True, slots=True)
class When:
    """Local dates and times as said. Everything is optional; `empty` when nothing was said.

    `range` is a stretch of days, both ends included, and `date` is then its first day. `part` is
    only set when no time was said. `until` ends a stretch of time that `time` begins. `bound`
    says how `time` is meant ("after three"). `alt_dates` and `alt_times` are other readings or
    other days named in the same breath ("Tuesday or Wednesday"). `ambiguous_half_day` means that
    neither am nor pm was said, so the opening hours or custom decided. `conflict` means that the
    weekday said is not that of the date said. `shift` is "earlier" / "later" with no time named.
    `exclusive`: `time` itself will not do ("before ten", but not "by ten"). `no_such` is the name
    of a day that was wanted and does not exist ("February 30"); no other day is meant then.
    `within` are the limits of a finer part of the day ("late morning"), the second left out.
    `unread` is the side of a time that only the caller knows ("after my shift"). `by` is how far
    from another time it is ("half an hour later"), which only the talk can tell; days named beside
    it are counted from today as long as there is none.
    """

    date: dt.date | None = None
    time: dt.time | None = None
    range: tuple[dt.date, dt.date] | None = None
    part: PartOfDay | None = None
    bound: Bound = "at"
    until: dt.time | None = None
    alt_dates: tuple[dt.date, ...] = ()
    alt_times: tuple[dt.time, ...] = ()
    excluded_weekdays: frozenset[int] = frozenset()
    excluded_dates: frozenset[dt.date] = frozenset()
    ambiguous_half_day: bool = False
    conflict: bool = False
    earliest_wanted: bool = False
    shift: Shift | None = None
    exclusive: bool = False
    no_such: str | None = None
    within: Within | None = None
    unread: Bound | None = None
    by: Amount | None = None

    @property
    def empty(self) -> bool:
        """True when nothing about a date or a time was said."""
        return self == When()

    @property
    def timed(self) -> bool:
        """True when a time or a part of the day was said."""
        return self.time is not None or self.part is not None or self.within is not None

    @property
    def first(self) -> dt.date | None:
        """The first day that is wanted."""
        return self.range[0] if self.range else self.date

    @property
    def last(self) -> dt.date | None:
        """The last day that is wanted."""
        return self.range[1] if self.range else self.date

    @property
    def earliest(self) -> dt.time | None:
        """The earliest start that is wanted, None when the day's beginning will do."""
        if self.time is not None:
            return None if self.bound == "before" else self.time
        if self.within is not None and self.within[0] is not None:
            return self.within[0]
        return _PARTS[self.part][0] if self.part else None

    @property
    def latest(self) -> dt.time | None:
        """The latest start that is wanted, None when the day's end will do."""
        if self.until is not None:
            return self.until
        if self.time is not None:
            return None if self.bound == "after" else self._last_start(self.time)
        if self.within is not None and self.within[1] is not None:
            return _minute_before(self.within[1])
        return _PARTS[self.part][1] if self.part else None

    def _last_start(self, time: dt.time) -> dt.time:
        if not self.exclusive or time == dt.time(0):
            return time
        return _minute_before(time)


def _minute_before(time: dt.time) -> dt.time:
    return (dt.datetime.combine(dt.date(2000, 1, 2), time) - dt.timedelta(minutes=1)).time()
