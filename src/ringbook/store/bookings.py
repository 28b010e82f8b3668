"""Finding openings, and the three writes: book, cancel, move.

The writes are database functions: one round trip, one transaction, an outcome and the row as
committed. The database decides races; here its outcomes become errors.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ringbook.domain.model import Appointment, Practice, Service, Slot, SlotQuery
from ringbook.store.outcomes import Answer
from ringbook.store.pool import Database

__all__ = ["appointments_of", "book", "cancel", "find_slots", "modify"]

# Free cells in order of time, or the cells of the appointment that is being moved; each must hold
# the service before its opening range ends, meet nothing scheduled, buffers included, and find a
# room and a place under the day's cap. Who has fewest minutes booked that day comes first.
# The two OFFSET 0 keep Postgres from checking a month of cells when the first day has enough: cells
# come in order of time, and each is checked as it comes, until there are `limit` of them.
FIND_SLOTS = """
WITH full_day AS MATERIALIZED (
  SELECT appointment_date FROM appointments
   WHERE %(cap)s::int IS NOT NULL AND tenant_id = %(tenant)s AND service_id = %(service)s
     AND status = 'scheduled' AND appointment_date BETWEEN %(first_day)s AND %(last_day)s
   GROUP BY appointment_date
  HAVING count(*) >= %(cap)s AND bool_or(id = %(moving)s) IS NOT TRUE
), candidate AS (
  SELECT id, starts_at, ends_at, open_until, slot_date, provider_id FROM slots
   WHERE tenant_id = %(tenant)s AND is_available
     AND starts_at >= %(from)s AND starts_at < %(until)s
     AND slot_time BETWEEN %(earliest)s AND %(latest)s
  UNION ALL
  SELECT s.id, s.starts_at, s.ends_at, s.open_until, s.slot_date, s.provider_id
    FROM appointments a, cells_over(a.tenant_id, a.provider_id, a.busy) cell, slots s
   WHERE a.id = %(moving)s AND a.tenant_id = %(tenant)s AND s.id = cell
     AND s.is_open AND NOT s.is_available AND s.id <> a.slot_id
     AND s.starts_at >= %(from)s AND s.starts_at < %(until)s
     AND s.slot_time BETWEEN %(earliest)s AND %(latest)s
)
SELECT DISTINCT ON (c.starts_at) c.id, c.starts_at, %(minutes)s::int AS duration_minutes,
       %(name)s AS service, c.provider_id, p.name AS provider
  FROM (SELECT * FROM candidate ORDER BY starts_at OFFSET 0) c
 CROSS JOIN LATERAL (
   SELECT p.name, p.position, (
       SELECT coalesce(sum(b.duration_minutes), 0) FROM appointments b
        WHERE b.tenant_id = %(tenant)s AND b.provider_id = c.provider_id
          AND b.appointment_date = c.slot_date AND b.status = 'scheduled'
          AND b.id IS DISTINCT FROM %(moving)s) AS booked
     FROM service_providers sp JOIN providers p ON p.tenant_id = sp.tenant_id
                                               AND p.id = sp.provider_id
    WHERE sp.tenant_id = %(tenant)s AND sp.service_id = %(service)s
      AND sp.provider_id = c.provider_id AND p.is_active
      AND NOT EXISTS (
        SELECT FROM appointments a
         WHERE a.provider_id = c.provider_id AND a.status = 'scheduled'
           AND a.id IS DISTINCT FROM %(moving)s
           AND a.busy && tstzrange(c.starts_at - %(before)s,
                                   greatest(c.ends_at, c.starts_at + %(lasts)s + %(after)s)))
      AND (NOT %(roomed)s OR EXISTS (
        SELECT FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id
                                                 AND r.id = sr.room_id
         WHERE sr.tenant_id = %(tenant)s AND sr.service_id = %(service)s AND r.is_active
           AND NOT EXISTS (
             SELECT FROM appointments a
              WHERE a.room_id = r.id AND a.status = 'scheduled'
                AND a.id IS DISTINCT FROM %(moving)s
                AND a.busy && tstzrange(c.starts_at - %(before)s,
                                        c.starts_at + %(lasts)s + %(after)s))))
   OFFSET 0) p
 WHERE (%(provider)s::uuid IS NULL OR c.provider_id = %(provider)s)
   AND c.starts_at + %(lasts)s <= c.open_until
   AND extract(isodow FROM c.slot_date) <> ALL (%(not_on)s::int[])
   AND c.slot_date NOT IN (SELECT appointment_date FROM full_day)
 ORDER BY c.starts_at, p.booked, p.position LIMIT %(limit)s
"""

# A move keeps the appointment's own service, length and buffers.
MOVING = """
SELECT service_id, duration_minutes, buffer_before_minutes, buffer_after_minutes
  FROM appointments WHERE tenant_id = %(tenant)s AND id = %(moving)s
"""

BOOK = """
SELECT (b).* FROM book_appointment(%(tenant)s, %(contact)s, %(slot)s, %(service)s, %(request)s,
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
    first, until = _bounds(practice, service, query, now)
    params = {
        "tenant": practice.tenant_id,
        "from": first,
        "until": until,
        "earliest": query.earliest or time.min,
        "latest": query.latest or time.max,
        "first_day": first.astimezone(practice.zone).date(),
        "last_day": until.astimezone(practice.zone).date(),
        "cap": service.daily_cap,
        "roomed": bool(service.rooms),
        "not_on": [day + 1 for day in query.excluded_weekdays],
        "moving": query.moving,
        "service": service.id,
        "name": service.name,
        "provider": provider and provider.id,
        "minutes": wanted.duration_minutes,
        "lasts": timedelta(minutes=wanted.duration_minutes),
        "before": timedelta(minutes=wanted.buffer_before_minutes),
        "after": timedelta(minutes=wanted.buffer_after_minutes),
        "limit": query.limit,
    }
    return tuple(await db.rows(Slot, FIND_SLOTS, params))


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
        SlotTaken, SlotInPast, SlotNotFound, OutsideOpeningHours: the time cannot be had (any more).
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
    return (await db.rows(Answer, BOOK, params))[0].appointment()


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
    return (await db.rows(Answer, MODIFY, params))[0].appointment()


async def appointments_of(
    db: Database, practice: Practice, contact_number: str, now: datetime
) -> tuple[Appointment, ...]:
    """The caller's scheduled appointments from `now` on, soonest first."""
    params = {"tenant": practice.tenant_id, "contact": contact_number, "now": now}
    return tuple(await db.rows(Appointment, APPOINTMENTS_OF, params))


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
