"""Whole calls about recurring appointments, over a diary in memory."""

from datetime import date

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import (
    CHECKUP,
    CLEANING,
    LENA,
    PRIYA,
    SAM,
    at,
    policies,
    practice,
)
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.call_events import AgentSaid, Question
from ringbook.dialogue.claims import check
from ringbook.dialogue.legal import illegal, legal
from ringbook.dialogue.plan import asked
from ringbook.dialogue.record import fold as record

PRIYA_SAYS = ("212 555 0123", "yes", "Priya Shah")
SIX = "book a cleaning every Tuesday at 4 pm for six weeks"
SIX_DATES = [f"2026-{day} 16:00 Cleaning" for day in ("01-27", "02-03", "02-10", "02-17")]
SIX_DATES += ["2026-02-24 16:00 Cleaning", "2026-03-03 16:00 Cleaning"]


def test_six_tuesdays_are_read_back_in_one_sentence_and_one_yes_books_them() -> None:
    call = Talk(Diary(practice()))
    read_back = call.says(SIX, *PRIYA_SAYS)
    assert (
        "That would be Cleaning on six Tuesdays at 4:00 PM, from January 27 to March 3. "
        "Shall I book them?" in read_back
    ), call.script()
    assert call.booked() == []
    told = call.says("yes please")
    assert "You're booked for Cleaning on six Tuesdays at 4:00 PM" in told, call.script()
    assert call.booked() == SIX_DATES
    assert fold(call.events) == call.state


def test_a_taken_and_a_closed_date_are_named_before_anything_is_asked() -> None:
    call = Talk(Diary(practice(), busy={at("2026-02-09 10:00")}))
    said = call.says(
        "book a cleaning every Monday at 10 am, starting February 2, five times", *PRIYA_SAYS
    )
    assert "Three of the five are free at 10:00 AM." in said, call.script()
    assert "Monday, February 9 is taken" in said
    assert "we're closed on Monday, February 16 (Presidents' Day)" in said
    assert said.endswith("or look for another time for all?")
    assert said.count("?") == 1


def conflicted() -> Talk:
    call = Talk(Diary(practice(), busy={at("2026-02-10 16:00")}))
    call.says(SIX, *PRIYA_SAYS)
    return call


@pytest.mark.parametrize("words", ["just take the free ones", "the five that are free", "yes"])
def test_those_that_are_free_are_read_back_one_by_one(words: str) -> None:
    call = conflicted()
    said = call.says(words)
    assert (
        "five Tuesdays at 4:00 PM: January 27, February 3, February 17, February 24 and March 3"
        in said
    ), call.script()
    call.says("yes")
    assert call.booked() == [d for d in SIX_DATES if "02-10" not in d]


def test_another_time_on_the_day_that_is_taken() -> None:
    call = conflicted()
    said = call.says("find another time on that day")
    assert (
        "on Tuesday, February 10 at 3:30 PM, and five Tuesdays at 4:00 PM: January 27, February 3, "
        "February 17, February 24 and March 3. Shall I book them?" in said
    ), call.script()
    call.says("yes")
    assert "2026-02-10 15:30 Cleaning" in call.booked()
    assert len(call.booked()) == 6


def test_another_time_for_all_of_them() -> None:
    call = conflicted()
    assert "Which day or time" in call.says("look for another time for all of them")
    said = call.says("at three")
    assert "six Tuesdays at 3:00 PM, from January 27 to March 3" in said, call.script()
    call.says("yes")
    assert len(call.booked()) == 6


def test_what_is_missing_is_asked_one_by_one() -> None:
    call = Talk(Diary(practice()))
    assert "every week, every two weeks or every month" in call.says(
        "I'd like a recurring appointment for a cleaning", *PRIYA_SAYS
    )
    assert "Which day shall it start" in call.says("every two weeks")
    assert "How many times, or until when?" in call.says("Thursday at ten")
    said = call.says("three times")
    assert "every other Thursday at 10:00 AM, three times from January 29 to February 26" in said
    call.says("yes")
    assert len(call.booked()) == 3


def test_a_part_of_day_until_a_date() -> None:
    call = Talk(Diary(practice()))
    said = call.says(
        "a cleaning every other Thursday morning until the end of February", *PRIYA_SAYS
    )
    assert "every other Thursday at 9:00 AM, three times" in said, call.script()


def test_monthly_is_the_same_weekday_of_the_month_with_every_date() -> None:
    call = Talk(Diary(practice()))
    said = call.says(
        "book a cleaning on February 3 at four and the same time every month, three times",
        *PRIYA_SAYS,
    )
    assert "three Tuesdays at 4:00 PM: February 3, March 3 and April 7" in said, call.script()


