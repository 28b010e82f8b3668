"""Whole calls through the reducer, the plan and the gate, over a diary in memory."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, PRIYA, at, policies, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.plan.next_step import Say, plan
from ringbook.dialogue.state.call_events import Booked
from ringbook.domain.model import Caller, Practice, Preferences

PRIYA_SAYS = ("212 555 0123", "yes", "Priya Shah")


def test_a_booking_is_read_back_agreed_to_and_told() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("I want to book an appointment", "212 555 0123", "yes", "no")
    read_back = call.says("tomorrow at 2 pm")
    assert "Cleaning on Tuesday, January 27 at 2:00 PM. Shall I book it?" in read_back
    told = call.says("yes")
    assert "You're booked for Cleaning on Tuesday, January 27 at 2:00 PM." in told
    assert call.booked() == ["2026-01-27 14:00 Cleaning"], call.script()
    assert [type(c) for c in call.state.commits] == [Booked]


def test_folding_the_events_again_gives_the_same_state() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("I want to book an appointment", "212 555 0123", "yes", "no", "tomorrow at 2 pm")
    call.says("yes", "no", "bye")
    assert fold(call.events) == call.state


def test_a_time_that_is_not_free_is_said_and_the_nearest_are_offered() -> None:
    call = Talk(Diary(practice(), busy={at("2026-01-29 15:00")}))
    said = call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS)
    assert "nothing free at 3:00 PM on Thursday, January 29" in said
    assert "On Thursday, January 29 I have 2:00 PM, 2:30 PM or 3:30 PM" in said
    call.says("3:30 please", "yes")
    assert call.booked() == ["2026-01-29 15:30 Cleaning"], call.script()


def test_the_only_time_left_is_read_back_and_one_yes_books_it() -> None:
    call = Talk(Diary(practice(), only={at("2026-01-29 09:00")}))
    said = call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS)
    assert "Cleaning on Thursday, January 29 at 9:00 AM. Shall I book it?" in said
    call.says("yes")
    assert call.booked() == ["2026-01-29 09:00 Cleaning"], call.script()


def test_a_closed_day_is_named_as_closed() -> None:
    call = Talk(Diary(practice()))
    assert "we're closed on Sunday, February 1" in call.says("a cleaning on Sunday", *PRIYA_SAYS)


def test_a_yes_that_changes_the_time_is_no_agreement() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS, "yes, but make it three thirty")
    assert call.booked() == []
    call.says("yes")
    assert call.booked() == ["2026-01-29 15:30 Cleaning"], call.script()


def test_an_unclear_answer_books_nothing() -> None:
    call = Talk(Diary(practice()))
    said = call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS, "hm", "")
    assert call.booked() == []
    assert "Thursday, January 29 at 3:00 PM. Shall I book it?" in said


def test_a_slot_taken_in_between_is_told_and_others_are_offered() -> None:
    call = Talk(Diary(practice(), stolen={at("2026-01-29 15:00")}))
    said = call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS, "yes")
    assert "that time has just been taken" in said
    assert call.booked() == []
    call.says("the first one", "yes")
    assert call.booked() == ["2026-01-29 14:00 Cleaning"], call.script()


def test_after_are_you_still_there_a_yes_agrees_to_nothing() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS)
    call.quiet()
    assert "Shall I book it?" in call.says("yes")
    assert call.booked() == []


def test_three_silences_end_the_call() -> None:
    call = Talk(Diary(practice()))
    assert [call.quiet(), call.quiet()] == [
        "Are you still there?",
        "Hello? I can't hear you. Are you still there?",
    ]
    assert "Goodbye" in call.quiet()
    assert call.state.ended == "silence"
    assert plan(call.state) == Say("")


def test_a_wrong_name_and_an_unknown_number_hear_the_same_words() -> None:
    turns = ("cancel my appointment", "212 555 0123", "yes", "Bob Miller", "John Moore", "Zed")
    known = Diary(practice()).knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    with_record, without = Talk(known), Talk(Diary(practice()))
    for text in turns:
        assert with_record.says(text) == without.says(text)
    assert len(known.of(PRIYA)) == 1


def test_a_returning_caller_is_met_by_name_and_habit() -> None:
    diary = Diary(practice())
    habit = Preferences("afternoon", ("Monday",))
    diary.callers[PRIYA] = Caller(PRIYA, "Priya Shah", preferences=habit)
    call = Talk(diary, caller_id=PRIYA)
    assert "ending 0 1 2 3" in call.says("I'd like to book a cleaning")
    assert "Welcome back, Priya. You usually come on Monday afternoons." in call.says("yes")


def test_a_late_cancellation_is_refused_with_the_rule() -> None:
    rules = policies(cancel_notice_minutes=2880, late_change="refuse")
    call = Talk(known_to(practice(policies=rules)))
    said = call.says("cancel my Tuesday appointment", *PRIYA_SAYS)
    assert "changes need at least 48 hours notice" in said
    assert len(call.booked()) == 2
    call.says("then cancel the other one", "yes")
    assert call.booked() == ["2026-01-27 14:30 Cleaning"], call.script()


def test_a_fee_is_said_before_the_yes() -> None:
    rules = policies(
        cancel_notice_minutes=2880, late_change="allow_with_fee", late_change_fee=Decimal("25.00")
    )
    call = Talk(known_to(practice(policies=rules)))
    assert "there is a fee of 25" in call.says("cancel my Tuesday appointment", *PRIYA_SAYS)
    call.says("yes")
    assert call.booked() == ["2026-01-29 10:00 Check-up"], call.script()


def test_all_appointments_are_cancelled_one_after_the_other() -> None:
    call = Talk(known_to(practice()))
    call.says("cancel all my appointments", *PRIYA_SAYS, "yes")
    assert call.booked() == ["2026-01-29 10:00 Check-up"], call.script()
    call.says("yes")
    assert call.booked() == []


def test_a_booking_made_a_moment_ago_can_be_amended() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS, "yes")
    call.says("actually can you make that 4 pm", "yes")
    assert call.booked() == ["2026-01-29 16:00 Cleaning"], call.script()


def test_a_question_in_between_changes_nothing() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS)
    assert "free parking" in call.says("is there parking?")
    assert "we're closed" in call.says("are you open on Saturday?")
    call.says("yes")
    assert call.booked() == ["2026-01-29 15:00 Cleaning"], call.script()


def test_keys_give_the_number() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning Thursday at 3 pm")
    assert "2 1 2, 5 5 5, 0 1 2 3. Is that right?" in call.keys("2125550123#")


def test_a_broken_diary_is_told_and_tried_again() -> None:
    diary = Diary(practice(), broken={"book_appointment"})
    call = Talk(diary)
    assert "can't reach our diary" in call.says("a cleaning Thursday at 3 pm", *PRIYA_SAYS, "yes")
    diary.broken.clear()
    call.says("yes")
    assert call.booked() == ["2026-01-29 15:00 Cleaning"], call.script()


def test_nobody_is_held_in_a_loop() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning")
    for _ in range(12):
        call.says("blah blah")
    assert call.state.ended == "goodbye", call.script()


def known_to(where: Practice) -> Diary:
    """Priya with a cleaning on Tuesday and a check-up on Thursday."""
    return Diary(where).knows(
        PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up")
    )


def test_who_has_no_preference_gets_the_first_service_and_hears_it_read_back() -> None:
    call = Talk(Diary(practice()))
    call.says("book an appointment", *PRIYA_SAYS)
    assert "What day and time" in call.says("I don't mind")
    assert "That would be Cleaning on Tuesday, January 27" in call.says("tomorrow at 2 pm")


def test_the_cheapest_is_told_by_the_prices() -> None:
    cheap = replace(CLEANING, name="Polish", aliases=(), price=Decimal("10.00"))
    call = Talk(Diary(practice(services=(replace(CLEANING, price=Decimal("85.00")), cheap))))
    call.says("book an appointment", *PRIYA_SAYS, "whatever's cheapest")
    assert "That would be Polish on Tuesday, January 27" in call.says("tomorrow at 2 pm")


def test_the_opening_hours_are_told() -> None:
    call = Talk(Diary(practice()))
    assert "We're open Monday to Thursday" in call.says("What are your opening hours?")


def test_who_did_not_hear_denies_nothing() -> None:
    diary = Diary(practice())
    call = Talk(diary)
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS, "yes", "no, I'd like to move it")
    asked = call.says("Sorry, I didn't hear you, can you repeat it?")
    assert call.state.frame.intent == "move", call.script()
    assert "?" in asked
