"""Visits of several services: finding those with the least waiting, and their writes.

Each write is one database function and one transaction: all parts or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from ringbook.domain.model import Appointment, Practice, Provider, Service, Slot, SlotQuery
from ringbook.domain.visit import Visit, VisitPart, Wish
from ringbook.errors import AppointmentNotFound, OutsideOpeningHours, ProviderAway, RingbookError
from ringbook.store.away import away_error
from ringbook.store.outcomes import WrittenRow, refusal
from ringbook.store.pool import Database

__all__ = [
    "FOUND",
    "VisitAnswer",
    "appointments",
    "book_visit",
    "cancel_visit",
    "find_visits",
    "modify_visit",
]

FOUND = 6
"""How many visits a look-up finds at most: with all their parts they have labels enough."""

FIND = """
SELECT * FROM find_visits(%(tenant)s, %(services)s::uuid[], %(people)s::int[], %(provider)s,
                          %(first)s, %(last)s, %(earliest)s, %(latest)s, %(not_on)s::int[],
                          %(moving)s::uuid[], %(now)s, %(limit)s)
 ORDER BY visit, starts_at, n
"""
BOOK = """
SELECT * FROM book_visit(%(tenant)s, %(contact)s, %(slots)s::uuid[], %(services)s::uuid[],
                         %(attendees)s::text[], %(request)s, %(session)s, %(now)s)
"""
CANCEL = """
SELECT * FROM cancel_visit(%(tenant)s, %(contact)s, %(appointments)s::uuid[], %(session)s, %(now)s)
"""
MODIFY = """
SELECT * FROM modify_visit(%(tenant)s, %(contact)s, %(appointments)s::uuid[], %(slots)s::uuid[],
                           %(request)s, %(session)s, %(now)s)
"""


@dataclass(frozen=True, slots=True)
class _Found:
    """A `visit_found`: one part of one visit."""

    visit: int
    waiting: int
    n: int
    slot_id: UUID
    starts_at: datetime
    duration_minutes: int
    provider_id: UUID
    provider: str

    def part(self, wish: Wish, moving: UUID | None) -> VisitPart:
        slot = Slot(
            self.slot_id, self.starts_at, self.duration_minutes, wish.service,
            self.provider_id, self.provider,
        )  # fmt: skip
        return VisitPart(wish.service, wish.attendee, slot, moving)


@dataclass(frozen=True, slots=True)
class VisitAnswer(WrittenRow):
    """A `visit_result`: one appointment of the visit, or the part that refused."""

    part: int | None
    visit_id: UUID | None

    def appointment(self, practice: Practice, parts: Sequence[VisitPart]) -> Appointment:
        """The part as it is written now, or the error that says why it is not."""
        if (row := self.committed()) is None:
            raise self._refusal(practice, parts)
        return replace(row, visit_id=self.visit_id)

    def _refusal(self, practice: Practice, parts: Sequence[VisitPart]) -> RingbookError:
        if self.part is None or self.part > len(parts):
            return refusal(self.outcome)
        return self.refused(practice.zone, f"{parts[self.part - 1].service}, ")


async def find_visits(
    db: Database,
    practice: Practice,
    query: SlotQuery,
    wishes: Sequence[Wish],
    now: datetime,
    moving: Sequence[UUID] = (),
) -> tuple[Visit, ...]:
    """Visits with all of `wishes`, soonest day first, on a day those with the least waiting first.

    `query` says when and with whom; who is asked for does what they can of it. At most `FOUND`.
    `moving` are the appointments that the wishes are now, whose own time counts as free. An unknown
    service or provider has no visits.
    """
    services = [_named(practice.services, wish.service) for wish in wishes]
    provider = _named(practice.providers, query.provider)
    if None in services or (query.provider and provider is None):
        return ()
    people = [*dict.fromkeys(wish.attendee for wish in wishes)]
    params = {
        "tenant": practice.tenant_id,
        "services": [s.id for s in services if s],
        "people": [people.index(wish.attendee) for wish in wishes],
        "provider": provider and provider.id,
        "moving": [*moving],
        "limit": FOUND,
    }
    along: list[UUID | None] = [*moving] or [None] * len(wishes)
    rows = await db.rows(_Found, FIND, params | _times_of(practice, query, now))
    return tuple(
        _visit([*parts], wishes, along) for _, parts in groupby(rows, key=lambda row: row.visit)
    )


def _visit(rows: list[_Found], wishes: Sequence[Wish], along: Sequence[UUID | None]) -> Visit:
    parts = tuple(row.part(wishes[row.n - 1], along[row.n - 1]) for row in rows)
    return Visit(parts, rows[0].waiting)


def _named[T: (Service, Provider)](known: Sequence[T], name: str | None) -> T | None:
    return next((one for one in known if one.name == name), None)


def _times_of(practice: Practice, query: SlotQuery, now: datetime) -> dict[str, object]:
    first, last = _days(practice, query, now)
    return {
        "now": now,
        "first": first,
        "last": last,
        "earliest": query.earliest or time.min,
        "latest": query.latest or time.max,
        "not_on": [day + 1 for day in query.excluded_weekdays],
    }


def _days(practice: Practice, query: SlotQuery, now: datetime) -> tuple[date, date]:
    """The days to look at; each service's own notice and horizon are the database's to check."""
    today = now.astimezone(practice.zone).date()
    own = [s.max_days_ahead for s in practice.services if s.max_days_ahead is not None]
    end = today + timedelta(days=max(practice.policies.max_days_ahead, *own, 0))
    return max(today, query.first or today), min(end, query.last or end)


async def book_visit(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    parts: Sequence[VisitPart],
    request_id: UUID,
    session_id: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Books all parts of a visit, or none. Again with `request_id` is the same as once.

    Raises:
        RingbookError: as for a single booking; the spoken line names the part that refused.
    """
    services = {service.name: service.id for service in practice.services}
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "slots": [part.slot and part.slot.id for part in parts],
        "services": [services.get(part.service) for part in parts],
        "attendees": [part.attendee for part in parts],
        "request": request_id,
        "session": session_id,
        "now": now,
    }
    return await _written(db, practice, parts, await db.rows(VisitAnswer, BOOK, params))