def test_dates_past_the_last_bookable_day_are_said_in_one() -> None:
    call = Talk(Diary(practice(policies=policies(max_days_ahead=30))))
    said = call.says("a cleaning every Tuesday at 4 pm for eight weeks", *PRIYA_SAYS)
    assert "From Tuesday, March 3 on is further ahead than we take bookings" in said, call.script()
    assert "take the five that are free" in said


def test_a_lost_race_names_the_date_and_offers_the_rest() -> None:
    call = Talk(Diary(practice(), stolen={at("2026-02-17 16:00")}))
    call.says(SIX, *PRIYA_SAYS)
    said = call.says("yes")
    assert "just been taken" in said
    assert "Tuesday, February 17 is taken" in said, call.script()
    assert call.booked() == []


def test_a_no_books_nothing_and_a_shorter_series_is_read_back_anew() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS)
    said = call.says("no, only four times")
    assert "four Tuesdays at 4:00 PM, from January 27 to February 17" in said, call.script()
    call.says("yes")
    assert len(call.booked()) == 4


def test_just_once_after_all() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS)
    said = call.says("actually just once")
    assert "Cleaning on Tuesday, January 27 at 4:00 PM. Shall I book it?" in said, call.script()


def test_a_day_of_the_month_is_said_with_its_weekdays() -> None:
    call = Talk(Diary(practice()))
    call.says("a cleaning every month on the 5th at four, three times", *PRIYA_SAYS)
    said = call.says("those that are free")
    assert "two Thursdays at 4:00 PM: February 5 and March 5. Shall I book them?" in said
    call.says("yes")
    assert call.booked() == ["2026-02-05 16:00 Cleaning", "2026-03-05 16:00 Cleaning"]


def test_the_first_weekday_of_each_month() -> None:
    call = Talk(Diary(practice()))
    said = call.says(
        "a cleaning on the second Tuesday of every month at two, three times", *PRIYA_SAYS
    )
    assert "three Tuesdays at 2:00 PM: February 10, March 10 and April 14" in said, call.script()


def test_two_days_a_week_are_two_series() -> None:
    call = Talk(Diary(practice()))
    said = call.says("a cleaning every Tuesday and Thursday at 4 for three weeks", *PRIYA_SAYS)
    assert "Which first: Tuesday or Thursday?" in said, call.script()
    assert "three Thursdays at 4:00 PM" in call.says("Thursday")


def test_a_series_that_has_no_end_in_sight_is_cut_where_bookings_end() -> None:
    call = Talk(Diary(practice()))
    said = call.says("cleaning every Tuesday at 4 for 30 weeks", *PRIYA_SAYS)
    assert "13 of the 24 are free" in said, call.script()


def test_a_closed_weekday_is_said_once() -> None:
    call = Talk(Diary(practice()))
    said = call.says("cleaning every Saturday at 10 for three weeks", *PRIYA_SAYS)
    assert "none of the three is free at 10:00 AM. We're closed on Saturdays." in said


def test_with_whom_is_said_where_there_is_a_choice() -> None:
    call = Talk(Diary(practice(providers=(LENA, SAM))))
    said = call.says("a cleaning with Dr. Lee every Tuesday at 4 pm, three times", *PRIYA_SAYS)
    assert "Cleaning with Dr. Sam Lee on three Tuesdays at 4:00 PM" in said, call.script()


@pytest.mark.parametrize(
    "words",
    ["every day works for me", "any Tuesday", "it's for six people", "Tuesdays are best for me"],
)
def test_a_wish_for_one_stays_one(words: str) -> None:
    call = Talk(Diary(practice()))
    call.says("I'd like to book a cleaning", *PRIYA_SAYS, words)
    assert call.state.frame.repeat is None


# ---- changing a series ----------------------------------------------------------------------


def booked() -> Talk:
    """Priya calls again; the six Tuesdays are booked."""
    first = Talk(Diary(practice()))
    first.says(SIX, *PRIYA_SAYS, "yes")
    assert first.booked() == SIX_DATES
    return Talk(first.diary)


def test_one_of_a_series_asks_once_which_are_meant() -> None:
    call = booked()
    said = call.says("cancel my appointment on February 10", *PRIYA_SAYS)
    assert "Shall I cancel just that one, or that and the three following?" in said, call.script()
    said = call.says("just that one")
    assert "Tuesday, February 10 at 4:00 PM. Shall I cancel it?" in said
    call.says("yes")
    assert call.booked() == [d for d in SIX_DATES if "02-10" not in d]


