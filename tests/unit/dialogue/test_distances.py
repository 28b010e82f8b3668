"""Times told by their distance from an appointment, an offer or a read-back; whole calls."""

from datetime import datetime

import pytest
from tests.unit.dialogue.conversations import CALLER, CHECKUP_29, TUESDAY_14_30, empty, known
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, ZONE, at, practice
from tests.unit.dialogue.series_talk import PRIYA_SAYS, SIX_DATES
from tests.unit.dialogue.series_talk import booked as booked_series
from tests.unit.dialogue.talk import Talk
from tests.unit.dialogue.visit_talk import booked as booked_visit

CLEANING_LATER = "2026-01-27 15:00 Cleaning"

MOVES = (
    (("push my cleaning back half an hour", *CALLER, "yes"), [CLEANING_LATER, CHECKUP_29]),
    (
        ("what time is my appointment", *CALLER, "can you push it back half an hour",
         "the first one", "yes"),
        [CLEANING_LATER, CHECKUP_29],
    ),
    (
        ("I'd like to move my check-up a week later, same time", *CALLER, "yes"),
        [TUESDAY_14_30, "2026-02-05 10:00 Check-up"],
    ),
    (
        ("make it two hours later", *CALLER, "the tuesday one", "yes"),
        ["2026-01-27 16:30 Cleaning", CHECKUP_29],
    ),
    (
        ("what time is my check-up", *CALLER, "an hour earlier please", "the second", "yes"),
        [TUESDAY_14_30, "2026-01-29 09:00 Check-up"],
    ),
    (
        ("bring my check-up forward by an hour", *CALLER, "yes"),
        [TUESDAY_14_30, "2026-01-29 09:00 Check-up"],
    ),
    (
        ("push my check-up by a day", *CALLER, "yes"),
        [TUESDAY_14_30, "2026-01-30 10:00 Check-up"],
    ),
    (
        ("move my cleaning two days later, same time", *CALLER, "yes"),
        [CHECKUP_29, "2026-01-29 14:30 Cleaning"],
    ),
    (
        ("put my cleaning back by a couple of days", *CALLER, "an hour earlier than that", "yes"),
        [CHECKUP_29, "2026-01-29 13:30 Cleaning"],
    ),
    (
        ("move my cleaning half an hour either way", *CALLER, "the later one", "yes"),
        [CLEANING_LATER, CHECKUP_29],
    ),
    (
        ("move my cleaning to thursday, same time", *CALLER, "yes"),
        [CHECKUP_29, "2026-01-29 14:30 Cleaning"],
    ),
    (
        ("move my cleaning to next week, same time", *CALLER, "yes"),
        [CHECKUP_29, "2026-02-03 14:30 Cleaning"],
    ),
    (
        ("move my cleaning to the day after, in the morning", *CALLER, "the first one", "yes"),
        ["2026-01-28 09:00 Cleaning", CHECKUP_29],
    ),
    (
        ("please cancel tuesday and make thursday an hour later", *CALLER, "yes", "yes"),
        ["2026-01-29 11:00 Check-up"],
    ),
    (
        ("cancel my cleaning and bring thursday forward by half an hour", *CALLER, "yes", "yes"),
        ["2026-01-29 09:30 Check-up"],
    ),
    (
        ("I can't make it on tuesday", *CALLER, "can I come later that day", "the earliest",
         "yes"),
        [CLEANING_LATER, CHECKUP_29],
    ),
    (
        ("cancel my cleaning", *CALLER, "can I come later that day instead", "the earliest", "yes"),
        [CLEANING_LATER, CHECKUP_29],
    ),
    (
        ("cancel my cleaning", *CALLER, "could I come on Friday instead", "the first one", "yes"),
        [CHECKUP_29, "2026-01-30 09:00 Cleaning"],
    ),
    (
        ("cancel my check-up", *CALLER, "no, how about friday morning instead", "the first one",
         "yes"),
        [TUESDAY_14_30, "2026-01-30 09:00 Check-up"],
    ),
    (
        ("cancel my check-up", *CALLER, "can you make it an hour later instead", "yes"),
        [TUESDAY_14_30, "2026-01-29 11:00 Check-up"],
    ),
    (
        ("I need to come in earlier on thursday", *CALLER, "nine", "yes"),
        [TUESDAY_14_30, "2026-01-29 09:00 Check-up"],
    ),
    (
        ("my tuesday appointment needs to be 30 minutes later", *CALLER, "yes"),
        [CLEANING_LATER, CHECKUP_29],
    ),
    (
        ("I was wondering if my tuesday cleaning could be moved back by 30 minutes", *CALLER,
         "yes"),
        [CLEANING_LATER, CHECKUP_29],
    ),
    (
        ("I need my appointment thursday pushed back an hour", *CALLER, "yes"),
        [TUESDAY_14_30, "2026-01-29 11:00 Check-up"],
    ),
    (
        ("can you delay tuesday's appointment by an hour and a half", *CALLER, "yes"),
        ["2026-01-27 16:00 Cleaning", CHECKUP_29],
    ),
    (
        ("can we do thursday an hour earlier", *CALLER, "yes"),
        [TUESDAY_14_30, "2026-01-29 09:00 Check-up"],
    ),
    (
        ("move both my appointments an hour later", *CALLER, "yes", "yes"),
        ["2026-01-27 15:30 Cleaning", "2026-01-29 11:00 Check-up"],
    ),
    (
        ("can I come half an hour later on Thursday", *CALLER, "yes"),
        [TUESDAY_14_30, "2026-01-29 10:30 Check-up"],
    ),
    (
        ("can I come sooner", *CALLER, "the check-up", "the first one", "yes"),
        [TUESDAY_14_30, "2026-01-29 09:00 Check-up"],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("turns", "booked"), MOVES, ids=[turns[0] for turns, _ in MOVES])
def test_what_there_is_is_moved_by_so_much(turns: tuple[str, ...], booked: list[str]) -> None:
    call = Talk(known())
    call.says(*turns)
    assert call.booked() == booked, call.script()
    assert "Shall I book" not in call.script()


BOOKINGS = (
    (
        ("a check-up on wednesday at 3:30", *CALLER, "hmm, half an hour earlier than that"),
        "Wednesday, January 28 at 3:00 PM. Shall I book it?",
    ),
    (
        ("a check-up on wednesday at 3:30", "make it an hour later", *CALLER),
        "Wednesday, January 28 at 4:30 PM. Shall I book it?",
    ),
    (
        ("a check-up on wednesday at 3:30", *CALLER, "half an hour either way"),
        "On Wednesday, January 28 I have 3:00 PM or 4:00 PM.",
    ),
    (
        ("a check-up on february 10 at ten", *CALLER, "no, make it the following week"),
        "Tuesday, February 17 at 10:00 AM. Shall I book it?",
    ),
    (
        ("a check-up on february 10", *CALLER, "no, make it the following week"),
        "On Tuesday, February 17 I have",
    ),
    (
        ("a check-up on february 10", *CALLER, "wednesday of the following week"),
        "On Wednesday, February 18 I have",
    ),
    (
        ("a check-up on february 10", *CALLER, "the second one", "no, the week after"),
        "On Tuesday, February 17 I have",
    ),
    (
        ("a check-up on february 10 at ten", *CALLER, "the day after that"),
        "Wednesday, February 11 at 10:00 AM. Shall I book it?",
    ),
    (("a check-up the following week", *CALLER), "I have Monday, February 2 at 9:00 AM"),
    (("I need to come in earlier on thursday", *CALLER), "Which service would you like"),
    (("can I come sooner", *CALLER), "Which service would you like"),
)


@pytest.mark.parametrize(("turns", "answer"), BOOKINGS, ids=[turns[-1] for turns, _ in BOOKINGS])
def test_a_booking_counts_from_what_was_read_back_or_offered(
    turns: tuple[str, ...], answer: str
) -> None:
    call = Talk(empty())
    assert answer in call.says(*turns), call.script()


def test_a_time_that_is_not_free_is_said_to_be_so() -> None:
    call = Talk(Diary(practice(), busy={at("2026-01-28 15:00")}))
    said = call.says("a check-up on wednesday at 3:30", *CALLER, "half an hour earlier than that")
    assert "nothing free at 3:00 PM on Wednesday, January 28" in said
    assert "2:30 PM" in said


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ("move my check-up twelve hours later", "we're not open at 10:00 PM"),
        ("move my check-up two weeks earlier", "Thursday, January 15 has already passed."),
        ("move my check-up four months later", "Friday, May 29 is too far ahead"),
        ("move my check-up two days later, same time", "closed on Saturday, January 31"),
        ("can you push my check-up forward an hour", "What day and time would you like instead?"),
    ],
)
def test_what_cannot_be_is_told_as_ever(wish: str, answer: str) -> None:
    call = Talk(known())
    assert answer in call.says(wish, *CALLER), call.script()
    assert call.booked() == [TUESDAY_14_30, CHECKUP_29]


