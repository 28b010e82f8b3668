"""A series for a caller in another zone: both clocks, each date with its own offset."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, at, policies, practice
from tests.unit.dialogue.series_talk import PRIYA_SAYS
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.speak.series_zone import true_there
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand.mentions import moments
from ringbook.domain.zones import CallerZone

FAR = practice(policies=policies(max_days_ahead=120))
SIX = "book a cleaning every Tuesday at 4 pm for six weeks"
BOTH = "six Tuesdays at 4:00 PM our time, that's 9:00 PM in London, from January 27 to March 3"
LONDON = CallerZone("Europe/London", "in London", "said")


def talk_from(place: str) -> Talk:
    talk = Talk(Diary(FAR))
    talk.says(f"I'm in {place}")
    return talk


def test_both_times_are_said_in_read_back_booking_and_list() -> None:
    talk = talk_from("London")
    assert f"That would be Cleaning on {BOTH}. Shall I book them?" in talk.says(SIX, *PRIYA_SAYS)
    assert f"You're booked for Cleaning on {BOTH}." in talk.says("yes")
    assert f"Cleaning on {BOTH}" in talk.says("what appointments do I have?")
    assert fold(talk.events) == talk.state


def test_where_one_clock_changes_first_each_stretch_has_its_own_time() -> None:
    """New York changes on March 8, London on March 29."""
    talk = talk_from("London")
    said = talk.says("a cleaning every Tuesday at 4 pm from February 24, six times", *PRIYA_SAYS)
    assert (
        "six Tuesdays at 4:00 PM our time: February 24 and March 3, that's 9:00 PM in London; "
        "March 10, March 17 and March 24, that's 8:00 PM in London; March 31, that's 9:00 PM in "
        "London. Shall I book them?" in said
    ), talk.script()
    talk.says("yes")
    assert len(talk.booked()) == 6


def test_a_long_stretch_is_named_by_its_ends() -> None:
    talk = talk_from("Tokyo")
    said = talk.says("a cleaning every Monday at 9 am from February 23, six times", *PRIYA_SAYS)
    assert (
        "six Mondays at 9:00 AM our time: February 23 and March 2, that's 11:00 PM in Tokyo; "
        "March 9 to March 30, that's 10:00 PM in Tokyo. Shall I book them?" in said
    ), talk.script()


def test_the_weekday_is_said_where_it_is_another() -> None:
    talk = talk_from("Sydney")
    said = talk.says(SIX, *PRIYA_SAYS)
    assert (
        "six Tuesdays at 4:00 PM our time, that's Wednesdays at 8:00 AM in Sydney, from January 27 "
        "to March 3. Shall I book them?" in said
    ), talk.script()
    talk.says("yes")
    assert len(talk.booked()) == 6


def test_a_single_date_of_another_offset_has_its_whole_day() -> None:
    talk = talk_from("Sydney")
    said = talk.says("a cleaning every Tuesday at 4 pm from February 24, three times", *PRIYA_SAYS)
    assert (
        "three Tuesdays at 4:00 PM our time: February 24 and March 3, that's Wednesdays at 8:00 AM "
        "in Sydney; March 10, that's Wednesday, March 11 at 7:00 AM in Sydney. Shall I" in said
    ), talk.script()
    talk.says("yes")
    assert len(talk.booked()) == 3


def test_offers_say_whose_time_it_is_and_other_times_have_both() -> None:
    talk = Talk(Diary(FAR, busy={at("2026-02-10 16:00")}))
    talk.says("I'm in London")
    said = talk.says(SIX, *PRIYA_SAYS)
    assert "Five of the six are free at 4:00 PM our time." in said, talk.script()
    said = talk.says("find another time on that day")
    assert "on Tuesday, February 10 at 3:30 PM our time, that's 8:30 PM in London, and five" in said
    talk.says("yes")
    assert len(talk.booked()) == 6


def test_a_series_is_moved_and_cancelled_in_both_times() -> None:
    talk = talk_from("London")
    talk.says(SIX, *PRIYA_SAYS, "yes")
    read = talk.says("move all of them to Wednesday at ten")
    assert (
        "now on six Tuesdays at 4:00 PM our time, from January 27 to March 3, would be on six "
        "Wednesdays at 10:00 AM our time, that's 3:00 PM in London, from January 28 to March 4."
        in read
    ), talk.script()
    assert "10:00 AM our time, that's 3:00 PM in London" in talk.says("yes")
    assert "that's 3:00 PM in London" in talk.says("cancel all of them")
    talk.says("yes")
    assert talk.booked() == []


@pytest.mark.parametrize("place", ["Boston", "Toronto"])
def test_nothing_changes_where_the_clocks_agree(place: str) -> None:
    assert "six Tuesdays at 4:00 PM, from January 27 to March 3" in talk_from(place).says(
        SIX, *PRIYA_SAYS
    )


# ---- what a large model says ----------------------------------------------------------------


def looked_up() -> Talk:
    talk = talk_from("London")
    talk.says("a cleaning every Tuesday at 4 pm from February 24, four times", *PRIYA_SAYS)
    return talk


@pytest.mark.parametrize(
    ("words", "ok"),
    [
        ("at 4 PM our time: February 24 and March 3, that's 9 PM in London; March 10 and March 17, "
         "that's 8 PM in London", True),
        ("at 4 PM our time, from February 24 to March 17", True),
        ("at 4 PM our time, that's 9 PM in London, from February 24 to March 17", False),
        ("at 4 PM our time: February 24, March 3 and March 10, that's 9 PM in London; March 17, "
         "that's 8 PM in London", False),
        ("at 9 PM in London, from February 24 to March 17", False),
    ],
)  # fmt: skip
def test_a_models_read_back_must_be_true_on_both_clocks(words: str, ok: bool) -> None:
    talk = looked_up()
    found = asked(
        replace(talk.state, asks=None), f"A Cleaning on four Tuesdays {words}. Shall I book them?"
    )
    assert (found is not None and found.about == "confirm_book") is ok


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("You're booked for four Tuesdays at 4 PM, from February 24 to March 17.", True),
        ("You're booked for four Tuesdays at 4 PM, that's 9 PM in London.", False),
        ("You're booked for four Tuesdays at 4 PM: February 24 and March 3, that's 9 PM in London; "
         "March 10 and March 17, that's 8 PM in London.", True),
    ],
)  # fmt: skip
def test_a_claim_of_a_series_must_be_true_on_both_clocks(sentence: str, ok: bool) -> None:
    talk = looked_up()
    talk.says("yes")
    assert check(sentence, talk.state).ok is ok


def test_a_time_there_is_that_of_the_dates_just_named() -> None:
    state = replace(CallState(), now=NOW, practice=FAR, caller_zone=LONDON)
    starts = [at(f"2026-{day} 16:00") for day in ("03-03", "03-10")]

    def true(text: str) -> bool:
        return true_there(moments(text, state.today, state.caller_zone), starts)

    assert true("Tuesdays at 4 PM: March 3, that's 9 PM in London, March 10, that's 8 PM in London")
    assert not true("Tuesdays at 4 PM: March 10, that's 9 PM in London")
    assert not true("Tuesdays at 4 PM, that's 9 PM in London")