def test_this_and_the_following_are_cancelled_with_one_yes() -> None:
    call = booked()
    call.says("cancel my appointment on February 10", *PRIYA_SAYS)
    said = call.says("that and the following")
    assert (
        "Cleaning on four Tuesdays at 4:00 PM, from February 10 to March 3. "
        "Shall I cancel them all?" in said
    ), call.script()
    assert len(call.booked()) == 6
    told = call.says("yes")
    assert "I've cancelled Cleaning on four Tuesdays" in told
    assert call.booked() == SIX_DATES[:2]


def test_no_just_this_one_after_the_read_back() -> None:
    call = booked()
    call.says("cancel my appointment on February 10", *PRIYA_SAYS, "that and the following")
    said = call.says("no, just this one")
    assert "Shall I cancel it?" in said, call.script()
    call.says("yes")
    assert len(call.booked()) == 5


def test_no_just_this_one_after_the_read_back_of_a_move() -> None:
    call = booked()
    call.says("move my appointment on February 17 to Wednesday at 11 am", *PRIYA_SAYS)
    call.says("that and the following")
    said = call.says("no, just that one")
    assert "Wednesday, February 18 at 11:00 AM" in said, call.script()
    call.says("yes")
    assert "2026-02-18 11:00 Cleaning" in call.booked()
    assert sum(row.endswith("16:00 Cleaning") for row in call.booked()) == 5


def test_only_one_that_is_said_at_once_is_not_asked_for() -> None:
    call = booked()
    said = call.says("cancel only the appointment on February 10, just that one", *PRIYA_SAYS)
    assert "That's your Cleaning on Tuesday, February 10 at 4:00 PM. Shall I cancel it?" in said


def test_a_no_to_which_of_them_keeps_all() -> None:
    call = booked()
    call.says("cancel my appointment on February 10", *PRIYA_SAYS)
    assert "it stays as it is" in call.says("no"), call.script()
    assert call.booked() == SIX_DATES


def test_all_of_them_in_one() -> None:
    call = booked()
    said = call.says("please cancel all my appointments", *PRIYA_SAYS)
    assert "six Tuesdays at 4:00 PM, from January 27 to March 3" in said, call.script()
    call.says("yes")
    assert call.booked() == []


def test_all_from_a_date_on() -> None:
    call = booked()
    said = call.says("cancel all from February 17 on", *PRIYA_SAYS)
    assert "three Tuesdays at 4:00 PM, from February 17 to March 3" in said, call.script()
    call.says("yes")
    assert call.booked() == SIX_DATES[:3]


def test_the_whole_series_at_another_time() -> None:
    call = booked()
    said = call.says("move the whole series to 3 pm", *PRIYA_SAYS)
    assert "would be on six Tuesdays at 3:00 PM, from January 27 to March 3" in said, call.script()
    call.says("yes")
    assert {row[11:16] for row in call.booked()} == {"15:00"}


def test_what_was_just_booked_is_cancelled_or_moved_whole() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS, "yes")
    said = call.says("sorry, make that three o'clock")
    assert "would be on six Tuesdays at 3:00 PM" in said, call.script()
    call.says("yes")
    assert "six Tuesdays at 3:00 PM" in call.says("please cancel that"), call.script()
    call.says("yes")
    assert call.booked() == []


def test_a_series_is_listed_at_once_and_a_single_one_beside_it() -> None:
    call = booked()
    call.diary.knows(PRIYA, "Priya Shah", ("2026-02-05 10:00", "Check-up"))
    said = call.says("what appointments do I have?", *PRIYA_SAYS)
    assert (
        "You have 7 appointments: Check-up on Thursday, February 5 at 10:00 AM and "
        "Cleaning on six Tuesdays at 4:00 PM, from January 27 to March 3." in said
    ), call.script()
    assert "six Tuesdays" in call.says("cancel all of them"), call.script()
    said = call.says("yes")
    assert "Check-up on Thursday, February 5 at 10:00 AM. Shall I cancel it?" in said
    call.says("yes")
    assert call.booked() == []


def test_a_no_keeps_them() -> None:
    call = booked()
    call.says("please cancel all my appointments", *PRIYA_SAYS, "no")
    assert call.booked() == SIX_DATES


