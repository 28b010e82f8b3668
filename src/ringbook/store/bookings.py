"""Finding openings, and the three writes: book, cancel, move.

The writes are database functions: one round trip, one transaction, an outcome and the row as
committed. The database decides races; here its outcomes become errors.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ringbook.domain.away import told
from ringbook.domain.model import Appointment, Practice, Service, Slot, SlotQuery
from ringbook.errors import OutsideOpeningHours, ProviderAway
from ringbook.store.away import nobody_there_for
from ringbook.store.openings_sql import FIND_SLOTS
from ringbook.store.outcomes import Answer
from ringbook.store.pool import Database

__all__ = ["appointments_of", "book", "cancel", "find_slots", "modify"]

# A move keeps the appointment's own service, length and buffers.
MOVING = """
SELECT service_id, duration_minutes, buffer_before_minutes, buffer_after_minutes
  FROM appointments WHERE tenant_id = %(tenant)s AND id = %(moving)s
"""

# Who asks is said first: what is held for them is refused to all others.
BOOK = """
SELECT (b).* FROM set_config('app.caller', %(contact)s, true) contact,
                  book_appointment(%(tenant)s, contact, %(slot)s, %(service)s, %(request)s,
                                   %(session)s, %(now)s, p_attendee => %(attendee)s) b
"""
CANCEL = """
SELECT (b).* FROM cancel_appointment(%(tenant)s, %(contact)s, %(appointment)s, %(session)s,
                                     %(now)s) b
"""
MODIFY = """
SELECT (b).* FROM modify_appointment(%(tenant)s, %(contact)s, %(appointment)s, %(slot)s,
                                     %(request)s, %(session)s, %(now)s) b
"""
APPOINTMENTS_OF = """
SELECT id, slot_id, starts_at, duration_minutes, service, provider_id, provider, status, version,
       attendee, (SELECT series_id FROM appointments a WHERE a.id = d.id) AS series_id,
       (SELECT visit_id FROM appointments a WHERE a.id = d.id) AS visit_id
  FROM appointment_details d
 WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s AND status = 'scheduled'
   AND starts_at >= %(now)s
 ORDER BY starts_at
"""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What has to fit: a service, or the appointment that is being moved."""

    service_id: UUID
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int


async def find_slots(
    db: Database, practice: Practice, query: SlotQuery, now: datetime
) -> tuple[Slot, ...]:
    """Openings for a service, soonest first, at most `query.limit`.

    One opening a start time: of several free providers, who has fewest minutes booked that day,
    then the first in the practice's order. An unknown service or provider has no openings. With
    `query.moving` the appointment keeps its own service, and its time counts as free, its present
    start excepted.
    """
    wanted = await _wanted(db, practice, query)
    service = next((s for s in practice.services if wanted and s.id == wanted.service_id), None)
    provider = next((p for p in practice.providers if p.name == query.provider), None)
    if wanted is None or service is None or (query.provider and provider is None):
        return ()
    params = {
        "tenant": practice.tenant_id,
        "provider": provider and provider.id,
        "moving": query.moving,
        "limit": query.limit,
    }
    fits = _times_of(practice, service, query, now) | _length_of(wanted) | _places_of(service)
    return tuple(await db.rows(Slot, FIND_SLOTS, params | fits))


def _times_of(
    practice: Practice, service: Service, query: SlotQuery, now: datetime
) -> dict[str, object]:
    first, until = _bounds(practice, service, query, now)
    return {
        "now": now,
        "from": first,
        "until": until,
        "first_day": first.astimezone(practice.zone).date(),
        "last_day": until.astimezone(practice.zone).date(),
        "earliest": query.earliest or time.min,
        "latest": query.latest or time.max,
        "not_on": [day + 1 for day in query.excluded_weekdays],
    }


def _length_of(wanted: _Wanted) -> dict[str, object]:
    return {
        "minutes": wanted.duration_minutes,
        "lasts": timedelta(minutes=wanted.duration_minutes),
        "before": timedelta(minutes=wanted.buffer_before_minutes),
        "after": timedelta(minutes=wanted.buffer_after_minutes),
    }


def _places_of(service: Service) -> dict[str, object]:
    return {
        "service": service.id,
        "name": service.name,
        "cap": service.daily_cap,
        "roomed": bool(service.rooms),
    }


