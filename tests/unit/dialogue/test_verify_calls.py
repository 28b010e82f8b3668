"""The tier `verified`: a code is sent to the number on record, and read back by the caller."""

import pytest
from tests.unit.dialogue.code_talk import CODE, CodeDiary, CodeTalk, WithoutMessages, asks_for_codes
from tests.unit.dialogue.maple import PRIYA
from tests.unit.dialogue.talk import fold

from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import plan
from ringbook.dialogue.record import fold as record_of
from ringbook.dialogue.replay import replay
from ringbook.dialogue.state.call_events import CALL_EVENT, Refused, UserSaid
from ringbook.dialogue.state.verification import Verification

CANCEL = "I'd like to cancel my appointment"
IDENTIFY = ("212 555 0123", "yes", "Priya Shah")
ASKED = (
    "To be sure that it's you: if the number ending 0 1 2 3 is on file and can get text messages, "
    "a six-digit code is being sent to it. It's good for five minutes. What is the code?"
)
REACH = "You can reach the practice at 2 1 2, 5 5 5, 0 1 0 0."
BOOKED = ["2026-01-27 14:30 Cleaning"]


@pytest.fixture
def diary() -> CodeDiary:
    return asks_for_codes()


@pytest.fixture
def call(diary: CodeDiary) -> CodeTalk:
    """The code is asked for."""
    begun = CodeTalk(diary)
    assert begun.says(CANCEL, *IDENTIFY).endswith(ASKED), begun.script()
    return begun


def test_the_code_opens_what_the_name_does_not(call: CodeTalk, diary: CodeDiary) -> None:
    assert diary.messages == [PRIYA]
    assert call.state.tier == "matched"
    said = call.says("four two one, double nine, oh")
    assert said == (
        "Thank you, that's right. That's your Cleaning on Tuesday, January 27 at 2:30 PM. "
        "Shall I cancel it?"
    )
    assert call.state.is_verified
    call.says("yes")
    assert call.booked() == []


@pytest.mark.parametrize("said", [CODE, "it's 42 19 90", "421 990, I think", "4-2-1-9-9-0"])
def test_it_is_said_in_many_ways(call: CodeTalk, said: str) -> None:
    assert "Shall I cancel it?" in call.says(said), call.script()


def test_keys_count_as_digits(call: CodeTalk) -> None:
    assert "Shall I cancel it?" in call.keys("421990#"), call.script()


def test_it_comes_in_pieces_with_a_question_between(call: CodeTalk) -> None:
    assert call.says("421") == "I have 3 of the six digits. Which ones come next?"
    assert call.says("is there parking?").startswith("There is free parking behind the building.")
    assert "Shall I cancel it?" in call.says("nine nine oh"), call.script()


def test_too_many_digits_are_no_try(call: CodeTalk, diary: CodeDiary) -> None:
    assert call.says("4219990").startswith("The code has six digits.")
    assert diary.tries == 0
    assert "Shall I cancel it?" in call.says(CODE), call.script()


def test_three_wrong_ones_end_it(call: CodeTalk, diary: CodeDiary) -> None:
    assert call.says("111111") == (
        "That code doesn't match. You have 2 more tries. What is the code?"
    )
    assert "You have one more try." in call.says("222222")
    assert call.says("333333") == (
        f"That code doesn't match either. So I can't do that for this number in this call. {REACH} "
        "Is there anything else I can help with?"
    )
    assert "verify_caller" not in legal(call.state)
    again = call.says(CANCEL)
    assert REACH in again
    assert "code is being sent" not in again
    assert diary.sends == 1
    assert call.booked() == BOOKED


def test_after_five_minutes_a_new_one_is_offered(call: CodeTalk, diary: CodeDiary) -> None:
    call.later(5)
    assert call.says(CODE) == "That code is too old by now. Shall I send a new one?"
    assert diary.sends == 1
    assert "a new code is being sent" in call.says("yes please")
    assert "Shall I cancel it?" in call.says(CODE), call.script()


def test_or_not(call: CodeTalk, diary: CodeDiary) -> None:
    call.later(6)
    said = call.says(CODE, "no thanks")
    assert said.startswith(f"Without the code I can't do that for this number. {REACH}")
    assert diary.sends == 1


