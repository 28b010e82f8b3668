"""A claim about several dates at once needs a committed series of that many. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from ringbook.dialogue.claims.words import Deed, claimed, plain
from ringbook.dialogue.speak.series_words import counted
from ringbook.dialogue.speak.series_zone import true_there
from ringbook.dialogue.state.call_events import Booked, Cancelled, Moved
from ringbook.dialogue.state.call_state import CallState, Commit
from ringbook.dialogue.understand.for_whom import of_whom
from ringbook.dialogue.understand.mentions import Moment, fits
from ringbook.domain.model import Appointment
from ringbook.domain.series import MAX_DATES

__all__ = ["right_there", "unfounded"]

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_NUMBERS: Final = {counted(n): n for n in range(2, 13)} | {
    str(n): n for n in range(2, MAX_DATES + 1)
}
_N = "|".join(_NUMBERS)
_COUNT = re.compile(
    rf"\b(?:all )?(?P<n>{_N}) (?:of (?:them|these|those|your)\b|(?:(?![ap]\.?m\b|o'clock)\w+ )"
    rf"{{0,2}}?(?:{_DAYS}|appointments|sessions|visits|bookings|dates|times)\b)"
    rf"|\ball (?P<all>{_N})\b"
    rf"|\bfor (?:the next )?(?P<long>{_N}) (?:weeks|months)\b(?! (?:from|later|ahead|after))"
)
_EVERY = re.compile(
    r"\b(?:every|each) (?:other |second |third |fourth |single )?(?:week|month|\w+day)\b"
)
_GENERAL = re.compile(r"\b(?:appointments|visits|bookings)\b")
"""Words with which a sentence is taken to speak of all the practice's appointments."""

_WHOLE = re.compile(
    r"\b(?:series|recurring|standing appointment|weekly|monthly|fortnightly|every one of them"
    r"|all (?:of )?(?:them|these|those|your)|both (?:of|appointments|visits|bookings)|both)\b"
    rf"|\b(?:booked|down|confirmed|reserved|scheduled)\b[^;,.]* {_DAYS}\b"
)


def unfounded(sentence: str, state: CallState) -> Deed | None:
    """The deed that the sentence claims of more dates than this call wrote or read."""
    said = plain(sentence)
    count = _COUNT.search(said)
    if not _of_several(said):
        return None
    deed = claimed(_GENERAL.sub("ones", _EVERY.sub("then", said)))
    if deed is None:
        return None
    sizes = _sizes(deed, sentence, state)
    number = _NUMBERS[count["n"] or count["all"] or count["long"]] if count else None
    return None if (number or 2) <= max(sizes, default=0) else deed


def right_there(sentence: str, named: Sequence[Moment], state: CallState) -> bool:
    """False when a time on the caller's clock is not that of all the dates of any series."""
    if not _of_several(plain(sentence)):
        return True
    timed = [m for m in named if m.times and m.there is None]
    meant = [one for one in _series(state) if any(fits(m, at) for m in timed for at in one)]
    return not meant or any(true_there(named, one) for one in meant)


def _series(state: CallState) -> list[list[datetime]]:
    """The local starts of each series of the caller, and of the one on offer."""
    groups: dict[UUID, set[datetime]] = {}
    for row in (*state.appointments, *(c.appointment for c in state.commits)):
        if row.series_id is not None:
            groups.setdefault(row.series_id, set()).add(state.local(row.starts_at))
    offered = [state.local(slot.starts_at) for slot in state.offered if state.frame.dates]
    return [*map(sorted, groups.values()), offered]


def _of_several(said: str) -> bool:
    return any(pattern.search(said) for pattern in (_EVERY, _COUNT, _WHOLE))


def _sizes(deed: Deed, sentence: str, state: CallState) -> set[int]:
    """How many dates a true sentence about this deed, and whom it names, may speak of."""
    kinds: dict[Deed, tuple[type[Commit], ...]] = {
        "book": (Booked, Moved), "move": (Moved,), "cancel": (Cancelled,),
        "any": (Booked, Moved, Cancelled),
    }  # fmt: skip
    written = [c.appointment for c in state.commits if isinstance(c, kinds[deed])]
    done = of_whom(sentence, written, state)
    read = of_whom(sentence, state.appointments, state) if deed in ("book", "any") else ()
    sizes = _by_series(done) | _by_series(read)
    return sizes | {n for n in (len(done), len(read)) if n > 1}


def _by_series(rows: Iterable[Appointment]) -> set[int]:
    ids: Iterable[UUID] = (row.series_id for row in rows if row.series_id is not None)
    return {n for n in Counter(ids).values() if n > 1}
