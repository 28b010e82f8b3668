"""A desk in memory with one booking, and the application over it, for tests of private links."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast
from uuid import UUID

import httpx

from ringbook.api.app import create_app
from ringbook.api.diary import Diary
from ringbook.config import Settings
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import Appointment, LateChange, Policies, Practice, Slot
from ringbook.errors import RingbookError, SlotTaken
from ringbook.store.booking_links import Booking

__all__ = [
    "BOOKED",
    "HERE",
    "LINKS",
    "NEXT",
    "NOW",
    "NUMBER",
    "TOKEN",
    "BookingWeb",
    "DeskInMemory",
]

NOW = datetime(2026, 1, 26, 10, 30, tzinfo=UTC)  # Monday, 16:00 in Kolkata
NUMBER = "+918860141821"
_RAO = UUID(int=7)
BOOKED = Appointment(
    UUID(int=30), UUID(int=20), NOW + timedelta(hours=22), 30, "Cleaning", _RAO, "Dr Rao"
)
NEXT = Slot(UUID(int=21), BOOKED.starts_at + timedelta(hours=1), 30, "Cleaning", _RAO, "Dr Rao")
SECRET = "a secret that is long enough to sign"
LINKS = BookingLinks.of(SECRET)
TOKEN = LINKS.token(BOOKED.id)
HERE = f"/api/bookings/{TOKEN}"
_PRACTICE = Practice(
    tenant_id=UUID(int=1),
    slug="lotus",
    name="Lotus Dental",
    timezone="Asia/Kolkata",
    opening_hours=((),) * 7,
    services=(),
    providers=(),
    address="12 Park Street; New Delhi",
    hand_over_phone="+911140001000",
)


@dataclass
class DeskInMemory:
    """`refuses` is raised by the next write; `writes` says what was done, `asked` how often."""

    booking: Booking | None = field(
        default_factory=lambda: Booking(_PRACTICE, BOOKED, NUMBER),
    )
    refuses: RingbookError | None = None
    writes: list[str] = field(default_factory=list)
    asked: int = 0

    def has_rule(self, late_change: LateChange) -> None:
        """The owner wants a day's notice, and this when there is less."""
        fee = Decimal("25.00")
        rules = Policies(cancel_notice_minutes=1440, late_change=late_change, late_change_fee=fee)
        self._set(practice=replace(_PRACTICE, policies=rules))

    async def find(self, appointment_id: UUID, now: datetime) -> Booking | None:
        self.asked += 1
        known = self.booking and self.booking.appointment.id == appointment_id
        return self.booking if known else None

    async def openings(self, booking: Booking, day: date, now: datetime) -> tuple[Slot, ...]:
        return (NEXT,) if day == date(2026, 1, 27) else ()

    async def next_opening(self, booking: Booking, after: date, now: datetime) -> Slot | None:
        return NEXT if after < date(2026, 1, 27) else None

    async def away(self, booking: Booking, day: date) -> str:
        return "Dr Rao is away on Thursday, January 29" if day == date(2026, 1, 29) else ""

    async def move(self, booking: Booking, slot_id: UUID, now: datetime) -> Appointment:
        one = booking.appointment
        if slot_id == one.slot_id:
            return one
        if slot_id != NEXT.id:
            raise SlotTaken
        moved = replace(one, slot_id=NEXT.id, starts_at=NEXT.starts_at, version=one.version + 1)
        return self._write("move", moved)

    async def cancel(self, booking: Booking, now: datetime) -> Appointment:
        one = booking.appointment
        if one.status == "cancelled":
            return one
        return self._write("cancel", replace(one, status="cancelled", version=one.version + 1))

    def _write(self, what: str, appointment: Appointment) -> Appointment:
        if self.refuses is not None:
            raise self.refuses
        self.writes.append(what)
        self._set(appointment=appointment)
        return appointment

    def _set(
        self, practice: Practice | None = None, appointment: Appointment | None = None
    ) -> None:
        assert self.booking is not None
        self.booking = replace(
            self.booking,
            practice=practice or self.booking.practice,
            appointment=appointment or self.booking.appointment,
        )


class BookingWeb:
    def __init__(self, page: Path, **settings: str) -> None:
        self.desk = DeskInMemory()
        self.now = 0.0
        made = Settings.model_validate(
            {
                "livekit_url": "ws://127.0.0.1:7880",
                "livekit_api_key": "key",
                "livekit_api_secret": SECRET,
                **settings,
            }
        )
        app = create_app(
            made,
            cast(Diary, None),
            self.desk,
            page=page,
            now=lambda: self.now,
            clock=lambda: NOW,
        )
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8080")

    async def get(self, path: str = "") -> httpx.Response:
        return await self.client.get(HERE + path)

    async def post(self, path: str, **body: object) -> httpx.Response:
        return await self.client.post(HERE + path, json={"version": 1, **body})
