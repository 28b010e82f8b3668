"""From the first release's schema, with a practice's data in it, to this version's."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.supabase_clinic import SERVERS
from tests.integration.supabase_project import Project, project

from ringbook.practice import PracticeFile
from ringbook.store import migrate as migrating
from ringbook.store.bookings import appointments_of
from ringbook.store.calls import read_record
from ringbook.store.migrate import Migration, migrate, migrations
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice, default_practice

FIRST_RELEASE = "20261125000001"
NUMBER = "+918860141821"
THEN = CLINIC | {"services": [{"name": "Check-up"}]}

# What the first release wrote, by its own statements: its program is not here any more.
PRACTICE = """
INSERT INTO tenants (slug, name, timezone, phone_region, profile)
VALUES ('test-dental', 'Test Dental', 'Asia/Kolkata', 'IN', %(profile)s);
INSERT INTO providers (tenant_id, name) SELECT id, 'Test Dental' FROM tenants;
INSERT INTO services (tenant_id, name, duration_minutes) SELECT id, 'Check-up', 30 FROM tenants;
INSERT INTO service_providers (tenant_id, service_id, provider_id)
SELECT v.tenant_id, v.id, p.id FROM services v JOIN providers p USING (tenant_id);
INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time, open_until, source)
SELECT tenant_id, id, date '2026-06-15', t, timestamptz '2026-06-15 13:00+05:30', 'hours'
  FROM providers, unnest('{09:00,09:30,10:00}'::time[]) t;
INSERT INTO users (tenant_id, contact_number, name)
SELECT id, %(number)s, 'Priya Shah' FROM tenants;
INSERT INTO conversation_logs (tenant_id, session_id, contact_number, summary, created_at, ended_at)
SELECT id, 'call-1', %(number)s, 'Booked.', %(now)s, %(now)s FROM tenants
"""
BOOKED = """
SELECT (b).outcome, (b).id FROM tenants t, services v, slots s,
  book_appointment(t.id, %(number)s, s.id, v.id, %(request)s, 'call-1', %(now)s) b
 WHERE s.slot_time = %(at)s
"""
KEPT = "SELECT {columns} FROM {table} ORDER BY 1, 2"
TABLES = {
    "users": "contact_number, name, created_at",
    "slots": "id, starts_at, ends_at, is_available, open_until",
    "appointments": "id, slot_id, contact_number, starts_at, ends_at, status, version, busy",
    "appointment_events": "id, appointment_id, event, at",
    "conversation_logs": "id, session_id, contact_number, summary, ended_at",
}


@pytest.fixture(scope="module", params=SERVERS, ids=lambda path: "debian" if path else "wheel")
def server(request: pytest.FixtureRequest) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="ringbook-upgrade-") as name:
        home = Path(name)
        home.chmod(0o755)  # the server runs as another user when we are root
        with project(home / "postgres", request.param) as made:
            yield made


@pytest.fixture
def first_release(server: Project, monkeypatch: pytest.MonkeyPatch) -> str:
    """The owner's URL of a database as the first release left it."""
    url = server.empty(f"first-{uuid4().hex[:8]}")
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "migrations", _of_the_first_release)
        assert migrate(url)
    profile = PracticeFile.model_validate(THEN).model_dump_json()
    with psycopg.connect(url) as owner, psycopg.ClientCursor(owner) as cursor:
        cursor.execute(PRACTICE.encode(), {"profile": profile, "number": NUMBER, "now": NOW})
        for at in ("09:00", "09:30"):
            _booked(owner, at)
    return url


def _of_the_first_release() -> list[Migration]:
    return [m for m in migrations() if m.version <= FIRST_RELEASE]


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
