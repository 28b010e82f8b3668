"""Whether a sentence truly reads back all the dates that a "yes" to it would write. Pure.

It names how many there are, the time, and each date in full; of evenly spaced dates on one
weekday the first and the last are enough. No other date may be named but those that were
looked at.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from ringbook.dialogue import series_dates
from ringbook.dialogue.call_events import Question
from ringbook.dialogue.call_state import CallState
from ringbook.dialogue.mentions import Moment, fits, moments
from ringbook.dialogue.policy import fee_for
from ringbook.dialogue.series_words import counted
from ringbook.domain.model import Appointment, Slot

__all__ = ["inferred", "reads_back"]

type Item = Slot | Appointment


def reads_back(text: str, asks: Question, state: CallState) -> bool:
    """True when `text` says all that a yes to `asks` would agree to."""
    slots = [s for s in state.offered if s.id in asks.slot_ids]
    rows = [a for a in state.appointments if a.id in asks.appointment_ids]
    whole = len(slots) == len(asks.slot_ids) and len(rows) == len(asks.appointment_ids)
    items: Sequence[Item] = slots or rows
    if not whole or not items or not _says_count(text, len(items)):
        return False
    named = moments(text, state.today)
    days = {state.local(item.starts_at).date() for item in (*slots, *rows)}
    looked_at = days | {d.day for d in state.frame.dates}
    only = all(any(_on(m, day) for day in looked_at) for m in named if m.day is not None)
    return only and _names_all(named, items, state) and _says_rest(text, items, rows, state)


def _says_count(text: str, n: int) -> bool:
    said = re.findall(r"[a-z]+|\d+", text.lower())
    return counted(n) in said or str(n) in said or (n == 2 and "both" in said)


def _on(moment: Moment, day: date) -> bool:
    return (moment.month in (None, day.month)) and moment.day == day.day


def _names_all(named: tuple[Moment, ...], items: Sequence[Item], state: CallState) -> bool:
    """Each date, or the ends of an even stretch; each time that occurs, with its weekday."""
    locals_ = [state.local(item.starts_at) for item in items]
    days = [m for m in named if m.day is not None and m.month is not None]
    must = _must_name(locals_)
    dated = all(any(_on(m, local.date()) for m in days) for local in must)
    timed = [m for m in named if m.times]
    known = {local.time() for local in locals_}
    said = all(any(_at(m, local) for m in timed) for local in locals_)
    free = not items or isinstance(items[0], Appointment)
    return dated and (said or free) and (free or all(m.times & known for m in timed) or bool(must))


def _at(moment: Moment, local: datetime) -> bool:
    """The weekday's time holds for all its dates; a date named with its time is only that one."""
    if moment.day is not None:
        return fits(moment, local)
    return local.time() in moment.times and moment.weekday in (None, local.weekday())


def _must_name(locals_: Sequence[datetime]) -> list[datetime]:
    """The ends of the usual dates when these are even, and every other date."""
    (usual, _), *_ = Counter((at.weekday(), at.time()) for at in locals_).most_common(1)
    even = [at for at in locals_ if (at.weekday(), at.time()) == usual]
    steps = {(b.date() - a.date()).days for a, b in pairwise(even)}
    if len(even) < 3 or len(steps) != 1:
        return [*locals_]
    return [at for at in locals_ if at in (even[0], even[-1]) or at not in even]


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
    several = [series_dates.asks(state, take) for take in ("free", "others")]
    candidates = [*several, series_dates.asks_cancel(state)]
    found = [q for q in dict.fromkeys(candidates) if q and reads_back(text, q, state)]
    return found[0] if len(found) == 1 else None
