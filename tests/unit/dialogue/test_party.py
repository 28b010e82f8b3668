"""Several people in one sentence: nobody is left out without a word."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.maple import LENA, PRIYA, SAM, practice
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.visit_diary import VisitDiary
from tests.unit.dialogue.visit_talk import stands

from ringbook.dialogue.replay import replay
from ringbook.dialogue.state.attendee import Attendee, spoken_people
from ringbook.dialogue.understand.party import counted, party_said

TWO = practice(providers=(LENA, SAM))
TOGETHER = (
    ("Can my wife and I both come in on Tuesday?", ("me", "wife")),
    ("I need to bring both of my children for a check-up", ("first child", "second child")),
    ("an appointment for me and my son", ("me", "son")),
    ("can my husband and I come for a cleaning tomorrow at ten", ("me", "husband")),
    ("my two kids need check-ups", ("first child", "second child")),
    ("bring my three kids in", ("first child", "second child", "third child")),
    ("book me and my daughter Mia please", ("me", "Mia")),
    ("it's for Tom and Mia", ("Tom", "Mia")),
    ("Tom and I need a cleaning", ("me", "Tom")),
    ("for my son Tom and my daughter Mia", ("Tom", "Mia")),
    ("for my son tom and my daughter mia on tuesday", ("Tom", "Mia")),
    ("my wife and son both need a cleaning", ("wife", "son")),
    ("my partner and I are due a cleaning", ("me", "partner")),
    ("for my parents", ("mother", "father")),
    ("for my mum and dad", ("mum", "dad")),
    ("appointments for myself, my husband and our two kids",
     ("me", "husband", "first child", "second child")),
    ("a check-up for both my sons", ("first son", "second son")),
    ("for my twins", ("first child", "second child")),
    ("both of us need a check-up", ("me", "companion")),
    ("can we both come in on friday?", ("me", "companion")),
    ("an appointment for two", ("me", "companion")),
    ("I need a check-up and so does my wife", ("me", "wife")),
    ("I need a cleaning and my husband needs one too", ("me", "husband")),
    ("for my wife and I on Tuesday", ("me", "wife")),
)  # fmt: skip
ALONE = (
    "my husband and I moved here last month, I need a check-up",
    "for my son and I want it on Tuesday",
    "for my son, I need a cleaning",
    "a cleaning for my wife",
    "my wife and I have an appointment on Tuesday",
    "I have two kids, so mornings are bad",
    "after I get my kids from school",
    "for me on Monday and Tuesday",
    "for Tom on Monday and Friday",
    "do you see children?",
    "my daughter's school ends at three and I can come after",
    "my friend told me about you and I need a check-up",
    "see Dr. Lena Ortiz and Dr. Sam Lee",
    "it's for my mother and she needs a check-up",
    "I have to bring my son to school at nine",
    "my son Tom needs a check-up, and I can bring him on Tuesday",
)


def call() -> Talk:
    return Talk(VisitDiary(TWO))


def holds(talk: Talk) -> None:
    assert replay(talk.events).difference is None
    assert fold(talk.events) == talk.state


@pytest.mark.parametrize(("said", "people"), TOGETHER)
def test_those_who_come_together_are_heard(said: str, people: tuple[str, ...]) -> None:
    assert tuple(who.stored or "me" for who in party_said(said, TWO)) == people


@pytest.mark.parametrize("said", ALONE)
def test_others_who_are_only_spoken_of_come_not_along(said: str) -> None:
    assert party_said(said, TWO) == ()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("can my wife and I park there?", "There is free parking behind the building."),
        ("do you see both of my kids?", "I'm sorry, I don't know that"),
    ],
)
def test_a_question_about_two_people_books_nothing(said: str, answer: str) -> None:
    talk = call()
    assert talk.says("a cleaning tomorrow at ten", *CALLER).endswith("Shall I book it?")
    assert answer in talk.says(said)
    talk.says("yes")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning"]


@pytest.mark.parametrize("said", ["Can my wife and I both come?", "Could you see me and my wife?"])
def test_a_question_may_ask_for_two_appointments(said: str) -> None:
    talk = call()
    assert "So that's for you and your wife." in talk.says(said)
    assert "Which service" in talk.says(*CALLER)


def test_how_many_is_open_for_my_kids() -> None:
    assert party_said("I'd like to book my kids in", TWO) == (Attendee(relation="child", nth=-1),)
    assert [who.stored for who in counted("child", "just two")] == ["first child", "second child"]
    assert counted("child", "one of them") == (Attendee(relation="child"),)
    assert counted("child", "hm") == ()


def test_people_are_spoken_of_as_a_caller_would() -> None:
    twins = counted("child", "two")
    assert spoken_people((Attendee(), *twins)) == "you and your two children"
    assert spoken_people((Attendee("Tom"), Attendee("Mia"))) == "Tom and Mia"


def test_a_couple_is_booked_in_one_visit() -> None:
    talk = call()
    assert "So that's for you and your wife." in talk.says(
        "Can my wife and I both come in on Tuesday?"
    )
    assert "Which service" in talk.says(*CALLER)
    assert "What is your wife's name?" in talk.says("a cleaning")
    assert "On Tuesday, January 27 I have" in talk.says("Meera")
    assert "Cleaning with Dr. Sam Lee for Meera at 9:00 AM. Shall I book both?" in talk.says(
        "the first one"
    )
    assert "You're booked on Tuesday, January 27" in talk.says("yes")
    assert stands(talk) == ["2026-01-27 09:00 Cleaning", "2026-01-27 09:00 Cleaning for Meera"]
    holds(talk)


def test_named_once_more_they_are_the_same() -> None:
    talk = call()
    talk.says("a cleaning for me and my wife on tuesday at ten", *CALLER, "Meera")
    assert "You're booked on" in talk.says("yes, for me and my wife")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning", "2026-01-27 10:00 Cleaning for Meera"]
    talk = call()
    talk.says("can my wife and I come on tuesday", *CALLER)
    assert talk.says("a cleaning for both of us") == "What is your wife's name?"


def test_two_children_are_asked_for_by_name() -> None:
    talk = call()
    talk.says("I need to bring both of my children for a check-up", *CALLER)
    assert "So that's for your two children." in talk.lines[2][1]
    assert talk.state.spoken.endswith("What is your first child's name?")
    assert "What day and time would you like?" in talk.says("Tom and Mia")
    talk.says("tuesday at ten", "yes")
    assert stands(talk) == [
        "2026-01-27 10:00 Check-up for Mia",
        "2026-01-27 10:00 Check-up for Tom",
    ]
    holds(talk)


def test_my_kids_are_counted_before_they_are_named() -> None:
    talk = call()
    assert "How many of your children is it for?" in talk.says(
        "can you get my kids in for a check-up tomorrow", *CALLER
    )
    assert talk.says("two") == "What is your first child's name?"
    assert talk.says("Tom") == "What is your second child's name?"
    assert "On Tuesday, January 27 I have 9:00 AM" in talk.says("Mia")
    talk.says("the first one", "yes")
    assert stands(talk) == [
        "2026-01-27 09:00 Check-up for Mia",
        "2026-01-27 09:00 Check-up for Tom",
    ]
    holds(talk)


def test_each_may_want_something_else() -> None:
    talk = call()
    talk.says("an appointment for me and my son", *CALLER)
    assert "What is your son's name?" in talk.says("a check-up for me and a cleaning for him")
    talk.says("Tom", "tuesday at ten", "yes")
    assert stands(talk) == ["2026-01-27 10:00 Check-up", "2026-01-27 10:00 Cleaning for Tom"]
    holds(talk)


@pytest.mark.parametrize("said", ["just me actually", "no, just me", "only for me"])
def test_the_other_may_stay_at_home_after_all(said: str) -> None:
    talk = call()
    talk.says("a cleaning for me and my wife on tuesday at ten", *CALLER, "Meera")
    assert "That would be Cleaning with Dr. Lena Ortiz on Tuesday" in talk.says(said)
    talk.says("yes")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning"]


def test_just_me_before_the_service_keeps_the_booking() -> None:
    talk = call()
    talk.says("Can my wife and I both come in on Tuesday?", *CALLER)
    assert "Which service" in talk.says("no, just me")
    talk.says("a cleaning", "the first one", "yes")
    assert stands(talk) == ["2026-01-27 09:00 Cleaning"]


def test_somebody_who_comes_along_does_not_take_the_callers_place() -> None:
    talk = call()
    talk.says("a cleaning tomorrow at ten", *CALLER, "and one for my wife too please", "Meera")
    assert "Shall I book both?" in talk.state.spoken
    talk.says("yes")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning", "2026-01-27 10:00 Cleaning for Meera"]
    holds(talk)


def test_a_yes_and_one_more_books_one_after_the_other() -> None:
    talk = call()
    talk.says("a cleaning tomorrow at ten", *CALLER)
    answer = talk.says("yes and one for my wife too please")
    assert "You're booked for Cleaning" in answer
    assert answer.endswith("Now for your wife. What is your wife's name?")
    assert "On Tuesday, January 27 I have" in talk.says("Meera")
    talk.says("the first one", "yes")
    assert stands(talk) == ["2026-01-27 09:00 Cleaning for Meera", "2026-01-27 10:00 Cleaning"]
    holds(talk)


@pytest.mark.parametrize(
    "said", ["and the same for my son", "can you get my son in as well", "another one for my son"]
)
def test_after_a_booking_the_same_for_somebody_keeps_service_and_day(said: str) -> None:
    talk = call()
    talk.says("a cleaning tomorrow at ten", *CALLER, "yes")
    assert "What is your son's name?" in talk.says(said)
    assert "On Tuesday, January 27 I have" in talk.says("Tom")
    talk.says("the first one", "yes")
    assert stands(talk) == ["2026-01-27 09:00 Cleaning for Tom", "2026-01-27 10:00 Cleaning"]


def test_a_booking_for_somebody_that_begins_with_also_is_theirs_alone() -> None:
    talk = Talk(VisitDiary(TWO).knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning")))
    talk.says("cancel my cleaning", *CALLER, "yes", "can you also book a slot for my son Tom")
    talk.says("a check-up", "tomorrow at ten", "yes")
    assert stands(talk) == ["2026-01-27 10:00 Check-up for Tom"]


def test_too_early_for_somebody_brings_nobody_along() -> None:
    talk = call()
    talk.says("a check-up for my son Tom on Tuesday", *CALLER, "the first one")
    talk.says("that's too early for my son", "at eleven", "yes")
    assert stands(talk) == ["2026-01-27 11:00 Check-up for Tom"]


def test_who_is_left_over_is_named_at_the_goodbye() -> None:
    talk = call()
    talk.says("a cleaning tomorrow at ten", *CALLER, "yes and one for my wife too please")
    assert "I won't book anything for your wife." in talk.says("I have to go, goodbye")
    assert stands(talk) == ["2026-01-27 10:00 Cleaning"]
