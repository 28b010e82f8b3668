"""Which of several is meant by a time, by its place or by "the other one". Pure."""

import re
from datetime import datetime

from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.domain.model import Slot
from ringbook.domain.when import When

__all__ = ["OTHER", "matches", "nth", "other_slot"]

OTHER = re.compile(r"\bother (one|appointment|booking|time|slot)\b", re.I)


def matches(when: When, local: datetime) -> bool:
    """True when nothing that was said differs from `local` (practice time)."""
    if when.no_such is not None:
        return False
    days = {when.date, *when.alt_dates} - {None}
    if when.range:
        if not when.range[0] <= local.date() <= when.range[1]:
            return False
    elif days and local.date() not in days:
        return False
    return _time_matches(when, local) and local.weekday() not in when.excluded_weekdays


def _time_matches(when: When, local: datetime) -> bool:
    both_ends = when.until in when.alt_times
    exact = when.bound in ("at", "around") and (when.until is None or both_ends)
    if when.time is not None and exact:
        return local.time() in (when.time, *when.alt_times)
    after = when.earliest is None or local.time() >= when.earliest
    return after and (when.latest is None or local.time() <= when.latest)


def nth[T](items: tuple[T, ...], ordinal: int) -> T | None:
    """The item in this place: 1-based, -1 is the last; None when there is none."""
    index = ordinal if ordinal < 0 else ordinal - 1
    return items[index] if -len(items) <= index < len(items) else None


def other_slot(frame: Frame, heard: Heard) -> Slot | None:
    """ "No wait, the first one": another of those offered before the read-back."""
    if not heard.when.empty or heard.has("more"):
        return None
    if heard.ordinal is not None:
        found = nth(frame.among, heard.ordinal)
        return found if found != frame.chosen else None
    left = [s for s in frame.among if s != frame.chosen]
    return left[0] if len(left) == 1 and OTHER.search(heard.text) else None
