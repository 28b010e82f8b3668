"""Where only the practice can decide, the wish to be called back is noted, and in the record."""

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, policies, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue import record
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import LateChange

CANCEL = ("cancel my Tuesday appointment", "212 555 0123", "yes", "Priya Shah")
OFFER = "Shall I note that you'd like them to call you back about it?"
NOTED = "I've noted for the practice that you'd like a call back about your Cleaning"
IN_THE_SUMMARY = "Wants a Call Back About:\n• Tuesday, January 27, 2026 at 2:30 PM"


def late(rule: LateChange = "ask_practice") -> Talk:
    rules = policies(cancel_notice_minutes=2880, late_change=rule)
    rows = (("2026-01-27 14:30", "Cleaning"), ("2026-02-12 10:00", "Check-up"))
    return Talk(Diary(practice(policies=rules)).knows(PRIYA, "Priya Shah", *rows))


def test_it_is_offered_agreed_to_and_recorded() -> None:
    call = late()
    said = call.says(*CANCEL)
    assert "Only the practice can decide." in said
    assert said.endswith(OFFER)
    told = call.says("yes please")
    assert told.startswith(f"{NOTED} on Tuesday, January 27 at 2:30 PM.")
    assert "anything else" in told
    call.says("no, that's all")
    assert call.state.ended == "goodbye"
    assert IN_THE_SUMMARY in record.fold(call.events).summary
    assert "Wants a call back about" not in note(late().state)
    assert "Noted: wants a call back about Tuesday, January 27 at 2:30 PM." in note(call.state)
    assert fold(call.events) == call.state
    assert len(call.booked()) == 2


def test_a_no_notes_nothing_and_the_call_goes_on() -> None:
    call = late()
    assert "anything else" in call.says(*CANCEL, "no")
    assert call.state.call_backs == ()
    assert "Call Back" not in record.fold(call.events).summary
    call.says("cancel the check-up", "yes")
    assert call.booked() == ["2026-01-27 14:30 Cleaning"], call.script()


def test_it_is_noted_once() -> None:
    call = late()
    call.says(*CANCEL, "yes")
    again = call.says("cancel my Tuesday appointment")
    assert OFFER not in again
    assert "Only the practice can decide." in again
    assert len(call.state.call_backs) == 1


def test_where_it_is_refused_nobody_is_asked() -> None:
    assert OFFER not in late("refuse").says(*CANCEL)


def test_a_question_in_other_words_is_the_same() -> None:
    call = late()
    call.says(*CANCEL)
    tuesday = call.state.appointments[0]
    words = "That is too late for me to cancel. Would you like the practice to call you back?"
    assert asked(call.state, words) == Question("call_back", appointment_id=tuesday.id)
