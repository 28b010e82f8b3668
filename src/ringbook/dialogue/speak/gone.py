"""That nobody is there at a time that is wanted, who could do it. Pure.

Look-ups that find nothing bring who is out then; it is said only where it is the reason.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.away import Away, told
from ringbook.domain.model import OpenRange, Practice
from ringbook.domain.series import SeriesDate, at_wall
from ringbook.domain.when import When

__all__ = ["away_at", "away_on", "away_then"]


def away_at(wish: When, day: date, state: CallState) -> str:
    """Who is away when the visit that is wanted would be; "" when that is not why."""
    if wish.time is None or wish.bound not in ("at", "around"):
        return away_on(wish, day, state)
    service = policy.service_wanted(state)
    starts = datetime.combine(day, wish.time, state.practice.zone)
    ends = starts + timedelta(minutes=service.duration_minutes if service else 1)
    return next(
        (told(a, day, state.practice) for a in _gone(state) if a.overlaps(starts, ends)), ""
    )


def away_on(wish: When, day: date, state: CallState) -> str:
    """Who is away in all of the day, or of the part of it, that is wanted."""
    ranges = [_within(r, wish) for r in state.practice.opening_hours[day.weekday()]]
    wanted = [r for r in ranges if r.opens < r.closes]
    for away in _gone(state):
        if wanted and all(_covers(away, r, day, state) for r in wanted):
            return told(away, day, state.practice)
    return ""


def away_then(found: SeriesDate, gone: Sequence[Away], practice: Practice) -> SeriesDate:
    """A date of a series that has no opening, with the absence at its time."""
    at = at_wall(found.day, found.time, practice.zone) if found.time and not found.slot else None
    covering = (away for away in gone if at is not None and away.covers(at, at))
    return replace(found, away=next(covering, None))


def _gone(state: CallState) -> list[Away]:
    return [away for search in state.frame.searches for away in search.away]


def _within(hours: OpenRange, wish: When) -> OpenRange:
    first, last = wish.earliest or time.min, wish.latest or time.max
    return OpenRange(max(hours.opens, first), min(hours.closes, last))


def _covers(away: Away, hours: OpenRange, day: date, state: CallState) -> bool:
    first, until = (
        datetime.combine(day, at, state.practice.zone) for at in (hours.opens, hours.closes)
    )
    return away.covers(first, until)
