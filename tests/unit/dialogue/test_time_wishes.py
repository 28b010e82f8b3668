"""Wishes for a part of the day, in whole calls: what is looked for, offered, asked."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import at, practice
from tests.unit.dialogue.talk import Talk

QUARTERS = (0, 15, 30, 45)


def call(**changes: object) -> Talk:
    return Talk(Diary(practice(), **changes))  # type: ignore[arg-type]  # test data


@pytest.mark.parametrize(
    ("said", "offer"),
    [
        ("not too early please", "I have 10:00 AM,"),
        ("late morning", "I have 10:30 AM, 11:00 AM or 11:30 AM."),
        ("first thing", "I have 9:00 AM, 9:30 AM or 10:00 AM."),
        ("as late as possible", "I have 3:00 PM, 4:00 PM or 4:30 PM"),
        ("after school", "I have 3:00 PM,"),
        ("around lunchtime", "I have 11:00 AM, 11:30 AM or 1:00 PM"),
    ],
)
def test_what_is_offered_fits(said: str, offer: str) -> None:
    assert offer in call().says(f"a cleaning on Tuesday, {said}", *CALLER)


def test_said_to_an_offer_it_changes_the_offer() -> None:
    talk = call()
    assert "I have 9:00 AM" in talk.says("a cleaning on Tuesday", *CALLER)
    assert "I have 10:00 AM" in talk.says("not too early")


def test_what_is_not_free_then_is_said_with_its_hours() -> None:
    busy = {at(f"2026-01-27 {hour}:{minute:02}") for hour in (10, 11) for minute in (0, 30)}
    talk = call(busy=busy)
    answer = talk.says("a cleaning on Tuesday, late morning", *CALLER)
    assert "nothing free between 10:30 AM and 12:00 PM on Tuesday, January 27" in answer
    assert "waiting list" in (answer := talk.says("no"))
    assert "between 10:30 AM and 12:00 PM" in answer


def test_what_only_the_caller_knows_is_asked_for() -> None:
    talk = call()
    assert talk.says("a cleaning on Tuesday after my shift", *CALLER).endswith(
        "What time would that be?"
    )
    answer = talk.says("three")
    assert "I have 3:00 PM, 4:00 PM or 4:30 PM" in answer


def test_who_does_not_know_hears_what_is_free() -> None:
    talk = call()
    talk.says("a cleaning on Tuesday after my shift", *CALLER)
    assert "I have" in talk.says("any time after that is fine")


def test_a_move_to_a_part_of_a_day() -> None:
    talk = Talk(
        Diary(practice()).knows("+12125550123", "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    )
    answer = talk.says("move my cleaning to friday, late morning", *CALLER)
    assert "On Friday, January 30 I have 10:30 AM, 11:00 AM or 11:30 AM" in answer


def test_the_last_day_of_a_search_over_several_is_looked_at_to_its_end() -> None:
    """So many openings that the search ended in the middle of that day."""
    quarters = {
        at(f"2026-01-28 {hour:02}:{minute:02}") for hour in range(9, 17) for minute in QUARTERS
    }
    talk = call(only=quarters)
    assert "2:45 PM, among others" in talk.says("a cleaning this week", *CALLER)
    assert "3:00 PM, 4:00 PM or 4:45 PM, among others" in talk.says("anything later")
