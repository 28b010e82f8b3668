"""After a no to an offer: earlier or later, on the same day first; never four times at once."""

import re

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, practice
from tests.unit.dialogue.talk import Talk

CALLER = ("212 555 0123", "yes", "priya")
EARLIER_OR_LATER = "Would earlier or later that day suit you better, or another day?"


@pytest.fixture
def call() -> Talk:
    return Talk(Diary(practice(services=(CLEANING,))))


def test_a_no_to_a_time_asks_which_way_to_look(call: Talk) -> None:
    assert EARLIER_OR_LATER in call.says("a cleaning friday at ten", *CALLER, "no")
    assert "Friday, January 30 I have 10:30 AM, 11:30 AM or 12:30 PM" in call.says("later")
    assert call.says("the first one").startswith("That would be Cleaning on Friday, January 30")


@pytest.mark.parametrize(
    ("way", "offer"),
    [("earlier", "On Friday, January 30 I have 9:00 AM or 9:30 AM"), ("later", "10:30 AM,")],
)
def test_both_ways_stay_on_the_day(call: Talk, way: str, offer: str) -> None:
    call.says("a cleaning friday at ten", *CALLER, "no")
    assert offer in call.says(way)


def test_a_no_to_a_days_times_asks_for_another(call: Talk) -> None:
    said = call.says("a cleaning friday", *CALLER, "no")
    assert said == "No problem. Which day or time would suit you better?"


def test_a_time_that_was_turned_down_can_be_had_after_all(call: Talk) -> None:
    call.says("a cleaning friday at ten", *CALLER, "no", "later")
    assert "10:00 AM. Shall I book it?" in call.says("actually friday at ten")


def test_the_reason_for_an_offer_is_none_of_its_times(call: Talk) -> None:
    said = call.says("a cleaning friday at four", *CALLER)
    assert "on Fridays it's 9:00 AM to 1:00 PM" in said
    again = call.says("yes")
    assert len(re.findall(r"\d:\d\d [AP]M", again)) == 3, again
    assert "11:30 AM. Shall I book it?" in call.says("the first one")


def test_what_is_asked_again_is_asked_in_other_words(call: Talk) -> None:
    said = [call.says(t) for t in ("what are your hours", "where are you", "do you take insurance")]
    asked = [text.split(". ")[-1] for text in said]
    assert len(set(asked)) == 3
    assert all("nything else" in question for question in asked)
