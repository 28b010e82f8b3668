"""Whom an appointment is for: the caller, or somebody whom the caller names. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ringbook.domain.phrases import join
from ringbook.domain.vocabulary import words

__all__ = [
    "RELATIONS",
    "Attendee",
    "is_relation",
    "named_in",
    "plural",
    "said_by_name",
    "spoken_attendee",
    "spoken_people",
]

RELATIONS = words(
    """son daughter stepson stepdaughter mother father mum mom mummy mommy mam mama dad daddy papa
    husband wife hubby partner boyfriend girlfriend fiance fiancee spouse kid child baby toddler
    brother sister grandmother grandfather grandma grandpa granny nan nana grandad grandson
    granddaughter grandchild aunt auntie uncle niece nephew cousin friend neighbour neighbor
    colleague flatmate roommate companion"""
)
"""What a caller calls somebody by, alone or with "in law"."""

_PLURALS: Final = {"child": "children", "grandchild": "grandchildren", "baby": "babies"}
_COUNTS: Final = ("", "one", "two", "three", "four", "five")
_NTH: Final = ("", "first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody as the caller spoke of them; with neither name nor relation, the caller after all.

    `asked`: the name was asked for and not given. `nth` tells several of one relation apart, from
    1; -1 are several, and how many was not said.
    """

    name: str | None = None
    relation: str | None = None
    asked: bool = False
    nth: int = 0

    @property
    def stored(self) -> str | None:
        """What stands on the appointment: the name, else the relation, None for the caller."""
        return self.name or self.spoken_relation

    @property
    def spoken_relation(self) -> str | None:
        """ "mother", "second child"; None where no relation was named."""
        return f"{_NTH[self.nth]} {self.relation}" if self.nth > 0 else self.relation

    @property
    def nameless(self) -> bool:
        """True while only a relation is known."""
        return self.name is None and self.relation is not None


def is_relation(stored: str) -> bool:
    """True for "mother", "sister in law" and "second child", which are nobody's name."""
    first, _, rest = stored.partition(" ")
    relation = rest if first in _NTH else stored
    return relation.removesuffix(" in law") in RELATIONS


def spoken_attendee(stored: str) -> str:
    """ "Tom", and "your mother" for who is on the appointment as "mother"."""
    return f"your {stored}" if is_relation(stored) else stored


def plural(relation: str) -> str:
    """ "children" for "child"."""
    return _PLURALS.get(relation, f"{relation}s")


def spoken_people(people: Sequence[Attendee]) -> str:
    """ "you and your wife", "Tom and Mia", "your two children"; the caller is "you"."""
    return join([*dict.fromkeys(_spoken(who, people) for who in people)])


def _spoken(who: Attendee, people: Sequence[Attendee]) -> str:
    if who.name is None and who.relation is not None and who.nth > 0:
        several = [one for one in people if one.nth > 0 and one.relation == who.relation]
        return f"your {_COUNTS[len(several)]} {plural(who.relation)}"
    return spoken_attendee(who.stored) if who.stored else "you"


def named_in(text: str, stored: str) -> bool:
    """True when `text` says the whole name or the first name of an attendee."""
    said, name = _words(text), _words(stored)
    return (
        f" {' '.join(name)} " in f" {' '.join(said)} "
        or name[:1] == [word for word in said if word in name[:1]][:1]
    )


def said_by_name(name: str, said: tuple[str, ...]) -> bool:
    """True when each word of `name` was said in the call: a name is never a model's to make up."""
    heard = set(_words(" ".join(said)))
    words = _words(name)
    return bool(words) and all(word in heard for word in words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