async def book(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    slot: Slot,
    request_id: UUID,
    session_id: str,
    now: datetime,
    attendee: str | None = None,
) -> Appointment:
    """Books `slot` for a known caller, or for `attendee` under the caller's number.

    The same `request_id` again answers as the first time.

    Raises:
        SlotTaken, SlotHeld, SlotInPast, SlotNotFound, OutsideOpeningHours: the time cannot be had
            (any more); ProviderAway says who is out.
        TooShortNotice, TooFarAhead, DayFull, NoRoom, TooManyBookings: the owner's rules.
        PersonBusy: the same person has another appointment then.
        CallerNotIdentified: no such caller.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "slot": slot.id,
        "service": next((s.id for s in practice.services if s.name == slot.service), None),
        "request": request_id,
        "session": session_id,
        "now": now,
        "attendee": attendee,
    }
    return await _had(db, practice, slot, (await db.rows(Answer, BOOK, params))[0])


async def cancel(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    appointment_id: UUID,
    session_id: str,
    now: datetime,
) -> Appointment:
    """Cancels a caller's own appointment; its row stays. Again is the same as once.

    Raises:
        AppointmentNotFound: none of this caller's, or completed.
        SlotInPast, LateChange: it has passed, or the owner's rules do not allow it any more.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "appointment": appointment_id,
        "session": session_id,
        "now": now,
    }
    return (await db.rows(Answer, CANCEL, params))[0].appointment()


async def modify(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    appointment_id: UUID,
    slot: Slot,
    request_id: UUID,
    session_id: str,
    now: datetime,
) -> Appointment:
    """Moves a caller's own appointment to `slot`; it keeps its id, service and history.

    Raises:
        AppointmentNotFound: none of this caller's, or no longer scheduled.
        SlotTaken, SlotInPast, SlotNotFound, OutsideOpeningHours, PersonBusy, PolicyRefused: as for
            `book`; LateChange among the last.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "appointment": appointment_id,
        "slot": slot.id,
        "request": request_id,
        "session": session_id,
        "now": now,
    }
    return await _had(db, practice, slot, (await db.rows(Answer, MODIFY, params))[0])


async def appointments_of(
    db: Database, practice: Practice, contact_number: str, now: datetime
) -> tuple[Appointment, ...]:
    """The caller's scheduled appointments from `now` on, soonest first."""
    params = {"tenant": practice.tenant_id, "contact": contact_number, "now": now}
    return tuple(await db.rows(Appointment, APPOINTMENTS_OF, params))


async def _had(db: Database, practice: Practice, slot: Slot, answer: Answer) -> Appointment:
    """The appointment as committed; a time that an absence closed is refused by saying so."""
    if answer.outcome == OutsideOpeningHours.code:
        away = await nobody_there_for(db, practice, slot)
        if away is not None:
            day = slot.starts_at.astimezone(practice.zone).date()
            raise ProviderAway(spoken=told(away, day, practice))
    return answer.appointment()


async def _wanted(db: Database, practice: Practice, query: SlotQuery) -> _Wanted | None:
    if query.moving:
        params = {"tenant": practice.tenant_id, "moving": query.moving}
        return next(iter(await db.rows(_Wanted, MOVING, params)), None)
    for s in practice.services:
        if query.service in (None, s.name):
            before, after = s.buffer_before_minutes, s.buffer_after_minutes
            return _Wanted(s.id, s.duration_minutes, before, after)
    return None


def _bounds(
    practice: Practice, service: Service, query: SlotQuery, now: datetime
) -> tuple[datetime, datetime]:
    """The stretch of instants that notice, horizon and the wanted dates leave; `until` excluded."""
    notice, days = service.min_notice_minutes, service.max_days_ahead
    policies = practice.policies
    notice = policies.min_notice_minutes if notice is None else notice
    last = now.astimezone(practice.zone).date() + timedelta(
        days=policies.max_days_ahead if days is None else days
    )
    soonest = now + max(timedelta(minutes=notice), timedelta(microseconds=1))
    first = max(soonest, _midnight(practice, query.first)) if query.first else soonest
    return first, _midnight(practice, min(last, query.last or last) + timedelta(days=1))


def _midnight(practice: Practice, day: date) -> datetime:
    return datetime.combine(day, time.min, practice.zone)
