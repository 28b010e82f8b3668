"""One booking, for who has its private link: read, its openings, moved, cancelled.

The writes are those of a call (`bookings`): the database functions know no other rules.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID, uuid4

from ringbook.domain.model import Appointment, Practice, Slot, SlotQuery
from ringbook.errors import AppointmentChanged
from ringbook.store.bookings import CANCEL, MODIFY, find_slots
from ringbook.store.outcomes import Answer
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_read import Tenant, practice_of

__all__ = [
    "BookedRow",
    "Booking",
    "booked_in",
    "cancel_booking",
    "find_booking",
    "move_booking",
    "next_opening",
    "openings",
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
BOOKED_IN = """
SELECT DISTINCT appointment_id FROM appointment_events
 WHERE session_id = %(session)s AND event = 'booked'
"""


LATE_CHANGE = "SELECT late_change AS rule FROM tenants WHERE id = %(tenant)s FOR NO KEY UPDATE"
SET_LATE_CHANGE = "UPDATE tenants SET late_change = %(rule)s WHERE id = %(tenant)s"


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
class _Rule:
    rule: str


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
    allow_late: bool = False,
) -> Appointment:
    """Moves it to a cell of the diary; to where it already is changes nothing.

    `by` stands in its history; `allow_late` leaves the owner's rule of late changes aside.

    Raises:
        AppointmentChanged: it is not what was seen any more; nothing is written.
        RingbookError: as `bookings.modify`.
    """
    to = {"slot": slot_id, "request": uuid4()}
    params = _params(booking, now, by) | to
    return await _write(db, booking, MODIFY, params, allow_late=allow_late)


async def cancel_booking(
    db: Database,
    booking: Booking,
    now: datetime,
    *,
    by: str = _SESSION,
    allow_late: bool = False,
) -> Appointment:
    """Cancels it; again is the same as once. `by` and `allow_late` as for a move.

    Raises:
        AppointmentChanged: it is not what was seen any more; nothing is written.
        RingbookError: as `bookings.cancel`.
    """
    return await _write(db, booking, CANCEL, _params(booking, now, by), allow_late=allow_late)


def _params(booking: Booking, now: datetime, by: str) -> dict[str, object]:
    return {
        "tenant": booking.practice.tenant_id,
        "contact": booking.contact_number,
        "appointment": booking.appointment.id,
        "session": by,
        "now": now,
    }


async def _write(
    db: Database,
    booking: Booking,
    sql: LiteralString,
    params: dict[str, object],
    *,
    allow_late: bool,
) -> Appointment:
    """One write, undone when somebody else's came between it and what was seen."""

    async def work(connection: Connection) -> Appointment:
        async with _late_changes(connection, booking.practice, allowed=allow_late):
            answer = (await select(connection, Answer, sql, params))[0]
        appointment = answer.appointment()
        if not answer.replayed and appointment.version != booking.appointment.version + 1:
            raise AppointmentChanged
        return appointment

    return await db.in_transaction(work)


@asynccontextmanager
async def _late_changes(
    connection: Connection, practice: Practice, *, allowed: bool
) -> AsyncIterator[None]:
    """Leaves the rule aside for what is written inside: nobody else sees it differ.

    The write is the same function under the same rules, of which this one alone says `allow`
    until the transaction ends as it began; the practice's row is locked meanwhile.
    """
    if not allowed:
        yield
        return
    key = {"tenant": practice.tenant_id}
    (was,) = await select(connection, _Rule, LATE_CHANGE, key)
    await connection.execute(SET_LATE_CHANGE, key | {"rule": "allow"})
    yield
    await connection.execute(SET_LATE_CHANGE, key | {"rule": was.rule})


async def booked_in(db: Database, session_id: str) -> frozenset[UUID]:
    """The appointments that a call booked, whatever became of them."""
    found = await db.rows(_Id, BOOKED_IN, {"session": session_id})
    return frozenset(row.appointment_id for row in found)
