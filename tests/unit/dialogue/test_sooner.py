"""Changes that are not named as such: "can I come in sooner?", "could I come later that day"."""

from tests.unit.dialogue.conversations import CALLER, CHECKUP_29, empty, known
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA
from tests.unit.dialogue.talk import Talk


def test_that_day_is_the_day_of_what_is_being_cancelled() -> None:
    call = Talk(known())
    call.says("cancel my cleaning", *CALLER, "yes", "cancel my check-up")
    assert "Thursday, January 29" in call.says("can I come later that day")
    call.says("the first one", "yes")
    assert call.booked()[0].startswith("2026-01-29 1"), call.script()
    assert call.booked() != [CHECKUP_29]


def test_who_would_come_sooner_and_has_nothing_books() -> None:
    call = Talk(empty())
    call.says("I need to come in earlier on thursday", *CALLER, "a cleaning", "the first one")
    call.says("yes")
    assert call.booked() == ["2026-01-29 09:00 Cleaning"], call.script()


def test_one_appointment_is_meant_whatever_its_day() -> None:
    call = Talk(empty_but("2026-01-30 10:00"))
    assert "On Thursday, January 29 I have" in call.says(
        "can I come in earlier, on thursday", *CALLER
    )
    call.says("the first one", "yes")
    assert call.booked() == ["2026-01-29 09:00 Cleaning"], call.script()


def empty_but(start: str) -> Diary:
    return empty().knows(PRIYA, "Priya Shah", (start, "Cleaning"))


def test_a_wrong_name_hears_nothing_of_what_there_is() -> None:
    call = Talk(known())
    said = call.says("can I come sooner", "212 555 0123", "yes", "Bob Miller")
    new = Talk(empty()).says("can I come sooner", "212 555 0123", "yes", "Bob Miller")
    assert said == new
    assert "Priya" not in call.script()


def test_what_was_just_booked_can_be_had_sooner() -> None:
    call = Talk(empty())
    call.says("a cleaning wednesday at 1:30 pm", *CALLER, "yes")
    said = call.says("can I come in a bit earlier that day")
    assert "On Wednesday, January 28 I have" in said
    assert "4:30 PM" not in said
    call.says("the first one", "yes")
    assert call.booked() == ["2026-01-28 09:00 Cleaning"], call.script()
