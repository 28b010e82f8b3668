"""Callers with habits must end with the right diary, each in a reasonable number of turns."""

import pytest
from tests.unit.dialogue.callers import (
    Caller,
    Chatty,
    Curious,
    Errand,
    Mumbler,
    Scripted,
    Terse,
    hold,
)
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, practice
from tests.unit.dialogue.talk import Talk

KINDS = (Caller, Terse, Chatty, Mumbler, Curious)
OPENINGS = (
    "I'd like to book an appointment",
    "Hi it's Priya, can I get a cleaning Thursday at 3 pm",
    "Hello, I need a cleaning on Thursday",
    "Do you have anything on Thursday at 3 pm?",
    "My number is 212 555 0123 and I want to book a cleaning for Thursday at 3 in the afternoon",
)


def known() -> Diary:
    return Diary(practice()).knows(
        PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"), ("2026-01-30 10:00", "Check-up")
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_booking_ends_in_the_diary(kind: type[Caller], opening: str) -> None:
    call = hold(Talk(Diary(practice())), kind(Errand(opening, pick="three o'clock")))
    assert call.booked() == ["2026-01-29 15:00 Cleaning"], call.script()


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancellation_ends_in_the_diary(kind: type[Caller]) -> None:
    call = hold(Talk(known()), kind(Errand("I need to cancel my appointment")))
    assert call.booked() == ["2026-01-30 10:00 Check-up"], call.script()


@pytest.mark.parametrize("kind", KINDS)
def test_a_move_ends_in_the_diary(kind: type[Caller]) -> None:
    call = hold(Talk(known()), kind(Errand("I want to reschedule my appointment")))
    assert call.booked() == ["2026-01-29 15:00 Cleaning", "2026-01-30 10:00 Check-up"], (
        call.script()
    )


@pytest.mark.parametrize("kind", KINDS)
def test_several_errands_in_one_call(kind: type[Caller]) -> None:
    errand = Errand("What appointments do I have?")
    errand.more = ["Please cancel the check-up", "And book a cleaning on Thursday at 3 pm"]
    if kind is Terse:
        call = hold(Talk(known()), Caller(errand))
    else:
        call = hold(Talk(known()), kind(errand))
    assert call.booked() == ["2026-01-27 14:30 Cleaning", "2026-01-29 15:00 Cleaning"], (
        call.script()
    )


def test_a_caller_who_corrects_the_number_and_the_time() -> None:
    errand = Errand("I want to book a cleaning")
    first = {
        "number": ["212 555 0124"],
        "yes": ["no, it's 212 555 0123", "yes", "no, sorry, I meant Friday at 11 am"],
    }
    call = hold(Talk(Diary(practice())), Scripted(errand, first=first))
    assert call.booked() == ["2026-01-30 11:00 Cleaning"], call.script()
    assert call.booked("+12125550124") == []


def test_a_caller_who_changes_the_mind_from_moving_to_cancelling() -> None:
    errand = Errand("Can I move my appointment on Tuesday to Thursday at 3 pm?")
    first = {"yes": ["yes", "actually, cancel it instead"]}
    call = hold(Talk(known()), Scripted(errand, first=first))
    assert call.booked() == ["2026-01-30 10:00 Check-up"], call.script()


def test_a_caller_who_gives_one_detail_at_a_time() -> None:
    errand = Errand("I'd like to make an appointment")
    first = {
        "number": ["two one two", "five five five", "oh one two three"],
        "when": ["Thursday", "3 pm"],
    }
    call = hold(
        Talk(Diary(practice())),
        Scripted(
            errand,
            first=first,
        ),
    )
    assert call.booked()[0].startswith("2026-01-29"), call.script()


def test_a_caller_who_never_agrees_books_nothing() -> None:
    errand = Errand("I want to book a cleaning on Thursday at 3 pm")
    first = {"yes": ["yes", "hm", "I'm not sure", "let me think", "no", "forget it"]}
    errand.when = "never mind"
    call = hold(Talk(Diary(practice())), Scripted(errand, first=first))
    assert call.booked() == [], call.script()
