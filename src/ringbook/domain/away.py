"""Times at which nobody is there who could do what is wanted, and how a caller is told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from ringbook.domain.model import Practice
from ringbook.domain.phrases import join
from ringbook.domain.spoken import spoken_date, spoken_time

__all__ = ["Away", "told", "who_is_away"]

_NAMED = 3
"""As many people are named; more are said to be all."""


@dataclass(frozen=True, slots=True)
class Away:
    """A stretch of instants in which all of `people`, who alone do what is wanted, are out."""

    people: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, first: datetime, until: datetime) -> bool:
        return self.starts_at < until and first < self.ends_at

    def covers(self, first: datetime, until: datetime) -> bool:
        return self.starts_at <= first and until <= self.ends_at


def told(away: Away, day: date, practice: Practice) -> str:
    """ "I'm sorry, Dr. Rao is away on Monday, June 15 from 2:00 PM on." Never why."""
    return f"I'm sorry, {who_is_away(away, day, practice)}."


def who_is_away(away: Away, day: date, practice: Practice) -> str:
    """ "Dr. Rao is away on Monday, June 15 until 2:00 PM"."""
    return f"{_who(away.people, practice)} on {spoken_date(day)}{_span(away, day, practice)}"


def _who(people: Sequence[str], practice: Practice) -> str:
    if [*people] == [practice.name]:
        return "we're closed"
    if len(people) > _NAMED:
        return "all who could do that are away"
    return f"{join([*people])} {'is' if len(people) == 1 else 'are'} away"


def _span(away: Away, day: date, practice: Practice) -> str:
    """ " from 2:00 PM on", " until 2:00 PM", " from 1:00 PM to 3:00 PM", "" for the whole day."""
    hours = practice.opening_hours[day.weekday()]
    opens, closes = (hours[0].opens, hours[-1].closes) if hours else (time.min, time.max)
    first = _local(away.starts_at, day, practice)
    last = _local(away.ends_at, day, practice)
    begins = None if first <= opens else spoken_time(first)
    ends = None if last >= closes else spoken_time(last)
    if begins and ends:
        return f" from {begins} to {ends}"
    return f" from {begins} on" if begins else f" until {ends}" if ends else ""


def _local(at: datetime, day: date, practice: Practice) -> time:
    """The wall time on `day`; of another day, its beginning or its end."""
    local = at.astimezone(practice.zone)
    if local.date() == day:
        return local.time()
    return time.min if local < datetime.combine(day, time.min, practice.zone) else time.max
