"""Letters as a recogniser writes those of a name spelled aloud: some lost, some others. Pure."""

import re
from typing import Final

from ringbook.domain.name_sounds import letters_of

__all__ = ["parted", "unlike_letters"]

ALIKE: Final = ("bcdegptvz3", "mn", "fsx", "ahjk8", "iy", "quw", "o0", "lo")
"""Letters, and figures, whose names sound alike."""

TAKEN: Final = 0.35
"""What it costs to take a letter for one that sounds alike; for any other, 1."""
LOST: Final = 0.6
LOST_A: Final = 0.35
"""An "a" between other letters is lost most: it sounds like the word."""
TOO_MANY: Final = 0.8

TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d")
LEAST: Final = 4
SHARE: Final = 0.55
"""Of a name's letters so many must be there at least."""


def parted(text: str) -> tuple[str, str]:
    """The letters that were spelled in `text`, lower case, and its other words.

    Recognisers write letters apart, with hyphens, or as words in capitals: "our NIT AD ESI".
    """
    tokens = TOKEN.findall(text)
    letters = [t for t in tokens if _spelled(t)]
    whole = "".join(letters).lower()
    if len(whole) < LEAST or (len(letters) == 1 and len(tokens) > 1):
        return "", text
    return whole, " ".join(t for t in tokens if not _spelled(t))


def _spelled(token: str) -> bool:
    return len(token) == 1 or token.isupper()


def unlike_letters(letters: str, name: str) -> float | None:
    """The share of a name's letters that were heard otherwise; None with too few to compare."""
    known = letters_of(name)
    if len(letters) < max(LEAST, SHARE * len(known)) or len(known) < LEAST:
        return None
    row = [0.0]
    for letter in known:
        row.append(row[-1] + _lost(letter))
    for letter in letters:
        row = _next(row, letter, known)
    return row[-1] / len(known)


def _next(above: list[float], heard: str, known: str) -> list[float]:
    row = [above[0] + TOO_MANY]
    for n, letter in enumerate(known, 1):
        taken = above[n - 1] + _taken_for(heard, letter)
        row.append(min(above[n] + TOO_MANY, row[-1] + _lost(letter), taken))
    return row


def _lost(letter: str) -> float:
    return LOST_A if letter == "a" else LOST


def _taken_for(heard: str, known: str) -> float:
    if heard == known:
        return 0.0
    return TAKEN if any(heard in group and known in group for group in ALIKE) else 1.0
