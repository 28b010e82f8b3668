"""An appointment that is to be with somebody else or for something else; two that are swapped."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, PRIYA, SAM, at, practice
from tests.unit.dialogue.references import BOOKED, CHECKUP, CLEANING, TWO, heard, known
from tests.unit.dialogue.talk import Talk, fold

from ringbook.domain.model import Policies


def with_whom(talk: Talk) -> list[str]:
    return [row.provider for row in talk.diary.of(PRIYA)]


# ---- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "I want to keep my appointment but with sam",
        "can I have my check-up with Sam instead",
        "can I have my check-up on Thursday with Sam instead",
        "switch me to Dr. Lee",
        "same time but with Sam",
        "I'd like to switch my check-up from Dr Ortiz to Dr Lee",
        "change my dentist to Dr Lee",
        "my cleaning on tuesday but with Dr Lee instead",
    ],
)
def test_the_same_time_with_somebody_else(said: str) -> None:
    found = heard(said)
    assert found.beside is not None
    assert found.beside.own
    assert (found.provider, found.when.empty) == ("Dr. Sam Lee", True)
    assert found.has("move")
    assert not found.has("book", "question")


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("I want to change my check-up to a cleaning", True),
        ("turn my check-up into a cleaning", True),
        ("I'd rather have a cleaning instead of my check-up", True),
        ("instead of my check-up on thursday can I have a cleaning", True),
        ("change my check-up to friday", False),
        ("change my check-up to a morning", False),
        ("change my check-up to one at ten", False),
        ("a cleaning, not a check-up", False),
        ("cancel my check-up and book a cleaning", False),
    ],
)
def test_another_service_in_its_place(said: str, *, instead: bool) -> None:
    assert heard(said).instead is instead


@pytest.mark.parametrize(
    ("said", "swap"),
    [
        ("I want to swap my two appointments", True),
        ("swap my cleaning and my check-up", True),
        ("can you switch my appointments around", True),
        ("I want to swap my appointment to friday", False),
        ("switch my appointment", False),
        ("swap tuesday for thursday", False),
    ],
)
def test_two_that_change_places(said: str, *, swap: bool) -> None:
    assert heard(said).swap is swap


# ---- another provider ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "turns",
    [
        ("I want to keep my appointment but with sam", *CALLER, "the check-up", "yes"),
        ("can I have my check-up with Sam instead", *CALLER, "yes"),
        ("can I have my check-up on Thursday with Sam instead", *CALLER, "yes"),
        ("switch me to Dr. Lee", *CALLER, "the second one", "yes"),
        ("I need to move my check-up", *CALLER, "same time but with Sam", "yes"),
    ],
)
def test_the_time_stays_and_the_provider_changes(turns: tuple[str, ...]) -> None:
    talk = known()
    talk.says(*turns[:-1])
    told = "your Check-up on Thursday, January 29 at 10:00 AM, but with Dr. Sam Lee instead of"
    assert told in talk.state.spoken, talk.script()
    now = talk.says(turns[-1])
    assert "Your Check-up on Thursday, January 29 at 10:00 AM is with Dr. Sam Lee now." in now
    assert talk.booked() == [CLEANING, CHECKUP]
    assert with_whom(talk) == ["Dr. Lena Ortiz", "Dr. Sam Lee"]
    assert fold(talk.events) == talk.state


def test_who_is_not_free_then_is_said_not_to_be() -> None:
    talk = known("2026-01-29 10:00")
    answer = talk.says("can I have my check-up with Sam instead", *CALLER)
    assert "nothing free with Dr. Sam Lee at 10:00 AM on Thursday, January 29." in answer
    assert "On Thursday, January 29 I have" in answer
    talk.says("the first one", "yes")
    assert talk.booked() == [CLEANING, "2026-01-29 09:00 Check-up"], talk.script()
    assert with_whom(talk) == ["Dr. Lena Ortiz", "Dr. Sam Lee"]


def test_who_it_is_with_already_is_not_changed() -> None:
    talk = known()
    answer = talk.says("I'd like my check-up with Dr Ortiz instead", *CALLER)
    assert "Your Check-up on Thursday, January 29 at 10:00 AM is with Dr. Lena Ortiz" in answer
    assert "already. Is there anything else" in answer
    assert talk.says("no").endswith("Goodbye.")


def test_a_move_with_another_day_and_provider_finds_the_appointment() -> None:
    talk = known()
    talk.says("move my check-up to friday at nine with sam", *CALLER, "yes")
    assert talk.booked() == [CLEANING, "2026-01-30 09:00 Check-up"], talk.script()
    assert with_whom(talk)[-1] == "Dr. Sam Lee"


def test_an_offer_says_with_whom_once_it_was_asked_for() -> None:
    talk = known()
    talk.says("I'd like a cleaning next tuesday", *CALLER)
    assert "With Dr. Sam Lee, on Tuesday, February 3 I have" in talk.says("with sam if possible")
    assert "With Dr. Sam Lee" not in talk.says("the afternoon")
    assert "with Dr. Sam Lee on Tuesday, February 3" in talk.says("the first one")


def test_an_offer_of_several_days_says_with_whom() -> None:
    talk = known()
    answer = talk.says("I'd like a cleaning this week with Dr Lee", *CALLER)
    assert "With Dr. Sam Lee I have Monday, January 26 at" in answer


def test_who_has_nothing_that_day_is_said_to_have_nothing() -> None:
    diary = Diary(TWO).knows(PRIYA, "Priya Shah")
    for hour in range(9, 17):
        for minute in (0, 30):
            start = at(f"2026-01-30 {hour:02}:{minute:02}")
            diary.add("+12125550199", start, "Cleaning", SAM)
    talk = Talk(diary)
    talk.says("I'd like a cleaning on friday", *CALLER)
    assert "nothing free with Dr. Sam Lee on Friday, January 30." in talk.says("with sam please")


# ---- another service ----------------------------------------------------------------------------


def test_another_service_is_booked_before_the_old_one_is_cancelled() -> None:
    talk = known()
    answer = talk.says("I want to change my check-up to a cleaning", *CALLER)
    assert (
        "A move keeps its service, so I'd book the Cleaning first, and then cancel your" in answer
    )
    assert "That would be Cleaning" in talk.says("friday at ten")
    assert talk.booked() == [CLEANING, CHECKUP]
    answer = talk.says("yes")
    assert "You're booked for Cleaning" in answer
    assert "That's your Check-up" in answer
    assert answer.endswith("Shall I cancel it?")
    assert talk.booked() == [CLEANING, CHECKUP, "2026-01-30 10:00 Cleaning"]
    talk.says("yes")
    assert talk.booked() == [CLEANING, "2026-01-30 10:00 Cleaning"], talk.script()
    assert fold(talk.events) == talk.state


def test_its_old_time_is_not_free_yet() -> None:
    talk = known()
    talk.says("change my check-up to a cleaning", *CALLER)
    answer = talk.says("the same time")
    assert answer.startswith("I'm sorry, at that time you still have your Check-up. On Thursday")
    talk.says("the third one", "yes", "yes")
    assert talk.booked() == [CLEANING, "2026-01-29 10:30 Cleaning"], talk.script()


@pytest.mark.parametrize(
    "turns",
    [
        ("no, forget it",),
        ("no",),
        ("friday at ten", "no", "leave it"),
        ("goodbye",),
    ],
)
def test_nothing_is_cancelled_unless_the_other_is_booked(turns: tuple[str, ...]) -> None:
    talk = known()
    talk.says("change my check-up to a cleaning", *CALLER, *turns)
    assert talk.booked() == [CLEANING, CHECKUP], talk.script()
    assert "Shall I cancel" not in talk.script()


def test_who_is_not_proven_replaces_nothing() -> None:
    talk = known()
    talk.says("change my check-up to a cleaning", "212 555 0123", "yes", "bob fisher")
    assert "I can't find an appointment for that name and number." in talk.state.spoken
    talk.says("priya shah", "friday at ten", "yes", "yes")
    assert talk.booked() == [CLEANING, "2026-01-30 10:00 Cleaning"], talk.script()


def test_a_move_in_hand_becomes_another_service() -> None:
    talk = known()
    talk.says("I want to move my check-up", *CALLER, "actually make it a cleaning")
    talk.says("friday at ten", "yes", "yes")
    assert talk.booked() == [CLEANING, "2026-01-30 10:00 Cleaning"], talk.script()


def test_what_may_not_be_cancelled_any_more_is_not_replaced() -> None:
    rules = replace(Policies(), cancel_notice_minutes=7 * 1440, late_change="refuse")
    late = practice(providers=(LENA, SAM), policies=rules)
    talk = Talk(Diary(late).knows(PRIYA, "Priya Shah", *BOOKED))
    answer = talk.says("change my check-up to a cleaning", *CALLER)
    assert "is sooner than that" in answer
    assert "Shall I book" not in answer


def test_what_the_caller_does_not_have_is_not_replaced() -> None:
    talk = Talk(Diary(TWO).knows(PRIYA, "Priya Shah", BOOKED[0]))
    answer = talk.says("change my check-up to a cleaning", *CALLER)
    assert "I can't find a Check-up of yours. What day and time would you like?" in answer
    talk.says("friday at ten", "yes")
    assert talk.booked() == [CLEANING, "2026-01-30 10:00 Cleaning"], talk.script()
    assert "Shall I cancel" not in talk.script()


def test_another_appointment_named_in_a_move_is_the_one_meant() -> None:
    talk = known()
    talk.says("I want to move my check-up", *CALLER, "no sorry, my cleaning", "friday at ten")
    assert "I'd move your Cleaning" in talk.state.spoken, talk.script()
    talk.says("yes")
    assert talk.booked() == [CHECKUP, "2026-01-30 10:00 Cleaning"]


# ---- two that change places ---------------------------------------------------------------------


def test_two_that_change_places_are_moved_one_after_the_other() -> None:
    talk = known()
    answer = talk.says("I want to swap my two appointments", *CALLER)
    assert "I can only move one at a time, and to a time that is free." in answer
    assert answer.endswith("Which one shall I move first?")
    talk.says("the check-up", "friday at ten")
    answer = talk.says("yes")
    assert "to Thursday, January 29 at 10:00 AM. Shall I do that?" in answer
    talk.says("yes")
    assert talk.booked() == ["2026-01-29 10:00 Cleaning", "2026-01-30 10:00 Check-up"]
    assert fold(talk.events) == talk.state


def test_who_does_not_go_on_with_a_swap_keeps_both() -> None:
    talk = known()
    talk.says("swap my cleaning and my check-up", *CALLER, "no, leave it")
    assert talk.booked() == [CLEANING, CHECKUP]


# ---- questions about the list -------------------------------------------------------------------


def test_the_list_answers_which_is_first_who_and_where() -> None:
    talk = known()
    talk.says("what appointments do I have", *CALLER)
    first = "The first is your Cleaning with Dr. Lena Ortiz on Tuesday, January 27 at 2:30 PM."
    assert talk.says("which one is first").startswith(first)
    assert talk.says("who is that with").startswith("Your Cleaning is with Dr. Lena Ortiz. Is")
    assert "42 Maple Street" in talk.says("where is that")


def test_the_list_of_one_who_works_alone_answers_who() -> None:
    talk = Talk(Diary(practice()).knows(PRIYA, "Priya Shah", *BOOKED))
    talk.says("what appointments do I have", *CALLER)
    assert "Both are with Dr. Lena Ortiz." in talk.says("who are they with")
    assert "The last is your Check-up on Thursday" in talk.says(
        "what appointments do I have", "which one's last"
    )


def test_which_is_first_chooses_nothing() -> None:
    talk = known()
    talk.says("can you cancel my appointment", *CALLER)
    answer = talk.says("which one is first")
    assert answer.startswith("The first is your Cleaning")
    assert answer.endswith("Which one shall I cancel?")
    talk.says("the second one", "yes")
    assert talk.booked() == [CLEANING]


def test_who_it_is_with_is_answered_rather_than_said_again() -> None:
    talk = Talk(Diary(practice()).knows(PRIYA, "Priya Shah", *BOOKED))
    talk.says("what time is my appointment", *CALLER)
    assert talk.says("and who is it with").startswith("Both are with Dr. Lena Ortiz. Is there")
    assert talk.says("which one is first").startswith("The first is your Cleaning on Tuesday")
    talk.says("book a cleaning friday at ten", "yes", "what appointments do I have")
    assert talk.says("who are they with").startswith("All of them are with Dr. Lena Ortiz.")
