"""A claim about several dates at once needs a committed series of that many. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from ringbook.dialogue.call_events import Booked, Cancelled, Moved
from ringbook.dialogue.call_state import CallState, Commit
from ringbook.dialogue.claim_words import Deed, claimed, plain
from ringbook.dialogue.for_whom import of_whom
from ringbook.dialogue.series_words import counted
from ringbook.domain.model import Appointment
from ringbook.domain.series import MAX_DATES

__all__ = ["unfounded"]

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
    r"|all of (?:them|these|those|your)|both of them)\b"
    rf"|\b(?:booked|down|confirmed|reserved|scheduled)\b[^;,.]* {_DAYS}\b"
)


def unfounded(sentence: str, state: CallState) -> Deed | None:
    """The deed that the sentence claims of more dates than this call wrote or read."""
    said = plain(sentence)
    every, count = _EVERY.search(said) is not None, _COUNT.search(said)
    if not every and count is None and not _WHOLE.search(said):
        return None
    deed = claimed(_GENERAL.sub("ones", _EVERY.sub("then", said)))
    if deed is None:
        return None
    sizes = _sizes(deed, sentence, state)
    number = _NUMBERS[count["n"] or count["all"] or count["long"]] if count else None
    return None if (number or 2) <= max(sizes, default=0) else deed


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
