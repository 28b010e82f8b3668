"""A salon with visits, and what callers do with them, for tests against a database."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.diary_facts import known

from ringbook.domain.model import Appointment, SlotQuery
from ringbook.domain.visit import Visit, VisitPart, Wish
from ringbook.practice import PracticeFile
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice
from ringbook.store.visits import book_visit, cancel_visit, find_visits, modify_visit

MONDAY = date(2026, 6, 15)
PRIYA = "+919810000000"
ANIL = "+919810000001"
OWN = (Wish("Cut"), Wish("Colour"))
FAMILY = (Wish("Cut"), Wish("Colour"), Wish("Trim", "Tom"))
SALON = CLINIC | {
    "name": "Test Salon",
    "slug": "test-salon",
    "slot_minutes": 15,
    "rooms": ["Basin", "Desk"],
    "providers": [{"name": "Maria"}, {"name": "Jon"}],
    "services": [
        {"name": "Cut", "duration_minutes": 45, "providers": ["Maria", "Jon"]},
        {"name": "Colour", "duration_minutes": 60, "buffer_after_minutes": 15,
         "providers": ["Maria"]},
        {"name": "Trim", "duration_minutes": 30, "providers": ["Maria", "Jon"]},
        {"name": "Wash", "duration_minutes": 30, "rooms": ["Basin"], "providers": ["Maria", "Jon"]},
        {"name": "Nails", "duration_minutes": 30, "rooms": ["Basin", "Desk"], "daily_cap": 2,
         "providers": ["Maria", "Jon"]},
    ],
}  # fmt: skip


@pytest.fixture
async def salon(db: Database) -> Diary:
    """Two people, cells of a quarter of an hour, two places, open 9 to 13 and 14 to 18."""
    practice = await apply_practice(db, PracticeFile.model_validate(SALON), NOW)
    diary = Diary(db, practice)
    await known(diary, 40)
    return diary


def on_monday(at: time | None = None, provider: str | None = None) -> SlotQuery:
    return SlotQuery("Cut", MONDAY, MONDAY, at, at, provider)


async def found(
    diary: Diary,
    wishes: Sequence[Wish] = OWN,
    query: SlotQuery | None = None,
    moving: Sequence[UUID] = (),
) -> tuple[Visit, ...]:
    query = query or on_monday()
    return await find_visits(diary.db, diary.practice, query, wishes, diary.now, moving)


async def book(
    diary: Diary, visit: Visit, number: str = PRIYA, request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await book_visit(
        diary.db, diary.practice, contact_number=number, parts=visit.parts,
        request_id=request or uuid4(), session_id="test-session", now=diary.now,
    )  # fmt: skip


async def cancel(
    diary: Diary, rows: Sequence[Appointment], number: str = PRIYA
) -> tuple[Appointment, ...]:
    return await cancel_visit(
        diary.db, diary.practice, contact_number=number, parts=parts_of(rows),
        session_id="test-session", now=diary.now,
    )  # fmt: skip


async def move(
    diary: Diary, parts: Sequence[VisitPart], request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await modify_visit(
        diary.db, diary.practice, contact_number=PRIYA, parts=parts,
        request_id=request or uuid4(), session_id="test-session", now=diary.now,
    )  # fmt: skip


def parts_of(rows: Sequence[Appointment]) -> list[VisitPart]:
    return [VisitPart(row.service, row.attendee, None, row.id) for row in rows]


def told(diary: Diary, visit: Visit) -> list[str]:
    zone = diary.practice.zone
    return [
        f"{slot.starts_at.astimezone(zone):%d %H:%M} {part.service} {slot.provider}"
        for part, slot in zip(visit.parts, visit.slots, strict=True)
    ]


def lasts(slot: object) -> timedelta:
    return timedelta(minutes=slot.duration_minutes)  # type: ignore[attr-defined]  # any booked thing
