"""Who is out when, as the diary reads it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ringbook.domain.away import Away as Nobody
from ringbook.domain.away import told, who_is_away
from ringbook.domain.model import OpenRange, Practice, Slot, SlotQuery
from ringbook.errors import ProviderAway
from ringbook.practice.away import Away
from ringbook.store.pool import Connection, Database, select

__all__ = [
    "absences",
    "absences_of",
    "all_away",
    "away_error",
    "nobody_there",
    "nobody_there_for",
]

AWAY = """
SELECT p.name AS provider, lower(a.away) AS starts_at, upper(a.away) AS ends_at, a.reason
  FROM absences a JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id
 WHERE a.tenant_id = %(tenant)s AND upper(a.away) > %(from)s ORDER BY lower(a.away)
"""


async def absences(db: Database, tenant: UUID, now: datetime) -> list[Away]:
    """Who is out now or will be, soonest first."""
    return await db.rows(Away, AWAY, {"tenant": tenant, "from": now})


async def absences_of(connection: Connection, tenant: UUID, from_: datetime) -> list[Away]:
    """The practice's absences that end after `from_`."""
    return await select(connection, Away, AWAY, {"tenant": tenant, "from": from_})


# Who could do it, when each of them is out, and the stretches that are in all of those. A person
# without any has an empty set of stretches, and then there is none in which all are out.
NOBODY = """
WITH who AS (
  SELECT p.id, p.name, p.position FROM providers p
    JOIN service_providers sp ON sp.tenant_id = p.tenant_id AND sp.provider_id = p.id
   WHERE p.tenant_id = %(tenant)s AND p.is_active AND sp.service_id = %(service)s
     AND (%(provider)s::uuid IS NULL OR p.id = %(provider)s)
), gone AS (
  SELECT provider_id, away FROM absences
   WHERE tenant_id = %(tenant)s AND away && tstzrange(%(from)s, %(until)s)
  UNION ALL
  SELECT * FROM (SELECT id, tstzrange(first, until)
    FROM unnest(%(people)s::uuid[], %(firsts)s::timestamptz[], %(untils)s::timestamptz[])
         planned (id, first, until)) off
), each AS (
  SELECT w.id, coalesce(range_agg(g.away), '{}'::tstzmultirange) AS times
    FROM who w LEFT JOIN gone g ON g.provider_id = w.id GROUP BY w.id
)
SELECT ARRAY(SELECT name FROM who ORDER BY position) AS people,
       lower(stretch) AS starts_at, upper(stretch) AS ends_at
  FROM (SELECT range_intersect_agg(times) AS times FROM each) everybody, unnest(times) stretch
 ORDER BY 2
"""


async def nobody_there(db: Database, practice: Practice, query: SlotQuery) -> tuple[Nobody, ...]:
    """When, on the days of the query, all are out who could do what it asks for."""
    if query.first is None:
        return ()
    service = next((s for s in practice.services if query.service in (None, s.name)), None)
    provider = next((p for p in practice.providers if p.name == query.provider), None)
    first, last = query.first, (query.last or query.first) + timedelta(days=1)
    span = _midnight(practice, first), _midnight(practice, last)
    who = provider.id if provider else None
    return await _nobody(db, practice, service.id if service else None, who, span)


async def nobody_there_for(db: Database, practice: Practice, slot: Slot) -> Nobody | None:
    """The absence that keeps the provider of an opening from it."""
    service = next((s for s in practice.services if s.name == slot.service), None)
    span = slot.starts_at, slot.starts_at + timedelta(minutes=slot.duration_minutes)
    does = service.id if service else None
    found = await _nobody(db, practice, does, slot.provider_id, span)
    return next((away for away in found if away.overlaps(*span)), None)


async def away_error(db: Database, practice: Practice, slot: Slot) -> ProviderAway | None:
    """The refusal of an opening that an absence closed; None when it is closed otherwise."""
    away = await nobody_there_for(db, practice, slot)
    day = slot.starts_at.astimezone(practice.zone).date()
    return ProviderAway(spoken=told(away, day, practice)) if away is not None else None


async def all_away(db: Database, practice: Practice, query: SlotQuery) -> str:
    """Who is away in all of the hours of one day that are asked for; "" when that is not why.

    A sentence without its stop.
    """
    if query.first is None or query.first != (query.last or query.first):
        return ""
    day = query.first
    hours = [_within(o, query) for o in practice.opening_hours[day.weekday()]]
    wanted = [(opens, closes) for opens, closes in hours if opens <= closes]
    for away in await nobody_there(db, practice, query):
        spans = [
            (datetime.combine(day, a, practice.zone), datetime.combine(day, b, practice.zone))
            for a, b in wanted
        ]
        if spans and all(away.covers(*span) for span in spans):
            return who_is_away(away, day, practice)
    return ""


def _within(hours: OpenRange, query: SlotQuery) -> tuple[time, time]:
    first, last = query.earliest or time.min, query.latest or time.max
    return max(hours.opens, first), min(hours.closes, last)


async def _nobody(
    db: Database,
    practice: Practice,
    service: UUID | None,
    provider: UUID | None,
    span: tuple[datetime, datetime],
) -> tuple[Nobody, ...]:
    people, firsts, untils = _columns(_planned(practice))
    row = {
        "tenant": practice.tenant_id,
        "service": service,
        "provider": provider,
        "from": span[0],
        "until": span[1],
        "people": people,
        "firsts": firsts,
        "untils": untils,
    }
    found = await db.rows(Nobody, NOBODY, row)
    return tuple(
        Nobody(tuple(away.people), away.starts_at, away.ends_at)
        for away in found
        if away.overlaps(*span)
    )


def _planned(practice: Practice) -> list[tuple[UUID, datetime, datetime]]:
    """Who is off, from when until when, as the practice's file says."""
    return [
        (p.id, _midnight(practice, off.first), _midnight(practice, off.last + timedelta(days=1)))
        for p in practice.providers
        for off in p.time_off
    ]


def _columns(
    planned: Sequence[tuple[UUID, datetime, datetime]],
) -> tuple[list[UUID], list[datetime], list[datetime]]:
    return [p for p, _, _ in planned], [a for _, a, _ in planned], [b for _, _, b in planned]


def _midnight(practice: Practice, day: date) -> datetime:
    return datetime.combine(day, time.min, practice.zone)
