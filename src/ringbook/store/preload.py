"""Writes a preload file: times on offer, callers and appointments that a practice already has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ringbook.domain.model import Practice
from ringbook.errors import PracticeInvalid
from ringbook.practice import PreloadFile, PreloadSlot
from ringbook.store.diary import lock_diary, roll
from ringbook.store.pool import Connection, select
from ringbook.store.practice_read import tenants
from ringbook.store.preload_absences import bring_absences
from ringbook.store.preload_appointments import Import, imports, write_appointment
from ringbook.store.preload_rows import Does, instant, named, performing

__all__ = ["write_preload"]

# A name learned in a call is not overwritten by an older list.
UPSERT_USER = """
INSERT INTO users (tenant_id, contact_number, name) VALUES (%(tenant)s, %(contact)s, %(name)s)
ON CONFLICT (tenant_id, contact_number) DO UPDATE SET name = EXCLUDED.name
  WHERE users.name IS NULL AND EXCLUDED.name IS NOT NULL
"""
WHO_DOES_WHAT = """
SELECT service_id, provider_id FROM service_providers WHERE tenant_id = %(tenant)s
"""
TENANT = "SELECT id, profile FROM tenants WHERE id = %(tenant)s"
SLOTS_FROM_HOURS = """
UPDATE tenants SET slots_from_hours = %(from_hours)s
 WHERE id = %(tenant)s AND slots_from_hours <> %(from_hours)s
"""
CLOSE_GIVEN = """
UPDATE slots s SET is_open = false
 WHERE s.tenant_id = %(tenant)s AND s.source = 'given' AND s.is_open
   AND NOT EXISTS (SELECT FROM appointments a WHERE a.slot_id = s.id)
"""
# Cells that a live appointment of the file brought stay, or a second time would differ.
CLOSE_OTHERS = """
UPDATE slots s SET is_open = false WHERE s.tenant_id = %(tenant)s AND s.is_open
   AND NOT EXISTS (SELECT FROM unnest(%(providers)s::uuid[], %(starts)s::timestamptz[])
                     kept (provider_id, starts_at)
                    WHERE kept.provider_id = s.provider_id AND kept.starts_at = s.starts_at)
   AND s.id NOT IN (SELECT e.new_slot_id FROM appointments a
                      JOIN appointment_events e ON e.tenant_id = a.tenant_id
                                               AND e.appointment_id = a.id AND e.event = 'booked'
                     WHERE a.tenant_id = %(tenant)s AND a.request_id = ANY (%(requests)s::uuid[]))
"""
# Not bounded by opening hours: a given start holds any service that meets no other appointment.
OPEN_GIVEN = """
INSERT INTO slots (tenant_id, provider_id, starts_at, duration_minutes, source)
SELECT %(tenant)s, provider_id, starts_at, %(minutes)s, 'given'
  FROM unnest(%(providers)s::uuid[], %(starts)s::timestamptz[]) given (provider_id, starts_at)
ON CONFLICT (tenant_id, provider_id, starts_at) DO UPDATE SET
  is_open = true, source = 'given', open_until = 'infinity'
  WHERE (slots.is_open, slots.source, slots.open_until) IS DISTINCT FROM (true, 'given', 'infinity')
"""


@dataclass(frozen=True, slots=True)
class _Place:
    """A provider's time."""

    provider_id: UUID
    starts_at: datetime


async def write_preload(
    connection: Connection, practice: Practice, preload: PreloadFile, now: datetime
) -> None:
    """Writes the file; needs a transaction.

    Raises:
        PracticeInvalid: a row breaks a rule; the message names it.
    """
    await lock_diary(connection, practice.tenant_id)
    does = await select(connection, Does, WHO_DOES_WHAT, {"tenant": practice.tenant_id})
    existing = list(imports(practice, preload.appointments, does))
    await _write_users(connection, practice, preload)
    if preload.slots is None:
        await _offer_hours(connection, practice, now)
    else:
        given = list(_given(practice, preload.slots, does))
        await _offer_only(connection, practice, given, existing)
    for appointment in existing:
        await write_appointment(connection, practice, appointment)
    await bring_absences(connection, practice, preload.absences, now)


async def _write_users(connection: Connection, practice: Practice, preload: PreloadFile) -> None:
    names = {row.contact_number: row.name for row in preload.users}
    for number in {row.contact_number for row in preload.appointments} - names.keys():
        names[number] = None
    for number, name in names.items():
        row = {"tenant": practice.tenant_id, "contact": number, "name": name}
        await connection.execute(UPSERT_USER, row)


# ---- times on offer ---------------------------------------------------------------------------


async def _offer_hours(connection: Connection, practice: Practice, now: datetime) -> None:
    params = {"tenant": practice.tenant_id, "from_hours": True}
    if (await connection.execute(SLOTS_FROM_HOURS, params)).rowcount:
        await connection.execute(CLOSE_GIVEN, params)
        await roll(connection, (await tenants(connection, TENANT, params))[0], now)


async def _offer_only(
    connection: Connection, practice: Practice, given: list[_Place], imports: list[Import]
) -> None:
    row = _columns(given) | {
        "tenant": practice.tenant_id,
        "minutes": practice.slot_minutes,
        "from_hours": False,
        "requests": [i.request_id for i in imports if i.live],
    }
    for sql in (SLOTS_FROM_HOURS, CLOSE_OTHERS, OPEN_GIVEN):
        await connection.execute(sql, row)


def _columns(places: list[_Place]) -> dict[str, object]:
    return {
        "providers": [place.provider_id for place in places],
        "starts": [place.starts_at for place in places],
    }


def _given(practice: Practice, rows: Sequence[PreloadSlot], does: list[Does]) -> Iterator[_Place]:
    """A provider for each row: the named one, else the first who has no cell at that time yet."""
    default = performing(practice, practice.services[0], does)
    anybody = (*default, *(p for p in practice.providers if p not in default))
    taken: set[_Place] = set()
    for row in sorted(rows, key=lambda row: row.provider is None):
        start = instant(practice, row, row.start)
        wanted = [named(row, "provider", row.provider, practice.providers)] if row.provider else []
        choices = [_Place(p.id, start) for p in wanted or anybody]
        place = next((c for c in choices if c not in taken), None)
        if place is None:
            raise PracticeInvalid(f"{row.place}: start: this time is there already")
        taken.add(place)
        yield place
