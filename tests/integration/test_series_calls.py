"""Whole calls about a series by text, against a real database."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.unit.scripted import Piece, ScriptedLLM

from ringbook.domain.model import SlotQuery
from ringbook.practice import PracticeFile
from ringbook.store.calls import read_record
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice

IDENTIFY = ["98860 14182", "yes", "my name is Priya Shah"]
FOUR = ["I'd like a check-up every Monday at 10 am for four weeks", *IDENTIFY]
BYE = "no, that's all, thank you, goodbye"
DATES = ["2026-06-15", "2026-06-22", "2026-06-29", "2026-07-06"]


@pytest.fixture
def calls(diary: Diary, tmp_path: Path) -> "Calls":
    return Calls(diary, tmp_path)


class Calls:
    def __init__(self, diary: Diary, unsaved: Path) -> None:
        self.diary, self.unsaved = diary, unsaved

    async def hold(self, *inputs: str) -> Held:
        diary = self.diary
        return await hold(diary.db, diary.practice, inputs, now=NOW, unsaved=self.unsaved)

    async def scheduled(self) -> list[str]:
        zone = self.diary.practice.zone
        rows = await self.diary.db.rows(
            Row, "SELECT starts_at FROM appointments WHERE status = 'scheduled' ORDER BY 1"
        )
        return [f"{row.starts_at.astimezone(zone):%Y-%m-%d %H:%M}" for row in rows]


@dataclass(frozen=True, slots=True)
class Row:
    starts_at: datetime


async def test_a_series_is_read_back_booked_shown_and_recorded(calls: Calls) -> None:
    call = await calls.hold(*FOUR, "yes please", BYE)
    assert await calls.scheduled() == [f"{day} 10:00" for day in DATES]
    said = call.said()
    told = next(n for n, text in enumerate(said) if "You're booked" in text)
    for text in (said[told - 1], said[told]):
        assert "four Mondays at 10:00 AM, from June 15 to July 6" in text
    data = call.data("book_appointment")
    assert [a["date"] for a in data["series"]] == DATES
    assert data["appointment"]["date"] == DATES[0]
    record = await read_record(calls.diary.db, call.session_id)
    assert record is not None
    assert [a["date"] for a in record["appointments"]] == DATES
    assert "Booked 4 appointments" in record["summary"]
    assert "Monday, July 6, 2026 at 10:00 AM" in record["summary"]
    assert call.ended() == "goodbye"


async def test_a_conflict_is_named_first_and_the_free_ones_are_booked(calls: Calls) -> None:
    day = date(2026, 6, 22)
    (slot,) = await calls.diary.free(SlotQuery("Check-up", day, day, time(10), time(10)))
    await calls.diary.book(slot)
    call = await calls.hold(*FOUR, "take the three that are free", "yes")
    said = " ".join(call.said())
    assert "Three of the four are free at 10:00 AM. Monday, June 22 is taken." in said
    assert "three Mondays at 10:00 AM: June 15, June 29 and July 6" in said
    assert len(await calls.scheduled()) == 4  # with the one that was there


async def test_another_time_on_the_taken_day(calls: Calls) -> None:
    day = date(2026, 6, 22)
    (slot,) = await calls.diary.free(SlotQuery("Check-up", day, day, time(10), time(10)))
    await calls.diary.book(slot)
    await calls.hold(*FOUR, "find another time on that day", "yes")
    assert "2026-06-22 09:30" in await calls.scheduled()
    assert len(await calls.scheduled()) == 5


async def test_one_person_has_all_dates_where_somebody_has_them_free(
    db: Database, tmp_path: Path
) -> None:
    two = {"providers": [{"name": "Dr. Rao"}, {"name": "Dr. Nair"}]}
    practice = await apply_practice(db, PracticeFile.model_validate(CLINIC | two), NOW)
    diary, day = Diary(db, practice), date(2026, 6, 22)
    wish = SlotQuery("Check-up", day, day, time(10), time(10), provider="Dr. Rao")
    await diary.book((await diary.free(wish))[0])
    calls = Calls(diary, tmp_path)
    call = await calls.hold(*FOUR, "yes")
    assert "Check-up with Dr. Nair on four Mondays at 10:00 AM" in " ".join(call.said())
    second = ["a check-up with Dr. Rao every Monday at 10 am for four weeks", "98860 14183"]
    call = await calls.hold(*second, "yes", "my name is Anil Rao", "the free ones", "yes")
    assert "Monday, June 22 is taken" in " ".join(call.said())
    assert "Check-up with Dr. Rao on three Mondays" in call.said()[-1]


async def test_this_and_the_following_are_cancelled_in_a_later_call(calls: Calls) -> None:
    await calls.hold(*FOUR, "yes", BYE)
    call = await calls.hold(
        "please cancel my appointment on June 22", *IDENTIFY, "that and the following", "yes", BYE
    )
    assert await calls.scheduled() == ["2026-06-15 10:00"]
    said = " ".join(call.said())
    assert "just that one, or that and the two following?" in said
    assert "I've cancelled Check-up on three Mondays at 10:00 AM, from June 22 to July 6." in said
    assert [a["status"] for a in call.data("cancel_appointment")["series"]] == ["cancelled"] * 3


async def test_the_following_are_moved_in_a_later_call(calls: Calls) -> None:
    await calls.hold(*FOUR, "yes", BYE)
    call = await calls.hold(
        "move my appointment on June 22 to Tuesday at 11 am", *IDENTIFY,
        "that and the following", "yes", BYE,
    )  # fmt: skip
    assert await calls.scheduled() == [
        "2026-06-15 10:00", "2026-06-23 11:00", "2026-06-30 11:00", "2026-07-07 11:00",
    ], call.said()  # fmt: skip
    data = call.data("modify_appointment")
    assert [a["date"] for a in data["series"]] == ["2026-06-23", "2026-06-30", "2026-07-07"]
    assert data["was"].startswith("2026-06-22")


async def test_nothing_is_booked_before_the_yes(calls: Calls) -> None:
    call = await calls.hold(*FOUR)
    assert "Shall I book them?" in call.said()[-1]
    assert await calls.scheduled() == []


MODELS_WORDS = "Four Mondays at 10 AM for a check-up, June 15 to July 6. Shall I book them?"
LOOK: Piece = (
    "fetch_slots",
    '{"appointment_date": "2026-06-15", "earliest": "10:00", "latest": "10:00",'
    ' "repeat": "weekly", "times": 4}',
)
BEFORE: list[list[Piece]] = [
    ["What is your phone number?"],
    ["9 8 8 6 0, 1 4 1 8 2. Is that right?"],
    [("identify_user", "{}")],
    [LOOK],
    [MODELS_WORDS],
]
SAYS = ["I'd like a check-up every Monday at 10 am for four weeks", "98860 14182", "yes", "yes"]


async def with_model(calls: Calls, steps: list[list[Piece]]) -> Held:
    diary, model = calls.diary, ScriptedLLM([*BEFORE, *steps])
    return await hold(
        diary.db, diary.practice, SAYS, now=NOW, unsaved=calls.unsaved, model_of=lambda _: model
    )


async def test_a_large_model_books_the_series_that_it_read_back_itself(calls: Calls) -> None:
    write: Piece = ("book_appointment", '{"slot": "A", "repeat": "weekly", "times": 4}')
    true = "You're booked for all four Mondays at 10 AM, from June 15 to July 6."
    call = await with_model(calls, [[write], [true]])
    assert await calls.scheduled() == [f"{day} 10:00" for day in DATES], call.lines
    assert true in call.said()[-1]


@pytest.mark.parametrize("times", ["", ', "repeat": "weekly", "times": 3'])
async def test_a_large_model_books_nothing_else_than_was_agreed_to(
    calls: Calls, times: str
) -> None:
    write: Piece = ("book_appointment", f'{{"slot": "A"{times}}}')
    call = await with_model(calls, [[write], ["Shall we go on?"]])
    assert await calls.scheduled() == []
    assert "book_appointment" in call.tools("error")


async def test_a_large_model_cannot_claim_a_series_that_is_not_there(calls: Calls) -> None:
    call = await with_model(calls, [["All four Mondays are booked for you. Anything else?"]])
    assert await calls.scheduled() == []
    assert "All four Mondays" not in " ".join(call.said())
    assert "Nothing is booked yet." in call.said()[-1]
