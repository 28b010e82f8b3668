"""Several tasks in one sentence are done one after another, each with its own words."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, PRIYA, SAM, policies, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.replay import replay
from ringbook.dialogue.understand.clauses import clauses

TWO = practice(providers=(LENA, SAM))
SERVICES = frozenset(("cleaning", "check-up"))
CHECKUP, CLEANING = "2026-01-29 10:00 Check-up", "2026-01-27 14:30 Cleaning"
FRIDAY_10 = "2026-01-30 10:00 Check-up"


def known() -> Talk:
    booked = (("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up"))
    return Talk(Diary(TWO).knows(PRIYA, "Priya Shah", *booked))


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("cancel my Tuesday one and move the Thursday one to Friday", 2),
        ("move the first to two and then cancel the other one", 2),
        ("move the tuesday one to wednesday and the thursday one to friday", 2),
        ("cancel my cleaning and my check-up", 2),
        ("cancel my cleaning. Also move my check-up to friday", 2),
        ("book a cleaning for friday and cancel the other one", 2),
        ("cancel my cleaning and book a check-up for friday", 1),
        ("cancel my cleaning and move it to friday instead", 1),
        ("cancel my tuesday one and move it to friday", 1),
        ("move my cleaning to friday and book it for ten", 1),
        ("move my cleaning to friday and change my name", 1),
        ("cancel my tuesday appointment and tell me when you open", 1),
        ("move my cleaning from tuesday to thursday and friday", 1),
        ("a cleaning and a check-up on friday", 1),
        ("a cleaning on monday and a check-up on friday", 2),
        ("a cleaning on monday and another one on friday", 2),
        ("a cleaning on monday or a check-up on friday", 1),
        ("I had a cleaning on monday and need a check-up on friday", 1),
        ("cancel my appointments for me and my son on tuesday", 1),
    ],
)
def test_a_sentence_is_cut_into_its_tasks(said: str, parts: int) -> None:
    assert len(clauses(said, SERVICES)) == parts


@pytest.mark.parametrize(
    ("said", "turns", "left"),
    [
        ("Cancel my Tuesday appointment and move the Thursday one to Friday",
         ("yes", "the one at ten", "yes"), [FRIDAY_10]),
        ("move the Thursday one to Friday at ten and cancel my Tuesday appointment",
         ("yes", "yes"), [FRIDAY_10]),
        ("move the tuesday one to wednesday at nine and the thursday one to friday at ten",
         ("yes", "yes"), ["2026-01-28 09:00 Cleaning", FRIDAY_10]),
        ("cancel my cleaning and my check-up please", ("yes", "yes"), []),
        ("cancel the cleaning and move the other one to Friday at ten", ("yes", "yes"),
         [FRIDAY_10]),
        ("cancel my cleaning, move my check-up to friday at ten and book a cleaning for monday "
         "at nine", ("yes", "yes", "yes"), [FRIDAY_10, "2026-02-02 09:00 Cleaning"]),
        ("cancel my Thursday appointment and move it to friday at ten", ("yes",),
         [CLEANING, FRIDAY_10]),
        ("book a check-up for Friday at ten and cancel my Tuesday one", ("yes", "yes"),
         [CHECKUP, FRIDAY_10]),
        ("a cleaning on friday at ten and a check-up on friday week at eleven", ("yes", "yes"),
         [CLEANING, CHECKUP, "2026-01-30 10:00 Cleaning", "2026-02-06 11:00 Check-up"]),
        ("book a check-up for Friday at ten and cancel the other one",
         ("yes", "the cleaning", "yes"), [CHECKUP, FRIDAY_10]),
    ],
)  # fmt: skip
def test_the_second_task_follows_the_first(
    said: str, turns: tuple[str, ...], left: list[str]
) -> None:
    call = known()
    call.says(said, *CALLER, *turns)
    assert call.booked() == left, call.script()
    assert "anything else" in call.state.spoken
    assert replay(call.events).difference is None
    assert fold(call.events) == call.state


def test_a_no_to_the_first_task_leaves_the_second() -> None:
    call = known()
    call.says("cancel the cleaning and move the check-up to friday at ten", *CALLER)
    answer = call.says("no, leave it")
    assert answer.startswith("All right, it stays as it is. I'd move your Check-up")
    call.says("yes")
    assert call.booked() == [CLEANING, FRIDAY_10], call.script()


def test_the_name_the_number_and_a_question_are_heard_beside_two_tasks() -> None:
    call = known()
    said = (
        "Hi, it's Priya Shah, 212 555 0123. Can you cancel the cleaning, and then move the other "
        "one to Friday at ten, and is there parking?"
    )
    assert "free parking" in call.says(said)
    assert "Shall I cancel it?" in call.says("yes")
    call.says("yes", "yes")
    assert call.booked() == [FRIDAY_10], call.script()


def test_what_waits_is_named_at_the_goodbye() -> None:
    call = known()
    call.says("cancel the cleaning and move the check-up to friday at ten", *CALLER)
    assert "Your appointments stay as they are." in call.says("goodbye")
    assert call.booked() == [CLEANING, CHECKUP]


def test_a_no_to_anything_else_takes_up_what_waits() -> None:
    rules = policies(cancel_notice_minutes=1440, late_change="refuse")
    late = practice(providers=(LENA, SAM), policies=rules)
    booked = (("2026-01-26 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up"))
    call = Talk(Diary(late).knows(PRIYA, "Priya Shah", *booked))
    call.says("cancel the cleaning and move the check-up to friday at ten", *CALLER)
    assert "sooner than that" in call.state.spoken
    assert "I'd move your Check-up" in call.says("no")
    call.says("yes")
    assert FRIDAY_10 in call.booked(), call.script()


@pytest.mark.parametrize(
    "said",
    [
        ("reschedule all of my appointments",),
        ("I need to move both of them, both my visits",),
        ("I need to move an appointment", "both"),
    ],
)
def test_both_are_moved_one_after_the_other(said: tuple[str, ...]) -> None:
    talk = known()
    talk.says(said[0], *CALLER, *said[1:])
    instead = "What day and time would you like instead?"
    assert f"Your Cleaning is on Tuesday, January 27 at 2:30 PM. {instead}" in talk.state.spoken
    talk.says("next monday at nine")
    assert f"Your Check-up is on Thursday, January 29 at 10:00 AM. {instead}" in talk.says("yes")
    assert "is moved" in talk.says("next monday at ten", "yes")
    assert fold(talk.events) == talk.state


def test_all_day_moves_one_alone() -> None:
    talk = known()
    talk.says("I'd like to move my cleaning to friday, all day is fine", *CALLER, "the first one")
    assert talk.says("yes").endswith("Is there anything else I can help with?")