async def cancel_visit(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    parts: Sequence[VisitPart],
    session_id: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Cancels these parts of a visit, or none of them. Again is the same as once.

    Raises:
        AppointmentNotFound: not this caller's, or not of one visit.
        SlotInPast, PolicyRefused: one of them may not be changed any more; none was.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "appointments": [part.appointment_id for part in parts],
        "session": session_id,
        "now": now,
    }
    return appointments(await db.rows(VisitAnswer, CANCEL, params), practice, parts)


async def modify_visit(
    db: Database,
    practice: Practice,
    *,
    contact_number: str,
    parts: Sequence[VisitPart],
    request_id: UUID,
    session_id: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """Moves these parts of a visit, each to its slot, or none of them.

    Raises:
        RingbookError: as for a single move; the spoken line names the part that refused.
    """
    params = {
        "tenant": practice.tenant_id,
        "contact": contact_number,
        "appointments": [part.appointment_id for part in parts],
        "slots": [part.slot and part.slot.id for part in parts],
        "request": request_id,
        "session": session_id,
        "now": now,
    }
    return await _written(db, practice, parts, await db.rows(VisitAnswer, MODIFY, params))


async def _written(
    db: Database,
    practice: Practice,
    parts: Sequence[VisitPart],
    answers: Sequence[VisitAnswer],
) -> tuple[Appointment, ...]:
    """As `appointments`; a part in a time that an absence closed says who is out."""
    refused = answers[0] if answers else None
    if refused and refused.outcome == OutsideOpeningHours.code and refused.part:
        slot = parts[refused.part - 1].slot if refused.part <= len(parts) else None
        away = await away_error(db, practice, slot) if slot is not None else None
        if away is not None:
            raise ProviderAway(spoken=f"{away.spoken} So nothing was changed.")
    return appointments(answers, practice, parts)


def appointments(
    answers: Sequence[VisitAnswer], practice: Practice, parts: Sequence[VisitPart]
) -> tuple[Appointment, ...]:
    """What was written, or the error of the part that refused; `parts` are in the order asked for.

    Raises:
        AppointmentNotFound: none of the visit is left.
        RingbookError: nothing was written.
    """
    if not answers:
        raise AppointmentNotFound("the visit has no appointments left")
    return tuple(answer.appointment(practice, parts) for answer in answers)
