"""Writes the appointments of a preload file, each with a slot of its own."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from psycopg import errors

from ringbook.domain.model import Practice, Provider, Service
from ringbook.errors import PracticeInvalid
from ringbook.practice import PreloadAppointment
from ringbook.store.pool import Connection, select
from ringbook.store.preload_rows import Does, instant, named, performing

__all__ = ["Import", "imports", "write_appointment"]

# The appointment's own cell; while it is scheduled the cell counts as open: cancelled, it is free.
OWN_SLOT = """
INSERT INTO slots (tenant_id, provider_id, starts_at, duration_minutes, is_open, open_until)
VALUES (%(tenant)s, %(provider)s, %(start)s, %(minutes)s, %(live)s, %(end)s)
ON CONFLICT (tenant_id, provider_id, starts_at) DO UPDATE SET
  is_open = slots.is_open OR EXCLUDED.is_open,
  open_until = greatest(slots.open_until, EXCLUDED.open_until)
  WHERE EXCLUDED.is_open AND NOT (slots.is_open AND slots.open_until >= EXCLUDED.open_until)
"""
ALREADY_THERE = (
    "SELECT id FROM appointments WHERE tenant_id = %(tenant)s AND request_id = %(request)s"
)
BUSY = """
SELECT provider_id AS id FROM appointments
 WHERE tenant_id = %(tenant)s AND status = 'scheduled' AND busy && tstzrange(%(from)s, %(until)s)
"""
# Asked before the insert, which would be refused too, but could not say why.
NO_PLACE = """
SELECT place_refusal(%(tenant)s, %(service)s, %(day)s, tstzrange(%(from)s, %(until)s), NULL) AS rule
"""
APPOINTMENT = """
INSERT INTO appointments (tenant_id, contact_number, slot_id, service_id, status, request_id,
                          attendee, notes, room_id)
SELECT %(tenant)s, %(contact)s, id, %(service)s, %(status)s, %(request)s, %(attendee)s, %(notes)s,
       (SELECT id FROM rooms WHERE tenant_id = %(tenant)s AND name = %(room)s)
  FROM slots
 WHERE tenant_id = %(tenant)s AND provider_id = %(provider)s AND starts_at = %(start)s
"""
IN_ROOM = """
SELECT r.name FROM appointments a LEFT JOIN rooms r ON r.id = a.room_id
 WHERE a.tenant_id = %(tenant)s AND a.request_id = %(request)s
"""


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Refusal:
    rule: str | None


@dataclass(frozen=True, slots=True)
class _Room:
    name: str | None


@dataclass(frozen=True, slots=True)
class Import:
    """An appointment to bring in; `providers` are those who may have it, the likeliest first."""

    row: PreloadAppointment
    service: Service
    providers: tuple[Provider, ...]
    starts_at: datetime
    request_id: UUID

    @property
    def live(self) -> bool:
        return self.row.status == "scheduled"

    @property
    def span(self) -> dict[str, datetime]:
        """From when until when it takes somebody's time, buffers included."""
        service = self.service
        after = timedelta(minutes=service.duration_minutes + service.buffer_after_minutes)
        before = timedelta(minutes=service.buffer_before_minutes)
        return {"from": self.starts_at - before, "until": self.starts_at + after}


def imports(
    practice: Practice, rows: Sequence[PreloadAppointment], does: list[Does]
) -> Iterator[Import]:
    """The rows with what they name; the same row gets the same `request_id` each time.

    Raises:
        PracticeInvalid: a row names what there is not.
    """
    seen: Counter[str] = Counter()
    for row in rows:
        service = practice.services[0]
        if row.service:
            service = named(row, "service", row.service, practice.services)
        start = instant(practice, row, row.start)
        facts = (
            f"{row.contact_number}|{start.isoformat()}|{service.name}|{row.provider}|{row.status}"
        )
        facts += f"|{row.attendee}" if row.attendee else ""
        seen[facts] += 1
        request = uuid5(practice.tenant_id, f"preload|{facts}|{seen[facts]}")
        yield Import(row, service, _may_have(practice, row, service, does), start, request)


def _may_have(
    practice: Practice, row: PreloadAppointment, service: Service, does: list[Does]
) -> tuple[Provider, ...]:
    able = performing(practice, service, does)
    if row.provider is None:
        return able
    provider = named(row, "provider", row.provider, practice.providers)
    if provider not in able:
        allowed = ", ".join(p.name for p in able)
        raise PracticeInvalid(f"{row.place}: provider: {service.name} is done by: {allowed}")
    return (provider,)


async def write_appointment(connection: Connection, practice: Practice, new: Import) -> None:
    """Writes one that is not there yet; needs the diary's lock.

    Raises:
        PracticeInvalid: it breaks a rule, which the message names.
    """
    key = {"tenant": practice.tenant_id, "request": new.request_id}
    if await select(connection, _Id, ALREADY_THERE, key):
        return
    provider = await _free_provider(connection, practice, new)
    await _check_place(connection, practice, new)
    row = key | _written(new, provider)
    try:
        await connection.execute(OWN_SLOT, row)
        await connection.execute(APPOINTMENT, row)
    except (errors.UniqueViolation, errors.ExclusionViolation):
        place = new.row.place
        message = f"{place}: start: {provider.name} has another appointment then, buffers included"
        raise PracticeInvalid(message) from None
    await _check_room(connection, new, key)


def _written(new: Import, provider: Provider) -> dict[str, object]:
    minutes = new.service.duration_minutes
    return {
        "provider": provider.id,
        "start": new.starts_at,
        "end": new.starts_at + timedelta(minutes=minutes),
        "minutes": minutes,
        "live": new.live,
        "contact": new.row.contact_number,
        "service": new.service.id,
        "status": new.row.status,
        "attendee": new.row.attendee,
        "notes": new.row.notes,
        "room": new.row.room,
    }


async def _check_room(connection: Connection, new: Import, key: dict[str, UUID]) -> None:
    """Where the room that the row names is had, the database has given another."""
    room, place = new.row.room, new.row.place
    if room is None:
        return
    if room not in new.service.rooms:
        allowed = ", ".join(new.service.rooms) or "no room"
        raise PracticeInvalid(f"{place}: room: {new.service.name} is done in: {allowed}")
    if (await select(connection, _Room, IN_ROOM, key))[0].name != room:
        raise PracticeInvalid(f"{place}: room: {room} is not free then, buffers included")


async def _free_provider(connection: Connection, practice: Practice, new: Import) -> Provider:
    if not new.live or len(new.providers) == 1:
        return new.providers[0]
    busy = await select(connection, _Id, BUSY, {"tenant": practice.tenant_id, **new.span})
    taken = {row.id for row in busy}
    return next((p for p in new.providers if p.id not in taken), new.providers[0])


async def _check_place(connection: Connection, practice: Practice, new: Import) -> None:
    """A room, and a place under the day's cap; raises PracticeInvalid with the rule's value."""
    if not new.live:
        return
    day = new.starts_at.astimezone(practice.zone).date()
    key = {"tenant": practice.tenant_id, "service": new.service.id, "day": day}
    rule = (await select(connection, _Refusal, NO_PLACE, key | new.span))[0].rule
    place, service = new.row.place, new.service
    if rule == "day_full":
        raise PracticeInvalid(
            f"{place}: start: {service.name} has daily_cap {service.daily_cap}, and {day} is full"
        )
    if rule == "no_room":
        rooms = ", ".join(service.rooms)
        message = f"{place}: start: {service.name} needs a room, and none is free then: {rooms}"
        raise PracticeInvalid(message)
