"""How an entry of the waiting list is read: its wish, and all parts of what is held for it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from ringbook.domain.model import Slot
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Held, Waiting, Wish

__all__ = ["WaitingRow", "WishRow", "parts_of"]


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish as `waitlist_details` has it."""

    service: str
    provider: str | None
    first_day: date
    last_day: date
    earliest: time | None
    latest: time | None
    attendee: str | None
    services: list[str] | None
    people: list[str | None] | None

    def wish(self) -> Wish:
        """What is waited for."""
        days = (self.first_day, self.last_day)
        times = (self.earliest, self.latest)
        parts = parts_of(self.services, self.people)
        return Wish(self.service, *days, *times, self.provider, self.attendee, parts)


@dataclass(frozen=True, slots=True)
class WaitingRow(WishRow):
    """An entry with what is held for it, if anything; the lists are its parts in order of time."""

    id: UUID
    offer_id: UUID | None
    expires_at: datetime
    parts: list[int]
    slots: list[UUID]
    starts: list[datetime]
    minutes: list[int]
    providers: list[UUID]
    names: list[str]

    def waiting(self) -> Waiting:
        """The entry."""
        wish = self.wish()
        return Waiting(self.id, wish, self._held(self.offer_id, wish) if self.offer_id else None)

    def _held(self, offer: UUID, wish: Wish) -> Held:
        """The hold; the numbers of the parts are their places in the wish."""
        if not wish.parts:
            return Held(offer, self._slot(0, wish.service), self.expires_at)
        parts = [wish.parts[number - 1] for number in self.parts]
        visit = tuple(
            VisitPart(part.service, part.attendee, self._slot(n, part.service))
            for n, part in enumerate(parts)
        )
        return Held(offer, self._slot(0, parts[0].service), self.expires_at, visit)

    def _slot(self, n: int, service: str) -> Slot:
        return Slot(
            self.slots[n],
            self.starts[n],
            self.minutes[n],
            service,
            self.providers[n],
            self.names[n],
        )


def parts_of(services: list[str] | None, people: list[str | None] | None) -> tuple[Part, ...]:
    """The parts of a visit as `waitlist_details` has them; none when it is no visit."""
    pairs = zip(services or [], people or [], strict=True)
    return tuple(Part(service, attendee) for service, attendee in pairs)
