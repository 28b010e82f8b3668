"""One booking, for who has its private link: read, its openings, moved, cancelled.

The writes are those of a call (`bookings`): the database functions know no other rules.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID, uuid4

from ringbook.domain.model import Appointment, Practice, Slot, SlotQuery
from ringbook.errors import AppointmentChanged, OutsideOpeningHours, ProviderAway
from ringbook.store.away import all_away, away_error
from ringbook.store.bookings import CANCEL, MODIFY, find_slots
from ringbook.store.outcomes import Answer
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_read import Tenant, practice_of

__all__ = [
    "BookedRow",
    "Booking",
    "as_seen",
    "away",
    "booked_in",
    "cancel_booking",
    "find_booking",
    "move_booking",
    "next_opening",
    "openings",
    "write_params",
]

KEPT = timedelta(days=7)
"""How long after the appointment its link still shows it."""

_SESSION = "private-link"  # who changed it, in the appointment's history
_A_DAY = 300  # openings: more than five-minute steps make

# Who has been erased keeps no link: nobody could tell whose it is.
FIND_BOOKING = """
SELECT d.id, d.slot_id, d.starts_at, d.duration_minutes, d.service, d.provider_id, d.provider,
       d.status, d.version, d.contact_number, d.tenant_id, t.profile
  FROM appointment_details d JOIN tenants t ON t.id = d.tenant_id
 WHERE d.id = %(appointment)s AND d.contact_number NOT LIKE 'erased:%%'
   AND d.starts_at + make_interval(mins => d.duration_minutes) > %(ended_after)s
"""
CELL = """
SELECT s.id, s.starts_at, %(minutes)s::int AS duration_minutes, %(service)s::text AS service,
       s.provider_id, p.name AS provider
  FROM slots s JOIN providers p ON p.tenant_id = s.tenant_id AND p.id = s.provider_id
 WHERE s.tenant_id = %(tenant)s AND s.id = %(slot)s
"""
BOOKED_IN = """
SELECT DISTINCT appointment_id FROM appointment_events
 WHERE session_id = %(session)s AND event = 'booked'
"""


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment with its practice; the number is for the writes and is never shown."""

    practice: Practice
    appointment: Appointment
    contact_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRow(Appointment):
    """A row of an appointment with whose it is."""

    contact_number: str

    def booking(self, practice: Practice) -> Booking:
        """The same as the rest of the program knows it."""
        values = {field.name: getattr(self, field.name) for field in fields(Appointment)}
        return Booking(practice, Appointment(**values), self.contact_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row(BookedRow):
    tenant_id: UUID
    profile: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Id:
    appointment_id: UUID


async def find_booking(db: Database, appointment_id: UUID, now: datetime) -> Booking | None:
    """The booking; None when there is none, when it is long over, or its caller was erased."""
    params = {"appointment": appointment_id, "ended_after": now - KEPT}

    async def work(connection: Connection) -> Booking | None:
        for row in await select(connection, _Row, FIND_BOOKING, params):
            practice = await practice_of(connection, Tenant(row.tenant_id, row.profile))
            return row.booking(practice)
        return None

    return await db.run(work)


async def openings(db: Database, booking: Booking, day: date, now: datetime) -> tuple[Slot, ...]:
    """Where the booking could move to on a day, in order of time; its own provider comes first.

    Where that person is not free another one is named who is.
    """
    query = SlotQuery(first=day, last=day, moving=booking.appointment.id, limit=_A_DAY)
    same = replace(query, provider=booking.appointment.provider)
    anyone = await find_slots(db, booking.practice, query, now)
    own = await find_slots(db, booking.practice, same, now)
    by_start = {slot.starts_at: slot for slot in (*anyone, *own)}
    return tuple(by_start[start] for start in sorted(by_start))


async def next_opening(db: Database, booking: Booking, after: date, now: datetime) -> Slot | None:
    """The first opening on a later day than `after`."""
    query = SlotQuery(first=after + timedelta(days=1), moving=booking.appointment.id, limit=1)
    return next(iter(await find_slots(db, booking.practice, query, now)), None)


async def move_booking(
    db: Database,
    booking: Booking,
    slot_id: UUID,
    now: datetime,
    *,
    by: str = _SESSION,
) -> Appointment:
    """Moves it to a cell of the diary; to where it already is changes nothing.

    `by` stands in its history.

    Raises:
        AppointmentChanged: it is not what was seen any more; nothing is written.
        RingbookError: as `bookings.modify`; ProviderAway says who is out.
    """
    to = {"slot": slot_id, "request": uuid4()}
    params = write_params(booking, now, by) | to
    try:
        return await _write(db, booking, MODIFY, params)
    except OutsideOpeningHours as error:
        raise await _away(db, booking, slot_id) or error from None


async def _away(db: Database, booking: Booking, slot_id: UUID) -> ProviderAway | None:
    """The refusal that names who is away, where that is why the cell is closed."""
    one, tenant = booking.appointment, booking.practice.tenant_id
    keys = {"tenant": tenant, "slot": slot_id, "service": one.service}
    for slot in await db.rows(Slot, CELL, keys | {"minutes": one.duration_minutes}):
        return await away_error(db, booking.practice, slot)
    return None


async def away(db: Database, booking: Booking, day: date) -> str:
    """Who is away all day of those who could do it, as a sentence without its stop."""
    query = SlotQuery(booking.appointment.service, day, day)
    return await all_away(db, booking.practice, query)


async def cancel_booking(
    db: Database,
    booking: Booking,
    now: datetime,
    *,
    by: str = _SESSION,
) -> Appointment:
    """Cancels it; again is the same as once. `by` as for a move.

    Raises:
        AppointmentChanged: it is not what was seen any more; nothing is written.
        RingbookError: as `bookings.cancel`.
    """
    return await _write(db, booking, CANCEL, write_params(booking, now, by))


def write_params(booking: Booking, now: datetime, by: str) -> dict[str, object]:
    """What every write of a booking needs to know."""
    return {
        "tenant": booking.practice.tenant_id,
        "contact": booking.contact_number,
        "appointment": booking.appointment.id,
        "session": by,
        "now": now,
    }


async def _write(
    db: Database, booking: Booking, sql: LiteralString, params: dict[str, object]
) -> Appointment:
    async def work(connection: Connection) -> Appointment:
        return as_seen(booking, (await select(connection, Answer, sql, params))[0])

    return await db.in_transaction(work)


def as_seen(booking: Booking, answer: Answer) -> Appointment:
    """The row as written; inside the write's transaction, which an error undoes.

    Raises:
        AppointmentChanged: somebody else's write came between it and what was seen.
        RingbookError: the diary refused.
    """
    appointment = answer.appointment()
    if not answer.replayed and appointment.version != booking.appointment.version + 1:
        raise AppointmentChanged
    return appointment


async def booked_in(db: Database, session_id: str) -> frozenset[UUID]:
    """The appointments that a call booked, whatever became of them."""
    found = await db.rows(_Id, BOOKED_IN, {"session": session_id})
    return frozenset(row.appointment_id for row in found)
