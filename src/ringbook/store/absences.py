"""Providers who are out: what that closes, whom it touches, and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from ringbook.domain.model import Practice, Provider
from ringbook.practice.strays import Booked
from ringbook.store import diary
from ringbook.store.free_cells import free_cells
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_read import tenants

__all__ = ["Absence", "Gone", "close_given", "come_back", "go_out", "write_absences"]

_WHOLE_DIARY = 60.0  # seconds: a large one is thousands of rows

TENANT = "SELECT id, profile FROM tenants WHERE id = %(tenant)s"
# The same absence twice is one.
INSERT = """
INSERT INTO absences (tenant_id, provider_id, away, reason)
SELECT %(tenant)s, %(provider)s, tstzrange(%(from)s, %(until)s), %(reason)s
 WHERE NOT EXISTS (SELECT FROM absences
                    WHERE tenant_id = %(tenant)s AND provider_id = %(provider)s
                      AND away @> tstzrange(%(from)s, %(until)s))
"""
TOUCHED = """
SELECT a.id, a.starts_at, a.ends_at, v.name AS service, p.name AS provider, a.contact_number
  FROM appointments a
  JOIN services v ON v.tenant_id = a.tenant_id AND v.id = a.service_id
  JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id
 WHERE a.tenant_id = %(tenant)s AND a.provider_id = %(provider)s AND a.status = 'scheduled'
   AND a.ends_at > %(now)s AND tstzrange(a.starts_at, a.ends_at) && tstzrange(%(from)s, %(until)s)
 ORDER BY a.starts_at
"""
# Cells that a preload gave: the hours do not make them again, so each absence remembers its own.
CLOSE_GIVEN = """
WITH closing AS (
  UPDATE slots s SET is_open = false FROM absences a
   WHERE a.tenant_id = %(tenant)s AND s.tenant_id = a.tenant_id AND s.source = 'given'
     AND s.provider_id = a.provider_id AND s.is_open
     AND tstzrange(s.starts_at, s.ends_at) && a.away
  RETURNING a.id AS absence, s.id AS cell
)
UPDATE absences a SET closed = ARRAY(SELECT DISTINCT unnest(a.closed || c.cells))
  FROM (SELECT absence, array_agg(cell) AS cells FROM closing GROUP BY absence) c
 WHERE a.id = c.absence
"""
# A given time before an absence holds what ends by then.
BOUND_GIVEN = """
UPDATE slots s SET open_until = lower(a.away) FROM absences a, tenants t
 WHERE t.id = %(tenant)s AND NOT t.slots_from_hours AND a.tenant_id = t.id
   AND s.tenant_id = t.id AND s.provider_id = a.provider_id
   AND s.starts_at < lower(a.away) AND s.starts_at > lower(a.away) - interval '1 day'
   AND s.open_until > lower(a.away)
"""
ENDING = """
SELECT id, lower(away) AS starts_at, upper(away) AS ends_at, closed FROM absences
 WHERE tenant_id = %(tenant)s AND provider_id = %(provider)s
   AND away && tstzrange(%(from)s, %(until)s) AND upper(away) > %(now)s
"""
DELETE_AHEAD = "DELETE FROM absences WHERE id = ANY (%(ids)s) AND lower(away) >= %(now)s"
CUT_SHORT = """
UPDATE absences SET away = tstzrange(lower(away), %(now)s), closed = '{}'
 WHERE id = ANY (%(ids)s) AND lower(away) < %(now)s
"""
OPEN_GIVEN = "UPDATE slots SET is_open = true WHERE tenant_id = %(tenant)s AND id = ANY (%(cells)s)"
UNBIND_GIVEN = """
UPDATE slots s SET open_until = 'infinity' FROM tenants t
 WHERE t.id = %(tenant)s AND NOT t.slots_from_hours AND s.tenant_id = t.id
   AND s.provider_id = %(provider)s AND s.open_until = ANY (%(bounds)s)
"""


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch of time in which a provider is out, as instants."""

    provider_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """What an absence did: free cells closed, and the booked appointments that it touches."""

    closed: int
    touched: tuple[Booked, ...]


