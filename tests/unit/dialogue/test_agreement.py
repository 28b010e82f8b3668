"""What is said to a read-back: only a clear yes, to nothing else, books it."""

from functools import cache

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.state.call_events import UserSaid
from ringbook.dialogue.understand.yes_no import only_agrees

AGREE = (
    "yes do it", "do it", "yes, do that please", "sure why not", "go on then", "for sure",
    "uh-huh", "mm-hmm", "I'd love that", "you can book that", "you may", "roger that",
    "all good", "looks good", "suits me fine", "would be great", "that's what I want",
    "I'm happy with that", "I'm okay with it", "no objections", "no problem", "ideal",
    "lock it in please", "put me down for that", "sign me up", "reserve it", "schedule it please",
    "make it so", "I can make that", "I'll be there", "see you then", "very well",
    "could you please", "yes would you please", "can you do that please",
    "could you book that for me", "if you could please", "yes, thanks, bye", "wait, yes",
    "perfect, thank you so much", "yeah no that's fine", "yes please, goodbye",
)  # fmt: skip
NOT_YET = (
    "ok the second one", "yes, the third one", "yes hello", "yes hi can you hear me", "yes wait",
    "yes, hold on", "ok hang on", "okay let me check", "ok let me think", "good question",
    "good grief", "nice try", "ok bye", "okay thanks bye", "great, but later",
    "right, so what about Friday", "ok but not with her", "ok is there parking", "yes maybe",
    "are you sure", "fine, whatever, later then", "yes no", "I suppose",
    "ok and can I also book a check-up",
)  # fmt: skip


@cache
def read_back() -> CallState:
    """A call in which a cleaning was read back, at the only time that was named."""
    call = Talk(Diary(practice()))
    call.says("a cleaning on Thursday at 3 pm, my number is 212 555 0199", "yes", "Sam Hill")
    assert call.state.asks is not None
    assert call.state.asks.about == "confirm_book", call.script()
    return call.state


def agreed(words: str) -> bool:
    state = read_back()
    return reduce(state, UserSaid(state.now, words)).frame.agreed is not None


@pytest.mark.parametrize("words", AGREE)
def test_this_is_a_yes(words: str) -> None:
    assert agreed(words)


@pytest.mark.parametrize("words", NOT_YET)
def test_this_is_none(words: str) -> None:
    assert not agreed(words)


def test_the_one_that_was_read_back_may_be_named_by_its_place() -> None:
    call = Talk(Diary(practice()))
    call.says(
        "a cleaning on Thursday, my number is 212 555 0199", "yes", "Sam Hill", "the second one"
    )
    state = call.state
    for words, yes in (("yes, the second one", True), ("yes, the last one", False)):
        assert (reduce(state, UserSaid(state.now, words)).frame.agreed is not None) is yes, words


def test_many_words_of_agreement_take_no_time() -> None:
    """The reader of plain agreement must not try each way to cut the words apart."""
    assert not only_agrees("yes please that is " * 25 + "a lot", read_back().asks)
