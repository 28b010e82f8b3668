"""Whole calls in which a series is booked, over a diary in memory."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import (
    LENA,
    SAM,
    at,
    policies,
    practice,
)
from tests.unit.dialogue.series_talk import PRIYA_SAYS, SIX, SIX_DATES
from tests.unit.dialogue.talk import Talk, fold


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


def test_the_person_who_was_asked_for_has_all_dates() -> None:
    diary = Diary(practice(providers=(LENA, SAM)))
    for day in ("2026-02-03", "2026-02-17"):
        diary.add("+12125550199", at(f"{day} 16:00"), "Cleaning", LENA)
    call = Talk(diary)
    said = call.says("a cleaning with Dr. Ortiz every Tuesday at 4 pm, four times", *PRIYA_SAYS)
    assert "Two of the four are free at 4:00 PM." in said, call.script()
    said = call.says("take the two that are free")
    assert (
        "Cleaning with Dr. Lena Ortiz on two Tuesdays at 4:00 PM: January 27 and February 10"
        in said
    ), call.script()


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
