"""Applies a practice file and says what that changed, or only would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ringbook.domain.model import Practice
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.practice.diff import Difference, differences
from ringbook.practice.strays import Booked, Stray, strays
from ringbook.store.diary import lock_diary
from ringbook.store.free_cells import Cell, free_cells
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_apply import write_practice
from ringbook.store.practice_read import Tenant, tenants
from ringbook.store.preload import write_preload

__all__ = ["Change", "change_practice"]

_WHOLE_DIARY = 60.0  # seconds: a large one is thousands of rows

# The practice's row first, then its diary: the order in which a practice is written.
BY_SLUG = "SELECT id, profile FROM tenants WHERE slug = %(slug)s FOR NO KEY UPDATE"
HELD = """
SELECT (SELECT count(*) FROM users WHERE tenant_id = t.id) AS callers,
       (SELECT count(*) FROM appointments WHERE tenant_id = t.id) AS appointments,
       t.slots_from_hours AS by_hours, md5(t.logo) AS logo
  FROM tenants t WHERE t.id = %(tenant)s
"""
BOOKED = """
SELECT a.id, a.starts_at, a.ends_at, v.name AS service, p.name AS provider, a.contact_number
  FROM appointments a
  JOIN services v ON v.tenant_id = a.tenant_id AND v.id = a.service_id
  JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id
 WHERE a.tenant_id = %(tenant)s AND a.status = 'scheduled' AND a.starts_at >= %(now)s
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What applying a file changes; `opened` and `closed` are free cells of the diary.

    `strays` are all appointments that are booked where the file allows none, also from before.
    """

    practice: Practice
    is_new: bool
    fields: tuple[Difference, ...]
    opened: int
    closed: int
    callers: int
    appointments: int
    logo: bool
    strays: tuple[Stray, ...]

    def __bool__(self) -> bool:
        """Whether anything changes."""
        counted = (self.opened, self.closed, self.callers, self.appointments, self.logo)
        return self.is_new or bool(self.fields) or any(counted)


@dataclass(frozen=True, slots=True)
class _Held:
    callers: int
    appointments: int
    by_hours: bool
    logo: str | None = None


async def change_practice(
    db: Database,
    file: PracticeFile,
    preload: PreloadFile | None,
    now: datetime,
    *,
    only_look: bool = False,
) -> Change:
    """Brings the database in line with the files in one transaction; idempotent.

    Booked appointments are neither moved nor deleted. With `only_look` all is taken back: the
    answer says what would change.

    Raises:
        PracticeInvalid: a row of the preload breaks a rule; the message names it.
    """

    async def work(connection: Connection) -> Change:
        async with connection.transaction(force_rollback=only_look):
            return await _change(connection, file, preload, now)

    return await db.run(work, budget=_WHOLE_DIARY)


async def _change(
    connection: Connection, file: PracticeFile, preload: PreloadFile | None, now: datetime
) -> Change:
    before = await tenants(connection, BY_SLUG, {"slug": file.slug})
    tenant = before[0].id if before else None
    if tenant:
        await lock_diary(connection, tenant)
    had, free = await _state(connection, tenant, now)
    practice = await write_practice(connection, file, now)
    if preload:
        await write_preload(connection, practice, preload, now)
    has, still_free = await _state(connection, practice.tenant_id, now)
    booked = await _booked(connection, practice.tenant_id, now)
    return Change(
        practice=practice,
        is_new=not before,
        fields=_differences(before, file),
        opened=len(still_free - free),
        closed=len(free - still_free),
        callers=has.callers - had.callers,
        appointments=has.appointments - had.appointments,
        logo=has.logo != had.logo,
        strays=strays(file, booked, by_hours=has.by_hours),
    )


def _differences(before: Sequence[Tenant], file: PracticeFile) -> tuple[Difference, ...]:
    return differences(before[0].file, file) if before else ()


async def _state(
    connection: Connection, tenant: UUID | None, now: datetime
) -> tuple[_Held, set[Cell]]:
    if tenant is None:
        return _Held(0, 0, by_hours=True), set()
    (held,) = await select(connection, _Held, HELD, {"tenant": tenant})
    return held, await free_cells(connection, tenant, now)


async def _booked(connection: Connection, tenant: UUID, now: datetime) -> list[Booked]:
    return await select(connection, Booked, BOOKED, {"tenant": tenant, "now": now})
