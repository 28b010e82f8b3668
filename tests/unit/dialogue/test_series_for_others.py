"""A series for somebody else: the name is read back, written on every date, and told truly."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import PRIYA, practice
from tests.unit.dialogue.series_talk import PRIYA_SAYS, SIX_DATES
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import legal
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.state.question import Question

FOR_LEO = "book a cleaning for my son Leo every Tuesday at 4 pm for six weeks"
TUESDAYS = "six Tuesdays at 4:00 PM, from January 27 to March 3"


def names(talk: Talk) -> set[str | None]:
    return {row.attendee for row in talk.diary.of(PRIYA)}


@pytest.mark.parametrize(
    "words",
    [
        FOR_LEO,
        "my son Leo needs a cleaning every Tuesday at 4 pm for six weeks",
        "a cleaning every Tuesday at 4 pm for six weeks for Leo",
        "I'd like to book cleanings for Leo, every Tuesday at 4 pm, six times",
    ],
)
def test_the_name_is_read_back_and_written_on_every_date(words: str) -> None:
    talk = Talk(Diary(practice()))
    read = talk.says(words, *PRIYA_SAYS)
    assert f"That would be Cleaning for Leo on {TUESDAYS}. Shall I book them?" in read
    assert legal(talk.state).get("book_appointment") is None
    assert f"You're booked for Cleaning for Leo on {TUESDAYS}." in talk.says("yes")
    assert talk.booked() == SIX_DATES
    assert names(talk) == {"Leo"}
    assert fold(talk.events) == talk.state


def test_a_relation_without_a_name_is_asked_for_its_name_once() -> None:
    talk = Talk(Diary(practice()))
    ask = talk.says("a cleaning for my daughter every Tuesday at 4 pm, six times", *PRIYA_SAYS)
    assert "What is your daughter's name?" in ask
    assert f"Cleaning for Maya on {TUESDAYS}" in talk.says("Maya")
    talk.says("yes")
    assert names(talk) == {"Maya"}


@pytest.mark.parametrize("words", ["it's for Leo", "yes, but for my son Leo", "no, for Leo"])
def test_a_name_after_the_read_back_is_read_back_before_anything_is_written(words: str) -> None:
    talk = Talk(Diary(practice()))
    talk.says("a cleaning every Tuesday at 4 pm for six weeks", *PRIYA_SAYS)
    assert f"Cleaning for Leo on {TUESDAYS}. Shall I book them?" in talk.says(words)
    assert talk.booked() == []
    talk.says("yes")
    assert names(talk) == {"Leo"}


def test_the_name_stays_when_the_wish_changes() -> None:
    talk = Talk(Diary(practice()))
    talk.says(FOR_LEO, *PRIYA_SAYS)
    assert "for Leo on four Tuesdays" in talk.says("no, only four times")


def test_it_is_said_whose_series_is_listed_moved_and_cancelled() -> None:
    talk = Talk(Diary(practice()))
    talk.says(FOR_LEO, *PRIYA_SAYS, "yes")
    again = Talk(talk.diary)
    listed = again.says("what appointments do I have?", *PRIYA_SAYS)
    assert f"Cleaning for Leo on {TUESDAYS}" in listed
    read = again.says("cancel all of Leo's appointments")
    assert f"That would be Cleaning for Leo on {TUESDAYS}. Shall I cancel them all?" in read
    assert "I've cancelled Cleaning for Leo on six Tuesdays" in again.says("yes")


# ---- what a large model says --------------------------------------------------------------------


def looked_up() -> Talk:
    talk = Talk(Diary(practice()))
    talk.says(FOR_LEO, *PRIYA_SAYS)
    return talk


def question(talk: Talk, text: str) -> Question | None:
    found = asked(replace(talk.state, asks=None), text)
    return found if found is not None and found.about == "confirm_book" else None


def test_a_models_read_back_must_name_whom_it_is_for() -> None:
    talk = looked_up()
    dates = "six Tuesdays at 4 PM, January 27 to March 3"
    right = question(talk, f"A Cleaning for Leo on {dates}. Shall I book them?")
    assert right is not None
    assert (right.attendee, len(right.slot_ids)) == ("Leo", 6)
    assert question(talk, f"A Cleaning on {dates}. Shall I book them?") is None
    assert question(talk, f"A Cleaning for Tom on {dates}. Shall I book them?") is None


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("Leo is booked for six Tuesdays at 4 PM.", True),
        ("I've booked all six for Leo.", True),
        ("You're booked for Cleaning for Leo on six Tuesdays at 4:00 PM.", True),
        ("I've booked all six for Tom.", False),
        ("I've booked six Tuesdays at 4 PM for Tom.", False),
    ],
)
def test_a_claim_of_a_series_holds_for_whom_it_was_written(sentence: str, ok: bool) -> None:
    talk = looked_up()
    talk.says("yes", "thanks, it is not for Tom")
    assert check(sentence, talk.state).ok is ok
