"""Whom an appointment is for: the caller, or somebody whom the caller names. Pure."""

import re
from dataclasses import dataclass

from ringbook.domain.vocabulary import words

__all__ = ["RELATIONS", "Attendee", "named_in", "said_by_name", "spoken_attendee"]

RELATIONS = words(
    """son daughter stepson stepdaughter mother father mum mom mummy mommy mam mama dad daddy papa
    husband wife hubby partner boyfriend girlfriend fiance fiancee spouse kid child baby toddler
    brother sister grandmother grandfather grandma grandpa granny nan nana grandad grandson
    granddaughter grandchild aunt auntie uncle niece nephew cousin friend neighbour neighbor
    colleague flatmate roommate"""
)
"""What a caller calls somebody by, alone or with "in law"."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody as the caller spoke of them; with neither name nor relation, the caller after all.

    `asked`: the name was asked for and not given.
    """

    name: str | None = None
    relation: str | None = None
    asked: bool = False

    @property
    def stored(self) -> str | None:
        """What stands on the appointment: the name, else the relation, None for the caller."""
        return self.name or self.relation

    @property
    def nameless(self) -> bool:
        """True while only a relation is known."""
        return self.name is None and self.relation is not None


def spoken_attendee(stored: str) -> str:
    """ "Tom", and "your mother" for who is on the appointment as "mother"."""
    return f"your {stored}" if stored.removesuffix(" in law") in RELATIONS else stored


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
