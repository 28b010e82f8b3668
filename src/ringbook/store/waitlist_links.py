"""One place on the waiting list, for who has its private link: seen, taken up, let go, left.

The link is a booking's, over the entry's id: nothing is stored for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from ringbook.domain.model import Practice, SlotQuery
from ringbook.domain.visit import VisitPart
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.store import waitlist
from ringbook.store.away import all_away
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_read import Tenant, practice_of
from ringbook.store.waitlist_rows import WishRow

__all__ = ["Place", "decline_place", "find_place", "leave_place", "take_place"]

KEPT = timedelta(days=7)
"""How long after the last day waited for the link still shows it."""

_SESSION = "private-link"  # who booked it, in the appointment's history

# Who has been erased keeps no link, as for a booking.
FIND_PLACE = """
SELECT w.id, w.tenant_id, t.profile, w.contact_number, w.state, w.service, w.provider, w.first_day,
       w.last_day, w.earliest, w.latest, w.attendee, w.services, w.people,
       (SELECT o.appointment_id FROM waitlist_offers o
         WHERE o.entry_id = w.id AND o.part_of IS NULL AND o.state = 'accepted'
         LIMIT 1) AS appointment_id
  FROM waitlist_details w
  JOIN tenants t ON t.id = w.tenant_id
 WHERE w.id = %(entry)s AND w.contact_number NOT LIKE 'erased:%%' AND w.last_day >= %(since)s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry with its practice; `state` is `over` when nothing is waited for any more.

    The number is for the writes and is never shown. `appointment_id` is what came of it.
    `away` says who is out all the time that is waited for, as a sentence without its stop.
    """

    practice: Practice
    entry: Waiting
    state: Literal["waiting", "offered", "booked", "over"]
    contact_number: str
    appointment_id: UUID | None
    away: str = ""


@dataclass(frozen=True, slots=True)
class _Row(WishRow):
    id: UUID
    tenant_id: UUID
    profile: dict[str, Any]
    contact_number: str
    state: str
    appointment_id: UUID | None


async def find_place(db: Database, entry_id: UUID, now: datetime) -> Place | None:
    """The entry as it stands; None when there is none, or its days are long over."""
    params = {"entry": entry_id, "since": (now - KEPT).date()}

    async def work(connection: Connection) -> tuple[_Row, Practice] | None:
        for row in await select(connection, _Row, FIND_PLACE, params):
            return row, await practice_of(connection, Tenant(row.tenant_id, row.profile))
        return None

    found = await db.run(work)
    if found is None:
        return None
    row, practice = found
    on_the_list = await waitlist.waiting_of(db, practice, row.contact_number, now)
    entry = next((e for e in on_the_list if e.id == row.id), None)
    waits = entry is not None and entry.held is None and not entry.wish.parts
    return Place(
        practice,
        entry or Waiting(row.id, row.wish()),
        _state(row, entry),
        row.contact_number,
        row.appointment_id,
        await all_away(db, practice, _asked(row.wish())) if waits else "",
    )


def _asked(wish: Wish) -> SlotQuery:
    times = (wish.earliest, wish.latest)
    return SlotQuery(wish.service, wish.first, wish.last, *times, provider=wish.provider)


def _state(row: _Row, entry: Waiting | None) -> Literal["waiting", "offered", "booked", "over"]:
    if entry is not None:
        return "offered" if entry.held else "waiting"
    return "booked" if row.state == "booked" else "over"


async def take_place(db: Database, place: Place, offer_id: UUID, now: datetime) -> None:
    """Books what is held, of a visit all parts; again is the same as once.

    Raises:
        RingbookError: as `waitlist.accept`.
    """
    if place.entry.wish.parts:
        await waitlist.accept_visit(
            db, place.practice, contact_number=place.contact_number, offer_id=offer_id,
            parts=[VisitPart(part.service, part.attendee) for part in place.entry.wish.parts],
            request_id=uuid4(), session_id=_SESSION, now=now,
        )  # fmt: skip
        return
    await waitlist.accept(
        db, place.practice, contact_number=place.contact_number, offer_id=offer_id,
        request_id=uuid4(), session_id=_SESSION, now=now,
    )  # fmt: skip


async def decline_place(db: Database, place: Place, offer_id: UUID, now: datetime) -> None:
    """Lets what is held go to the next; what is held no longer needs no letting go."""
    await waitlist.decline(db, place.practice, place.contact_number, offer_id, now)


async def leave_place(db: Database, place: Place, now: datetime) -> None:
    """Off the list; again is the same as once."""
    await waitlist.withdraw(db, place.practice, place.contact_number, place.entry.id, now)
