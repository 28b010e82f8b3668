"""When people at the practice answer: now, or from when on."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import at, hours, practice
from tests.unit.dialogue.talk import Talk

from ringbook.agent.last_words import apology, no_diary
from ringbook.domain.model import ExtraHours
from ringbook.domain.reach import reach_from

MAPLE = practice()
SATURDAY = ExtraHours(date(2026, 1, 31), hours((10, 12)))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-01-26 10:00", ""),
        ("2026-01-26 09:00", ""),
        ("2026-01-26 08:59", " from Monday, January 26 at 9:00 AM on"),
        ("2026-01-26 12:00", " from Monday, January 26 at 1:00 PM on"),
        ("2026-01-26 17:00", " from Tuesday, January 27 at 9:00 AM on"),
        ("2026-01-30 20:00", " from Monday, February 2 at 9:00 AM on"),
        ("2026-02-13 18:00", " from Tuesday, February 17 at 9:00 AM on"),  # a closure between
    ],
)
def test_it_is_said_from_when_on_outside_the_hours(now: str, said: str) -> None:
    assert reach_from(MAPLE, at(now)) == said


def test_extra_hours_count_and_a_number_that_is_always_answered_names_none() -> None:
    friday = at("2026-01-30 20:00")
    open_saturday = replace(MAPLE, extra_hours=(SATURDAY,))
    assert reach_from(open_saturday, friday) == " from Saturday, January 31 at 10:00 AM on"
    assert reach_from(open_saturday, at("2026-01-31 11:00")) == ""
    assert reach_from(replace(MAPLE, hand_over_hours="always"), friday) == ""


def test_a_practice_that_is_never_open_names_no_day() -> None:
    assert reach_from(practice(opening_hours=((),) * 7), at("2026-01-26 10:00")) == ""


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-01-26 10:00", "2 1 2, 5 5 5, 0 1 0 0."),
        ("2026-01-26 19:00", "2 1 2, 5 5 5, 0 1 0 0 from Tuesday, January 27 at 9:00 AM on."),
    ],
)
def test_who_wants_a_person_hears_when_one_is_there(now: str, said: str) -> None:
    talk = Talk(Diary(MAPLE), now=at(now))
    assert f"You can reach the practice at {said}" in talk.says("can I talk to a person?")


def test_the_last_words_of_a_broken_call_say_it_too() -> None:
    evening: datetime = at("2026-01-26 19:00")
    for line in (apology(MAPLE, evening), no_diary(MAPLE, evening)):
        assert "from Tuesday, January 27 at 9:00 AM on. Goodbye." in line
