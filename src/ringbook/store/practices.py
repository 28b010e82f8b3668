"""Practices: read for a call, written from `practice.yaml`, and their diary rolled forward."""

from datetime import datetime
from typing import LiteralString

from ringbook.domain.model import Practice
from ringbook.domain.phone import masked
from ringbook.errors import ConfigurationError, NumberUnknown
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.store.diary import roll
from ringbook.store.pool import Connection, Database, Params
from ringbook.store.practice_apply import write_practice
from ringbook.store.practice_read import Tenant, practice_of, tenants
from ringbook.store.preload import write_preload

__all__ = [
    "apply_practice",
    "apply_preload",
    "default_practice",
    "practice_by_slug",
    "practice_called",
    "practice_count",
    "practice_file",
    "practices",
    "roll_slots",
]

_WHOLE_DIARY = 60.0  # seconds: a large one is thousands of rows

PRACTICES = "SELECT id, profile, md5(logo) AS logo FROM tenants ORDER BY created_at, slug"
PRACTICE_BY_SLUG = """
SELECT id, profile, md5(logo) AS logo FROM tenants WHERE slug = %(slug)s
"""
PRACTICE_BY_NUMBER = """
SELECT t.id, t.profile, md5(t.logo) AS logo
  FROM tenants t JOIN phone_numbers n ON n.tenant_id = t.id
 WHERE n.number = %(number)s
"""
PRACTICE_BY_ID = "SELECT id, profile FROM tenants WHERE id = %(tenant)s"


async def practice_by_slug(db: Database, slug: str) -> Practice:
    """The practice that is known by `slug`.

    Raises:
        ConfigurationError: there is none.
    """
    found = await _practices(db, PRACTICE_BY_SLUG, {"slug": slug})
    if not found:
        raise ConfigurationError(f"there is no practice {slug!r}")
    return found[0]


async def default_practice(db: Database) -> Practice:
    """The only practice, or the one that was applied first.

    Raises:
        ConfigurationError: there is none yet.
    """
    found = await practices(db)
    if not found:
        raise ConfigurationError("there is no practice yet: run `ringbook practice apply FILE`")
    return found[0]


async def practice_called(db: Database, number: str) -> Practice:
    """The practice whose E.164 number this is; the only one there is answers at any number.

    Raises:
        ConfigurationError: there is none yet.
        NumberUnknown: there are several, and it is none of theirs.
    """
    if found := await _practices(db, PRACTICE_BY_NUMBER, {"number": number}):
        return found[0]
    only = await default_practice(db)
    if await practice_count(db) > 1:
        raise NumberUnknown(f"no practice has the number {masked(number)}")
    return only


async def practices(db: Database) -> list[Practice]:
    """All of them, in the order in which they were first applied."""
    return await _practices(db, PRACTICES)


async def practice_count(db: Database) -> int:
    """How many practices this database serves."""
    return len(await db.rows(Tenant, PRACTICES))


async def practice_file(db: Database, slug: str) -> PracticeFile:
    """The file as it was applied.

    Raises:
        ConfigurationError: there is no such practice.
    """
    found = await db.rows(Tenant, PRACTICE_BY_SLUG, {"slug": slug})
    if not found:
        raise ConfigurationError(f"there is no practice {slug!r}")
    return found[0].file


async def apply_practice(db: Database, file: PracticeFile, now: datetime) -> Practice:
    """Brings the database in line with a practice file, its diary too; idempotent, all or nothing.

    Services and providers that the file no longer names keep their appointments and get no new
    ones.
    """

    async def work(connection: Connection) -> Practice:
        return await write_practice(connection, file, now)

    return await db.in_transaction(work, budget=_WHOLE_DIARY)


async def apply_preload(
    db: Database, practice: Practice, preload: PreloadFile, now: datetime
) -> None:
    """Brings in what a practice already has; the same file twice changes nothing, all or nothing.

    Raises:
        PracticeInvalid: a row breaks a rule; the message names it.
    """

    async def work(connection: Connection) -> None:
        await write_preload(connection, practice, preload, now)

    await db.in_transaction(work, budget=_WHOLE_DIARY)


async def roll_slots(
    db: Database, practice: Practice, now: datetime, *, budget: float = _WHOLE_DIARY
) -> int:
    """Makes the cells of time up to the horizon; returns how many are new or changed."""

    async def work(connection: Connection) -> int:
        found = await tenants(connection, PRACTICE_BY_ID, {"tenant": practice.tenant_id})
        return await roll(connection, found[0], now)

    return await db.in_transaction(work, budget=budget)


async def _practices(db: Database, sql: LiteralString, params: Params = ()) -> list[Practice]:
    async def work(connection: Connection) -> list[Practice]:
        found = await tenants(connection, sql, params)
        return [await practice_of(connection, tenant) for tenant in found]

    return await db.run(work)
