"""Whole calls about a visit by text, against a real database."""

from pathlib import Path

import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.integration.visit_salon import SALON

from ringbook.practice import PracticeFile
from ringbook.store.bookings import appointments_of
from ringbook.store.calls import read_record
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice

NUMBER = "+919886014182"
IDENTIFY = ["98860 14182", "yes", "my name is Priya Shah"]
FAMILY = ["a cut and colour for me and a trim for my son Tom on Monday at 10 am", *IDENTIFY]
BYE = "no, that's all, thank you, goodbye"
PARTS = (
    "Monday, June 15: Cut with Maria at 10:00 AM, Trim with Jon for Tom at 10:00 AM "
    "and Colour with Maria at 10:45 AM"
)


class Calls:
    def __init__(self, diary: Diary, unsaved: Path) -> None:
        self.diary, self.unsaved = diary, unsaved

    async def hold(self, *inputs: str) -> Held:
        diary = self.diary
        return await hold(diary.db, diary.practice, inputs, now=NOW, unsaved=self.unsaved)

    async def scheduled(self) -> list[str]:
        zone = self.diary.practice.zone
        rows = await appointments_of(self.diary.db, self.diary.practice, NUMBER, NOW)
        return [
            f"{r.starts_at.astimezone(zone):%d %H:%M} {r.service}" + f" {r.attendee or ''}".rstrip()
            for r in sorted(rows, key=lambda r: (r.starts_at, r.service))
        ]


@pytest.fixture
async def calls(db: Database, tmp_path: Path) -> Calls:
    practice = await apply_practice(db, PracticeFile.model_validate(SALON), NOW)
    return Calls(Diary(db, practice), tmp_path)


async def test_a_visit_is_read_back_booked_shown_and_recorded(calls: Calls) -> None:
    call = await calls.hold(*FAMILY, "yes please", BYE)
    assert await calls.scheduled() == ["15 10:00 Cut", "15 10:00 Trim Tom", "15 10:45 Colour"]
    said = " ".join(call.said())
    assert f"That would be on {PARTS}. Shall I book all three?" in said
    assert f"You're booked on {PARTS}." in said
    data = call.data("book_appointment")
    assert [a["service"] for a in data["visit"]] == ["Cut", "Trim", "Colour"]
    assert "series" not in data
    offered = call.data("fetch_slots")["slots"]
    assert [p["service"] for p in offered[0]["parts"]] == ["Cut", "Trim", "Colour"]
    record = await read_record(calls.diary.db, call.session_id)
    assert record is not None
    assert len(record["appointments"]) == 3
    assert "Booked 3 appointments" in record["summary"]
    assert call.ended() == "goodbye"


async def test_a_visit_that_was_booked_before_is_cancelled_whole(calls: Calls) -> None:
    await calls.hold(*FAMILY, "yes", BYE)
    call = await calls.hold("cancel my appointment", *IDENTIFY, "the whole visit", "yes", BYE)
    said = " ".join(call.said())
    assert "Shall I cancel just one of them, or the whole visit?" in said
    assert f"That's your visit on {PARTS}. Shall I cancel all three?" in said
    assert await calls.scheduled() == []


async def test_a_visit_moves_whole_over_its_own_time(calls: Calls) -> None:
    await calls.hold(*FAMILY, "yes", BYE)
    call = await calls.hold("move my appointment to Monday at 10:30 am", *IDENTIFY,
                            "the whole visit", "yes", BYE)  # fmt: skip
    said = " ".join(call.said())
    assert "Your visit on Monday, June 15 at 10:00 AM would be on Monday, June 15: " in said
    assert await calls.scheduled() == ["15 10:30 Cut", "15 10:30 Trim Tom", "15 11:15 Colour"]


async def test_a_second_caller_is_offered_what_is_left(calls: Calls) -> None:
    await calls.hold(*FAMILY, "yes", BYE)
    other = [FAMILY[0], "98860 14183", "yes", "my name is Anil Rao"]
    call = await calls.hold(*other, "no", BYE)
    said = " ".join(call.said())
    assert PARTS not in said
    assert "10:00 AM on Monday, June 15" in said  # which is not free


async def test_two_named_without_a_service_are_booked_together(calls: Calls) -> None:
    call = await calls.hold(
        "can my husband and I both come in on Monday?", *IDENTIFY, "a cut", "Raj",
        "at ten", "yes", BYE,
    )  # fmt: skip
    said = " ".join(call.said())
    assert "So that's for you and your husband." in said
    assert "Shall I book both?" in said
    assert await calls.scheduled() == ["15 10:00 Cut", "15 10:00 Cut Raj"]


async def test_two_children_who_are_not_named_are_told_apart(calls: Calls) -> None:
    call = await calls.hold(
        "I need to bring both of my children for a cut on Monday at ten", *IDENTIFY,
        "I'd rather not say", "I'd rather not say", "yes", BYE,
    )  # fmt: skip
    said = " ".join(call.said())
    assert "for your first child at 10:00 AM" in said
    assert "for your second child at 10:00 AM" in said
    assert await calls.scheduled() == ["15 10:00 Cut first child", "15 10:00 Cut second child"]
