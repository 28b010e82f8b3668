"""When people at the practice can be reached, in the hours that its owner gives for that. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ringbook.domain.model import OpenRange, Practice
from ringbook.domain.spoken import spoken_when

__all__ = ["open_again", "reach_from"]

_LOOKED = 60
"""Days ahead; a practice that is closed for longer names no day."""


def reach_from(practice: Practice, now: datetime) -> str:
    """ " from Tuesday, January 27 at 9:00 AM on" when nobody answers now, "" when somebody does."""
    if practice.hand_over_hours == "always":
        return ""
    opens = open_again(practice, now)
    return f" from {spoken_when(opens)} on" if opens is not None else ""


def open_again(practice: Practice, now: datetime) -> datetime | None:
    """The next local opening; None while it is open, or when no opening is near."""
    local = now.astimezone(practice.zone)
    for opens, closes in _openings(practice, local.date()):
        if opens <= now < closes:
            return None
        if opens > now:
            return opens
    return None


def _openings(practice: Practice, first: date) -> Iterator[tuple[datetime, datetime]]:
    for n in range(_LOOKED):
        day = first + timedelta(days=n)
        for hours in sorted(_hours(practice, day), key=lambda hours: hours.opens):
            yield (
                datetime.combine(day, hours.opens, practice.zone),
                datetime.combine(day, hours.closes, practice.zone),
            )


def _hours(practice: Practice, day: date) -> tuple[OpenRange, ...]:
    if any(closure.first <= day <= closure.last for closure in practice.closures):
        return ()
    extra = [r for opened in practice.extra_hours if opened.day == day for r in opened.hours]
    return (*practice.opening_hours[day.weekday()], *extra)
