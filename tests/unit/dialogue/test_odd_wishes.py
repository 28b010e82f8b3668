"""Days that do not exist, services by what is to be done, whatever costs least."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CHECKUP, CLEANING, NOW, PRIYA, practice
from tests.unit.dialogue.salon import CLINIC, CUTS
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.practice import service_named
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.turn import Context, understand

CALLER = ("212 555 0123", "yes", "Priya Shah")
WHICH = "Which day do you mean?"


def held(diary: Diary, *turns: str) -> Talk:
    call = Talk(diary)
    call.says(*turns)
    return call


# ---- no such day --------------------------------------------------------------------------------


def test_a_day_that_does_not_exist_is_asked_for_again() -> None:
    call = Talk(Diary(practice()))
    said = call.says("a cleaning on February 30th at ten")
    assert said == "There is no February 30. May I have your phone number, please?"
    assert call.says(*CALLER) == f"Thank you, Priya. There is no February 30. {WHICH}"
    assert call.says("the 32nd") == f"There is no 32nd. {WHICH}"
    assert call.says("the 31st of June") == f"There is no June 31. {WHICH}"
    read_back = "That would be Cleaning on Thursday, January 29 at 10:00 AM. Shall I book it?"
    assert call.says("sorry, I mean Thursday") == read_back, call.script()
    call.says("yes")
    assert call.booked() == ["2026-01-29 10:00 Cleaning"], call.script()


def test_at_a_read_back_it_agrees_to_nothing() -> None:
    call = held(Diary(practice()), "a cleaning on Thursday at ten", *CALLER)
    assert call.says("yes, on February 30th") == f"There is no February 30. {WHICH}"
    assert call.booked() == [], call.script()


def test_a_move_to_such_a_day_leaves_it_where_it_is() -> None:
    diary = Diary(practice()).knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    call = held(diary, "move my cleaning to the 31st of April", *CALLER)
    assert call.lines[-1][1].endswith(f"There is no April 31. {WHICH}")
    call.says("Friday at ten", "yes")
    assert call.booked() == ["2026-01-30 10:00 Cleaning"], call.script()


def test_an_appointment_is_not_found_by_such_a_day() -> None:
    booked = (("2026-01-27 14:30", "Cleaning"), ("2026-01-30 10:00", "Check-up"))
    call = held(Diary(practice()).knows(PRIYA, "Priya Shah", *booked), "hello")
    said = call.says("cancel my appointment on the 30th of February", *CALLER)
    assert "Which one" in said or "which one" in said, call.script()
    assert len(call.booked()) == 2


# ---- a service by what is to be done ------------------------------------------------------------


def test_what_is_to_be_done_names_the_service() -> None:
    call = held(Diary(practice()), "hello, just checking my teeth", *CALLER)
    assert call.lines[-1][1] == "Thank you, Priya. What day and time would you like?"
    read_back = "That would be Check-up on Friday, January 30 at 10:00 AM. Shall I book it?"
    assert call.says("Friday at ten") == read_back, call.script()
    call.says("yes")
    assert call.booked() == ["2026-01-30 10:00 Check-up"]


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("a check on my teeth", "Check-up"),
        ("just checking my teeth", "Check-up"),
        ("somebody should look at my gums", "Check-up"),
        ("I want my teeth looked at", "Check-up"),
        ("get my teeth polished", "Cleaning"),
        ("I'd like whiter teeth", "Whitening"),
        ("I think I have a cavity", "Filling"),
        ("let me just check", None),
        ("just checking what time you open", None),
        ("can you check my appointment", None),
        ("I'd like to check my booking", None),
        ("double check the time please", None),
        ("have a look at Friday", None),
        ("I have to look at my calendar", None),
    ],
)
def test_services_of_a_clinic(said: str, service: str | None) -> None:
    assert service_named(plain(said), CLINIC) == service


def test_what_fits_several_services_names_none() -> None:
    assert service_named("just my hair cut", CUTS) == "Cut"
    assert service_named("my hair shortened", (*CUTS, replace(CUTS[0], name="Dry cut"))) is None


# ---- whatever costs least -----------------------------------------------------------------------


def test_the_cheapest_may_be_asked_for_at_once() -> None:
    call = held(Diary(practice()), "I'd like to book whatever's cheapest", *CALLER)
    assert "That would be Check-up on Friday" in call.says("Friday at ten")


def test_without_prices_the_service_is_asked_for() -> None:
    free = practice(services=(replace(CLEANING, price=None), replace(CHECKUP, price=None)))
    call = held(Diary(free), "I'd like to book whatever's cheapest", *CALLER)
    assert call.lines[-1][1].endswith("Which service would you like: Cleaning or Check-up?")


def test_a_question_for_the_cheapest_is_answered() -> None:
    said = Talk(Diary(practice())).says("what's the cheapest thing you do?")
    assert said.startswith("Cleaning costs 120 and Check-up costs 85.")


def test_digits_after_ending_are_no_time() -> None:
    asks = Question("anything")
    heard = understand("the number ending 0 1 2 3", Context(NOW, practice(), asks))
    assert heard.when.time is None
