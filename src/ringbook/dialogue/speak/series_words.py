"""Several dates in few words, absolute and complete: "six Tuesdays at 4:00 PM, from …". Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time
from itertools import pairwise
from typing import Final
from uuid import UUID

from ringbook.dialogue.speak import series_zone
from ringbook.dialogue.state import other_zone
from ringbook.dialogue.state.call_events import (
    BookedSeries,
    CancelledSeries,
    MovedSeries,
    OfferedSeries,
)
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.series import SeriesDate
from ringbook.domain.spoken import spoken_date, spoken_time, spoken_when

__all__ = ["counted", "dates", "listed", "outcome", "what"]

type Item = Slot | Appointment
type Place = tuple[int, time, str]

_NUMBERS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_LISTED: Final = 3
"""Of so many dates each is named, of more the first and the last."""

_STEPS: Final = {14: "every other", 21: "every third", 28: "every fourth"}


def counted(n: int) -> str:
    """ "six"; figures above twelve."""
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def what(items: Sequence[Item], state: CallState, attendee: str | None = None) -> str:
    """The service, and with whom where there is a choice and it is the same throughout.

    `attendee` is for whom openings are; of appointments the rows say it.
    """
    names = {item.attendee for item in items if isinstance(item, Appointment)}
    whom = for_whom.told(names.pop() if len(names) == 1 else attendee)
    people = {item.provider for item in items}
    several = len(state.practice.providers) > 1 and len(people) == 1
    who = f" with {items[0].provider}" if several else ""
    return f"{items[0].service}{who}{whom}"


def dates(items: Sequence[Item], state: CallState, *, there: bool = True) -> str:
    """All the dates: those that go together in one phrase, each other one in full.

    On the caller's clock too where that is another, unless `there` is not wanted.
    """
    place, _ = Counter(_place(item, state) for item in items).most_common(1)[0]
    usual = [item for item in items if _place(item, state) == place]
    rest = [item for item in items if _place(item, state) != place]
    named = len({item.provider for item in items}) > 1
    if len(usual) < 2:
        return _join([_full(item, state, named=named, there=there) for item in items])
    phrase = _usual([item.starts_at for item in usual], state, there=there)
    who = f" with {usual[0].provider}" if named else ""
    if not rest:
        return phrase + who
    # the others first: after a list of days, a weekday would be taken for that of its last
    others = _join([_full(item, state, named=named, there=there) for item in rest])
    return f"{others}, and {phrase}{who}"


def _place(item: Item, state: CallState) -> Place:
    local = state.local(item.starts_at)
    return local.weekday(), local.time(), item.provider


def _full(item: Item, state: CallState, *, named: bool, there: bool = True) -> str:
    at, who = item.starts_at, f" with {item.provider}" if named else ""
    told = other_zone.told(at, state) if there else ""
    return f"{spoken_when(state.local(at))}{other_zone.ours(at, state)}{who}{told}"


def _usual(starts: Sequence[datetime], state: CallState, *, there: bool) -> str:
    """Dates on one weekday at one time: as a stretch when they are evenly spaced."""
    locals_ = [state.local(at) for at in starts]
    at = f"{spoken_time(locals_[0].time())}{series_zone.ours(starts, state)}"
    runs = series_zone.runs(starts, state)
    if there and len(runs) > 1:
        return f"{_often(locals_, at)}: {'; '.join(_run(run, state) for run in runs)}"
    told = series_zone.told(runs[0], state) if there else ""
    return _often(locals_, f"{at}{told}") + _span(locals_)


def _often(locals_: Sequence[datetime], at: str) -> str:
    """ "six Tuesdays at 4:00 PM", "every other Tuesday at 4:00 PM, six times"."""
    n, day = counted(len(locals_)), f"{locals_[0]:%A}"
    step = _STEPS.get(_step(locals_))
    return f"{step} {day} at {at}, {n} times" if step else f"{n} {day}s at {at}"


def _step(locals_: Sequence[datetime]) -> int:
    """How many days lie between evenly spaced dates; 0 when they are few or uneven."""
    steps = {(b.date() - a.date()).days for a, b in pairwise(locals_)}
    return min(steps) if len(locals_) > 2 and len(steps) == 1 else 0


def _span(locals_: Sequence[datetime]) -> str:
    """ ", from January 27 to March 3", else each date."""
    step = _step(locals_)
    if step == 7 or step in _STEPS:
        comma = "," if step == 7 else ""
        return f"{comma} from {_day(locals_[0])} to {_day(locals_[-1])}"
    return f": {_join([_day(local) for local in locals_])}"


def _run(run: Sequence[datetime], state: CallState) -> str:
    """Dates on which the caller's clock shows one time, with that time."""
    locals_ = [state.local(at) for at in run]
    days = _join([_day(local) for local in locals_])
    if len(run) > _LISTED and _step(locals_):
        days = f"{_day(locals_[0])} to {_day(locals_[-1])}"
    return f"{days}{series_zone.told(tuple(run), state)}"


def _day(local: datetime) -> str:
    return f"{local:%B} {local.day}"


def _join(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def listed(
    rows: Sequence[Appointment], state: CallState, one: Callable[[Appointment], str]
) -> list[str]:
    """Each appointment as `one` says it, then those of a series at once, when it has several."""
    groups: dict[UUID, list[Appointment]] = {}
    for row in rows:
        groups.setdefault(row.series_id or row.id, []).append(row)
    return [
        f"{what(group, state)} on {dates(group, state)}" if len(group) > 2 else one(row)
        for group in sorted(groups.values(), key=lambda group: len(group) > 2)
        for row in (group[:1] if len(group) > 2 else group)
    ]


# ---- outcomes -------------------------------------------------------------------------------


def outcome(
    done: OfferedSeries | BookedSeries | MovedSeries | CancelledSeries, state: CallState
) -> str:
    """A true sentence about what was done with a series, made from the committed rows."""
    if isinstance(done, OfferedSeries):
        return _found(done.dates, state)
    rows = done.appointments
    both = f"{what(rows, state)} on {dates(rows, state)}"
    match done:
        case BookedSeries():
            return f"You're booked for {both}."
        case MovedSeries():
            return f"I've moved your {what(rows, state)}: it is now on {dates(rows, state)}."
        case CancelledSeries():
            return f"I've cancelled {both}."


def _found(found: Sequence[SeriesDate], state: CallState) -> str:
    """All that was found, for a model that words its own questions."""
    free = [d.slot for d in found if d.slot]
    lost = [d for d in found if not d.slot]
    parts = [f"Free: {what(free, state)} on {dates(free, state)}." if free else "None is free."]
    if lost:
        parts.append(f"Not free: {_join([spoken_date(d.day) for d in lost])}.")
    others = [d.other for d in lost if d.other]
    if others:
        full = [_full(other, state, named=True) for other in others]
        parts.append(f"Nearest on those days: {_join(full)}.")
    return " ".join(parts)
