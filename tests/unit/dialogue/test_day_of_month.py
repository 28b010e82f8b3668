""" "The 3rd" is a day, or one of the times that were offered: by what was asked."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk


def asked_for_a_day() -> Talk:
    talk = Talk(Diary(practice()))
    assert talk.says("a check-up please", *CALLER).endswith("What day and time would you like?")
    return talk


def offered() -> Talk:
    talk = asked_for_a_day()
    assert "On Thursday, January 29 I have" in talk.says("Thursday the 29th")
    return talk


@pytest.mark.parametrize("said", ["the 3rd", "the third", "on the 3rd please", "maybe the 3rd"])
def test_it_is_a_day_where_a_day_was_asked_for(said: str) -> None:
    assert "On Tuesday, February 3 I have" in asked_for_a_day().says(said)


@pytest.mark.parametrize("said", ["the 3rd or the 4th", "on the 3rd or 4th"])
def test_of_two_days_the_first_is_looked_at(said: str) -> None:
    assert "On Tuesday, February 3 I have" in asked_for_a_day().says(said)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("is the 3rd free", "Tuesday, February 3"),
        ("what about the 5th then", "Thursday, February 5"),
        ("and the 4th?", "Wednesday, February 4"),
        ("on the 2nd", "Monday, February 2"),
    ],
)
def test_beside_an_offer_what_can_be_none_of_it_is_a_day(said: str, day: str) -> None:
    assert f"On {day} I have" in offered().says(said)


@pytest.mark.parametrize("said", ["the 2nd", "the second please", "the second one"])
def test_otherwise_it_is_one_of_the_offer(said: str) -> None:
    answer = offered().says(said)
    assert "on Thursday, January 29" in answer
    assert answer.endswith("Shall I book it?")
