"""A series on the caller's clock: how its dates are told, and if what is told is true. Pure.

A series keeps the practice's wall time. Where one of the two clocks changes before the other, the
caller's time changes within it: each date has its own offset.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from ringbook.dialogue.state import other_zone
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand.mentions import Moment, fits
from ringbook.domain.spoken import spoken_time

__all__ = ["on_our_clock", "ours", "runs", "told", "true_there"]

type Run = tuple[datetime, ...]


def ours(starts: Sequence[datetime], state: CallState) -> str:
    """ " our time" where the caller's own is another on any of the dates."""
    return next((said for at in starts if (said := other_zone.ours(at, state))), "")


def runs(starts: Sequence[datetime], state: CallState) -> list[Run]:
    """The dates in order, parted where the caller's time for them changes."""
    return [tuple(run) for _, run in groupby(starts, lambda at: _offset(at, state))]


def _offset(at: datetime, state: CallState) -> object:
    there = other_zone.local_there(at, state)
    return there and (there.time(), (there.date() - state.local(at).date()).days)


def told(run: Run, state: CallState) -> str:
    """ ", that's 9:00 PM in London" of dates that agree, with their weekday where it is another."""
    there, zone = other_zone.local_there(run[0], state), state.caller_zone
    if len(run) == 1 or zone is None or there is None:
        return other_zone.told(run[0], state)
    if there.date() == state.local(run[0]).date():
        return f", that's {spoken_time(there.time())} {zone.place}"
    return f", that's {there:%A}s at {spoken_time(there.time())} {zone.place}"


# ---- whether it is true -------------------------------------------------------------------------


def on_our_clock(named: Sequence[Moment]) -> tuple[Moment, ...]:
    """What was named without the caller's times; "March 3, that's 9 PM in London" names a date."""
    return tuple(
        replace(m, times=frozenset(), there=None) if m.there else m
        for m in named
        if m.there is None or (m.weekday is None and m.day is not None)
    )


def true_there(named: Sequence[Moment], starts: Sequence[datetime]) -> bool:
    """True when each time on the caller's clock is that of every date of which it is said.

    These are the dates named since the last time, else all at the time named before. `starts` are
    in the practice's zone.
    """
    days: list[Moment] = []
    before: Moment | None = None
    for moment in named:
        if moment.there is None:
            before, days = (moment, []) if moment.times else (before, [*days, moment])
            continue
        if not all(fits(_undated(moment), at) for at in _said_of(moment, days, before, starts)):
            return False
        days = []
    return True


def _undated(moment: Moment) -> Moment:
    return replace(moment, month=None, day=None)


def _said_of(
    moment: Moment, days: list[Moment], before: Moment | None, starts: Sequence[datetime]
) -> list[datetime]:
    dated = [*days, *on_our_clock([moment])]
    if dated:
        return [at for at in starts if any(fits(day, at) for day in dated)]
    return [at for at in starts if before is None or fits(before, at)]
