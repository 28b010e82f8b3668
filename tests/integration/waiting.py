"""Who waits for what in the test clinic, as tests of the waiting list speak of it."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.practice import PracticeFile
from ringbook.store import bookings, waitlist
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice

MONDAY, TUESDAY = date(2026, 6, 15), date(2026, 6, 16)
HALF_AN_HOUR = timedelta(minutes=30)
FIRST, SECOND, THIRD = "+919810000011", "+919810000012", "+919810000013"
OTHER = "+919810000099"

ONLY = """
UPDATE slots SET is_open = false WHERE slot_date = %s AND slot_time <> ALL (%s)
"""
STATES = "SELECT contact_number, state FROM waitlist ORDER BY place"


def wish(day: date = MONDAY, **fields: Any) -> Wish:
    return Wish(fields.pop("service", "Check-up"), day, fields.pop("last", day), **fields)


async def join(diary: Diary, number: str, wanted: Wish | None = None) -> Waiting:
    if number not in diary.known:
        await identify_user(diary.db, diary.practice.tenant_id, number, None, diary.now)
        diary.known.add(number)
    return await waitlist.join(
        diary.db,
        diary.practice,
        contact_number=number,
        wish=wanted or wish(),
        request_id=uuid4(),
        now=diary.now,
    )


async def waiting(diary: Diary, number: str) -> tuple[Waiting, ...]:
    return await waitlist.waiting_of(diary.db, diary.practice, number, diary.now)


async def offered(diary: Diary, number: str) -> Slot | None:
    """What is held for the caller now."""
    held = [w.held.slot for w in await waiting(diary, number) if w.held]
    return held[0] if held else None


async def accept(diary: Diary, number: str) -> Appointment:
    held = [w.held.id for w in await waiting(diary, number) if w.held]
    return await waitlist.accept(
        diary.db,
        diary.practice,
        contact_number=number,
        offer_id=held[0],
        request_id=uuid4(),
        session_id=diary.session,
        now=diary.now,
    )


async def book_for(diary: Diary, slot: Slot, number: str, attendee: str | None) -> Appointment:
    if number not in diary.known:
        await identify_user(diary.db, diary.practice.tenant_id, number, None, diary.now)
        diary.known.add(number)
    return await bookings.book(
        diary.db, diary.practice, contact_number=number, slot=slot, request_id=uuid4(),
        session_id="s", now=diary.now, attendee=attendee,
    )  # fmt: skip


async def on(diary: Diary, day: date = MONDAY, **query: Any) -> tuple[Slot, ...]:
    return await diary.free(SlotQuery(first=day, last=day, **query))


def states(database_url: str) -> dict[str, str]:
    with psycopg.connect(database_url) as connection:
        return dict(connection.execute(STATES).fetchall())


async def fill(diary: Diary, database_url: str) -> Diary:
    """Leaves Monday one cell, at 9:00, which `OTHER` books."""
    cells_on_monday(database_url, 9)
    await diary.book((await on(diary))[0], OTHER)
    assert await on(diary) == ()
    return diary


@pytest.fixture
async def full(diary: Diary, database_url: str) -> Diary:
    """A clinic whose Monday has one cell, at 9:00, and that is booked by `OTHER`."""
    return await fill(diary, database_url)


def cells_on_monday(database_url: str, *hours: int) -> None:
    """Closes all of Monday but the half hours from these."""
    with psycopg.connect(database_url) as connection:
        connection.execute(ONLY, (MONDAY, [time(hour) for hour in hours]))


async def nine(diary: Diary) -> Appointment:
    """What `OTHER` has booked."""
    query = "SELECT id FROM appointments WHERE status = 'scheduled' AND contact_number = %s"

    async def work(connection: Any) -> Any:
        return (await (await connection.execute(query, (OTHER,))).fetchone())[0]

    found = await diary.db.run(work)
    slot = (await on(diary, TUESDAY))[0]
    return Appointment(found, slot.id, slot.starts_at, 30, "Check-up", slot.provider_id, "")


async def give_up(diary: Diary) -> None:
    await diary.cancel(await nine(diary), OTHER)


def later(diary: Diary, by: timedelta) -> Diary:
    return replace(diary, now=diary.now + by)


async def clinic(diary: Diary, **fields: Any) -> Diary:
    file = PracticeFile.model_validate(CLINIC | fields)
    practice = await apply_practice(diary.db, file, NOW)

    async def close(connection: Any) -> None:
        await connection.execute(ONLY, (MONDAY, [time(9)]))

    await diary.db.run(close)
    return replace(diary, practice=practice)
