"""The waiting list: joined, left, served. The database decides who is offered what.

A time that a cancellation or a move frees is held in that same transaction, by a trigger; whatever
comes free otherwise (new hours, a hold that ran out) is found by `tend`, once a minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ringbook.domain.model import Appointment, Practice
from ringbook.domain.visit import VisitPart
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.errors import (
    CallerNotIdentified,
    RingbookError,
    SlotInPast,
    SlotNotFound,
    TooFarAhead,
    TooManyWishes,
    UnexpectedFailure,
)
from ringbook.store.outcomes import Answer
from ringbook.store.pool import Database
from ringbook.store.visits import VisitAnswer, appointments
from ringbook.store.waitlist_rows import WaitingRow

__all__ = ["accept", "accept_visit", "decline", "join", "tend", "waiting_of", "withdraw"]

JOIN = """
SELECT (w).outcome, (w).id
  FROM join_waitlist(%(tenant)s, %(contact)s, %(service)s, %(provider)s, %(first)s, %(last)s,
                     %(earliest)s, %(latest)s, %(request)s, %(now)s, %(attendee)s,
                     %(services)s::uuid[], %(people)s::text[]) w
"""
ACCEPT = """
SELECT (b).* FROM accept_waitlist_offer(%(tenant)s, %(contact)s, %(offer)s, %(request)s,
                                        %(session)s, %(now)s) b
"""
ACCEPT_VISIT = """
SELECT * FROM accept_waitlist_visit(%(tenant)s, %(contact)s, %(offer)s, %(request)s, %(session)s,
                                    %(now)s)
"""
DECLINE = "SELECT decline_waitlist_offer(%(tenant)s, %(contact)s, %(offer)s, %(now)s) AS yes"
WITHDRAW = "SELECT withdraw_from_waitlist(%(tenant)s, %(contact)s, %(entry)s, %(now)s) AS yes"
TEND = "SELECT tend_waitlist(%(tenant)s, %(now)s) AS count"
WAITING_OF = """
SELECT w.id, w.service, w.provider, w.first_day, w.last_day, w.earliest, w.latest, w.attendee,
       w.services, w.people, o.id AS offer_id, o.expires_at, held.parts, held.slots, held.starts,
       held.minutes, held.providers, held.names
  FROM waitlist_details w
  JOIN tenants t ON t.id = w.tenant_id
  LEFT JOIN waitlist_offers o ON o.entry_id = w.id AND o.part_of IS NULL AND o.state = 'held'
                             AND o.expires_at > %(now)s
  LEFT JOIN LATERAL (
    SELECT array_agg(f.part ORDER BY f.starts_at, f.part) AS parts,
           array_agg(f.slot_id ORDER BY f.starts_at, f.part) AS slots,
           array_agg(f.starts_at ORDER BY f.starts_at, f.part) AS starts,
           array_agg(s.duration_minutes ORDER BY f.starts_at, f.part) AS minutes,
           array_agg(f.provider_id ORDER BY f.starts_at, f.part) AS providers,
           array_agg(n.name ORDER BY f.starts_at, f.part) AS names
      FROM waitlist_offers f
      JOIN services s ON s.tenant_id = f.tenant_id AND s.id = f.service_id
      JOIN providers n ON n.tenant_id = f.tenant_id AND n.id = f.provider_id
     WHERE f.state = 'held' AND (f.id = o.id OR f.part_of = o.id)) held ON true
 WHERE w.tenant_id = %(tenant)s AND w.contact_number = %(contact)s
   AND w.state IN ('waiting', 'offered') AND w.last_day >= (%(now)s AT TIME ZONE t.timezone)::date
 ORDER BY o.expires_at, w.place
