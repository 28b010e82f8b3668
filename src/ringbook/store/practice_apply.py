"""Writes a practice file into the database: the same file twice changes nothing."""

from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from ringbook.domain.model import Practice
from ringbook.practice import PracticeFile
from ringbook.store.diary import roll
from ringbook.store.logos import write_logo
from ringbook.store.phone_numbers import write_phone_numbers
from ringbook.store.pool import Connection
from ringbook.store.practice_read import practice_of, tenants
from ringbook.store.rooms import give_rooms, write_rooms

__all__ = ["write_practice"]

UPSERT_TENANT = """
INSERT INTO tenants (slug, name, timezone, phone_region, slot_minutes, min_notice_minutes,
                     max_days_ahead, cancel_notice_minutes, late_change, open_bookings_per_caller,
                     waitlist_hold_minutes, profile)
VALUES (%(slug)s, %(name)s, %(timezone)s, %(phone_region)s, %(slot_minutes)s,
        %(min_notice_minutes)s, %(max_days_ahead)s, %(cancel_notice_minutes)s, %(late_change)s,
        %(open_bookings_per_caller)s, %(waitlist_hold_minutes)s, %(profile)s)
ON CONFLICT (slug) DO UPDATE SET
  name = EXCLUDED.name, timezone = EXCLUDED.timezone, phone_region = EXCLUDED.phone_region,
  slot_minutes = EXCLUDED.slot_minutes, min_notice_minutes = EXCLUDED.min_notice_minutes,
  max_days_ahead = EXCLUDED.max_days_ahead, late_change = EXCLUDED.late_change,
  cancel_notice_minutes = EXCLUDED.cancel_notice_minutes,
  open_bookings_per_caller = EXCLUDED.open_bookings_per_caller, profile = EXCLUDED.profile,
  waitlist_hold_minutes = EXCLUDED.waitlist_hold_minutes
RETURNING id, profile
"""

# What the file no longer names is kept, because appointments point at it, but is not offered.
RETIRE_PROVIDERS = """
UPDATE providers SET is_active = false
 WHERE tenant_id = %(tenant)s AND is_active AND name <> ALL (%(names)s)
"""
RETIRE_SERVICES = """
UPDATE services SET is_active = false
 WHERE tenant_id = %(tenant)s AND is_active AND name <> ALL (%(names)s)
"""
UPSERT_PROVIDER = """
INSERT INTO providers (tenant_id, name, aliases, position)
VALUES (%(tenant)s, %(name)s, %(aliases)s, %(position)s)
ON CONFLICT (tenant_id, name) DO UPDATE SET
  aliases = EXCLUDED.aliases, position = EXCLUDED.position, is_active = true
"""
UPSERT_SERVICE = """
INSERT INTO services (tenant_id, name, aliases, position, duration_minutes, buffer_before_minutes,
                      buffer_after_minutes, price, min_notice_minutes, max_days_ahead, daily_cap)
VALUES (%(tenant)s, %(name)s, %(aliases)s, %(position)s, %(duration_minutes)s,
        %(buffer_before_minutes)s, %(buffer_after_minutes)s, %(price)s, %(min_notice_minutes)s,
        %(max_days_ahead)s, %(daily_cap)s)
ON CONFLICT (tenant_id, name) DO UPDATE SET
  aliases = EXCLUDED.aliases, position = EXCLUDED.position, is_active = true,
  duration_minutes = EXCLUDED.duration_minutes, price = EXCLUDED.price,
  buffer_before_minutes = EXCLUDED.buffer_before_minutes,
  buffer_after_minutes = EXCLUDED.buffer_after_minutes,
  min_notice_minutes = EXCLUDED.min_notice_minutes, max_days_ahead = EXCLUDED.max_days_ahead,
  daily_cap = EXCLUDED.daily_cap
"""
FORGET_WHO_DOES_WHAT = "DELETE FROM service_providers WHERE tenant_id = %(tenant)s"
WHO_DOES_WHAT = """
INSERT INTO service_providers (tenant_id, service_id, provider_id)
SELECT %(tenant)s, v.id, p.id FROM services v JOIN providers p USING (tenant_id)
 WHERE v.tenant_id = %(tenant)s AND v.name = %(service)s AND p.name = ANY (%(providers)s)
"""


async def write_practice(connection: Connection, file: PracticeFile, now: datetime) -> Practice:
    """Writes everything but the diary, then rolls that; needs a transaction.

    Raises:
        PracticeInvalid: a phone number is another practice's.
    """
    tenant = (await tenants(connection, UPSERT_TENANT, _tenant_row(file)))[0]
    await _write_names(connection, tenant.id, file)
    await write_rooms(connection, tenant.id, file)
    await write_logo(connection, tenant.id, file)
    await write_phone_numbers(connection, tenant.id, file)
    await roll(connection, tenant, now)
    await give_rooms(connection, tenant.id, now)
    return await practice_of(connection, tenant)


def _tenant_row(file: PracticeFile) -> dict[str, object]:
    policies = file.policies
    return {
        "slug": file.slug,
        "name": file.name,
        "timezone": file.timezone,
        "phone_region": file.phone_region,
        "slot_minutes": file.slot_minutes,
        "min_notice_minutes": policies.min_notice_minutes,
        "max_days_ahead": policies.max_days_ahead,
        "cancel_notice_minutes": policies.cancel_notice_minutes,
        "late_change": policies.late_change,
        "open_bookings_per_caller": policies.open_bookings_per_caller,
        "waitlist_hold_minutes": policies.waitlist_hold_minutes,
        "profile": Jsonb(file.model_dump(mode="json")),
    }


async def _write_names(connection: Connection, tenant: UUID, file: PracticeFile) -> None:
    key = {"tenant": tenant}
    providers, services = [p.name for p in file.providers], [s.name for s in file.services]
    await connection.execute(RETIRE_PROVIDERS, {**key, "names": providers})
    await connection.execute(RETIRE_SERVICES, {**key, "names": services})
    await connection.execute(FORGET_WHO_DOES_WHAT, key)
    for position, provider in enumerate(file.providers):
        row = {"name": provider.name, "aliases": list(provider.aliases), "position": position}
        await connection.execute(UPSERT_PROVIDER, key | row)
    for position, service in enumerate(file.services):
        row = service.model_dump() | {"aliases": list(service.aliases), "position": position}
        await connection.execute(UPSERT_SERVICE, key | row)
        names = list(service.providers or providers)
        whom = {"service": service.name, "providers": names}
        await connection.execute(WHO_DOES_WHAT, key | whom)