@dataclass(frozen=True, slots=True)
class _Ending:
    id: UUID
    starts_at: datetime
    ends_at: datetime
    closed: list[UUID]


async def go_out(db: Database, practice: Practice, absence: Absence, now: datetime) -> Gone:
    """Notes an absence and closes its free cells, at once and for as long as it lasts.

    Booked appointments stay as they are. The same absence twice changes nothing.
    """
    row = _row(practice.tenant_id, absence) | {"now": now}

    async def work(connection: Connection) -> Gone:
        await diary.lock_diary(connection, practice.tenant_id)
        before = await free_cells(connection, practice.tenant_id, now, absence.provider_id)
        await connection.execute(INSERT, row)
        await _obey(connection, practice, absence, now)
        after = await free_cells(connection, practice.tenant_id, now, absence.provider_id)
        return Gone(len(before - after), tuple(await select(connection, Booked, TOUCHED, row)))

    return await db.in_transaction(work, budget=_WHOLE_DIARY)


async def come_back(
    db: Database,
    practice: Practice,
    provider: Provider,
    span: tuple[datetime, datetime],
    now: datetime,
) -> int | None:
    """Ends the provider's absences within the span; how many cells are free again, None: no such.

    What has passed of an absence stays on record.
    """
    row = _row(practice.tenant_id, Absence(provider.id, *span)) | {"now": now}

    async def work(connection: Connection) -> int | None:
        await diary.lock_diary(connection, practice.tenant_id)
        ending = await select(connection, _Ending, ENDING, row)
        if not ending:
            return None
        before = await free_cells(connection, practice.tenant_id, now, provider.id)
        await _end(connection, row, ending)
        first, last = min(one.starts_at for one in ending), max(one.ends_at for one in ending)
        await _obey(connection, practice, Absence(provider.id, first, last), now)
        return len(await free_cells(connection, practice.tenant_id, now, provider.id) - before)

    return await db.in_transaction(work, budget=_WHOLE_DIARY)


async def write_absences(
    connection: Connection, tenant: UUID, absences: Sequence[Absence], now: datetime
) -> None:
    """Notes absences, those that are new, and closes their cells; needs a transaction."""
    for absence in absences:
        await connection.execute(INSERT, _row(tenant, absence))
    (found,) = await tenants(connection, TENANT, {"tenant": tenant})
    await diary.roll(connection, found, now)
    await close_given(connection, tenant)


async def close_given(connection: Connection, tenant: UUID) -> None:
    """Closes given cells that lie in an absence; cells made from hours are left to the roll."""
    for sql in (CLOSE_GIVEN, BOUND_GIVEN):
        await connection.execute(sql, {"tenant": tenant})


async def _end(connection: Connection, row: dict[str, object], ending: Sequence[_Ending]) -> None:
    params = row | {
        "ids": [one.id for one in ending],
        "cells": [cell for one in ending for cell in one.closed],
        "bounds": [one.starts_at for one in ending],
    }
    statements: tuple[LiteralString, ...] = (DELETE_AHEAD, CUT_SHORT, OPEN_GIVEN, UNBIND_GIVEN)
    for sql in statements:
        await connection.execute(sql, params)


async def _obey(
    connection: Connection, practice: Practice, absence: Absence, now: datetime
) -> None:
    """Rolls only the days and the provider of an absence: bookings wait for it meanwhile."""
    (found,) = await tenants(connection, TENANT, {"tenant": practice.tenant_id})
    provider = next(one for one in practice.providers if one.id == absence.provider_id)
    today, horizon = diary.days_to_roll(found.file, now)
    first = max(today, absence.starts_at.astimezone(practice.zone).date())
    last = min(horizon, absence.ends_at.astimezone(practice.zone).date())
    await diary.roll_days(connection, found, first, last, provider)
    await close_given(connection, practice.tenant_id)


def _row(tenant: UUID, absence: Absence) -> dict[str, object]:
    return {
        "tenant": tenant,
        "provider": absence.provider_id,
        "from": absence.starts_at,
        "until": absence.ends_at,
        "reason": absence.reason,
    }
