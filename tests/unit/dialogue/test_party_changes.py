"""Several people who are asked for by name: fewer of them after all, or each on another day."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.maple import LENA, SAM, practice
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.visit_diary import VisitDiary
from tests.unit.dialogue.visit_talk import stands

from ringbook.dialogue.replay import replay
from ringbook.dialogue.understand.clauses import clauses
from ringbook.dialogue.understand.visit import split_at_services

TWO = practice(providers=(LENA, SAM))
SERVICES = frozenset(("cleaning", "check-up"))


def call(*said: str) -> Talk:
    talk = Talk(VisitDiary(TWO))
    talk.says(said[0], *CALLER, *said[1:])
    return talk


def holds(talk: Talk) -> None:
    assert replay(talk.events).difference is None
    assert fold(talk.events) == talk.state


@pytest.mark.parametrize("said", ["actually just for me", "just me actually", "only for me, sorry"])
def test_just_me_where_the_name_of_the_other_was_asked(said: str) -> None:
    talk = call("I'd like a cleaning for me and my son")
    assert talk.state.spoken.endswith("What is your son's name?")
    talk.says(said, "tomorrow at ten", "yes")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning"]
    holds(talk)


def test_only_the_other_is_still_asked_for_by_name() -> None:
    talk = call("I'd like a cleaning for me and my son")
    assert talk.says("no, only for my son") == "What is your son's name?"
    talk.says("Leo", "tomorrow at ten", "yes")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning for Leo"]


@pytest.mark.parametrize("said", ["for both of us", "it's for me and my wife", "my wife and me"])
def test_for_whom_it_is_said_again_is_no_name(said: str) -> None:
    talk = call("I'd like a cleaning for me and my wife")
    assert talk.says(said) == "What is your wife's name?"
    talk.says("Anna", "tomorrow at ten", "yes")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning", "2026-01-27 10:00 Cleaning for Anna"]
    holds(talk)


def test_only_two_of_three_are_asked_for_by_name_one_after_the_other() -> None:
    talk = call("a check-up for my three kids tomorrow")
    assert talk.says("only two") == "What is your first child's name?"
    assert talk.says("Tom") == "What is your second child's name?"
    talk.says("Mia", "at nine", "yes")
    assert stands(talk) == [
        "2026-01-27 09:00 Check-up for Mia",
        "2026-01-27 09:00 Check-up for Tom",
    ]
    holds(talk)


def test_two_services_in_different_weeks_are_two_bookings() -> None:
    talk = call("can I book two appointments, a cleaning this week and a check-up next month")
    said = talk.says("Thursday at nine", "yes")
    assert "Now for the Check-up. I have Monday, February 2" in said
    talk.says("the first", "yes")
    assert stands(talk) == ["2026-01-29 09:00 Cleaning", "2026-02-02 09:00 Check-up"]
    holds(talk)


def test_the_name_of_somebody_spoken_of_before_is_heard_whenever_it_is_said() -> None:
    talk = call("I'd like to book an appointment for my mother", "her name is Rosa", "a check-up")
    assert talk.state.spoken.endswith("What day and time would you like?")
    assert "for Rosa" in talk.says("Wednesday at nine")
    holds(talk)


def test_who_says_more_of_the_time_is_asked_for_the_name_once_more() -> None:
    talk = call("a check-up for my mother")
    assert talk.says("she can only do mornings").endswith("What is your mother's name?")
    assert "9:00 AM" in talk.says("mornings only")
    assert "for your mother" in talk.says("the first one")


def test_just_one_of_two_where_the_first_name_was_asked() -> None:
    talk = call("I need to bring my two kids for a check-up tomorrow")
    assert talk.says("just one of them") == "What is your child's name?"
    talk.says("Tom", "at nine", "yes")
    assert stands(talk) == ["2026-01-27 09:00 Check-up for Tom"]
    holds(talk)


def test_two_names_are_those_of_both_though_the_first_was_missed() -> None:
    talk = call("I need to bring my two kids for a check-up tomorrow", "well let me think")
    assert talk.says("Tom and Mia").startswith("On Tuesday, January 27 I have")
    talk.says("the first one", "yes")
    assert stands(talk) == [
        "2026-01-27 09:00 Check-up for Mia",
        "2026-01-27 09:00 Check-up for Tom",
    ]


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        (
            "a cleaning for my wife on Monday and for me on Wednesday",
            ("a cleaning for my wife on Monday", "book a cleaning for me on Wednesday"),
        ),
        (
            "book my daughter Mia on Monday and my son Tom on Tuesday, both check-ups",
            (
                "book my daughter Mia on Monday for a check-up",
                "book a check-up for my son Tom on Tuesday",
            ),
        ),
        ("a cleaning for my wife and for me on Wednesday", ()),
        ("for my wife on Monday or Tuesday and for me on Wednesday", ()),
        ("a cleaning on Monday and my wife is free on Tuesday", ()),
    ],
)
def test_each_on_another_day_is_cut_apart(said: str, pieces: tuple[str, ...]) -> None:
    assert clauses(said, SERVICES) == (pieces or (said,))


def test_each_is_booked_on_their_own_day() -> None:
    talk = call("a cleaning for me on Monday and one for my son on Tuesday")
    talk.says("the first one")
    assert talk.says("yes").endswith("Now for your son. What is your son's name?")
    talk.says("Leo", "the first one", "yes")
    assert stands(talk) == ["2026-01-27 09:00 Cleaning for Leo", "2026-02-02 09:00 Cleaning"]
    holds(talk)


def test_a_visit_read_back_once_more_can_be_agreed_to() -> None:
    talk = call("a check-up and a cleaning tomorrow", "the first one")
    assert talk.says("the first one").startswith("I need a clear yes or no, please.")
    assert talk.says("yes").startswith("You're booked on Tuesday, January 27")
    assert stands(talk) == ["2026-01-27 09:00 Check-up", "2026-01-27 09:30 Cleaning"]


def test_a_clear_answer_is_no_cleaning() -> None:
    assert list(split_at_services("I need a clear yes or no, please.", TWO)) == []
    assert [s for s, _ in split_at_services("a cleening please", TWO)] == ["Cleaning"]
