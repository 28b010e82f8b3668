"""Which of several appointments is meant, told by its place among them."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.understand.placed import place_said

THREE = (
    ("2026-01-27 14:30", "Cleaning"),
    ("2026-01-29 10:00", "Check-up"),
    ("2026-02-03 09:00", "Cleaning"),
)


def call(said: str) -> Talk:
    talk = Talk(Diary(practice()).knows(PRIYA, "Priya Shah", *THREE))
    talk.says(said, *CALLER)
    return talk


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cancel my next appointment", "Cleaning on Tuesday, January 27 at 2:30 PM"),
        ("cancel the later one", "Cleaning on Tuesday, February 3 at 9:00 AM"),
        ("please cancel the second one", "Check-up on Thursday, January 29 at 10:00 AM"),
    ],
)
def test_that_one_is_read_back(said: str, meant: str) -> None:
    assert call(said).state.spoken.endswith(f"That's your {meant}. Shall I cancel it?")


def test_it_is_moved_likewise() -> None:
    talk = call("can you move my second appointment to Friday at nine")
    assert "your Check-up from Thursday, January 29 at 10:00 AM to Friday" in talk.state.spoken
    assert fold(talk.events) == talk.state


def test_another_one_after_all_is_asked_for() -> None:
    talk = call("cancel my next appointment")
    assert talk.says("no, the other one").endswith("Which one shall I cancel?")
    assert "Check-up on Thursday, January 29" in talk.says("no, the check-up")


@pytest.mark.parametrize(
    "said",
    [
        "move my appointment to the first available slot",
        "cancel my appointment",
        "move it to the second of March",
        "is there a later one",
    ],
)
def test_no_place(said: str) -> None:
    assert place_said(said) is None
