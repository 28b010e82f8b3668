"""Appointments as the owner's command names them: by id, by number, by day."""

from collections.abc import Sequence
from datetime import datetime

from ringbook.domain.model import Practice
from ringbook.store.booking_links import BookedRow, Booking
from ringbook.store.pool import Database

__all__ = ["listed", "named"]

LISTED = """
SELECT id, slot_id, starts_at, duration_minutes, service, provider_id, provider, status, version,
       attendee, contact_number
  FROM appointment_details
 WHERE tenant_id = %(tenant)s AND contact_number NOT LIKE 'erased:%%'
   AND starts_at >= %(from)s AND (%(until)s::timestamptz IS NULL OR starts_at < %(until)s)
   AND (%(number)s::text IS NULL OR contact_number = %(number)s)
   AND (%(letters)s::text IS NULL OR starts_with(id::text, %(letters)s)
        OR right(id::text, length(%(letters)s)) = %(letters)s)
   AND (status = 'scheduled' OR %(over)s)
 ORDER BY starts_at, id
"""


async def listed(
    db: Database,
    practice: Practice,
    span: tuple[datetime, datetime | None],
    *,
    number: str | None = None,
    over: bool = False,
) -> Sequence[Booking]:
    """The appointments that begin in the span, soonest first; with `over` those not open too."""
    return await _found(db, practice, span, number=number, over=over)


async def named(
    db: Database,
    practice: Practice,
    *,
    letters: str | None = None,
    number: str | None = None,
    at: datetime | None = None,
    now: datetime,
) -> Sequence[Booking]:
    """Those still ahead that have this id, or its last or first letters, or number and start."""
    found = await _found(db, practice, (at or now, None), number=number, letters=letters)
    return [one for one in found if at is None or one.appointment.starts_at == at]


async def _found(
    db: Database,
    practice: Practice,
    span: tuple[datetime, datetime | None],
    *,
    number: str | None = None,
    letters: str | None = None,
    over: bool = False,
) -> list[Booking]:
    row = {
        "tenant": practice.tenant_id,
        "from": span[0],
        "until": span[1],
        "number": number,
        "letters": letters,
        "over": over,
    }
    return [row.booking(practice) for row in await db.rows(BookedRow, LISTED, row)]
