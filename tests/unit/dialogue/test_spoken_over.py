"""The caller speaks over the agent: what was cut off is said again if it is still owed."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.plan.next_step import Say, asked, plan
from ringbook.dialogue.state.call_events import AgentSaid, Silence

CALLER = ("book a cleaning thursday at three", "212 555 0123", "yes")
READ_BACK = "That would be Cleaning on Thursday, January 29 at 3:00 PM. Shall I book it?"
WAIT = "Of course, take your time."


class SpokenOver(Talk):
    """A call whose caller cuts in when `upto` words of the agent's line were heard."""

    upto: int | None = None

    def _say(self, step: Say) -> str:
        if self.upto is None:
            return super()._say(step)
        heard = " ".join(step.text.split()[: self.upto])
        self.upto = None
        question = asked(self.state, heard, cut=True)
        self.apply(AgentSaid(self.now, heard, question, cut=True))
        return heard

    def cut(self, text: str, upto: int) -> str:
        """The caller's turn, and then their cutting in; gives what they heard."""
        self.upto = upto
        return self.says(text)


@pytest.fixture
def call() -> SpokenOver:
    call = SpokenOver(Diary(practice(services=(CLEANING,))))
    call.says(*CALLER)
    return call


@pytest.mark.parametrize(
    "words",
    ["sorry, go on", "Sorry.", "go on", "what?", "hello?", "hm", "", "yes", "no, no, go on"],
)
def test_half_a_read_back_is_said_again_whole(call: SpokenOver, words: str) -> None:
    assert READ_BACK.startswith(call.cut("priya", 4).removeprefix("Thank you, Priya. "))
    assert READ_BACK in call.says(words)
    assert call.booked() == []
    call.says("yes")
    assert call.booked() == ["2026-01-29 15:00 Cleaning"]
    assert fold(call.events) == call.state


def test_after_a_wait_the_line_is_said_again(call: SpokenOver) -> None:
    call.cut("priya", 5)
    assert call.says("wait") == WAIT
    assert call.says("okay").endswith(READ_BACK)
    assert call.says("yes").startswith("You're booked for")


def test_a_wait_a_silence_and_a_yes_agree_to_nothing(call: SpokenOver) -> None:
    call.cut("priya", 8)
    assert call.says("hold on") == WAIT
    assert call.quiet() == "Are you still there?"
    assert call.says("yes, I'm here").endswith(READ_BACK)
    assert call.booked() == []


def test_what_was_done_is_told_again(call: SpokenOver) -> None:
    call.says("priya")
    assert call.cut("yes", 3) == "You're booked for"
    told = call.says("sorry, you were saying?")
    assert told.startswith("You're booked for Cleaning on Thursday, January 29 at 3:00 PM.")
    assert call.booked() == ["2026-01-29 15:00 Cleaning"]


def test_an_offer_is_said_again_and_then_chosen_from(call: SpokenOver) -> None:
    call.says("priya", "no")
    assert call.cut("friday afternoon", 4) == "On Friday, January 30"
    offer = call.says("sorry, go on")
    assert offer.startswith("On Friday, January 30 I have ")
    assert "Friday, January 30" in call.says("the first one")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("friday at ten instead", "Cleaning on Friday, January 30 at 10:00 AM. Shall I book it?"),
        ("actually never mind", "All right, I won't book that."),
        ("what does it cost", f"Cleaning costs 120. {READ_BACK}"),
    ],
)
def test_who_has_gone_elsewhere_does_not_hear_it_again(
    call: SpokenOver, words: str, answer: str
) -> None:
    call.cut("priya", 4)
    said = call.says(words)
    assert answer in said, call.script()
    assert "Thank you, Priya" not in said
    assert call.state.owed_line is None


def test_a_yes_when_all_of_it_was_heard_is_an_answer(call: SpokenOver) -> None:
    whole = len(READ_BACK.split())
    call.cut("priya", 3 + whole - 3)
    assert call.says("yes").startswith("You're booked for")


def test_a_line_cut_again_is_still_the_same_line(call: SpokenOver) -> None:
    call.cut("priya", 4)
    call.cut("sorry, go on", 6)
    assert call.says("sorry, go on") == f"Thank you, Priya. {READ_BACK}"


def test_the_goodbye_is_not_said_again(call: SpokenOver) -> None:
    call.says("never mind")
    call.cut("no, bye", 2)
    call.apply(Silence(call.now, 8))
    assert plan(call.state) == Say("")
