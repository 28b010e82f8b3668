"""Daily caps: how many of a service one local day may hold."""

from dataclasses import dataclass

from ringbook.domain.model import Practice, SlotQuery
from ringbook.store.pool import Database

__all__ = ["is_full"]

BOOKED = """
SELECT count(*) AS count, bool_or(id = %(moving)s) IS TRUE AS moving_there FROM appointments
 WHERE tenant_id = %(tenant)s AND appointment_date = %(day)s AND service_id = %(service)s
   AND status = 'scheduled'
"""


@dataclass(frozen=True, slots=True)
class _Booked:
    count: int
    moving_there: bool


async def is_full(db: Database, practice: Practice, query: SlotQuery) -> bool:
    """True when the query is for one day that holds all that the service's cap allows.

    What is being moved within that day does not stand in its own way.
    """
    service = next((s for s in practice.services if query.service in (None, s.name)), None)
    if service is None or service.daily_cap is None or query.first is None:
        return False
    if query.first != query.last:
        return False
    params = {
        "tenant": practice.tenant_id,
        "service": service.id,
        "day": query.first,
        "moving": query.moving,
    }
    booked = (await db.rows(_Booked, BOOKED, params))[0]
    return booked.count >= service.daily_cap and not booked.moving_there
