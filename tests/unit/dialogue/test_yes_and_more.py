"""A yes to a read-back with another task behind it: both are done, one after the other."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, ZONE, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.understand.clauses import after_yes

TWO = (("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up"))
CANCEL = "cancel my check-up"
MOVE = "move my cleaning to Friday at nine"


def call(said: str) -> Talk:
    talk = Talk(Diary(practice()).knows(PRIYA, "Priya Shah", *TWO))
    talk.says(said, *CALLER)
    return talk


def stands(talk: Talk) -> list[str]:
    rows = (row for row in talk.diary.of(PRIYA))
    return [f"{row.starts_at.astimezone(ZONE):%m-%d %H:%M} {row.service}" for row in rows]


def test_a_booking_after_a_cancellation() -> None:
    talk = call(CANCEL)
    said = talk.says("yes and book me a cleaning on Friday")
    assert "is cancelled. " in said
    assert "On Friday, January 30 I have" in said
    talk.says("nine", "yes")
    assert stands(talk) == ["01-27 14:30 Cleaning", "01-30 09:00 Cleaning"]
    assert fold(talk.events) == talk.state


@pytest.mark.parametrize(
    "said", ["yes please, and also cancel the other one", "sure, then cancel the cleaning"]
)
def test_another_cancellation(said: str) -> None:
    talk = call(CANCEL)
    assert talk.says(said).endswith(
        "That's your Cleaning on Tuesday, January 27 at 2:30 PM. Shall I cancel it?"
    )
    assert stands(talk) == ["01-27 14:30 Cleaning"]


def test_a_cancellation_after_a_move() -> None:
    talk = call(MOVE)
    said = talk.says("yes and cancel the check-up")
    assert "is moved from Tuesday, January 27 at 2:30 PM to Friday, January 30 at 9:00 AM." in said
    assert said.endswith(
        "That's your Check-up on Thursday, January 29 at 10:00 AM. Shall I cancel it?"
    )
    talk.says("yes")
    assert stands(talk) == ["01-30 09:00 Cleaning"]


@pytest.mark.parametrize(
    "said",
    [
        *("yes and cancel it", "ok and cancel the whole thing", "okay and cancel my appointment"),
        *("yes but cancel the check-up", "ok, and book me a check-up instead"),
        *("and cancel the check-up", "yes and move it to four"),
    ],
)
def test_anything_less_agrees_to_nothing(said: str) -> None:
    talk = call(MOVE)
    talk.says(said)
    assert stands(talk) == ["01-27 14:30 Cleaning", "01-29 10:00 Check-up"], talk.script()


def test_both_are_moved_one_after_the_other() -> None:
    talk = call("move both to Friday")
    talk.says("nine", "yes")
    assert stands(talk) == ["01-29 10:00 Check-up", "01-30 09:00 Cleaning"]
    assert "January 30 I have" in talk.state.spoken


@pytest.mark.parametrize(
    "said",
    [
        *("see you then", "ok, I'll be there", "I'll take that", "great, lock it in"),
        *("yes, for my son", "ok keep it", "sure, looking forward to it"),
    ],
)
def test_who_means_to_come_cancels_nothing(said: str) -> None:
    talk = call(CANCEL)
    talk.says(said)
    assert len(stands(talk)) == 2, talk.script()


def test_who_booked_but_cannot_come_cancels() -> None:
    said = call("I made an appointment for Thursday but I can't come").state.spoken
    assert said.endswith("Shall I cancel it?")


def test_no_to_one_and_another_named() -> None:
    talk = call(CANCEL)
    assert talk.says("no, the Tuesday one").startswith("That's your Cleaning on Tuesday")


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("Yes, please. And cancel the check-up", "cancel the check-up"),
        ("that's right, and can you book a cleaning on Friday", "book a cleaning on Friday"),
        ("yes", None),
        ("yes and thank you", None),
        ("no and cancel the check-up", None),
    ],
)
def test_what_comes_after_the_yes(said: str, task: str | None) -> None:
    found = after_yes(said)
    assert (found[1] if found else None) == task
