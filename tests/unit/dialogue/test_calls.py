"""Whole calls through the reducer, the plan and the gate, over a diary in memory."""

from tests.unit.dialogue.diary import CLEANING, Diary, Talk, fold, practice

from ringbook.dialogue.call_events import Booked


def test_a_booking_is_read_back_agreed_to_and_told() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("I want to book an appointment", "212 555 0123", "yes", "no")
    read_back = call.says("tomorrow at 2 pm")
    assert "Cleaning on Tuesday, January 27 at 2:00 PM. Shall I book it?" in read_back
    told = call.says("yes")
    assert "You're booked for Cleaning on Tuesday, January 27 at 2:00 PM." in told
    assert call.booked() == ["2026-01-27 14:00 Cleaning"], call.script()
    assert [type(c) for c in call.state.commits] == [Booked]


def test_folding_the_events_again_gives_the_same_state() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("I want to book an appointment", "212 555 0123", "yes", "no", "tomorrow at 2 pm")
    call.says("yes", "no", "bye")
    assert fold(call.events) == call.state