"""

_REFUSALS: dict[str, type[RingbookError]] = {
    "caller_not_identified": CallerNotIdentified,
    "slot_not_found": SlotNotFound,
    "slot_in_past": SlotInPast,
    "too_far_ahead": TooFarAhead,
    "too_many_wishes": TooManyWishes,
}


@dataclass(frozen=True, slots=True)
class _Joined:
    outcome: str
    id: UUID | None


@dataclass(frozen=True, slots=True)
class _Yes:
    yes: bool


@dataclass(frozen=True, slots=True)
class _Count:
    count: int


async def join(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    wish: Wish,
    request_id: UUID,
    now: datetime,
) -> Waiting:
    """Puts a known caller on the waiting list; the same request or wish again is the same entry.

    Raises:
        SlotNotFound: nobody does that.
        SlotInPast, TooFarAhead: none of those days can be booked.
        TooManyWishes, CallerNotIdentified
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "request": request_id,
        "now": now,
    }
    joined = (await db.rows(_Joined, JOIN, params | _wished(practice, wish)))[0]
    if joined.id is None:
        raise _REFUSALS.get(joined.outcome, UnexpectedFailure)(joined.outcome)
    return Waiting(joined.id, wish)


def _wished(practice: Practice, wish: Wish) -> dict[str, object]:
    services = {service.name: service.id for service in practice.services}
    return {
        "service": services.get(wish.service),
        "provider": _provider(practice, wish),
        "first": wish.first,
        "last": wish.last,
        "earliest": wish.earliest,
        "latest": wish.latest,
        "attendee": wish.attendee,
        "services": [services.get(part.service) for part in wish.parts],
        "people": [part.attendee for part in wish.parts],
    }


def _provider(practice: Practice, wish: Wish) -> UUID | None:
    if wish.provider is None:
        return None
    for provider in practice.providers:
        if provider.name == wish.provider:
            return provider.id
    raise SlotNotFound("a provider of another practice")


async def waiting_of(
    db: Database, practice: Practice, contact_number: str, now: datetime
) -> tuple[Waiting, ...]:
    """What a caller waits for; what is held for them comes first, soonest to end."""
    params = {"tenant": practice.tenant_id, "contact": contact_number, "now": now}
    return tuple(row.waiting() for row in await db.rows(WaitingRow, WAITING_OF, params))


async def accept(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    offer_id: UUID,
    request_id: UUID,
    session_id: str,
    now: datetime,
) -> Appointment:
    """Books what is held for this caller; again answers as the first time.

    Raises:
        OfferExpired: it is held for them no longer, or never was.
        RingbookError: as `bookings.book`.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "offer": offer_id,
        "request": request_id,
        "session": session_id,
        "now": now,
    }
    return (await db.rows(Answer, ACCEPT, params))[0].appointment()


async def accept_visit(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    offer_id: UUID,
    parts: Sequence[VisitPart],
    request_id: UUID,
    session_id: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Books all of the visit that is held for this caller, or none of it; `parts` are as they wait.

    Raises:
        OfferExpired: it is held for them no longer, or never was.
        RingbookError: as `visits.book_visit`.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "offer": offer_id,
        "request": request_id,
        "session": session_id,
        "now": now,
    }
    return appointments(await db.rows(VisitAnswer, ACCEPT_VISIT, params), practice, parts)


async def decline(
    db: Database, practice: Practice, contact_number: str, offer_id: UUID, now: datetime
) -> bool:
    """Lets the held time go to the next; the caller waits on. False: it was not held any more."""
    params = {"tenant": practice.tenant_id, "contact": contact_number, "offer": offer_id}
    return (await db.rows(_Yes, DECLINE, {**params, "now": now}))[0].yes


async def withdraw(
    db: Database, practice: Practice, contact_number: str | None, entry_id: UUID, now: datetime
) -> bool:
    """Takes an entry off the list; without a number on the owner's word. False: not on it."""
    params = {"tenant": practice.tenant_id, "contact": contact_number, "entry": entry_id}
    return (await db.rows(_Yes, WITHDRAW, {**params, "now": now}))[0].yes


async def tend(db: Database, practice: Practice, now: datetime) -> int:
    """Ends what ran out and offers what is free; returns how many offers were made."""
    params = {"tenant": practice.tenant_id, "now": now}
    return (await db.rows(_Count, TEND, params))[0].count
