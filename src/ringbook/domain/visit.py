"""Several services in one visit, for one or several people. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ringbook.domain.model import Practice, Slot

__all__ = ["MAX_PARTS", "Visit", "VisitPart", "Wish", "read_wishes", "written"]

MAX_PARTS = 4
"""More services at once are no visit any more."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A service that is wanted; `attendee` None: for the caller."""

    service: str
    attendee: str | None = None


@dataclass(frozen=True, slots=True)
class VisitPart:
    """One service of a visit, for whom, and where it would be.

    `appointment_id` is set for what is booked already: to be moved to `slot`, or cancelled.
    """

    service: str
    attendee: str | None = None
    slot: Slot | None = None
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit on offer, its parts in order of time. `waiting_minutes` is over all its people."""

    parts: tuple[VisitPart, ...]
    waiting_minutes: int = 0

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The parts' openings; the visit begins with the first."""
        return tuple(part.slot for part in self.parts if part.slot is not None)


def written(wishes: Iterable[Wish | VisitPart]) -> str:
    """ "Cut; Trim for Tom": services and for whom, as the tools take and show them."""
    return "; ".join(f"{w.service} for {w.attendee}" if w.attendee else w.service for w in wishes)


def read_wishes(text: str, practice: Practice) -> tuple[Wish, ...]:
    """The wishes of `written`.

    Raises ValueError for a service that the practice has not, and for fewer than two or too many.
    """
    wishes = tuple(_read(part.strip(), practice) for part in text.split(";") if part.strip())
    if not 2 <= len(wishes) <= MAX_PARTS:
        raise ValueError("a visit has two to four services")
    return wishes


def _read(text: str, practice: Practice) -> Wish:
    names: Sequence[str] = sorted((s.name for s in practice.services), key=len, reverse=True)
    for name in names:
        if text.casefold() == name.casefold():
            return Wish(name)
        if text.casefold().startswith(f"{name} for ".casefold()):
            return Wish(name, text[len(name) + len(" for ") :].strip())
    raise ValueError(f"no such service: {text}")
