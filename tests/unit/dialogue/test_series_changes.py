"""Whole calls in which a series is cancelled, moved or listed, over a diary in memory."""

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import (
    PRIYA,
    policies,
    practice,
)
from tests.unit.dialogue.series_talk import PRIYA_SAYS, SIX, SIX_DATES, booked
from tests.unit.dialogue.talk import Talk


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
