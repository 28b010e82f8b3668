"""Callers whose name is misheard: it proves them where it can, and letters are asked for."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, practice
from tests.unit.dialogue.talk import Talk

CANCEL = ("cancel my appointment", "212 555 0123", "yes")
ROW = ("2026-01-27 14:30", "Cleaning")


def talk(name: str) -> Talk:
    call = Talk(Diary(practice()).knows(PRIYA, name, ROW))
    assert call.says(*CANCEL) == "And your name, please?"
    return call


def test_a_misheard_name_opens_the_record() -> None:
    assert "Shall I cancel it?" in talk("Ravi Kumar").says("Robbie Kumer")


def test_a_name_heard_as_a_question_is_an_answer() -> None:
    call = talk("Luis Romero")
    assert call.says("Will you ease Romero?").endswith("You may spell it, or just say skip.")
    assert "Shall I cancel it?" in call.says("L U I S R O M E R O")


def test_words_that_are_no_name_still_prove_it() -> None:
    call = talk("Lakshmi Iyer")
    call.says("Locks me air.")
    assert call.state.names == ()
    assert "Shall I cancel it?" in call.says("It locks me air.")


def test_after_a_wrong_name_the_letters_are_asked_for_then_another_name() -> None:
    call = talk("Piotr Nowak")
    assert "Could you spell the name for me" in call.says("Peter Noah")
    assert "Shall I cancel it?" in call.says("P I O T R N O W K")
    other = talk("Priya Shah")
    assert "Could you spell the name for me" in other.says("Tom Baker")
    assert "under another name" in other.says("T O M B A K E R")
    assert "I can't find an appointment" in other.says("Ravi Kumar")
    assert "I can't find an appointment" in other.says("Priya Shah", "cancel it")


@pytest.mark.parametrize("answer", ["Will you ease Romero?", "Robbie Kumer", "Locks me air."])
def test_unread_names_hear_the_same_words_known_or_not(answer: str) -> None:
    known = Talk(Diary(practice()).knows(PRIYA, "Priya Shah", ROW))
    unknown = Talk(Diary(practice()))
    for text in (*CANCEL, answer, answer, "Tom Baker", "Zed Miller"):
        assert known.says(text) == unknown.says(text)
    assert len(known.diary.of(PRIYA)) == 1


@pytest.mark.parametrize(
    "said", ["Why do you need my name?", "Are you a robot?", "Do you have parking?", "What?"]
)
def test_a_question_is_no_try_at_a_name(said: str) -> None:
    call = talk("Priya Shah")
    call.says(said)
    assert call.state.name_tries == ()


def test_no_misheard_name_is_stored() -> None:
    call = Talk(Diary(practice()))
    call.says("I'd like a cleaning", "212 555 0123", "yes", "Locks me air.", "Locks me air.")
    assert call.state.names == ()
    assert call.diary.callers[PRIYA].name is None


def test_the_one_in_a_month_is_found_when_it_is_heard_as_a_figure() -> None:
    diary = Diary(practice()).knows(PRIYA, "Priya Shah", ROW, ("2026-02-03 11:00", "Cleaning"))
    call = Talk(diary)
    call.says(*CANCEL, "Priya Shah")
    assert "February 3 at 11:00 AM. Shall I cancel it?" in call.says("The 1 in February, please.")
    assert "is cancelled" in call.says("yes")
