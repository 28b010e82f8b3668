"""What the web server asks of the database."""

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from ringbook.domain.model import Appointment, Practice, Slot
from ringbook.practice.logo import Logo
from ringbook.store.booking_links import Booking

__all__ = ["BookingDesk", "Diary"]


class Diary(Protocol):
    async def practice(self, slug: str | None) -> Practice:
        """The practice of this slug, or the first one.

        Raises:
            ConfigurationError: there is none.
            DatabaseUnavailable: the database does not answer.
        """

    async def practices(self) -> list[Practice]:
        """All practices, the first one first.

        Raises:
            DatabaseUnavailable: the database does not answer.
        """

    async def logo(self, slug: str) -> Logo | None:
        """A practice's logo; None where there is none.

        Raises:
            DatabaseUnavailable: the database does not answer.
        """

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        """The call's `call_summary` event; None until its record is complete."""

    async def booked_in(self, session_id: str) -> frozenset[UUID]:
        """The appointments that a call booked."""


class BookingDesk(Protocol):
    """One booking at a time, for who has its private link; see `store.booking_links`."""

    async def find(self, appointment_id: UUID, now: datetime) -> Booking | None: ...

    async def openings(self, booking: Booking, day: date, now: datetime) -> tuple[Slot, ...]: ...

    async def next_opening(self, booking: Booking, after: date, now: datetime) -> Slot | None: ...

    async def away(self, booking: Booking, day: date) -> str: ...

    async def move(self, booking: Booking, slot_id: UUID, now: datetime) -> Appointment: ...

    async def cancel(self, booking: Booking, now: datetime) -> Appointment: ...
