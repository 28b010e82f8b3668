"""The free cells of a diary, to say exactly which a change opens and closes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ringbook.store.pool import Connection, select

__all__ = ["Cell", "free_cells"]

type Cell = tuple[UUID, int]
"""A provider, and the minute at which the cell starts."""

# One row a provider: a year of a large practice is more than a hundred thousand cells.
FREE = """
SELECT provider_id, array_agg((extract(epoch FROM starts_at) / 60)::int) AS starts FROM slots
 WHERE tenant_id = %(tenant)s AND is_available AND starts_at > %(now)s
   AND (%(provider)s::uuid IS NULL OR provider_id = %(provider)s) GROUP BY provider_id
"""


@dataclass(frozen=True, slots=True)
class _Free:
    provider_id: UUID
    starts: list[int]


async def free_cells(
    connection: Connection, tenant: UUID, now: datetime, provider: UUID | None = None
) -> set[Cell]:
    """Cells after `now` that nothing occupies, of everybody or of one provider."""
    params = {"tenant": tenant, "now": now, "provider": provider}
    rows = await select(connection, _Free, FREE, params)
    return {(row.provider_id, start) for row in rows for start in row.starts}
