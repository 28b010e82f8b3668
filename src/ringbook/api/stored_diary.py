"""The web server's diary in Postgres."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ringbook.domain.model import Appointment, Practice, Slot
from ringbook.practice.logo import Logo
from ringbook.store import booking_links, calls, waitlist_links
from ringbook.store.booking_links import Booking
from ringbook.store.last_known import known_practice
from ringbook.store.logos import logo_of
from ringbook.store.pool import Database
from ringbook.store.practices import practices
from ringbook.store.waitlist_links import Place

__all__ = ["StoredDesk", "StoredDiary", "StoredWaiting"]


class StoredDiary:
    """A `Diary` over the store. `home` keeps the practices for when it does not answer."""

    def __init__(self, db: Database, home: Path) -> None:
        self._db, self._home = db, home

    async def practice(self, slug: str | None) -> Practice:
        """As last read when the database is away: the call it is for says so itself."""
        return (await known_practice(self._db, slug, self._home)).practice

    async def practices(self) -> list[Practice]:
        return await practices(self._db)

    async def logo(self, slug: str) -> Logo | None:
        return await logo_of(self._db, slug)

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        return await calls.read_record(self._db, session_id)

    async def booked_in(self, session_id: str) -> frozenset[UUID]:
        return await booking_links.booked_in(self._db, session_id)


class StoredDesk:
    """A `BookingDesk` over the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, appointment_id: UUID, now: datetime) -> Booking | None:
        return await booking_links.find_booking(self._db, appointment_id, now)

    async def openings(self, booking: Booking, day: date, now: datetime) -> tuple[Slot, ...]:
        return await booking_links.openings(self._db, booking, day, now)

    async def next_opening(self, booking: Booking, after: date, now: datetime) -> Slot | None:
        return await booking_links.next_opening(self._db, booking, after, now)

    async def away(self, booking: Booking, day: date) -> str:
        return await booking_links.away(self._db, booking, day)

    async def move(self, booking: Booking, slot_id: UUID, now: datetime) -> Appointment:
        return await booking_links.move_booking(self._db, booking, slot_id, now)

    async def cancel(self, booking: Booking, now: datetime) -> Appointment:
        return await booking_links.cancel_booking(self._db, booking, now)


class StoredWaiting:
    """A `WaitingDesk` over the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, entry_id: UUID, now: datetime) -> Place | None:
        return await waitlist_links.find_place(self._db, entry_id, now)

    async def take(self, place: Place, offer_id: UUID, now: datetime) -> None:
        await waitlist_links.take_place(self._db, place, offer_id, now)

    async def decline(self, place: Place, offer_id: UUID, now: datetime) -> None:
        await waitlist_links.decline_place(self._db, place, offer_id, now)

    async def leave(self, place: Place, now: datetime) -> None:
        await waitlist_links.leave_place(self._db, place, now)
