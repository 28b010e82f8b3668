"""The waiting list as its owner sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ringbook.domain.model import Practice
from ringbook.store.pool import Database
from ringbook.store.waitlist_rows import WishRow

__all__ = ["Entry", "entries"]

ENTRIES = """
SELECT w.id, w.contact_number, w.service, w.provider, w.first_day, w.last_day, w.earliest,
       w.latest, w.attendee, w.services, w.people, w.created_at, o.starts_at AS held_at,
       o.expires_at AS held_until,
       CASE WHEN w.state = 'offered' AND o.id IS NULL THEN 'waiting'
            WHEN w.state = 'waiting' AND w.last_day < (%(now)s AT TIME ZONE t.timezone)::date
            THEN 'expired' ELSE w.state END AS state
  FROM waitlist_details w
  JOIN tenants t ON t.id = w.tenant_id
  LEFT JOIN waitlist_offers o ON o.entry_id = w.id AND o.part_of IS NULL AND o.state = 'held'
                             AND o.expires_at > %(now)s
 WHERE w.tenant_id = %(tenant)s AND (%(all)s OR w.state IN ('waiting', 'offered'))
 ORDER BY w.place
"""


@dataclass(frozen=True, slots=True)
class Entry(WishRow):
    """One entry; local days and times, `held_at` is what is held for it until `held_until`."""

    id: UUID
    contact_number: str
    created_at: datetime
    held_at: datetime | None
    held_until: datetime | None
    state: str


async def entries(
    db: Database, practice: Practice, now: datetime, *, over: bool = False
) -> list[Entry]:
    """Who waits, in order of place; with `over` also those who wait no longer."""
    params = {"tenant": practice.tenant_id, "now": now, "all": over}
    return await db.rows(Entry, ENTRIES, params)