def test_a_booking_just_made_is_put_off() -> None:
    call = Talk(empty())
    call.says("a cleaning wednesday at 3 pm", *CALLER, "yes")
    call.says("make it half an hour later", "yes")
    assert call.booked() == ["2026-01-28 15:30 Cleaning"], call.script()
    call.says("no, a day later than that", "yes")
    assert call.booked() == ["2026-01-29 15:30 Cleaning"], call.script()


@pytest.mark.parametrize(
    ("turns", "stands"),
    [
        (("can you make it an hour later", "the whole visit", "yes"), ("11:00", "11:30", "11:00")),
        (("push the colour back half an hour", "just that", "yes"), ("10:00", "11:00", "10:00")),
        (("move all of it an hour later", "yes"), ("11:00", "11:30", "11:00")),
    ],
)
def test_a_visit_is_moved_by_so_much(turns: tuple[str, ...], stands: tuple[str, ...]) -> None:
    call = booked_visit()
    call.says(*turns)
    at_times = {
        row.service: f"{row.starts_at.astimezone(ZONE):%H:%M}" for row in call.diary.of(PRIYA)
    }
    assert tuple(at_times[name] for name in ("Cut", "Colour", "Trim")) == stands, call.script()


def test_one_of_a_series_is_moved_by_so_much() -> None:
    call = booked_series()
    call.says("move my cleaning on february 10 a day later", *PRIYA_SAYS, "just that one", "yes")
    moved = [SIX_DATES[0], SIX_DATES[1], "2026-02-11 16:00 Cleaning", *SIX_DATES[3:]]
    assert call.booked() == moved, call.script()


def test_the_time_of_day_stays_when_the_clocks_change() -> None:
    diary = Diary(practice()).knows(PRIYA, "Priya Shah", ("2026-03-06 10:00", "Cleaning"))
    call = Talk(diary, now=datetime(2026, 3, 2, 10, tzinfo=ZONE))
    said = call.says("push my cleaning back by three days", *CALLER)
    assert "to Monday, March 9 at 10:00 AM. Shall I do that?" in said
    call.says("yes")
    assert call.booked() == ["2026-03-09 10:00 Cleaning"]


@pytest.mark.parametrize(
    "aside", ["should I arrive fifteen minutes before", "do I need to be there ten minutes before"]
)
def test_an_amount_in_a_question_changes_no_wish(aside: str) -> None:
    call = Talk(empty())
    call.says("a cleaning wednesday at 3 pm", *CALLER, aside)
    assert "Wednesday, January 28 at 3:00 PM" in call.says("wednesday at 3 pm, yes")


def test_another_appointment_is_not_counted_from_the_offer() -> None:
    call = Talk(known())
    call.says(
        "a cleaning on wednesday at 3 pm", *CALLER, "could you move my check-up an hour later"
    )
    assert call.state.frame.intent == "move"
