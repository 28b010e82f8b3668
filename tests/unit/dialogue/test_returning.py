"""Who calls again is met with the usual and with what was cut off, if it is really them."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, PRIYA, SAM, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.replay import replay
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.unfinished import left_open
from ringbook.domain.model import Preferences, Unfinished, Usual

THURSDAYS = Preferences("afternoon", ("Thursday", "Monday"))
CLEANING_WITH_SAM = Usual("Cleaning", SAM.name, "Thursday", "afternoon")
BOOK = "I'd like to book an appointment"
USUAL = "The usual, a Cleaning on a Thursday afternoon with Dr. Sam Lee?"
TUESDAY = "2026-01-27 14:30 Cleaning"


def diary(
    usual: Usual | None = CLEANING_WITH_SAM,
    unfinished: Unfinished | None = None,
    alone: bool = False,
) -> Diary:
    """Priya, known, with a cleaning on Tuesday."""
    people = (LENA,) if alone else (LENA, SAM)
    found = Diary(practice(providers=people)).knows(
        PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning")
    )
    known = found.callers[PRIYA]
    found.callers[PRIYA] = replace(known, preferences=THURSDAYS, usual=usual, unfinished=unfinished)
    return found


def held(where: Diary, *turns: str, caller_id: str | None = None) -> Talk:
    call = Talk(where, caller_id=caller_id)
    call.says(*turns)
    return call


# ---- the usual ----------------------------------------------------------------------------------


def test_the_usual_is_suggested_agreed_to_and_read_back() -> None:
    call = held(diary(), BOOK, *CALLER)
    assert call.lines[-1][1] == f"Welcome back, Priya. {USUAL}"
    assert "Thursday, January 29 I have" in call.says("yes please")
    assert "with Dr. Sam Lee on Thursday, January 29 at 1:00 PM" in call.says("the first one")
    call.says("yes")
    assert call.booked() == [TUESDAY, "2026-01-29 13:00 Cleaning"], call.script()


def test_it_is_declined_once_and_the_booking_goes_on() -> None:
    call = held(diary(), BOOK, *CALLER, "no")
    assert call.lines[-1][1] == "Which service would you like: Cleaning or Check-up?"
    call.says("a check-up", "friday at ten", "yes", "i'd like to book another appointment")
    assert "The usual" not in call.lines[-1][1]


@pytest.mark.parametrize(
    ("said", "booked"),
    [
        ("yes but on Friday at eleven", "2026-01-30 11:00 Cleaning"),
        ("a check-up on Friday at ten", "2026-01-30 10:00 Check-up"),
        ("no, a check-up on Friday at ten", "2026-01-30 10:00 Check-up"),
    ],
)
def test_what_the_caller_says_wins(said: str, booked: str) -> None:
    call = held(diary(), BOOK, *CALLER, said, "yes")
    assert booked in call.booked(), call.script()


@pytest.mark.parametrize(
    "said",
    ["a cleaning", "an appointment on Friday", "an appointment for my son", "something with Lena"],
)
def test_nothing_is_suggested_to_who_named_something(said: str) -> None:
    call = held(diary(), f"I'd like to book {said}", *CALLER)
    assert "The usual" not in call.script()


def test_nor_to_who_is_not_proven() -> None:
    """The very words that anybody hears."""
    wrong = held(diary(), BOOK, "212 555 0123", "yes", "Tom Baker")
    unknown = held(Diary(practice(providers=(LENA, SAM))), BOOK, "212 555 0123", "yes", "Tom Baker")
    assert wrong.lines[-1][1] == unknown.lines[-1][1]
    assert "Cleaning on a" not in note(wrong.state)


def test_the_network_s_number_proves_enough() -> None:
    assert held(diary(), BOOK, "yes", caller_id=PRIYA).lines[-1][1].endswith(USUAL)


@pytest.mark.parametrize(
    ("usual", "alone", "said"),
    [
        (Usual("Cleaning", None, "Thursday", "afternoon"), False, "on a Thursday afternoon?"),
        (Usual("Cleaning", SAM.name, None, "morning"), False, "in the morning with Dr. Sam Lee?"),
        (Usual("Cleaning", SAM.name), False, "with Dr. Sam Lee?"),
        (CLEANING_WITH_SAM, True, "on a Thursday afternoon?"),
        (Usual("Cleaning", None, "Sunday", "morning"), True, "in the morning?"),
    ],
)
def test_only_what_is_known_and_still_there_is_named(usual: Usual, alone: bool, said: str) -> None:
    call = held(diary(usual, alone=alone), BOOK, *CALLER)
    assert call.lines[-1][1] == f"Welcome back, Priya. The usual, a Cleaning {said}"


def test_a_service_that_is_not_offered_any_more_is_not_the_usual() -> None:
    call = held(diary(Usual("Bleaching")), BOOK, *CALLER)
    assert "Which service would you like" in call.lines[-1][1]
    assert "You usually come" in call.lines[-1][1]


def test_a_question_about_it_is_answered_and_it_is_asked_again() -> None:
    said = held(diary(), BOOK, *CALLER).says("how much is that")
    assert said == f"Cleaning costs 120. {USUAL}"


def test_a_yes_to_are_you_still_there_takes_nothing() -> None:
    call = held(diary(), BOOK, *CALLER)
    assert call.quiet() == "Are you still there?"
    assert call.says("yes") == USUAL
    call = held(diary(None, Unfinished("book", "Cleaning")), BOOK, *CALLER)
    call.quiet()
    assert "shall we go on?" in call.says("yes, I'm here")


def test_the_usual_can_be_asked_for() -> None:
    for said in ("the usual please", "usual, please", "as always"):
        assert held(diary(), said, *CALLER).lines[-1][1].endswith(USUAL)
    assert "Which service" in held(Diary(practice()), "my usual, please", *CALLER).lines[-1][1]


def test_a_large_model_is_told_and_may_ask_in_its_own_words() -> None:
    call = held(diary(), BOOK, *CALLER)
    assert "The usual: a Cleaning on a Thursday afternoon with Dr. Sam Lee." in note(call.state)
    assert asked(call.state, "Would you like the usual?") == Question("usual")


# ---- a call that was cut off --------------------------------------------------------------------


def test_a_booking_is_taken_up_where_it_stopped() -> None:
    first = held(diary(), BOOK, *CALLER, "yes", "the first one")
    assert first.state.asks is not None
    task = left_open(first.events)
    call = held(diary(unfinished=task), "hi, we were cut off")
    assert call.lines[-1][1] == "I'm sorry about that. May I have your phone number, please?"
    said = call.says(*CALLER)
    assert said == (
        "Welcome back, Priya. We were cut off: you wanted a Cleaning with Dr. Sam Lee on Thursday, "
        "January 29 at 1:00 PM; shall we go on?"
    )
    assert call.booked() == [TUESDAY]
    assert call.says("yes").endswith("Thursday, January 29 at 1:00 PM. Shall I book it?")
    call.says("yes", "bye")
    assert call.booked() == [TUESDAY, "2026-01-29 13:00 Cleaning"], call.script()
    assert replay(call.events).difference is None
    assert fold(call.events) == call.state


def test_an_agreed_write_is_not_taken_along() -> None:
    first = held(diary(), "a cleaning on Friday at ten", *CALLER)
    call = held(diary(unfinished=left_open(first.events)), "we got cut off", "yes", caller_id=PRIYA)
    call.says("yes")
    assert call.state.frame.agreed is None
    assert call.booked() == [TUESDAY]
    assert call.lines[-1][1].endswith("Shall I book it?")


def test_a_move_is_taken_up_with_the_appointment_meant() -> None:
    first = held(diary(), "move my cleaning to Friday", *CALLER)
    call = held(diary(unfinished=left_open(first.events)), "we got cut off", "yes", caller_id=PRIYA)
    assert "you wanted to move your Cleaning to Friday, January 30; shall" in call.lines[-1][1]
    call.says("yes, but to Monday at nine", "yes")
    assert call.booked() == ["2026-02-02 09:00 Cleaning"], call.script()


def test_a_cancellation_is_read_back_anew() -> None:
    first = held(diary(), "cancel my cleaning", *CALLER)
    call = held(diary(unfinished=left_open(first.events)), "we got cut off", "yes", caller_id=PRIYA)
    assert "you wanted to cancel your Cleaning; shall we go on?" in call.lines[-1][1]
    assert call.says("yes").endswith("Shall I cancel it?")
    assert call.booked() == [TUESDAY]


def test_for_whom_it_was_is_taken_along() -> None:
    first = held(diary(), "a cleaning for my son Tom on Friday at ten", *CALLER)
    call = held(diary(unfinished=left_open(first.events)), BOOK, "yes", caller_id=PRIYA)
    assert "a Cleaning for Tom on Friday, January 30 at 10:00 AM" in call.lines[-1][1]
    assert "for Tom on Friday, January 30 at 10:00 AM. Shall I book it?" in call.says("yes")


def test_a_no_starts_afresh() -> None:
    task = Unfinished("book", "Cleaning")
    call = held(diary(None, task), BOOK, *CALLER, "no")
    assert call.lines[-1][1].startswith("Which service would you like")
    call = held(diary(None, task), "we got cut off", *CALLER, "no")
    assert call.lines[-1][1] == "How can I help you?", call.script()


def test_another_wish_goes_before_it() -> None:
    task = Unfinished("book", "Cleaning")
    call = held(diary(None, task), "cancel my cleaning", *CALLER)
    assert call.lines[-1][1].endswith("Shall I cancel it?")
    call.says("yes")
    assert "cut off" not in call.script()
    call = held(diary(None, task), BOOK, *CALLER, "cancel my cleaning")
    assert call.lines[-1][1].endswith("Shall I cancel it?")


def test_nobody_else_hears_of_it() -> None:
    task = Unfinished("book", "Cleaning")
    wrong = held(diary(None, task), BOOK, "212 555 0123", "yes", "Tom Baker")
    assert "cut off" not in wrong.script()
    assert "cut off" not in note(wrong.state)


def test_nothing_is_left_open_where_nothing_was_begun_or_all_was_done() -> None:
    done = held(diary(), "a cleaning on Friday at ten", *CALLER, "yes")
    assert left_open(done.events) is None
    assert left_open(held(diary(), "hello").events) is None
    assert left_open(held(diary(), BOOK, "212 555 0123", "yes", "Tom Baker").events) is None
    assert left_open(held(diary(), "a cleaning every week on Friday", *CALLER).events) is None
    assert left_open(held(diary(), "what do I have?", *CALLER).events) is None


def test_who_was_not_cut_off_is_asked_what_they_want() -> None:
    call = held(diary(None), "hello, the line got dropped", *CALLER)
    assert call.lines[-1][1].endswith("How can I help you?")


def test_a_large_model_is_told_what_was_cut_off() -> None:
    call = held(diary(None, Unfinished("cancel", "Cleaning")), "we got cut off", *CALLER)
    assert "The last call was cut off: wanted to cancel your Cleaning." in note(call.state)
    words = "It seems we were cut off. Would you like to carry on with cancelling it?"
    assert asked(call.state, words) == Question("resume")


def test_who_only_left_a_name_before_is_not_welcomed_back() -> None:
    """Anybody may have given it: no booking ever stood behind it."""
    where = Diary(practice()).knows(PRIYA, "Priya Shah")
    where.callers[PRIYA] = replace(where.callers[PRIYA], never_booked=True)
    call = held(where, BOOK, *CALLER)
    assert call.lines[-1][1].startswith("Thank you, Priya. Which service")
