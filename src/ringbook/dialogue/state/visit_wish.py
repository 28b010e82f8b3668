"""A visit as the caller asks for it: services, each with whom it is for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ringbook.dialogue.state.attendee import Attendee
from ringbook.domain.visit import Wish

__all__ = ["Wanted", "wishes_of"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One service of a visit; `attendee` None is the caller."""

    service: str
    attendee: Attendee | None = None


def wishes_of(parts: Sequence[Wanted]) -> tuple[Wish, ...]:
    """What is looked for: the name of each attendee, else the relation."""
    return tuple(Wish(p.service, p.attendee.stored if p.attendee else None) for p in parts)
