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
 WHERE tenant_id = %(tenant)s AND is_available AND starts_at > %(now)s GROUP BY provider_id
"""


@dataclass(frozen=True, slots=True)
class _Free:
    provider_id: UUID
    starts: list[int]


async def free_cells(connection: Connection, tenant: UUID, now: datetime) -> set[Cell]:
    """Cells after `now` that nothing occupies."""
    rows = await select(connection, _Free, FREE, {"tenant": tenant, "now": now})
    return {(row.provider_id, start) for row in rows for start in row.starts}
