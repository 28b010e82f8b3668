"""A day with more openings than letters, in whole calls by text against a real database."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.integration.conftest import NOW
from tests.integration.text_calls import hold
from tests.integration.visit_salon import SALON

from ringbook.dialogue.legal.actions import SLOT_LIMIT
from ringbook.domain.model import Practice
from ringbook.practice import PracticeFile
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice

WISH = ("a trim on Monday", "98860 14182", "yes", "my name is Priya Shah")


@pytest.fixture
async def salon(db: Database) -> Practice:
    """Starts every quarter of an hour, 9 to 13 and 14 to 18: thirty a day for a trim."""
    return await apply_practice(db, PracticeFile.model_validate(SALON), NOW)


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        ("what's the latest you have that day", "Monday, June 15 at 5:30 PM. Shall I book it?"),
        ("anything later", "I have nothing later that day."),
        ("a quarter past four", "Monday, June 15 at 4:15 PM. Shall I book it?"),
        ("after five", "On Monday, June 15 I have 5:00 PM, 5:15 PM or 5:30 PM."),
    ],
)
async def test_the_end_of_the_day_is_known(
    db: Database, salon: Practice, tmp_path: Path, asked: str, heard: str
) -> None:
    call = await hold(db, salon, [*WISH, asked, "bye"], now=NOW, unsaved=tmp_path)
    said = call.said()
    assert "On Monday, June 15 I have 9:00 AM," in said[-3]
    assert "5:30 PM, among others" in said[-3]
    assert heard in said[-2]


async def test_what_is_shown_of_it_are_full_and_half_hours_first(
    db: Database, salon: Practice, tmp_path: Path
) -> None:
    call = await hold(db, salon, [*WISH, "bye"], now=NOW, unsaved=tmp_path)
    starts = [slot["starts_at"] for slot in call.data("fetch_slots")["slots"]]
    assert len(starts) == SLOT_LIMIT
    assert starts == sorted(starts)
    local = [datetime.fromisoformat(start).astimezone(salon.zone) for start in starts]
    assert sum(start.minute in (0, 30) for start in local) == 16
