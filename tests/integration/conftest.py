"""A real Postgres for every test: one server and one database a session, emptied for each test."""

import asyncio
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
from ringbook.store.practices import apply_practice, default_practice

NOW = datetime(2026, 6, 12, 3, 30, tzinfo=UTC)
"""Friday, 9:00 in Kolkata: the frozen clock of these tests."""

PATIENCE = 60.0
"""Seconds in which the database answers, however busy the machine: two hundred may ask at once."""

OPEN = ["09:00-13:00", "14:00-18:00"]
CLINIC = {
    "name": "Test Dental",
    "timezone": "Asia/Kolkata",
    "phone_region": "IN",
    "opening_hours": dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), OPEN),
    "policies": {"max_days_ahead": 30},
    "services": [
        {"name": "Check-up", "duration_minutes": 30},
        {"name": "Filling", "duration_minutes": 60},
        {"name": "Cleaning", "duration_minutes": 30, "buffer_after_minutes": 10},
    ],
}

SEEDED = (
    "tenants",
    "phone_numbers",
    "providers",
    "services",
    "service_providers",
    "rooms",
    "service_rooms",
    "slots",
)
FILLED_BY_CALLS = (
    "one_time_codes",
    "waitlist",
    "waitlist_offers",
    "waitlist_parts",
    "rule_overrides",
    "users",
    "appointments",
    "series",
    "visits",
    "appointment_events",
    "conversation_logs",
    "call_events",
    "erasures",
    "absences",
)
_FILL_SEED = sql.SQL("CREATE TABLE seed.{t} AS TABLE public.{t}")
_FROM_SEED = sql.SQL("INSERT INTO public.{t} SELECT * FROM seed.{t}")


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
def shared_url(postgres: EmbeddedPostgres) -> str:
    """One migrated database for all tests; the schema `seed` keeps the test clinic's rows."""
    url = create_database(postgres, "shared_by_tests")
    migrate(url)
    asyncio.run(apply_clinic(url))
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA seed")
        for table in SEEDED:
            connection.execute(_FILL_SEED.format(t=sql.Identifier(table)))
    return url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, shared_url: str) -> str:
    """An empty migrated database; with the test clinic when the test asks for `practice`.

    Deleting a few rows is much quicker than making a database for every test.
    """
    with psycopg.connect(shared_url) as connection:
        connection.execute("SET session_replication_role = replica")  # no triggers: as they were
        for table in (*SEEDED, *FILLED_BY_CALLS):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table in SEEDED if "practice" in request.fixturenames else ():
            connection.execute(_FROM_SEED.format(t=sql.Identifier(table)))
    return shared_url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url, max_size=20, budget=PATIENCE) as database:
        yield database


@pytest.fixture
async def practice(db: Database) -> Practice:
    """A clinic in Kolkata, open on weekdays from 9 to 13 and 14 to 18, one provider."""
    return await default_practice(db)


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


async def apply_clinic(url: str) -> None:
    """The test clinic, into a migrated database."""
    async with open_database(url, min_size=1, max_size=1) as db:
        await apply_practice(db, PracticeFile.model_validate(CLINIC), NOW)


def create_database(postgres: EmbeddedPostgres, name: str) -> str:
    """An empty database of this name; returns its URL."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"postgresql://postgres@/{name}?host={postgres.socket.parent}"
