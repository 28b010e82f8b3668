"""Callers: found or made by their number, and forgotten on request."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ringbook.domain.model import Caller, PartOfDay, Preferences
from ringbook.store.pool import Connection, Database, select

__all__ = ["Erasure", "erase_caller", "identify_user"]

# A name is learned once: what a caller says later never overwrites it. `xmax = 0`: just inserted.
IDENTIFY_USER = """
WITH before AS (
  SELECT name FROM users WHERE tenant_id = %(tenant)s AND contact_number = %(contact)s
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
         AS preferred_days
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


async def identify_user(
    db: Database, tenant_id: UUID, contact_number: str, name: str | None, now: datetime
) -> Caller:
    """The caller with this E.164 number, made when unknown, with the preferences learned last.

    `name` is stored when the record has none yet. A reply that was lost may have told so: a name
    that is there at the second attempt counts as given now, for that proves the least.
    """
    attempts = 0
    params = {"tenant": tenant_id, "contact": contact_number, "name": name, "now": now}

    async def work(connection: Connection) -> list[_Known]:
        nonlocal attempts
        attempts += 1
        return await select(connection, _Known, IDENTIFY_USER, params)

    known = (await db.run(work))[0]
    named_now = known.named_now or (attempts > 1 and name is not None and name == known.name)
    preferences = Preferences(known.preferred_time, tuple(known.preferred_days))
    return Caller(known.contact_number, known.name, known.is_new, preferences, named_now)


async def erase_caller(
    db: Database, tenant_id: UUID, contact_number: str, by: str, now: datetime
) -> Erasure | None:
    """Forgets a caller: words, events, name and number; statistics stay. None: not known.

    Appointments after `now` are cancelled. `by` says who asked, for the proof.
    """
    params = {"tenant": tenant_id, "contact": contact_number, "by": by, "now": now}
    return next(iter(await db.rows(Erasure, ERASE, params)), None)
