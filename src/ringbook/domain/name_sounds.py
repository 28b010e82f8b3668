"""How unlike two names sound: what a recogniser wrote against a name that is known. Pure."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jellyfish import metaphone

__all__ = ["Unlike", "letters_of", "sounds", "unlike", "unlike_word"]

ALIKE: Final[dict[str, float]] = {
    "BF": 0.3, "BP": 0.3, "FP": 0.5, "MN": 0.4, "JK": 0.5, "KX": 0.6, "JX": 0.4, "SX": 0.3,
    "0S": 0.4, "0T": 0.3, "0F": 0.3, "LR": 0.6, "KT": 0.6, "JT": 0.6, "JS": 0.5, "KS": 0.6,
    "BM": 0.6, "FM": 0.6, "LW": 0.6, "RW": 0.6, "PT": 0.6,
}  # fmt: skip
"""What it costs to take one sound for another; 1 for those that are not here. 0 is "th", X "sh"."""

FAINT: Final = {"H": 0.2, "W": 0.3, "Y": 0.2, "R": 0.6, "T": 0.6, "N": 0.7, "S": 0.7, "L": 0.7}
"""What it costs to miss a sound or to hear one too many; 1 for those that are not here."""

type Row = list[float]


@dataclass(frozen=True, slots=True)
class Unlike:
    """Shares of a name that were heard otherwise: of the whole, and of its worse half."""

    whole: float
    worse: float


def letters_of(name: str) -> str:
    """The letters a to z of a name, lower case, without accents and blanks."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if "a" <= c <= "z")


@lru_cache(maxsize=4096)
def sounds(name: str) -> str:
    """The consonants that are heard in a name: "Ravi" RF. Vowels are heard too badly to count."""
    return "".join(c for c in metaphone(letters_of(name)) if c not in "AEIOU ")


def unlike(heard: str, first: str, last: str) -> Unlike | None:
    """How far `heard` is from a name of two parts, wherever its words begin.

    None where nothing can be compared: there must be sounds in what was heard and in both parts.
    """
    said, one, other = sounds(heard), sounds(first), sounds(last)
    if len(said) < 2 or not one or not other:
        return None
    starts = [row[-1] for row in _table(said, one)]
    ends = [row[-1] for row in _table(said[::-1], other[::-1])][::-1]
    cut = min(range(len(starts)), key=lambda n: starts[n] + ends[n])
    a, b = _weight(one), _weight(other)
    whole = (starts[cut] + ends[cut]) / (a + b)
    return Unlike(whole, max(starts[cut] / a, ends[cut] / b))


def unlike_word(heard: str, known: str) -> float | None:
    """The share of one name that was heard otherwise, None where nothing can be compared."""
    said, name = sounds(heard), sounds(known)
    if not said or not name:
        return None
    return _table(said, name)[-1][-1] / _weight(name)


def _weight(name: str) -> float:
    """What a name's sounds can tell: faint ones count for less."""
    return max(1.0, sum(min(1.0, _miss(c) + 0.3) for c in name))


def _miss(sound: str) -> float:
    return FAINT.get(sound, 1.0)


def _table(heard: str, known: str) -> list[Row]:
    """Edit distances of each beginning of `heard` to each beginning of `known`."""
    row = [0.0]
    for sound in known:
        row.append(row[-1] + _miss(sound))
    rows = [row]
    for sound in heard:
        rows.append(_next(rows[-1], sound, known))
    return rows


def _next(above: Row, heard: str, known: str) -> Row:
    row = [above[0] + _miss(heard)]
    for n, sound in enumerate(known, 1):
        taken = above[n - 1] + _taken_for(heard, sound)
        row.append(min(above[n] + _miss(heard), row[-1] + _miss(sound), taken))
    return row


def _taken_for(heard: str, known: str) -> float:
    return 0.0 if heard == known else ALIKE.get("".join(sorted((heard, known))), 1.0)
