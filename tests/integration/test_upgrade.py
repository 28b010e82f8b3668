"""From the first release's schema, with a practice's data in it, to this version's."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.supabase_project import Project
from tests.integration.upgrading import KEPT, NUMBER, TABLES, THEN, left_by, server

from ringbook.practice import PracticeFile
from ringbook.store.bookings import appointments_of
from ringbook.store.calls import read_record
from ringbook.store.migrate import migrate
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice, default_practice

__all__ = ["server"]

FIRST_RELEASE = "20261125000001"
BOOKED = """
SELECT (b).outcome, (b).id FROM tenants t, services v, slots s,
  book_appointment(t.id, %(number)s, s.id, v.id, %(request)s, 'call-1', %(now)s) b
 WHERE s.slot_time = %(at)s
"""


@pytest.fixture
def first_release(server: Project, monkeypatch: pytest.MonkeyPatch) -> str:
    """The owner's URL of a database as the first release left it."""
    url = left_by(FIRST_RELEASE, server, monkeypatch)
    with psycopg.connect(url) as owner:
        for at in ("09:00", "09:30"):
            _booked(owner, at)
    return url


def _booked(owner: psycopg.Connection, at: str) -> UUID:
    values = {"number": NUMBER, "request": uuid4(), "now": NOW, "at": at}
    row = owner.execute(BOOKED, values).fetchone()
    assert row is not None
    assert row[0] == "booked"
    booked: UUID = row[1]
    return booked


def _all_rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(url) as owner:
        return {
            table: owner.execute(KEPT.format(columns=columns, table=table).encode()).fetchall()
            for table, columns in TABLES.items()
        }


def test_no_row_is_changed(first_release: str) -> None:
    before = _all_rows(first_release)
    assert len(before["appointments"]) == 2
    migrate(first_release)
    assert _all_rows(first_release) == before
    assert migrate(first_release) == []


@pytest.fixture
async def upgraded(first_release: str) -> AsyncIterator[Diary]:
    migrate(first_release)
    async with open_database(first_release, max_size=2) as db:
        yield Diary(db, await default_practice(db))


async def test_the_practice_goes_on_as_before(upgraded: Diary) -> None:
    """What was booked before can be moved and cancelled, the call's record is there."""
    db, tenant = upgraded.db, upgraded.practice.tenant_id
    upgraded.practice = await apply_practice(db, PracticeFile.model_validate(CLINIC), NOW)
    assert upgraded.practice.tenant_id == tenant
    first, second = await appointments_of(db, upgraded.practice, NUMBER, NOW)
    slot = (await upgraded.free())[0]
    moved = await upgraded.move(first, slot, NUMBER)
    assert (moved.id, moved.starts_at) == (first.id, slot.starts_at)
    await upgraded.cancel(second, NUMBER)
    left = await appointments_of(db, upgraded.practice, NUMBER, NOW)
    assert [appointment.id for appointment in left] == [first.id]
    record = await read_record(db, "call-1")
    assert record is not None
    assert record["summary"] == "Booked."


async def test_what_was_booked_before_there_were_rooms_gets_one(
    upgraded: Diary, first_release: str
) -> None:
    one = {"name": "Check-up", "rooms": ["Chair"], "daily_cap": 1}
    file = PracticeFile.model_validate(THEN | {"rooms": ["Chair"], "services": [one]})
    before = _all_rows(first_release)["appointments"]
    await apply_practice(upgraded.db, file, NOW)
    assert _all_rows(first_release)["appointments"] == before
    with psycopg.connect(first_release) as owner:
        rooms = owner.execute(
            "SELECT r.name FROM appointments a LEFT JOIN rooms r ON r.id = a.room_id"
        )
        assert rooms.fetchall() == [("Chair",), ("Chair",)]
