"""A diary that does not answer: what is said, what "try again" does, what is not claimed."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.note import note
from ringbook.dialogue.speak.away import HOLD, asks_again
from ringbook.dialogue.state.call_events import AgentSaid

ASKED = ("book a cleaning Thursday at 3 pm", "212 555 0123", "yes", "Priya Shah")
READ_BACK = "That would be Cleaning on Thursday, January 29 at 3:00 PM."
UNKNOWN = "I can't say yet whether that went through."
REACH = "You can reach the practice at 2 1 2, 5 5 5, 0 1 0 0."


def lost_in_booking() -> Talk:
    """A caller who said yes to a booking that the diary did not answer."""
    call = Talk(Diary(practice()))
    call.says(*ASKED)
    call.diary.broken = {"book_appointment"}
    call.says("yes")
    return call


def test_a_write_without_an_answer_is_neither_told_as_done_nor_as_not_done() -> None:
    call = lost_in_booking()
    assert call.lines[-1][1] == (
        "I'm sorry, I can't reach our diary at the moment, so I can't promise you anything yet. "
        f"{REACH} {READ_BACK} Shall I try again?"
    )
    for claim in ("You're booked for Thursday at 3 PM.", "Nothing was booked."):
        verdict = check(claim, call.state)
        assert (verdict.ok, verdict.instead) == (False, UNKNOWN), claim
    assert "the last attempt got no answer" in note(call.state)


@pytest.mark.parametrize("again", ["try again", "Yes, please.", "please try that once more"])
def test_asked_again_it_books_once_when_the_diary_is_back(again: str) -> None:
    call = lost_in_booking()
    call.diary.broken = set()
    assert "You're booked for Cleaning on Thursday, January 29 at 3:00 PM." in call.says(again)
    assert call.booked() == ["2026-01-29 15:00 Cleaning"], call.script()
    assert not call.state.unsure


def test_try_again_agrees_to_nothing_while_the_diary_answers() -> None:
    call = Talk(Diary(practice()))
    call.says(*ASKED, "try again")
    assert call.booked() == [], call.script()


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("could you try it again?", True),
        ("once more, please", True),
        ("try Tuesday", False),
        ("again on Tuesday", False),
        ("try again tomorrow", False),
    ],
)
def test_only_the_plain_wish_is_one_to_try_again(said: str, again: bool) -> None:
    assert asks_again(said) is again


def test_who_does_not_want_another_try_hears_that_nothing_is_known() -> None:
    call = lost_in_booking()
    said = call.says("no")
    assert said.startswith(f"I couldn't find out whether that went through. {REACH}")
    assert "won't book" not in said
    assert "Goodbye" in call.says("no, that's all")


def test_who_leaves_at_once_hears_it_too() -> None:
    said = lost_in_booking().says("goodbye")
    assert "I couldn't find out whether that went through." in said
    assert "won't book" not in said


def test_without_a_number_the_caller_is_asked_to_call_again() -> None:
    call = Talk(Diary(practice(hand_over_phone=None)))
    call.says(*ASKED)
    call.diary.broken = {"book_appointment"}
    call.says("yes")
    assert "Please call again to make sure." in call.says("goodbye")


@pytest.mark.parametrize("tool", ["identify_user", "fetch_slots"])
def test_a_look_up_that_failed_is_tried_again_when_the_caller_wants_it(tool: str) -> None:
    call = Talk(Diary(practice(), broken={tool}))
    said = call.says(*ASKED)
    assert f"I can't reach our diary at the moment. {REACH} Shall I try that again?" in said
    call.diary.broken = set()
    assert READ_BACK in call.says("try again"), call.script()


def test_a_look_up_is_not_tried_again_when_the_caller_does_not_want_it() -> None:
    call = Talk(Diary(practice(), broken={"identify_user"}))
    said = call.says(*ASKED, "no thanks")
    assert said == "All right, I won't book that. Is there anything else I can help with?"


def test_a_cancellation_and_a_list_say_the_same() -> None:
    diary = Diary(practice()).knows("+12125550123", "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    call = Talk(diary)
    diary.broken = {"retrieve_appointments"}
    call.says("cancel my appointment", "212 555 0123", "yes", "Priya Shah")
    assert call.lines[-1][1].endswith("Shall I try that again?")
    diary.broken = {"cancel_appointment"}
    said = call.says("yes", "yes")
    assert "can't promise you anything yet" in said
    assert said.endswith("Shall I try again?")
    diary.broken = set()
    assert "is cancelled" in call.says("try again"), call.script()


def test_the_hold_line_asks_and_changes_nothing() -> None:
    call = Talk(Diary(practice()))
    call.says(*ASKED)
    before = call.state
    call.apply(AgentSaid(call.now, HOLD))
    assert (call.state.asks, call.state.frame) == (before.asks, before.frame)
    assert check(HOLD, call.state).kind is None