@pytest.mark.parametrize(
    "said",
    ["I didn't get it", "nothing came", "it hasn't arrived yet", "please send it again"],
)
def test_one_that_did_not_come_is_sent_again(call: CodeTalk, diary: CodeDiary, said: str) -> None:
    assert call.says(said) == (
        "If the number ending 0 1 2 3 is on file and can get text messages, a new code is being "
        "sent to it, and the one before is good no more. What is the code?"
    )
    assert diary.sends == 2


def test_but_not_for_ever(call: CodeTalk, diary: CodeDiary) -> None:
    said = call.says("nothing came", "nothing came", "still nothing came")
    assert said.startswith("I'm sorry, I can't send another code to that number for now.")
    assert REACH in said
    assert diary.sends == 3


def test_what_was_not_understood_is_asked_once_more(call: CodeTalk) -> None:
    assert call.says("I didn't get that").startswith("Welcome back")  # the same words again
    assert call.says("hm?").endswith("What is the code?")
    assert "say send it again" in call.says("banana", "banana", "banana"), call.script()


@pytest.mark.parametrize("said", ["no", "I don't have my phone with me", "it's a landline number"])
def test_who_cannot_is_told_what_else_there_is(call: CodeTalk, said: str) -> None:
    words = f"Without the code I can't do that for this number. {REACH}"
    assert call.says(said).startswith(words), call.script()
    assert call.booked() == BOOKED


def test_who_wants_something_else_gets_it(call: CodeTalk) -> None:
    said = call.says("actually, can I book a cleaning on Thursday at 3 pm instead?")
    assert said == "That would be Cleaning on Thursday, January 29 at 3:00 PM. Shall I book it?"
    call.says("yes")
    assert call.booked() == [*BOOKED, "2026-01-29 15:00 Cleaning"]


def test_times_said_on_the_way_are_no_code(call: CodeTalk, diary: CodeDiary) -> None:
    """And the code is still good when it is said at last, whatever was asked."""
    call.says("actually, can I book a cleaning on Thursday?")
    assert "3:30 PM" in call.says("three thirty"), call.script()
    call.says("oh, it has come: 421990", "yes")
    assert call.booked() == [*BOOKED, "2026-01-29 15:30 Cleaning"], call.script()
    assert CODE not in repr(call.events)
    assert diary.tries == 0
    said = call.says("cancel my appointment on Tuesday")
    assert "Thank you, that's right." in said
    assert "Shall I cancel it?" in said


def test_who_gives_up_loses_nothing(call: CodeTalk) -> None:
    assert call.says("never mind").startswith("All right, it stays as it is.")
    assert call.booked() == BOOKED


def test_messages_that_do_not_get_through_are_said_not_to(diary: CodeDiary) -> None:
    diary.down = True
    said = CodeTalk(diary).says(CANCEL, *IDENTIFY)
    assert "I'm sorry, text messages don't get through at the moment." in said
    assert REACH in said


def test_a_diary_that_does_not_answer_is_asked_again(diary: CodeDiary) -> None:
    diary.broken.add("verify_caller")
    call = CodeTalk(diary)
    assert call.says(CANCEL, *IDENTIFY).endswith("Shall I try that again?")
    diary.broken.clear()
    assert call.says("yes").endswith(ASKED), call.script()


def test_without_a_way_to_send_one_it_is_as_ever(diary: CodeDiary) -> None:
    call = WithoutMessages(diary)
    said = call.says(CANCEL, *IDENTIFY)
    assert "I can't find an appointment for that name and number" in said
    assert REACH in said
    assert diary.sends == 0


# ---- nothing is told -----------------------------------------------------------------------------


def _stranger(number: str) -> tuple[CodeTalk, list[str]]:
    diary = asks_for_codes()
    call = CodeTalk(diary)
    call.says(CANCEL, number, "yes", "Tom Baker", "is it sent?", "111111", "222222", "333333", "no")
    ending = " ".join(number[-4:])
    return call, [text.replace(ending, "?") for who, text in call.lines if who == "agent"][3:]


def test_the_words_are_the_same_whether_a_number_is_known_or_not() -> None:
    known, to_known = _stranger("212 555 0123")
    unknown, to_unknown = _stranger("212 555 0199")
    assert to_known == to_unknown
    assert known.diary.messages == [PRIYA]
    assert unknown.diary.messages == []
    tools = [[text for who, text in c.lines if who == "tool"] for c in (known, unknown)]
    assert tools[0] == tools[1]


