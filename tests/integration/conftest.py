"""A real Postgres for every test: a server a session, a database a test, copied from a template."""

import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from ringbook.domain.model import Appointment, Practice, Slot, SlotQuery
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.practice import PracticeFile
from ringbook.store import bookings
from ringbook.store.callers import identify_user
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice

NOW = datetime(2026, 6, 12, 3, 30, tzinfo=UTC)
"""Friday, 9:00 in Kolkata: the frozen clock of these tests."""

OPEN = ["09:00-13:00", "14:00-18:00"]
CLINIC = {
    "name": "Test Dental",
    "timezone": "Asia/Kolkata",
    "phone_region": "IN",
    "opening_hours": dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), OPEN),
    "services": [
        {"name": "Check-up", "duration_minutes": 30},
        {"name": "Filling", "duration_minutes": 60},
        {"name": "Cleaning", "duration_minutes": 30, "buffer_after_minutes": 10},
    ],
}

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The session's server; durability is off, because nobody outlives the session."""
    home = Path(tempfile.mkdtemp(prefix="ringbook-tests-"))
    home.chmod(0o755)  # the server runs as another user when we are root
    fast = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    server = EmbeddedPostgres(home / "postgres", settings=fast)
    server.start()
    yield server
    server.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """The name of a migrated, empty database."""
    _create(postgres, "template_of_tests", "template1")
    migrate(url_of(postgres, "template_of_tests"))
    return "template_of_tests"


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """A migrated database of this test's own."""
    name = f"test_{next(_numbers)}"
    _create(postgres, name, template)
    yield url_of(postgres, name)
    _execute(postgres, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url, min_size=1, max_size=20) as database:
        yield database


@pytest.fixture
async def practice(db: Database) -> Practice:
    """A clinic in Kolkata, open on weekdays from 9 to 13 and 14 to 18, one provider."""
    return await apply_practice(db, PracticeFile.model_validate(CLINIC), NOW)


@pytest.fixture
async def diary(db: Database, practice: Practice) -> "Diary":
    return Diary(db, practice)


@dataclass
class Diary:
    """A practice's diary as a test speaks of it, on a frozen clock."""

    db: Database
    practice: Practice
    now: datetime = NOW
    session: str = "test-session"
    known: set[str] = field(default_factory=set)

    async def free(self, query: SlotQuery | None = None) -> tuple[Slot, ...]:
        return await bookings.find_slots(self.db, self.practice, query or SlotQuery(), self.now)

    async def starts(self, query: SlotQuery | None = None) -> list[str]:
        """Free starts on the practice's wall clock, as `15 09:30`: day of the month and time."""
        zone = self.practice.zone
        return [f"{s.starts_at.astimezone(zone):%d %H:%M}" for s in await self.free(query)]

    async def book(
        self, slot: Slot, number: str = "+919810000001", request: UUID | None = None
    ) -> Appointment:
        if number not in self.known:
            await identify_user(self.db, self.practice.tenant_id, number, None, self.now)
            self.known.add(number)
        return await bookings.book(
            self.db,
            self.practice,
            contact_number=number,
            slot=slot,
            request_id=request or uuid4(),
            session_id=self.session,
            now=self.now,
        )

    async def cancel(self, booked: Appointment, number: str = "+919810000001") -> Appointment:
        return await bookings.cancel(
            self.db,
            self.practice,
            contact_number=number,
            appointment_id=booked.id,
            session_id=self.session,
            now=self.now,
        )

    async def move(
        self,
        booked: Appointment,
        slot: Slot,
        number: str = "+919810000001",
        request: UUID | None = None,
    ) -> Appointment:
        return await bookings.modify(
            self.db,
            self.practice,
            contact_number=number,
            appointment_id=booked.id,
            slot=slot,
            request_id=request or uuid4(),
            session_id=self.session,
            now=self.now,
        )


def url_of(postgres: EmbeddedPostgres, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={postgres.socket.parent}"


def _create(postgres: EmbeddedPostgres, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    _execute(postgres, statement.format(sql.Identifier(name), sql.Identifier(template)))


def _execute(postgres: EmbeddedPostgres, statement: sql.Composed) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(statement)
