"""Whether a sentence truly reads back all the dates that a "yes" to it would write. Pure.

It names how many there are, the time, and each date in full; of evenly spaced dates on one
weekday the first and the last are enough. No other date may be named but those that were
looked at.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from ringbook.dialogue.speak import series_zone
from ringbook.dialogue.speak.series_words import counted
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.policy import fee_for
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import series_dates
from ringbook.dialogue.understand.for_whom import read_out
from ringbook.dialogue.understand.mentions import Moment, fits, moments
from ringbook.domain.model import Appointment, Slot

__all__ = ["inferred", "reads_back"]

type Item = Slot | Appointment


def reads_back(text: str, asks: Question, state: CallState) -> bool:
    """True when `text` says all that a yes to `asks` would agree to."""
    slots = [s for s in state.offered if s.id in asks.slot_ids]
    rows = [a for a in state.appointments if a.id in asks.appointment_ids]
    if len(slots) != len(asks.slot_ids) or len(rows) != len(asks.appointment_ids):
        return False
    written: Sequence[Item] = slots or rows
    starts = [state.local(item.starts_at) for item in written]
    was = [state.local(row.starts_at) for row in rows]
    spoken = moments(text, state.today, state.caller_zone)
    named = series_zone.on_our_clock(spoken)
    looked_at = {at.date() for at in (*starts, *was)} | {d.day for d in state.frame.dates}
    if asks.about == "confirm_book" and read_out(text, state) != (True, asks.attendee):
        return False
    return (
        series_zone.true_there(spoken, [*starts, *was])
        and all(any(_on(m, day) for day in looked_at) for m in named if m.day is not None)
        and _names_dates(text, named, starts)
        and _names_times(named, starts, was, must=bool(slots))
        and _says_rest(text, written, rows, state)
    )


def _on(moment: Moment, day: date) -> bool:
    return moment.month in (None, day.month) and moment.day == day.day


def _names_dates(text: str, named: tuple[Moment, ...], starts: Sequence[datetime]) -> bool:
    """How many, and each date; of an even stretch its ends."""
    usual = _usual(starts)
    said = re.findall(r"[a-z]+|\d+", text.lower())
    counts = any(word in said for n in (len(starts), len(usual)) for word in (counted(n), str(n)))
    steps = {(b.date() - a.date()).days for a, b in pairwise(usual)}
    even = len(usual) > 2 and len(steps) == 1
    must = [at for at in starts if not even or at in (usual[0], usual[-1]) or at not in usual]
    days = [m for m in named if m.day is not None and m.month is not None]
    return counts and all(any(_on(m, at.date()) for m in days) for at in must)


def _usual(starts: Sequence[datetime]) -> list[datetime]:
    """The dates on the weekday and at the time that most have."""
    (place, _), *_ = Counter((at.weekday(), at.time()) for at in starts).most_common(1)
    return [at for at in starts if (at.weekday(), at.time()) == place]


def _names_times(
    named: tuple[Moment, ...], starts: Sequence[datetime], was: Sequence[datetime], *, must: bool
) -> bool:
    """Every time named is one of theirs, and where it `must` each of theirs is named."""
    timed = [m for m in named if m.times]
    if not all(m.times & {at.time() for at in (*starts, *was)} for m in timed):
        return False
    times = {at.time() for at in starts}
    one = len(times) == 1 and any(m.times & times for m in timed)
    return not must or one or all(any(_at(m, at) for m in timed) for at in starts)


def _at(moment: Moment, local: datetime) -> bool:
    """The weekday's time holds for all its dates; a date named with its time is only that one."""
    if moment.day is not None:
        return fits(moment, local)
    return local.time() in moment.times and moment.weekday in (None, local.weekday())


def _says_rest(
    text: str, items: Sequence[Item], rows: Sequence[Appointment], state: CallState
) -> bool:
    """Service and people where there is a choice, and the fee that a late change costs."""
    said = text.casefold()
    services, people = state.practice.services, state.practice.providers
    details = len(services) < 2 or items[0].service.casefold() in said or bool(rows)
    who = len(people) < 2 or all(i.provider.split()[-1].casefold() in said for i in items)
    fees = [fee for a in rows if (fee := fee_for(a, state)) is not None]
    return details and who and (not fees or "fee" in said)


def inferred(text: str, state: CallState) -> Question | None:
    """The write of several dates that a model's own words read back in full."""
    several = [_named(series_dates.asks(state, take), text, state) for take in ("free", "others")]
    candidates = [*several, series_dates.asks_cancel(state)]
    found = [q for q in dict.fromkeys(candidates) if q and reads_back(text, q, state)]
    return found[0] if len(found) == 1 else None


def _named(asks: Question | None, text: str, state: CallState) -> Question | None:
    """The booking for whom the words read it back."""
    if asks is None or asks.about != "confirm_book":
        return asks
    _, attendee = read_out(text, state)
    return replace(asks, attendee=attendee)
