"""The waiting list: what somebody waits for, and the time that is held for them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.domain.model import Slot
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part

__all__ = ["Held", "Waiting", "Wish", "fits"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish on the practice's wall clock, both days included; `latest` is the last start.

    No provider: anyone. No `earliest` or `latest`: any time of day. `attendee` None: the caller. Of
    a visit `parts` are all its services, each with for whom, and `service` is the first.
    """

    service: str
    first: date
    last: date
    earliest: time | None = None
    latest: time | None = None
    provider: str | None = None
    attendee: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def people(self) -> tuple[str | None, ...]:
        """Whom it is for, of a visit all of them; None is the caller."""
        return tuple(part.attendee for part in self.parts) or (self.attendee,)


@dataclass(frozen=True, slots=True)
class Held:
    """A time held for one entry; from `until` on it is offered to the next.

    Of a visit `visit` are all parts, in order of time, and `slot` is where it begins.
    """

    id: UUID
    slot: Slot
    until: datetime
    visit: tuple[VisitPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A caller's entry of the waiting list, with what is held for it now."""

    id: UUID
    wish: Wish
    held: Held | None = None

    def offer_at(self, now: datetime) -> Held | None:
        """What is held for it at that instant."""
        return self.held if self.held is not None and self.held.until > now else None


def fits(wish: Wish, slot: Slot, zone: ZoneInfo) -> bool:
    """True when the slot is what is waited for; no single slot is a visit.

    For whom it is, and whether it is free, is not asked here.
    """
    local = slot.starts_at.astimezone(zone)
    at = local.time()
    return (
        not wish.parts
        and slot.service == wish.service
        and wish.provider in (None, slot.provider)
        and wish.first <= local.date() <= wish.last
        and (wish.earliest is None or at >= wish.earliest)
        and (wish.latest is None or at <= wish.latest)
    )