def test_the_code_is_in_no_event_no_record_and_no_note(call: CodeTalk) -> None:
    call.says("421", "nine nine zero")
    heard = [e.text for e in call.events if isinstance(e, UserSaid)]
    assert heard[-2:] == ["[code]", "[code]"]
    stored = "".join(CALL_EVENT.dump_json(event).decode() for event in call.events)
    kept = stored + repr(record_of(call.events)) + repr(call.state) + note(call.state)
    for digits in (CODE, '"421"', "nine nine zero"):
        assert digits not in kept


def test_a_call_with_codes_can_be_played_again(call: CodeTalk) -> None:
    call.says("111111", "nothing came", CODE, "yes", "no")
    assert call.state.ended == "goodbye"
    assert replay(call.events).difference is None
    assert fold(call.events) == call.state


def test_a_call_from_before_there_were_codes_is_read_as_it_was() -> None:
    old = WithoutMessages(asks_for_codes())
    old.says(CANCEL, *IDENTIFY, "no")
    rows = [CALL_EVENT.dump_python(event, mode="json") for event in old.events]
    for row in rows:
        for new in ("codes", "code_digits"):
            row.pop(new, None)
    again = [CALL_EVENT.validate_python(row) for row in rows]
    assert replay(again).difference is None
    assert fold(again).codes == Verification()


# ---- what may be done ----------------------------------------------------------------------------


def test_only_what_is_next_is_legal(call: CodeTalk) -> None:
    assert "verify_caller" not in legal(call.state)
    for action in ("send", "check"):
        refused = illegal(call.state, "verify_caller", {"action": action})
        assert isinstance(refused, Refused)
    assert "What is the code?" in note(call.state)
    call.says("nothing came")
    assert "verify_caller" not in legal(call.state)


def test_a_caller_for_whom_no_code_is_needed_is_sent_none() -> None:
    call = CodeTalk(asks_for_codes(cancel="matched"))
    call.says(CANCEL, *IDENTIFY)
    assert "verify_caller" not in legal(call.state)
    assert "Shall I cancel it?" in call.state.spoken
    refused = illegal(call.state, "verify_caller", {"action": "send"})
    assert isinstance(refused, Refused)


def test_what_was_booked_in_the_call_needs_no_code(diary: CodeDiary) -> None:
    call = CodeTalk(diary)
    call.says("book a cleaning on Thursday at 3 pm", *IDENTIFY, "yes")
    assert "Shall I cancel it?" in call.says("cancel that again"), call.script()
    assert diary.sends == 0


def test_a_code_may_be_asked_for_before_booking_too() -> None:
    diary = asks_for_codes(book="verified")
    call = CodeTalk(diary)
    assert call.says("book a cleaning on Thursday at 3 pm", *IDENTIFY).endswith(ASKED)
    assert "Shall I book it?" in call.says(CODE)
    call.says("yes")
    assert call.booked() == [*BOOKED, "2026-01-29 15:00 Cleaning"]


def test_one_code_serves_for_all_that_follows() -> None:
    diary = asks_for_codes(hear="verified", move="verified", cancel="verified")
    call = CodeTalk(diary)
    assert call.says("what appointments do I have?", *IDENTIFY).endswith(ASKED)
    assert "Cleaning on Tuesday, January 27" in call.says(CODE)
    call.says("move it to Thursday at 3 pm", "yes")
    assert call.booked() == ["2026-01-29 15:00 Cleaning"], call.script()
    assert diary.sends == 1


def test_another_number_needs_its_own(call: CodeTalk, diary: CodeDiary) -> None:
    diary.knows("+12125550177", "Ann Lee", ("2026-01-28 09:00", "Check-up"))
    call.says(CODE, "no")
    asked = call.says("cancel another one, it's under 212 555 0177", "yes")
    assert "ending 0 1 7 7" in asked, call.script()
    assert call.state.tier != "verified"


def test_the_step_is_the_plans_own(call: CodeTalk) -> None:
    """So that a large model which fails in the middle is taken over without a second code."""
    step = plan(call.state)
    assert getattr(step, "asks", None) is not None
    assert getattr(step, "text", "").endswith("What is the code?")
