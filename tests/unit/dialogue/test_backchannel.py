"""Which words are those of a listener, and when assent over a line answers it after all."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.backchannel import answers, is_backchannel

CALLER = ("book a cleaning thursday at three", "212 555 0123", "yes", "priya")


LISTENS = """mm-hm|Mm-hmm.|mhm|Mm.|uh-huh|Uh huh.|okay|Okay, okay.|OK|yeah|Yeah, right.
|right|I see.|Oh, okay.|Got it.|yes|Sure.|all right|Hmm|Um,|aha!|Yep.|K|k.|kay"""
SPEAKS = """wait|no|Stop.|sorry|okay wait|yes but later|three|nine eight|Okay?|what?|right now
|yeah no|hello|I see you at four|mine|Mum|good bye|yes yes yes yes yes|okay Thursday|hmm, no|all
|fine by me|"""


@pytest.mark.parametrize("text", LISTENS.split("|"))
def test_words_of_a_listener(text: str) -> None:
    assert is_backchannel(text.strip())


@pytest.mark.parametrize("text", SPEAKS.split("|"))
def test_words_that_want_the_floor(text: str) -> None:
    assert not is_backchannel(text.strip())


def upto(line: str, words: str) -> int:
    """How far the line was heard when `words` were just over."""
    return line.index(words) + len(words)


@pytest.mark.parametrize(
    ("heard", "answered"),
    [("Cleaning on", False), ("January 29", False), ("3:00 PM", True), ("Shall I", True)],
)
def test_assent_to_a_read_back_needs_all_its_facts(heard: str, answered: bool) -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    line = call.says(*CALLER)
    assert answers(upto(line, heard), call.state) == answered


def test_assent_answers_a_question_that_had_begun() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    line = call.says(*CALLER, "yes")
    assert not answers(upto(line, "3:00"), call.state)
    assert answers(upto(line, "anything"), call.state)


def test_assent_chooses_nothing() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    line = call.says(*CALLER, "no", "friday afternoon")
    assert line.startswith("On Friday")
    assert not answers(len(line), call.state)
