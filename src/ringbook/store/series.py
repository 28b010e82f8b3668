"""Recurring appointments: finding the dates of a series, and its writes, each all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from ringbook.domain.model import Appointment, Practice, Service, Slot
from ringbook.domain.series import SeriesDate, SeriesQuery
from ringbook.errors import AppointmentNotFound
from ringbook.store.outcomes import WrittenRow
from ringbook.store.pool import Database

__all__ = ["book_series", "cancel_series", "find_series", "modify_series"]

FIND = """
SELECT day, local_time, refusal, duration_minutes,
       (cell).slot_id, (cell).starts_at, (cell).provider_id, (cell).provider,
       (other).slot_id AS other_id, (other).starts_at AS other_starts_at,
       (other).provider_id AS other_provider_id, (other).provider AS other_provider
  FROM find_series(%(tenant)s, %(service)s, %(provider)s, %(days)s::date[], %(earliest)s,
                   %(latest)s, %(moving)s::uuid[], %(now)s)
 ORDER BY n
"""
BOOK = """
SELECT * FROM book_series(%(tenant)s, %(contact)s, %(slots)s::uuid[], %(service)s, %(rule)s,
                          %(request)s, %(session)s, %(now)s, %(attendee)s)
"""
CANCEL = """
SELECT * FROM cancel_series_from(%(tenant)s, %(contact)s, %(appointment)s, %(session)s, %(now)s,
                                 %(all)s, %(only)s::uuid[])
"""
MODIFY = """
SELECT * FROM modify_series_from(%(tenant)s, %(contact)s, %(appointments)s::uuid[],
                                 %(slots)s::uuid[], %(request)s, %(session)s, %(now)s)
"""


@dataclass(frozen=True, slots=True)
class _Found:
    """A row of `find_series`."""

    day: date
    local_time: time
    refusal: str | None
    duration_minutes: int
    slot_id: UUID | None
    starts_at: datetime
    provider_id: UUID
    provider: str
    other_id: UUID | None
    other_starts_at: datetime
    other_provider_id: UUID
    other_provider: str

    def series_date(self, service: str, moving: Appointment | None) -> SeriesDate:
        def slot(key: UUID | None, at: datetime, who: UUID, name: str) -> Slot | None:
            return Slot(key, at, self.duration_minutes, service, who, name) if key else None

        found = slot(self.slot_id, self.starts_at, self.provider_id, self.provider)
        other = slot(
            self.other_id, self.other_starts_at, self.other_provider_id, self.other_provider
        )
        return SeriesDate(self.day, self.local_time, found, self.refusal, other, moving)


@dataclass(frozen=True, slots=True)
class _Answer(WrittenRow):
    """A `series_result`: one appointment of the series, or the cell that refused."""

    series_id: UUID | None

    def appointment(self, practice: Practice) -> Appointment:
        """The date as it is written now, or the error that says why it is not."""
        if (row := self.committed()) is None:
            raise self.refused(practice.zone)
        return replace(row, series_id=self.series_id)


async def find_series(
    db: Database,
    practice: Practice,
    query: SeriesQuery,
    moving: Sequence[Appointment],
    now: datetime,
) -> tuple[SeriesDate, ...]:
    """Each wanted date with its opening, or why it has none and the nearest other that day.

    `moving` are the appointments of `query.moving`, in the same order. An unknown service or
    provider has no dates.
    """
    service = _service(practice, query.service)
    provider = next((p for p in practice.providers if p.name == query.provider), None)
    if service is None or (query.provider and provider is None):
        return ()
    params = {
        "tenant": practice.tenant_id,
        "service": service.id,
        "provider": provider and provider.id,
        "days": [*query.dates],
        "earliest": query.earliest or time.min,
        "latest": query.latest or time.max,
        "moving": [*query.moving],
        "now": now,
    }
    found = await db.rows(_Found, FIND, params)
    along: list[Appointment | None] = [*moving] or [None] * len(found)
    return tuple(row.series_date(service.name, one) for row, one in zip(found, along, strict=True))


async def book_series(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    slots: Sequence[Slot],
    rule: str,
    request_id: UUID,
    session_id: str,
    now: datetime,
    attendee: str | None = None,
) -> tuple[Appointment, ...]:
    """Books all of `slots` as one series, or none. Again with `request_id` is the same as once.

    `attendee` None: for the caller.

    Raises:
        RingbookError: as for a single booking; the spoken line names the date that refused.
    """
    service = _service(practice, slots[0].service)
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "slots": [slot.id for slot in slots],
        "service": service and service.id,
        "rule": rule,
        "request": request_id,
        "session": session_id,
        "now": now,
        "attendee": attendee,
    }
    return _appointments(await db.rows(_Answer, BOOK, params), practice)


async def cancel_series(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    appointment_id: UUID,
    whole: bool = False,
    only: Sequence[UUID] | None = None,
    session_id: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Cancels an appointment and the later ones of its series, or the `whole` rest of it.

    With `only` just those of them, all or none. Again is the same as once.

    Raises:
        AppointmentNotFound: none of this caller's, or of no series.
        SlotInPast, PolicyRefused: one of them may not be changed any more; none was.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "appointment": appointment_id,
        "session": session_id,
        "now": now,
        "all": whole,
        "only": None if only is None else [*only],
    }
    return _appointments(await db.rows(_Answer, CANCEL, params), practice)


async def modify_series(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    moves: Sequence[tuple[Appointment, Slot]],
    request_id: UUID,
    session_id: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Moves appointments of one series, each to its slot, or none of them.

    Raises:
        RingbookError: as for a single move; the spoken line names the date that refused.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "appointments": [appointment.id for appointment, _ in moves],
        "slots": [slot.id for _, slot in moves],
        "request": request_id,
        "session": session_id,
        "now": now,
    }
    return _appointments(await db.rows(_Answer, MODIFY, params), practice)


def _service(practice: Practice, name: str | None) -> Service | None:
    return next((s for s in practice.services if name in (None, s.name)), None)


def _appointments(answers: Sequence[_Answer], practice: Practice) -> tuple[Appointment, ...]:
    if not answers:
        raise AppointmentNotFound("the series has no appointments left")
    return tuple(answer.appointment(practice) for answer in answers)
