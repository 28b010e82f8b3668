"""Whether what was heard is the one name that it must be: never for finding one of many. Pure.

The limits, and what they let in and keep out, are in docs/decisions/0018-names-as-heard.md.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from ringbook.domain.name_sounds import Unlike, unlike
from ringbook.domain.name_spelled import parted, unlike_letters

__all__ = ["heard_as"]

SAID: Final = Unlike(whole=0.18, worse=0.3)
SPELLED: Final = 0.15
"""Up to so far from the name, said or spelled, one answer is enough."""

SAID_WEAKLY: Final = Unlike(whole=0.3, worse=0.45)
SPELLED_WEAKLY: Final = 0.2
"""Up to so far, it takes one that was said and one that was spelled."""

LEAD: Final = re.compile(
    r"^\W*(?:(?:no|yes|yeah|um|uh|sure|oh|sorry|it'?s|it is|it|this is|my name is|the name is|i'?m"
    r"|i am|that'?s|that would be|it would be)\b\W*)+",
    re.I,
)
TRAIL: Final = re.compile(
    r"\W+(?:speaking|here|please|thanks|thank you|nice to meet you)\W*$", re.I
)


@lru_cache(maxsize=16)  # asked several times a turn
def heard_as(answers: tuple[str, ...], known: str) -> bool:
    """True when callers' answers to "your name?" can only be `known`, a first and a last name.

    An answer may be misheard: "locks me air" is Lakshmi Iyer, "R-V-I-K-U-M-R" Ravi Kumar. One
    that was said and one that was spelled count together. Sounds count for full names alone.
    """
    parts = known.split()
    pairs = [parted(answer) for answer in answers]
    said = [fit for _, words in pairs for fit in _said(words, parts)]
    spelled = [fit for letters, _ in pairs for fit in _spelled(letters, known)]
    if any(_within(fit, SAID) for fit in said) or any(fit <= SPELLED for fit in spelled):
        return True
    pieces = [fit for letters, _ in pairs for part in parts for fit in _spelled(letters, part)]
    weakly = any(_within(fit, SAID_WEAKLY) for fit in said)
    return weakly and any(fit <= SPELLED_WEAKLY for fit in (*spelled, *pieces))


def _said(words: str, parts: Sequence[str]) -> Iterable[Unlike]:
    """How far the words are from the full name, with its middle names and without."""
    words = TRAIL.sub("", LEAD.sub("", words))
    lasts = {"".join(parts[1:]), *parts[-1:]} if len(parts) > 1 else set()
    fits = (unlike(words, parts[0], last) for last in sorted(lasts))
    return [fit for fit in fits if fit is not None]


def _spelled(letters: str, name: str) -> Iterable[float]:
    fit = unlike_letters(letters, name) if letters else None
    return [] if fit is None else [fit]


def _within(fit: Unlike, limit: Unlike) -> bool:
    return fit.whole <= limit.whole and fit.worse <= limit.worse
