"""The diary: cells of time made from the opening hours, rolled forward from today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.domain.model import Provider
from ringbook.practice import OpenTime, PracticeFile, open_times
from ringbook.practice.away import day_span, without
from ringbook.practice.calendar import horizon_days
from ringbook.store.away import absences_of
from ringbook.store.pool import Connection, select
from ringbook.store.practice_read import Tenant

__all__ = ["days_to_roll", "lock_diary", "roll", "roll_days"]

DIARY_LOCK = "SELECT diary_lock(%(tenant)s, true)"

# Cells that the hours make, from today to the horizon. Cells that they no longer make are closed,
# not deleted: appointments point at them. A remainder shorter than five minutes is no cell.
# What is there already is left out first. Closing comes before making: after it, it would look
# through all that was made.
ROLL_SLOTS = """
WITH open AS (
  SELECT p.id AS provider_id, o.opens_at, o.closes_at
    FROM unnest(%(providers)s::text[], %(opens)s::timestamptz[], %(closes)s::timestamptz[])
           o (provider, opens_at, closes_at)
    JOIN tenants t ON t.id = %(tenant)s AND t.slots_from_hours
    JOIN providers p ON p.tenant_id = t.id AND p.name = o.provider
), wanted AS (
  SELECT provider_id, cell AS starts_at, closes_at,
         least(%(step)s, extract(epoch FROM closes_at - cell) / 60)::int AS minutes
    FROM open, generate_series(opens_at, closes_at - interval '5 min',
                               make_interval(mins => %(step)s)) cell
), closed AS (
  UPDATE slots s SET is_open = false
    FROM tenants t
   WHERE t.id = %(tenant)s AND t.slots_from_hours AND s.tenant_id = t.id AND s.source = 'hours'
     AND s.is_open AND s.starts_at >= %(from)s AND s.starts_at < %(until)s
     AND (%(only)s::uuid IS NULL OR s.provider_id = %(only)s)
     AND NOT EXISTS (SELECT FROM wanted w
                      WHERE w.provider_id = s.provider_id AND w.starts_at = s.starts_at)
  RETURNING 1
)
SELECT make_cells(%(tenant)s, array_agg(w.provider_id), array_agg(w.starts_at),
                  array_agg(w.minutes), array_agg(w.closes_at)) AS made
  FROM wanted w CROSS JOIN (SELECT count(*) FROM closed) first
 WHERE NOT EXISTS (SELECT FROM slots s
                    WHERE s.tenant_id = %(tenant)s AND s.provider_id = w.provider_id
                      AND s.starts_at = w.starts_at AND s.is_open AND s.source = 'hours'
                      AND s.open_until = w.closes_at AND s.duration_minutes = w.minutes)
HAVING count(*) > 0
"""


@dataclass(frozen=True, slots=True)
class _Made:
    made: int


async def lock_diary(connection: Connection, tenant_id: UUID) -> None:
    """Keeps bookings out until the transaction ends: none can miss a cell that is being made."""
    await connection.execute(DIARY_LOCK, {"tenant": tenant_id})


async def roll(connection: Connection, tenant: Tenant, now: datetime) -> int:
    """Makes the cells up to the horizon, none in an absence; returns how many are new or changed.

    Does nothing when a preload gave the only times on offer. Needs a transaction.
    """
    return await roll_days(connection, tenant, *days_to_roll(tenant.file, now))


def days_to_roll(file: PracticeFile, now: datetime) -> tuple[date, date]:
    """Today and the last day that can be booked, on the practice's wall clock."""
    first = now.astimezone(ZoneInfo(file.timezone)).date()
    return first, first + timedelta(days=horizon_days(file))


async def roll_days(
    connection: Connection,
    tenant: Tenant,
    first: date,
    last: date,
    provider: Provider | None = None,
) -> int:
    """`roll` for some days, both included, and if given for one provider alone."""
    file = tenant.file
    await lock_diary(connection, tenant.id)
    away = await absences_of(connection, tenant.id, day_span(ZoneInfo(file.timezone), first)[0])
    times = without(open_times(file, first, last), away, file.slot_minutes)
    theirs = [time for time in times if provider is None or time.provider == provider.name]
    params = _columns(theirs) | _span(file, first, last)
    only = {"tenant": tenant.id, "only": provider.id if provider else None}
    made = await select(connection, _Made, ROLL_SLOTS, {**params, **only})
    return made[0].made if made else 0


def _columns(times: list[OpenTime]) -> dict[str, object]:
    return {
        "providers": [t.provider for t in times],
        "opens": [t.opens_at for t in times],
        "closes": [t.closes_at for t in times],
    }


def _span(file: PracticeFile, first: date, last: date) -> dict[str, object]:
    zone = ZoneInfo(file.timezone)
    return {
        "from": datetime.combine(first, time.min, zone),
        "until": datetime.combine(last + timedelta(days=1), time.min, zone),
        "step": file.slot_minutes,
    }
