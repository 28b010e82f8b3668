"""The goodbye by voice sums up in one true sentence what was written."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, PRIYA, practice
from tests.unit.dialogue.talk import Talk, sentences

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.reduce.reducer import CallState
from ringbook.dialogue.speak.end import goodbye

BOOKED = ("book a cleaning thursday at three", "212 555 0123", "yes", "priya shah", "yes")
THANKS = "Thank you for calling Maple Street Dental. Goodbye."


def by_voice(call: Talk) -> str:
    """The goodbye that would be heard now; each sentence passes the guard."""
    state: CallState = replace(call.state, channel="phone", ending=True)
    said = goodbye(state)
    assert all(check(sentence, state).ok for sentence in sentences(said)), said
    assert goodbye(replace(state, channel="text")) == said[said.index(THANKS) :]
    return said


def known() -> Diary:
    diary = Diary(practice(services=(CLEANING,)))
    return diary.knows(
        PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Cleaning")
    )


def test_a_booking_is_named_once_more() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says(*BOOKED)
    assert by_voice(call) == f"So that's your Cleaning on Thursday, January 29 at 3:00 PM. {THANKS}"


def test_what_stands_at_the_end_is_named() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says(*BOOKED, "actually can you make that 4 pm", "yes")
    assert by_voice(call) == f"So that's your Cleaning on Thursday, January 29 at 4:00 PM. {THANKS}"


def test_a_move_and_a_booking_are_named_together() -> None:
    call = Talk(known())
    call.says("move my tuesday cleaning to friday at ten", "212 555 0123", "yes", "priya shah")
    call.says("yes", "book a cleaning on monday at eleven", "yes")
    assert by_voice(call) == (
        "So that's your Cleaning on Friday, January 30 at 10:00 AM and your Cleaning on Monday, "
        f"February 2 at 11:00 AM. {THANKS}"
    )


@pytest.mark.parametrize(
    ("turns", "recap"),
    [
        (("cancel my tuesday cleaning",), "your Cleaning on Tuesday, January 27 at 2:30 PM is"),
        (("cancel all my appointments", "yes"), "your Cleaning on Tuesday, January 27 at 2:30 PM"),
    ],
)
def test_what_is_cancelled_is_said_to_be(turns: tuple[str, ...], recap: str) -> None:
    call = Talk(known())
    call.says(turns[0], "212 555 0123", "yes", "priya shah", "yes", *turns[1:])
    said = by_voice(call)
    assert said.startswith(f"So {recap}"), call.script()
    assert said.endswith(f" cancelled. {THANKS}")


def test_where_nothing_was_written_nothing_is_summed_up() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("what are your hours", "no thanks")
    assert by_voice(call) == THANKS
