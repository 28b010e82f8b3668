"""Simulated callers: rules that answer what the agent asks, each with its own habits."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.unit.dialogue.talk import Talk

TURNS = 40
"""A call that takes longer than this goes nowhere."""


@dataclass
class Errand:
    """What a caller wants: the opening words and the answers they have ready."""

    opening: str
    number: str = "212 555 0123"
    name: str = "Priya Shah"
    service: str = "a cleaning"
    when: str = "Thursday at 3 pm"
    pick: str = "the first one"
    which: str = "the cleaning"
    more: list[str] = field(default_factory=list)


ASKED = (
    ("Is that right?", "yes"),
    ("the one for the booking?", "yes"),
    ("Shall I book it?", "yes"),
    ("Shall I cancel it?", "yes"),
    ("Shall I do that?", "yes"),
    ("anything else", "more"),
    ("Which service", "service"),
    ("Which of them", "service"),
    ("suits you", "pick"),
    ("Which one shall I", "which"),
    ("digits", "number"),
    ("and then?", "number"),
    ("number", "number"),
    ("name", "name"),
    ("day", "when"),
    ("time", "when"),
    ("still there", "yes"),
)


def topic(agent: str) -> str:
    """What the agent asks for: the last sentence that asks for something."""
    for sentence in reversed(re.split(r"(?<=[.!?])\s+", agent)):
        for cue, about in ASKED:
            if cue in sentence:
                return about
    return "opening"


@dataclass
class Caller:
    """Answers plainly. Subclasses change `say`."""

    errand: Errand
    turn: int = 0

    def reply(self, agent: str) -> str:
        self.turn += 1
        return self.say(topic(agent))

    def say(self, about: str) -> str:
        if about == "yes":
            return "Yes."
        if about == "more":
            return self.errand.more.pop(0) if self.errand.more else "No thanks, that's all. Bye."
        return str(getattr(self.errand, about))


class Terse(Caller):
    """One or two words, no punctuation."""

    def say(self, about: str) -> str:
        words = {"yes": "yep", "opening": self.errand.opening, "more": "no"}
        said = words.get(about) or super().say(about)
        return said.lower().rstrip(".")


class Chatty(Caller):
    """Wraps everything in friendly words."""

    def say(self, about: str) -> str:
        said = super().say(about)
        frames = {
            "yes": "Oh yes, that sounds lovely, thank you.",
            "number": f"Sure, of course, so my number would be {said}.",
            "name": f"It's {said}, nice to meet you.",
            "when": f"Let me think, could we do {said}, if that's possible?",
            "service": f"I think I need {said} please.",
            "pick": f"Hmm, let me see, {said} would be great.",
        }
        return frames.get(about, said)


class Mumbler(Caller):
    """Every other answer is nothing, or a noise."""

    def say(self, about: str) -> str:
        if self.turn % 3 == 2:
            return ""
        return (
            "hm" if self.turn % 3 == 0 and about == "yes" and self.turn < 12 else super().say(about)
        )


class Curious(Caller):
    """Asks something else before the answer, each thing once."""

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.questions = [
            "Is there parking?",
            "How much is a cleaning?",
            "Are you open on Saturdays?",
            "Where are you located?",
        ]

    def say(self, about: str) -> str:
        if about not in ("opening", "more") and self.turn % 2 == 0 and self.questions:
            return self.questions.pop()
        return super().say(about)


@dataclass
class Scripted(Caller):
    """Says certain things first when a topic comes up, then answers plainly."""

    first: dict[str, list[str]] = field(default_factory=dict)

    def say(self, about: str) -> str:
        queue = self.first.get(about, [])
        return queue.pop(0) if queue else super().say(about)


def hold(call: Talk, caller: Caller, hang_up: Callable[[Talk], bool] = lambda _: False) -> Talk:
    """Lets `caller` talk until the call has ended."""
    agent = call.lines[-1][1]
    for _ in range(TURNS):
        if call.state.ended is not None or hang_up(call):
            return call
        agent = call.says(caller.reply(agent))
    raise AssertionError(f"the call goes nowhere:\n{call.script()}")
