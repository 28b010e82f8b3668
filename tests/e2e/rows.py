"""What is in the database, read beside the running call; and what was there before it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row
from tests.e2e.running import apart

from ringbook.domain.model import SlotQuery
from ringbook.domain.preferences import WEEKDAYS
from ringbook.store.bookings import book, cancel, find_slots
from ringbook.store.callers import identify_user
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import default_practice
from ringbook.store.sweep import sweep

__all__ = ["Person", "Rows", "appointment_day"]

ZONE = ZoneInfo("America/New_York")
HOURS = {
    8: "eight o'clock in the morning",
    9: "nine o'clock in the morning",
    10: "ten o'clock in the morning",
    11: "eleven o'clock in the morning",
    13: "one o'clock in the afternoon",
    14: "two o'clock in the afternoon",
    15: "three o'clock in the afternoon",
    16: "four o'clock in the afternoon",
}


@cache
def appointment_day() -> datetime:
    """A day on which the tests book: far enough ahead that its weekday alone names it.

    The same for the whole run, also when it goes on past midnight.
    """
    return datetime.combine(datetime.now(ZONE).date() + timedelta(days=3), time(0), ZONE)


@dataclass(frozen=True, slots=True)
class Person:
    """A caller of one test: their number, and the hour at which they book."""

    last_two: int
    hour: int

    @property
    def number(self) -> str:
        return f"+1212555{self.last_two:04}"

    @property
    def spoken_number(self) -> str:
        words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        last = " ".join(words[int(digit)] for digit in f"{self.last_two:04}")
        return f"two one two, five five five, {last}"

    @property
    def starts_at(self) -> datetime:
        return appointment_day().replace(hour=self.hour)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.starts_at.weekday()]

    @property
    def spoken_when(self) -> str:
        return f"{self.weekday} at {HOURS[self.hour]}"


class Rows:
    """Reads and prepares the rows of one database."""

    def __init__(self, url: str) -> None:
        self._url = url

    def appointments(self, number: str) -> list[dict[str, Any]]:
        return self._select(
            "SELECT * FROM appointments WHERE contact_number = %s ORDER BY created_at", number
        )

    def record(self, session_id: str) -> dict[str, Any] | None:
        """The call's row, from its first second on."""
        rows = self._select("SELECT * FROM conversation_logs WHERE session_id = %s", session_id)
        return rows[0] if rows else None

    def ended(self, session_id: str) -> dict[str, Any] | None:
        """The call's row once it is complete."""
        record = self.record(session_id)
        return record if record and record["ended_at"] is not None else None

    def has_booked(self, person: Person) -> None:
        """An appointment from before the test's call."""
        self._do(lambda db: _book(db, person))

    def has_cancelled(self, person: Person) -> None:
        """What `has_booked` made is given up, while the test's call or page is open."""
        [row] = self.appointments(person.number)
        self._do(lambda db: _cancel(db, person, row["id"]))

    def sweep(self, now: datetime) -> int:
        """Completes the records of calls whose process has gone."""
        return self._do(lambda db: sweep(db, now))

    def _select(self, query: str, *params: object) -> list[dict[str, Any]]:
        with psycopg.connect(self._url, row_factory=dict_row, autocommit=True) as connection:
            return connection.execute(query.encode(), params).fetchall()

    def _do[T](self, work: Callable[[Database], Awaitable[T]]) -> T:
        async def run() -> T:
            async with open_database(self._url, max_size=1) as db:
                return await work(db)

        return apart(run())


async def _book(db: Database, person: Person) -> None:
    now = datetime.now(UTC)
    practice = await default_practice(db)
    await identify_user(db, practice.tenant_id, person.number, None, now)
    at = person.starts_at
    query = SlotQuery(first=at.date(), last=at.date(), earliest=at.time(), latest=at.time())
    slots = await find_slots(db, practice, query, now)
    await book(
        db,
        practice,
        contact_number=person.number,
        slot=slots[0],
        request_id=uuid4(),
        session_id="before",
        now=now,
    )


async def _cancel(db: Database, person: Person, appointment_id: UUID) -> None:
    await cancel(
        db,
        await default_practice(db),
        contact_number=person.number,
        appointment_id=appointment_id,
        session_id="meanwhile",
        now=datetime.now(UTC),
    )
