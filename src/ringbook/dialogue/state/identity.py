"""How far a caller is known: the tiers none < claimed < matched < verified, and matching names.

A number that was read back and confirmed is a claim. It counts as matched when a name said in
this call is the record's name, or can only be that name misheard, when the network's caller
number is the same, when the record has no name to compare with (there is nothing to prove
against), or when this call made the record.
Who read out the one-time code that was sent to the number is verified.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ringbook.domain.model import Caller, Tier
from ringbook.domain.name_as_heard import heard_as

__all__ = ["NAME_TRIES", "RANK", "NameTry", "enough", "same_name", "tier"]

RANK: Final[dict[Tier, int]] = {"none": 0, "claimed": 1, "matched": 2, "verified": 3}

NAME_TRIES: Final = 3
"""So many different names may be tried in a call; later ones are not compared any more."""


@dataclass(frozen=True, slots=True)
class NameTry:
    """An answer to "your name?" in the caller's words, and the name that was read in them."""

    words: str
    name: str | None = None


def enough(held: Tier, needed: Tier) -> bool:
    """True when `held` reaches `needed`."""
    return RANK[held] >= RANK[needed]


def tier(
    caller: Caller | None,
    tries: Sequence[NameTry],
    caller_id: str | None,
    *,
    new: bool,
    verified: bool = False,
) -> Tier:
    """The caller's tier. `new`: this call created the record; `verified`: by a one-time code."""
    if caller is None:
        return "none"
    if verified:
        return "verified"
    if new or caller.name is None or caller_id == caller.contact_number:
        return "matched"
    return "matched" if _proves(tries[:NAME_TRIES], caller.name) else "claimed"


def _proves(tries: Sequence[NameTry], known: str) -> bool:
    if any(same_name(one.name, known) for one in tries if one.name is not None):
        return True
    return heard_as(tuple(one.words for one in tries), known)


def _plain(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return "".join(c if c.isalpha() else " " for c in letters).split()


def _distance(left: str, right: str) -> int:
    """Edit distance with neighbouring letters swapped counted once (optimal string alignment)."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _alike(left: str, right: str) -> bool:
    """Equal but for a slip: one letter in a name of four or more, two in one of nine or more."""
    if left == right:
        return True
    shorter = min(len(left), len(right))
    allowed = 0 if shorter < 4 else 1 if shorter < 9 else 2
    return _distance(left, right) <= allowed


def same_name(said: str, known: str) -> bool:
    """True when `said` is the first name or the full name of `known`, give or take a slip.

    A surname that was said must fit too; its initial is enough ("Priya S.").
    """
    left, right = _plain(said), _plain(known)
    if not left or not right:
        return False
    if _alike("".join(left), "".join(right)):
        return True
    if not _alike(left[0], right[0]):
        return False
    return len(left) == 1 or len(right) == 1 or _same_surname(left[-1], right[-1])


def _same_surname(said: str, known: str) -> bool:
    return said == known[:1] or _alike(said, known)
