"""An appointment as the reference for another; another provider or service for an appointment."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, NOW, PRIYA, SAM, at, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.state.heard import Context, Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.turn import understand
from ringbook.domain.model import Policies

TWO = practice(providers=(LENA, SAM))
CLEANING, CHECKUP = "2026-01-27 14:30 Cleaning", "2026-01-29 10:00 Check-up"
BOOKED = (("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up"))


def known(*busy: str) -> Talk:
    """Priya with a cleaning on Tuesday and a check-up on Thursday, both with Dr. Ortiz."""
    diary = Diary(TWO, busy={at(start) for start in busy})
    return Talk(diary.knows(PRIYA, "Priya Shah", *BOOKED))


def with_whom(talk: Talk) -> list[str]:
    return [row.provider for row in talk.diary.of(PRIYA)]


def heard(said: str, asks: str = "") -> Heard:
    question = Question(asks) if asks else None  # type: ignore[arg-type]  # a table's plain text
    return understand(said, Context(NOW, TWO, question))


# ---- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "side", "service"),
    [
        ("can you move my cleaning to the same day as my check-up", "day", "Check-up"),
        ("move my check-up to the same day as my cleaning", "day", "Cleaning"),
        ("move my check-up to the day of my cleaning", "day", "Cleaning"),
        ("move my check up to when I'm in for my cleaning", "day", "Cleaning"),
        ("move my cleaning so that I have both on the same day", "day", None),
        ("I need a cleaning right after my checkup", "after", "Check-up"),
        ("move my cleaning to after my Thursday check-up", "after", "Check-up"),
        ("book a cleaning just before my check-up please", "before", "Check-up"),
        ("move my cleaning back to back with my check-up", "next", "Check-up"),
        ("I'd like to add a cleaning to my check-up on thursday", "next", "Check-up"),
        ("I'd like a cleaning together with my next appointment", "next", None),
        ("book my son in for a cleaning right after me", "after", None),
    ],
)
def test_a_time_told_by_an_appointment(said: str, side: str, service: str | None) -> None:
    found = heard(said)
    assert found.beside is not None
    assert (found.beside.side, found.beside.service) == (side, service)
    assert found.text == said
    assert found.service != service or service is None
    assert found.has("book", "move")


@pytest.mark.parametrize("said", ["after my check-up", "just before my check-up", "maybe right "
                                  "after my check-up then"])  # fmt: skip
def test_a_time_told_by_an_appointment_answers_when(said: str) -> None:
    found = heard(said, "when")
    assert found.beside is not None
    assert (found.service, found.when.empty) == (None, True)


@pytest.mark.parametrize(
    "said",
    [
        "do you have same day appointments?",
        "can I come the same day?",
        "move my cleaning to after my holiday",
        "I need a check-up after my shift",
        "I need a cleaning right after my doctor's appointment",
        "a cleaning after my appointment with the bank",
        "what happens after my check-up?",
        "can I eat right before my check-up?",
        "cancel the one right after my check-up",
        "a cleaning and a check-up on friday",
        "same time next week",
        "is that with Dr Lee",
        "a cleaning with Sam",
        "I'd like my cleaning with Sam",
        "switch my check-up to thursday with Dr Lee",
        "get me in with Sam",
    ],
)
def test_what_is_told_by_no_appointment(said: str) -> None:
    assert heard(said).beside is None


def test_same_day_appointments_are_todays() -> None:
    assert heard("do you have same day appointments?").when.date == NOW.date()


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


# ---- beside another appointment -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "left"),
    [
        (("can you move my cleaning to the same day as my check-up", *CALLER, "right after it",
          "yes"), [CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("can you move my check-up to the same day as my cleaning", *CALLER, "just before it",
          "yes"), ["2026-01-27 14:00 Check-up", CLEANING]),
        (("move my cleaning back to back with my check-up", *CALLER, "yes"),
         [CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("move my cleaning to friday at ten", *CALLER, "no, right after my check-up", "yes"),
         [CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("move my cleaning to friday at ten", *CALLER, "yes but right after my check-up"),
         [CLEANING, CHECKUP]),
        (("move my cleaning to the day of my check-up in the afternoon", *CALLER, "the first one",
          "yes"), [CHECKUP, "2026-01-29 13:00 Cleaning"]),
        (("move my cleaning to the same day as my check-up", *CALLER, "no, on friday at ten",
          "yes"), [CHECKUP, "2026-01-30 10:00 Cleaning"]),
        (("I'd like to add a cleaning to my check-up on thursday", *CALLER, "right after", "yes"),
         [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("I'd like a cleaning", *CALLER, "just before my check-up", "yes"),
         [CLEANING, "2026-01-29 09:30 Cleaning", CHECKUP]),
        (("I'd like a cleaning right after my appointment", *CALLER, "the check-up", "yes"),
         [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("I'd like a cleaning right after my appointment", *CALLER, "the second one", "yes"),
         [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("book a cleaning friday at ten", *CALLER, "yes", "I also need a check-up right after "
          "that", "yes"),
         [CLEANING, CHECKUP, "2026-01-30 10:00 Cleaning", "2026-01-30 10:30 Check-up"]),
    ],
)  # fmt: skip
def test_next_to_another_appointment(turns: tuple[str, ...], left: list[str]) -> None:
    talk = known()
    talk.says(*turns)
    assert talk.booked() == left, talk.script()
    assert fold(talk.events) == talk.state


def test_what_is_near_is_said_to_be_only_that() -> None:
    talk = known("2026-01-29 10:30", "2026-01-29 11:00")
    answer = talk.says("move my cleaning right after my check-up", *CALLER)
    assert "I'm sorry, I have nothing free right after your Check-up. I'd move" in answer
    assert "to Thursday, January 29 at 11:30 AM. Shall I do that?" in answer


def test_what_is_far_is_offered_and_not_read_back() -> None:
    morning = ("10:30", "11:00", "11:30", "13:00")
    talk = known(*(f"2026-01-29 {start}" for start in morning))
    answer = talk.says("move my cleaning right after my check-up", *CALLER)
    assert "nothing free right after your Check-up. On Thursday, January 29 I have" in answer
    assert "Which suits you?" in answer


def test_a_full_day_is_said_to_be_full() -> None:
    times = [f"{hour:02}:{minute:02}" for hour in range(9, 17) for minute in (0, 30)]
    talk = known(*(f"2026-01-29 {start}" for start in times))
    answer = talk.says("move my cleaning to the same day as my check-up", *CALLER)
    assert "nothing free on Thursday, January 29" in answer


def test_nobody_is_offered_the_time_of_their_own_appointment() -> None:
    talk = known()
    talk.says("I'd like a cleaning on the same day as my check-up", *CALLER)
    answer = talk.says("ten")
    assert "at 10:00 AM. Shall I" not in answer, talk.script()


def test_which_of_several_is_asked() -> None:
    talk = known()
    answer = talk.says("I'd like a cleaning right after my appointment", *CALLER)
    assert answer.endswith("January 29 at 10:00 AM. Which one do you mean?")


def test_an_appointment_that_is_not_there_is_not_guessed() -> None:
    talk = known()
    answer = talk.says("I'd like a check-up on the same day as my wife's appointment", *CALLER)
    assert answer.endswith("I can't find that appointment. Which day would you like?")
    talk.says("friday at eleven", "yes")
    assert talk.booked() == [CLEANING, CHECKUP, "2026-01-30 11:00 Check-up"], talk.script()


def test_the_appointment_of_somebody_of_the_same_number_is_found() -> None:
    diary = Diary(TWO).knows(PRIYA, "Priya Shah", *BOOKED)
    diary.add(PRIYA, at("2026-01-30 11:00"), "Check-up", SAM, "wife")
    talk = Talk(diary)
    answer = talk.says("I'd like a cleaning right after my wife's appointment", *CALLER)
    assert "on Friday, January 30 at 11:30 AM. Shall I book it?" in answer, talk.script()


def test_an_unproven_caller_hears_of_no_appointment() -> None:
    talk = known()
    talk.says("I'd like a cleaning right after my check-up", "212 555 0123", "yes", "bob fisher")
    assert "January 29" not in talk.script()
    assert "10:30" not in talk.script()


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
    assert "Dr. Lena Ortiz" in talk.says("who is that with")
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
