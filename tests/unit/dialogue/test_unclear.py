"""What is lost or said in vain: a move that sounds like a booking, the same wrong name again."""

import pytest
from tests.unit.dialogue.conversations import CALLER, CHECKUP_29, TUESDAY_14_30, known, two_dentists
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.understand.unclear import WHICH

FRIDAY_10 = "2026-01-30 10:00 Cleaning"


def held(*turns: str) -> Talk:
    call = Talk(known())
    call.says(*turns)
    return call


@pytest.mark.parametrize(
    "said",
    [
        "my appointment to Friday",
        "my cleaning to Friday at ten",
        "my Tuesday cleaning to Friday at ten",
        "appointment to Friday",
        "appointment on Tuesday to Friday morning",
    ],
)
def test_a_move_whose_verb_was_lost_is_asked_about(said: str) -> None:
    call = held(said)
    assert call.state.frame.intent is None, call.script()
    assert call.lines[-1][1] == WHICH


@pytest.mark.parametrize(
    "said",
    [
        "a cleaning, Monday to Wednesday",
        "I'd like to come on Friday",
        "a cleaning on Friday",
        "my appointment is on Friday",
        "an appointment from two to three on Friday",
    ],
)
def test_a_booking_is_not_asked_about(said: str) -> None:
    assert held(said).lines[-1][1] != WHICH


def test_what_was_named_is_kept_for_the_move() -> None:
    call = held("my Tuesday cleaning to Friday at ten", "move it", *CALLER, "yes")
    assert call.booked() == [CHECKUP_29, FRIDAY_10], call.script()


def test_what_was_named_is_kept_for_the_booking() -> None:
    call = held("my cleaning to Friday at ten", "a new one", *CALLER, "yes")
    assert call.booked() == [TUESDAY_14_30, CHECKUP_29, FRIDAY_10], call.script()


def test_no_answer_is_asked_for_again() -> None:
    call = held("my appointment to Friday", "yes")
    assert call.lines[-1][1] == WHICH


@pytest.mark.parametrize(
    "said",
    ["No, I'd have to move the cleaning", "no, move my cleaning", "I'd have to move the cleaning"],
)
def test_a_move_in_the_middle_of_a_booking_is_a_move(said: str) -> None:
    call = held("a cleaning on Friday at ten", *CALLER, said, "yes")
    assert call.booked() == [CHECKUP_29, FRIDAY_10], call.script()


@pytest.mark.parametrize("said", ["change it to eleven", "can we move the time to eleven"])
def test_another_time_in_the_middle_of_a_booking_stays_a_booking(said: str) -> None:
    call = held("a cleaning on Friday at ten", *CALLER, said, "yes")
    assert "2026-01-30 11:00 Cleaning" in call.booked(), call.script()
    assert TUESDAY_14_30 in call.booked()


def test_the_same_wrong_name_is_tried_three_times() -> None:
    call = held("cancel my appointment", "212 555 0123", "yes", "bob", "Bob", "it's bob")
    assert "nothing I can open" in call.lines[-1][1], call.script()
    assert "name" not in call.says("hello")
    assert call.booked() == [TUESDAY_14_30, CHECKUP_29]


def test_a_right_name_after_two_wrong_ones_is_known() -> None:
    call = held("cancel my cleaning", "212 555 0123", "yes", "bob", "bob", "priya shah", "yes")
    assert call.booked() == [CHECKUP_29], call.script()


def test_a_name_said_twice_where_nobody_is_known_yet_is_one() -> None:
    call = Talk(Diary(practice()))
    call.says("this is Priya Shah, a cleaning on Friday at ten", "212 555 0123", "yes, Priya Shah")
    assert call.state.names == ("Priya Shah",)


def test_whether_one_is_still_down_for_a_day_is_a_question() -> None:
    call = held("I was wondering whether I'm still down for Thursday", *CALLER)
    assert "Check-up on Thursday, January 29 at 10:00 AM" in call.lines[-1][1]
    assert call.state.frame.intent is None


def test_in_a_new_call_nobody_is_taken_for_known() -> None:
    call = Talk(two_dentists())
    call.says("my appointment to Friday", "move it", *CALLER)
    assert "can't find an appointment" in call.lines[-1][1]


def test_the_same_name_again_tells_nobody_whether_the_number_is_known() -> None:
    """Word for word."""
    turns = ("cancel my appointment", "212 555 0123", "yes", "bob", "bob", "bob", "hello")
    heard = []
    for diary in (known(), Diary(practice())):
        call = Talk(diary)
        heard.append([call.says(turn) for turn in turns])
    assert heard[0] == heard[1]
