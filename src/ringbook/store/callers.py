"""Callers: found or made by their number, and forgotten on request."""

import functools
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from ringbook.dialogue.state.call_events import CALL_EVENT
from ringbook.dialogue.unfinished import CUT_OFF, left_open
from ringbook.domain.model import Caller, PartOfDay, Preferences, Unfinished, Usual
from ringbook.domain.preferences import learn
from ringbook.store.pool import Connection, Database, select

__all__ = ["Erasure", "erase_caller", "identify_user"]

# A name is learned once: what a caller says later never overwrites it. `xmax = 0`: just inserted.
IDENTIFY_USER = """
WITH before AS (
  SELECT name FROM users WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s
), past AS (
  SELECT service_id, provider_id, starts_at, appointment_date + appointment_time AS local
    FROM appointments
   WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s AND attendee IS NULL
     AND status IN ('scheduled', 'completed') AND starts_at <= %(now)s
   ORDER BY starts_at DESC LIMIT 12
), habit AS (
  SELECT service_id, mode() WITHIN GROUP (ORDER BY provider_id) AS provider_id, count(*) AS times
    FROM past GROUP BY service_id HAVING count(*) > 1
   ORDER BY times DESC, max(starts_at) DESC LIMIT 1
), last_call AS (
  SELECT session_id, end_reason, ended_at FROM conversation_logs
   WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s AND ended_at <= %(now)s
   ORDER BY created_at DESC LIMIT 1
), known AS (
  INSERT INTO users (tenant_id, contact_number, name, created_at)
  VALUES (%(tenant)s, %(contact)s, %(name)s, %(now)s)
  ON CONFLICT (tenant_id, contact_number) DO UPDATE SET name = coalesce(users.name, EXCLUDED.name)
  RETURNING contact_number, name, xmax = 0 AS is_new
)
SELECT k.contact_number, k.name, k.is_new,
       k.name IS NOT NULL AND EXISTS (SELECT FROM before WHERE name IS NULL) AS named_now,
       l.user_preferences ->> 'preferred_time' AS preferred_time,
       ARRAY(SELECT jsonb_array_elements_text(l.user_preferences -> 'preferred_days'))
         AS preferred_days,
       (SELECT v.name FROM habit h JOIN services v ON v.tenant_id = %(tenant)s
         AND v.id = h.service_id) AS usual_service,
       (SELECT p.name FROM habit h JOIN providers p ON p.tenant_id = %(tenant)s
         AND p.id = h.provider_id
         WHERE 2 * (SELECT count(*) FROM past b WHERE b.service_id = h.service_id
                      AND b.provider_id = h.provider_id) > h.times) AS usual_provider,
       (SELECT p.name FROM past b JOIN providers p ON p.tenant_id = %(tenant)s
         AND p.id = b.provider_id ORDER BY b.starts_at DESC LIMIT 1) AS seen_last,
       ARRAY(SELECT b.local FROM past b JOIN habit h ON h.service_id = b.service_id
              ORDER BY b.local) AS usual_times,
       EXISTS (SELECT FROM last_call WHERE ended_at IS NOT NULL) AND NOT EXISTS (
         SELECT FROM appointments
          WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s) AS never_booked,
       ARRAY(SELECT e.event FROM last_call c JOIN call_events e ON e.session_id = c.session_id
              WHERE e.tenant_id = %(tenant)s AND c.end_reason = ANY(%(cut_off)s)
                AND c.ended_at > %(now)s - interval '10 minutes' ORDER BY e.seq) AS cut_off
  FROM known k LEFT JOIN LATERAL (
    SELECT user_preferences FROM conversation_logs
     WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s AND user_preferences <> '{}'
     ORDER BY created_at DESC LIMIT 1) l ON true
"""

ERASE = """
SELECT (e).id, (e).appointments_cancelled, (e).logs_scrubbed, (e).at
  FROM erase_user(%(tenant)s, %(contact)s, %(by)s, %(now)s) e WHERE (e).id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Proof that a caller was forgotten; names nobody."""

    id: UUID
    appointments_cancelled: int
    logs_scrubbed: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _Known:
    contact_number: str
    name: str | None
    is_new: bool
    named_now: bool
    preferred_time: PartOfDay | None
    preferred_days: list[str]
    usual_service: str | None
    usual_provider: str | None
    usual_times: list[datetime]
    seen_last: str | None
    never_booked: bool
    cut_off: list[dict[str, Any]]


async def identify_user(
    db: Database, tenant_id: UUID, contact_number: str, name: str | None, now: datetime
) -> Caller:
    """The caller with this E.164 number, made when unknown, with what earlier calls tell.

    That are the preferences learned last, the usual, whom they were with last, and what a call was
    cut off in that ended in the ten minutes before `now`. `name` is stored when the record has none
    yet. A reply that was lost may have told so: a name that is there at the second attempt counts
    as given now, for that proves the least.
    """
    attempts = 0
    params = {
        "tenant": tenant_id, "contact": contact_number, "name": name, "now": now,
        "cut_off": list(CUT_OFF),
    }  # fmt: skip

    async def work(connection: Connection) -> list[_Known]:
        nonlocal attempts
        attempts += 1
        return await select(connection, _Known, IDENTIFY_USER, params)

    known = (await db.run(work))[0]
    named_now = known.named_now or (attempts > 1 and name is not None and name == known.name)
    return _caller(known, named_now=named_now)


def _caller(known: _Known, *, named_now: bool) -> Caller:
    return Caller(
        known.contact_number,
        known.name,
        known.is_new,
        Preferences(known.preferred_time, tuple(known.preferred_days)),
        named_now,
        _usual(known),
        _unfinished(known.cut_off),
        known.seen_last,
        known.never_booked,
    )


def _usual(known: _Known) -> Usual | None:
    """What was booked says when; where calls have not told it yet, when they came."""
    if known.usual_service is None:
        return None
    when = Preferences(known.preferred_time, tuple(known.preferred_days))
    if when == Preferences():
        when = functools.reduce(learn, known.usual_times, when)
    weekday = next(iter(when.preferred_days), None)
    return Usual(known.usual_service, known.usual_provider, weekday, when.preferred_time)


def _unfinished(events: list[dict[str, Any]]) -> Unfinished | None:
    """What the events stop in; those of another version may tell nothing any more."""
    try:
        return left_open([CALL_EVENT.validate_python(event) for event in events])
    except ValidationError:
        return None


async def erase_caller(
    db: Database, tenant_id: UUID, contact_number: str, by: str, now: datetime
) -> Erasure | None:
    """Forgets a caller: words, events, name and number; statistics stay. None: not known.

    Appointments after `now` are cancelled. `by` says who asked, for the proof.
    """
    params = {"tenant": tenant_id, "contact": contact_number, "by": by, "now": now}
    return next(iter(await db.rows(Erasure, ERASE, params)), None)
