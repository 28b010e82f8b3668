"""Who is told of a held time, besides the caller who calls: a channel for each way to reach them.

A caller learns of it in their next call (`waitlist.waiting_of`). Whatever can reach them before
implements `Channel`; `announce` gives it each offer once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from ringbook.store.pool import Database

__all__ = ["Channel", "Notice", "announce"]

# What is still held and may still be taken up, and was not told on this channel yet.
UNTOLD = """
SELECT o.id AS offer_id, o.entry_id, o.tenant_id, w.contact_number, t.name AS practice, t.timezone,
       t.profile #>> '{hand_over,phone}' AS phone, w.service, p.name AS provider, o.starts_at,
       o.expires_at, w.attendee, w.services, w.people
  FROM waitlist_offers o
  JOIN waitlist_details w ON w.id = o.entry_id
  JOIN tenants t ON t.id = o.tenant_id
  JOIN providers p ON p.tenant_id = o.tenant_id AND p.id = o.provider_id
 WHERE o.part_of IS NULL AND o.state = 'held' AND o.expires_at > %(now)s
   AND NOT %(channel)s = ANY (o.announced_by)
 ORDER BY o.offered_at
"""
TOLD = """
UPDATE waitlist_offers SET announced_by = announced_by || %(channel)s::text
 WHERE id = %(offer)s AND NOT %(channel)s = ANY (announced_by)
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """A held time as a channel tells of it; `starts_at` is said in `timezone`.

    `phone` is the number that the practice gives out, if any. Of a visit `services` and `people`
    are all its parts, in the order in which they were wished for; it begins at `starts_at`.
    """

    offer_id: UUID
    entry_id: UUID
    tenant_id: UUID
    contact_number: str
    practice: str
    timezone: str
    phone: str | None
    service: str
    provider: str
    starts_at: datetime
    expires_at: datetime
    attendee: str | None = None
    services: list[str] | None = None
    people: list[str | None] | None = None


class Channel(Protocol):
    """One way to reach callers. `name` is stored with what it has told."""

    @property
    def name(self) -> str: ...

    async def tell(self, notice: Notice) -> bool:
        """Tells the caller; False: they cannot be reached this way, try again later.

        At least once: a process that dies after this has told may tell again.
        """
        ...


async def announce(db: Database, channels: Sequence[Channel], now: datetime) -> int:
    """Gives each channel the offers it has not told of yet; returns how many were told."""
    told = 0
    for channel in channels:
        for notice in await db.rows(Notice, UNTOLD, {"now": now, "channel": channel.name}):
            if await channel.tell(notice):
                params = {"offer": notice.offer_id, "channel": channel.name}
                told += await db.execute(TOLD, params)
    return told
