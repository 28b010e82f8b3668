"""Reads what a practice holds, in the form of a preload file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.practice import PracticeFile, PreloadFile
from ringbook.practice.logo import Logo
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_read import Tenant, tenants

__all__ = ["Export", "read_export"]

TENANT = "SELECT id, profile FROM tenants WHERE id = %(tenant)s"
FROM_HOURS = "SELECT slots_from_hours AS yes FROM tenants WHERE id = %(tenant)s"
# Who was erased is nobody's caller any more, here and elsewhere.
USERS = """
SELECT contact_number, name FROM users
 WHERE tenant_id = %(tenant)s AND erased_at IS NULL ORDER BY contact_number
"""
APPOINTMENTS = """
SELECT a.contact_number, a.starts_at, v.name AS service, p.name AS provider, a.status, a.attendee,
       r.name AS room, nullif(a.notes, '') AS notes,
       a.duration_minutes = v.duration_minutes AND v.is_active AND p.is_active
         AND EXISTS (
           SELECT FROM service_providers sp WHERE sp.tenant_id = a.tenant_id
              AND sp.service_id = a.service_id AND sp.provider_id = a.provider_id) AS fits
  FROM appointments a
  JOIN users u ON u.tenant_id = a.tenant_id AND u.contact_number = a.contact_number
  JOIN services v ON v.tenant_id = a.tenant_id AND v.id = a.service_id
  JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id
  LEFT JOIN rooms r ON r.tenant_id = a.tenant_id AND r.id = a.room_id AND r.is_active
   AND EXISTS (SELECT FROM service_rooms sr WHERE sr.tenant_id = a.tenant_id
                  AND sr.service_id = a.service_id AND sr.room_id = r.id)
 WHERE a.tenant_id = %(tenant)s AND u.erased_at IS NULL
 ORDER BY a.starts_at, p.position, a.contact_number, a.status
"""
# Cells that an absence closed are on offer again when it ends.
SLOTS = """
SELECT s.starts_at, p.name AS provider FROM slots s
  JOIN providers p ON p.tenant_id = s.tenant_id AND p.id = s.provider_id AND p.is_active
 WHERE s.tenant_id = %(tenant)s AND s.starts_at >= %(now)s
   AND (s.is_open OR s.id IN (SELECT unnest(closed) FROM absences WHERE tenant_id = %(tenant)s))
 ORDER BY s.starts_at, p.position
"""
ABSENCES = """
SELECT p.name AS provider, lower(a.away) AS starts_at, upper(a.away) AS ends_at, a.reason
  FROM absences a
  JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id AND p.is_active
 WHERE a.tenant_id = %(tenant)s AND upper(a.away) > %(now)s ORDER BY lower(a.away), p.position
"""


LOGO = """
SELECT logo_type AS media_type, logo AS image FROM tenants
 WHERE id = %(tenant)s AND logo IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Export:
    """The two files and the logo, and how many appointments the second form cannot hold."""

    file: PracticeFile
    preload: PreloadFile
    logo: Logo | None
    left_out: int
    left_out_ahead: int


@dataclass(frozen=True, slots=True)
class _FromHours:
    yes: bool


@dataclass(frozen=True, slots=True)
class _User:
    contact_number: str
    name: str | None


@dataclass(frozen=True, slots=True)
class _Appointment:
    contact_number: str
    starts_at: datetime
    service: str
    provider: str
    status: str
    attendee: str | None
    room: str | None
    notes: str | None
    fits: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    starts_at: datetime
    provider: str


@dataclass(frozen=True, slots=True)
class _Absence:
    provider: str
    starts_at: datetime
    ends_at: datetime
    reason: str


async def read_export(db: Database, tenant_id: UUID, now: datetime) -> Export:
    """The practice as applied, and its callers, appointments, given slots and absences.

    Left out are appointments of services and people that the practice no longer has, whose length
    is no longer that of their service, or in the second pass of an hour that the clocks repeat.
    """

    async def work(connection: Connection) -> Export:
        await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        (tenant,) = await tenants(connection, TENANT, {"tenant": tenant_id})
        return await _export(connection, tenant, now)

    return await db.in_transaction(work)


async def _export(connection: Connection, tenant: Tenant, now: datetime) -> Export:
    params, zone = {"tenant": tenant.id, "now": now}, ZoneInfo(tenant.file.timezone)
    booked = await select(connection, _Appointment, APPOINTMENTS, params)
    fits = [one for one in booked if one.fits and _plain(one.starts_at, zone)]
    held = {
        "users": _rows(await select(connection, _User, USERS, params)),
        "appointments": [_appointment(one, zone) for one in fits],
        "absences": [
            {"provider": a.provider, "reason": a.reason,
             "from": _wall(a.starts_at, zone), "until": _wall(a.ends_at, zone)}
            for a in await select(connection, _Absence, ABSENCES, params)
        ],
    }  # fmt: skip
    (from_hours,) = await select(connection, _FromHours, FROM_HOURS, params)
    if not from_hours.yes:
        slots = await select(connection, _Slot, SLOTS, params)
        held["slots"] = [{"start": _wall(s.starts_at, zone), "provider": s.provider} for s in slots]
    left = [one for one in booked if one not in fits]
    ahead = [one for one in left if one.status == "scheduled" and one.starts_at >= now]
    logos = await select(connection, Logo, LOGO, params)
    preload = PreloadFile.model_validate(held)
    return Export(tenant.file, preload, logos[0] if logos else None, len(left), len(ahead))


def _rows(users: Iterable[_User]) -> list[dict[str, str | None]]:
    return [{"contact_number": user.contact_number, "name": user.name} for user in users]


def _appointment(one: _Appointment, zone: ZoneInfo) -> dict[str, str]:
    named = {"attendee": one.attendee, "room": one.room, "notes": one.notes}
    return {name: value for name, value in named.items() if value} | {
        "contact_number": one.contact_number,
        "start": _wall(one.starts_at, zone),
        "service": one.service,
        "provider": one.provider,
        "status": one.status,
    }


def _plain(at: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock alone names this instant: of a doubled time it names the first."""
    return not at.astimezone(zone).fold


def _wall(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).replace(tzinfo=None).isoformat()
