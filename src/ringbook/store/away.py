"""Who is out when, as the diary reads it."""

from datetime import datetime
from uuid import UUID

from ringbook.practice.away import Away
from ringbook.store.pool import Connection, Database, select

__all__ = ["absences", "absences_of"]

AWAY = """
SELECT p.name AS provider, lower(a.away) AS starts_at, upper(a.away) AS ends_at, a.reason
  FROM absences a JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id
 WHERE a.tenant_id = %(tenant)s AND upper(a.away) > %(from)s ORDER BY lower(a.away)
"""


async def absences(db: Database, tenant: UUID, now: datetime) -> list[Away]:
    """Who is out now or will be, soonest first."""
    return await db.rows(Away, AWAY, {"tenant": tenant, "from": now})


async def absences_of(connection: Connection, tenant: UUID, from_: datetime) -> list[Away]:
    """The practice's absences that end after `from_`."""
    return await select(connection, Away, AWAY, {"tenant": tenant, "from": from_})
