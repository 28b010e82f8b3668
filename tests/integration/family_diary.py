"""A diary of two providers, in which one number books for several people."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.practice import PracticeFile
from ringbook.store import bookings
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice

NUMBER = "+919810000001"
MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))
TWO_CHAIRS = CLINIC | {
    "providers": [{"name": "Dr Rao"}, {"name": "Dr Lena Ortiz"}],
    "policies": {"open_bookings_per_caller": 5},
}


@pytest.fixture
async def family(diary: Diary) -> Diary:
    """A diary of two providers, so that a time can be had twice; the caller is Priya Shah."""
    practice = await apply_practice(diary.db, PracticeFile.model_validate(TWO_CHAIRS), NOW)
    await identify_user(diary.db, practice.tenant_id, NUMBER, "Priya Shah", NOW)
    return Diary(diary.db, practice)


async def at_once(family: Diary, service: str | None = None) -> tuple[Slot, Slot]:
    """The same time with each provider."""
    slots = []
    for provider in family.practice.providers:
        query = SlotQuery(service, MONDAY.first, MONDAY.last, provider=provider.name)
        slots.append((await family.free(query))[0])
    assert slots[0].starts_at == slots[1].starts_at
    return slots[0], slots[1]


async def book(
    family: Diary,
    slot: Slot,
    attendee: str | None,
    request: UUID | None = None,
    number: str = NUMBER,
) -> Appointment:
    return await bookings.book(
        family.db, family.practice, contact_number=number, slot=slot, attendee=attendee,
        request_id=request or uuid4(), session_id="s", now=NOW,
    )  # fmt: skip
