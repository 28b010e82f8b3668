"""Waiting for the dates that a series lacks: whole calls as text."""

from datetime import time

import pytest
from tests.unit.dialogue.maple import PRIYA, at, practice
from tests.unit.dialogue.series_talk import SIX, SIX_DATES
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.waiting_diary import WaitingDiary
from tests.unit.dialogue.waiting_talk import waits

from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.unfinished import left_open

LACKS = ("2026-02-10 16:00", "2026-02-24 16:00")
ASKS = (
    "Shall I put you on the waiting list for Cleaning on Tuesday, February 10 and "
    "on Tuesday, February 24 at 4:00 PM?"
)


def series_without(*taken: str, most: int = 5) -> Talk:
    diary = WaitingDiary(practice(), busy={at(start) for start in taken}, most=most)
    diary.knows(PRIYA, "Priya Shah")
    call = Talk(diary)
    call.says(SIX, "212 555 0123", "yes", "Priya Shah", "just take the free ones")
    return call


def test_the_dates_that_a_series_lacks_can_each_be_waited_for() -> None:
    call = series_without(*LACKS)
    told = call.says("yes")
    assert told.startswith("You're booked for Cleaning on four Tuesdays"), call.script()
    assert told.endswith(ASKS), call.script()
    joined = call.says("yes please")
    assert joined.startswith("You're on the waiting list for Cleaning on Tuesday, February 10")
    assert [(w.first.isoformat(), w.earliest) for w in waits(call)] == [
        ("2026-02-10", time(16)),
        ("2026-02-24", time(16)),
    ]
    assert call.booked() == [d for d in SIX_DATES if d[:16] not in LACKS]
    assert call.says("no thanks")
    assert call.state.ended == "goodbye"
    assert fold(call.events) == call.state


@pytest.mark.parametrize("words", ["no", "no thanks", "cancel my check-up", "goodbye"])
def test_they_are_asked_about_once(words: str) -> None:
    call = series_without(*LACKS)
    call.says("yes")
    assert "waiting list for" not in call.says(words), call.script()
    assert waits(call) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("only the first one", "February 10"),
        ("just February 24", "February 24"),
        ("yes, for the 24th of February", "February 24"),
    ],
)
def test_one_of_them_is_read_back_alone(words: str, day: str) -> None:
    call = series_without(*LACKS)
    call.says("yes")
    said = call.says(words)
    assert said.endswith(f"waiting list for Cleaning on Tuesday, {day} at 4:00 PM?"), call.script()
    assert waits(call) == []
    call.says("yes")
    assert [f"{w.first:%B %d}" for w in waits(call)] == [day]


def test_no_more_than_a_few_are_asked_about_and_no_closed_day() -> None:
    taken = ("2026-02-03 16:00", "2026-02-10 16:00", "2026-02-17 16:00", "2026-02-24 16:00")
    told = series_without(*taken).says("yes")
    assert told.count("on Tuesday,") == 3
    assert "February 24" not in told.rpartition("Shall I")[2]


def test_who_hangs_up_at_that_question_is_not_asked_to_book_again() -> None:
    call = series_without(*LACKS)
    call.says("yes")
    assert left_open(call.events) is None


def test_what_the_practice_does_not_allow_is_said() -> None:
    call = series_without(*LACKS, most=1)
    call.says("yes")
    told = call.says("yes")
    assert "That's as many places as we keep for one caller." in told, call.script()
    assert "February 24" not in told
    assert len(waits(call)) == 1


def test_a_model_that_leaves_a_date_out_has_read_back_nothing() -> None:
    call = series_without(*LACKS)
    call.says("yes")
    assert asked(call.state, ASKS) is not None
    short = ASKS.replace(" and on Tuesday, February 24", "")
    found = asked(call.state, short)
    assert found is None or not found.wishes