def test_the_following_move_to_another_day_and_time() -> None:
    call = booked()
    said = call.says("move my appointment on February 17 to Wednesday at 11 am", *PRIYA_SAYS)
    assert "just that one, or that and the two following" in said, call.script()
    said = call.says("and the following ones")
    assert (
        "Your Cleaning now on three Tuesdays at 4:00 PM, from February 17 to March 3, would be on "
        "three Wednesdays at 11:00 AM, from February 18 to March 4. Shall I do that?" in said
    ), call.script()
    told = call.says("yes")
    assert "I've moved your Cleaning: it is now on three Wednesdays at 11:00 AM" in told
    assert call.booked()[3:] == [
        "2026-02-18 11:00 Cleaning",
        "2026-02-25 11:00 Cleaning",
        "2026-03-04 11:00 Cleaning",
    ]


def test_a_late_one_keeps_all_of_them() -> None:
    strict = policies(cancel_notice_minutes=3 * 1440, late_change="refuse")
    call = booked()
    call.diary.practice = practice(policies=strict)
    again = Talk(call.diary)
    said = again.says("please cancel all my appointments", *PRIYA_SAYS)
    assert "changes need at least 3 days notice" in said, again.script()
    assert len(again.booked()) == 6


# ---- the gate and the guard -------------------------------------------------------------------


def test_nothing_is_legal_before_the_read_back_and_its_yes() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS)
    args = {"slot": "A", "repeat": "weekly", "times": "6"}
    assert "book_appointment" not in legal(call.state)
    refused = illegal(call.state, "book_appointment", args)
    assert refused is not None
    assert "six Tuesdays at 4:00 PM" in refused.spoken


def test_a_yes_to_one_date_is_not_a_yes_to_six() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS)
    state = call.state
    agreed = Question("confirm_book", state.offered[0].id)
    from dataclasses import replace

    state = state.refilled(replace(state.frame, agreed=agreed))
    assert illegal(state, "book_appointment", {"slot": "A"}) is None
    more = {"slot": "A", "repeat": "weekly", "times": "6"}
    assert illegal(state, "book_appointment", more) is not None


def test_a_models_own_read_back_counts_only_when_it_is_whole() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS)
    whole = "Six Tuesdays at 4 PM for a cleaning, January 27 through March 3, shall I book those?"
    question = asked(call.state, whole)
    assert question is not None
    assert len(question.slot_ids) == 6
    for part in (
        "Shall I book six Tuesdays at 4 PM for your cleaning?",
        "Five Tuesdays at 4 PM for a cleaning, January 27 to March 3, shall I book those?",
        "Six Tuesdays at 3 PM for a cleaning, January 27 to March 3, shall I book those?",
        "Six Tuesdays at 4 PM for a cleaning, January 27 to March 10, shall I book those?",
    ):
        got = asked(call.state, part)
        assert got is None or not got.of_series, part


SERIES_LIES = [
    "All six Tuesdays are booked.",
    "You're booked every Tuesday at 4 PM.",
    "I've booked your weekly series.",
    "Your six appointments are confirmed.",
    "I've reserved each Tuesday for you.",
]


@pytest.mark.parametrize("lie", SERIES_LIES)
def test_a_claim_about_a_series_needs_the_committed_series(lie: str) -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning on Tuesday at 4 pm", *PRIYA_SAYS, "yes")
    assert len(call.booked()) == 1
    assert not check(lie, call.state).ok
    series = Talk(Diary(practice()))
    series.says(SIX, *PRIYA_SAYS, "yes")
    assert check(lie, series.state).ok
    assert not check("All seven Tuesdays are booked.", series.state).ok


@pytest.mark.parametrize(
    "true",
    [
        "Shall I book all six Tuesdays?",
        "You're all set for Tuesday, January 27 at 4:00 PM.",
        "Would you like that every Tuesday?",
        "I can book it every week.",
    ],
)
def test_what_claims_no_series_may_be_said(true: str) -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning on Tuesday at 4 pm", *PRIYA_SAYS, "yes")
    assert check(true, call.state).ok


def test_the_record_lists_every_date() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS, "yes", "no thanks", "bye")
    kept = record(call.events)
    assert len(kept.appointments) == 6
    assert "Booked 6 appointments" in kept.summary
    assert kept.summary.count("Tuesday") >= 6


def test_a_read_back_that_was_not_said_is_not_agreed_to() -> None:
    call = Talk(Diary(practice(services=(CLEANING, CHECKUP))))
    call.says(SIX, *PRIYA_SAYS)
    question = call.state.asks
    assert question is not None
    assert question.of_series
    call.apply(AgentSaid(call.now, "Shall I?", question))
    assert date(2026, 1, 26) == call.state.today
    call.says("yes")
    assert call.booked(PRIYA) == SIX_DATES  # agreed to the earlier read-back, which was whole
