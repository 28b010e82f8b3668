"""A simulated caller: an agenda of errands, answering what is asked in a style of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final

from tests.eval import say
from tests.eval.channel import Channel
from tests.eval.errand import Errand
from tests.eval.form import Style, Topic
from tests.eval.listening import Waits, mentions, spoken_digits, waits_for
from tests.eval.read_back import mistake
from tests.eval.scenario import Goal, Scenario
from tests.eval.speech import Speech
from tests.eval.wording import Wording

__all__ = ["PATIENCE", "Caller"]

PATIENCE: Final = 7
"""The same question so often without an end, and the caller hangs up."""

_TOPICS: Final[dict[Waits, Topic]] = {
    "open": "open",
    "number": "number",
    "name": "name",
    "service": "service",
    "when": "when",
    "offer": "offer",
    "which": "which",
    "readback": "readback",
    "more": "more",
}
_AGAIN: Final = ("open", "which", "service", "when", "offer")
"""What an agent may ask who did not hear that there is nothing more."""


@dataclass
class Caller:
    """Speaks when spoken to. `reply` gives the next words; None: hangs up."""

    scenario: Scenario
    style: Style
    channel: Channel
    chance: Random
    place: int = 0
    until: tuple[Topic, ...] = ()
    """The line is lost as soon as the agent waits for one of these."""
    errand: Errand = field(init=False)
    words: Wording = field(init=False)
    speech: Speech = field(init=False)
    before: Waits = "nothing"
    asked: str = ""
    same: int = 0
    repeated: bool = False
    slipped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.words = Wording(self.style, self.chance)
        self.speech = Speech(self.scenario, self.words, self.channel, self.chance)
        self.errand = Errand(self.scenario.goals[0])

    @property
    def goal(self) -> Goal:
        return self.errand.goal

    def reply(self, heard: str) -> str | None:
        """The answer to all that the agent has just said."""
        about = waits_for(heard)
        if about == "nothing" and self.repeated:  # "take your time": the question stands
            about, heard = self.before, self.asked
        self.asked = heard
        self.same = self.same + 1 if about == self.before else 0
        self.before = about
        self.errand.hear(heard)
        if self.same >= PATIENCE or _TOPICS.get(about) in self.until:
            return None
        said = self._manner(about) or self._own_words(about) or self._answer(about, heard)
        return self.channel.start(said)

    # ---- manners --------------------------------------------------------------------------------

    def _manner(self, about: Waits) -> str | None:
        """What a style does before it answers, once a question."""
        if about in ("open", "more", "nothing") or self.repeated:
            self.repeated = False
            return None
        habits = {"deaf": ("again", 0.35), "hesitant": ("stall", 0.15)}
        act, often = habits.get(self.style, ("", 0.0))
        if self.chance.random() >= often:
            return None
        self.repeated = True
        return self.words.pick(act)

    def _own_words(self, about: Waits) -> str | None:
        topic = _TOPICS.get(about)
        return self.errand.own_words(topic) if topic else None

    # ---- answers --------------------------------------------------------------------------------

    def _answer(self, about: Waits, heard: str) -> str:
        answers: dict[Waits, Callable[[str], str]] = {
            "open": self._open,
            "number": lambda _: self._number("number"),
            "go_on": lambda _: self._number("rest"),
            "number_back": self._number_back,
            "this_line": self._this_line,
            "name": lambda _: self._fill("name"),
            "other_name": self._other_name,
            "spell": lambda _: say.letters(self.speech.own_name()),
            "service": self._service_asked,
            "when": self._when,
            "offer": self._choose,
            "which": lambda _: self._fill("which"),
            "readback": self._judge,
            "more": self._more,
            "here": lambda _: self.words.pick("here"),
            "retry": lambda _: self.words.pick("yes"),
            "other": lambda _: self.words.pick("no_thanks"),
            "resume": self._resume,
            "usual": self._usual,
            "whose_name": lambda _: self._fill("whom"),
        }
        if about in _AGAIN and self._done():
            return self._more(heard)
        return answers.get(about, self._open)(heard)

    def _done(self) -> bool:
        """The agent has said that it is done: nobody asks for it again."""
        return self.errand.told and self.goal.form.kind in ("book", "move", "cancel")

    def _open(self, _heard: str) -> str:
        """The errand: first in the scenario's own words, then in plainer ones."""
        opening = self.goal.form.opening
        if opening and not self.errand.opened:
            self.errand.opened = True
            return self.speech.fill(self.chance.choice(opening), self.errand)
        act: str = self.goal.form.kind
        timed = self.goal.form.when and self.style != "terse"
        if (
            act in ("book", "move")
            and timed
            and (self._all_at_once() or self.chance.random() < 0.6)
        ):
            act = f"{act}_when"
        return self._fill(act)

    def _all_at_once(self) -> bool:
        return self.style == "everything"

    def _service_asked(self, heard: str) -> str:
        """Somebody who does not want to book says again what is wanted."""
        return self._fill("service") if self.goal.form.kind == "book" else self._insist(heard)

    def _insist(self, heard: str) -> str:
        """That is not the errand; once the errand is done, on to the next or goodbye."""
        if self.errand.told:
            return self._more(heard)
        errand = self._open(heard)
        return f"No, {errand[0].lower()}{errand[1:]}"

    # ---- what is known of earlier calls ----------------------------------------------------------

    def _resume(self, heard: str) -> str:
        """Goes on where the last call was cut off, if that was this errand."""
        earlier = self.scenario.earlier
        if earlier is None or earlier.goal is not None:
            return self._insist(heard)
        return self.words.pick("yes_write")

    def _usual(self, heard: str) -> str:
        """Takes the usual when that is what is wanted, and is named as it is."""
        form = self.goal.form
        named = form.book is not None and form.book.lower() in heard.lower()
        return self.words.pick("yes_write") if form.usual and named else self._insist(heard)

    def _number(self, act: str) -> str:
        if self.style == "correcting" and "number" not in self.slipped:
            self.slipped.add("number")
            act = "number_slip"
        return self._fill(act)

    def _number_back(self, heard: str) -> str:
        said = spoken_digits(heard)
        own = self.scenario.caller.number.removeprefix("+")
        right = len(said) >= 7 and own.endswith(said)
        return self.words.pick("yes") if right else self._fill("wrong_number")

    def _this_line(self, heard: str) -> str:
        ends = spoken_digits(heard)
        own = self.scenario.form.caller_id and self.scenario.caller.number.endswith(ends)
        return self.words.pick("yes") if own else self._fill("wrong_number")

    def _other_name(self, _heard: str) -> str:
        """There is no other name to give."""
        self.errand.retries += 1
        self.errand.gave_up = self.errand.retries > 2
        return self._fill("give_up" if self.errand.gave_up else "name_again")

    def _when(self, heard: str) -> str:
        """The time wanted, or the next best once it was said to be impossible."""
        form = self.goal.form
        if form.kind not in ("book", "move"):
            return self._insist(heard)
        if self.style == "correcting" and form.slip and "when" not in self.slipped:
            self.slipped.add("when")
            return self._fill("when_slip")
        if self.errand.cannot_be_had(heard):
            self.errand.next_wish()
        return self._fill("when") if self.errand.wish else self.words.pick("give_up")

    def _choose(self, heard: str) -> str:
        """Picks the first start on offer that suits."""
        if self.goal.form.kind not in ("book", "move"):
            return self._insist(heard)
        offered = [m.start for m in mentions(heard, self._local_now()) if m.timed]
        fitting = [start for start in offered if self.errand.suits(start)]
        if fitting:
            pick = self._pick(fitting[0], offered)
            return self.words.pick("pick").format(pick=self.channel.time(pick))
        return self._refuse(heard, "none_fits")

    def _pick(self, start: datetime, offered: list[datetime]) -> str:
        if self.chance.random() < 0.25:
            return ("the first one", "the second one", "the third one")[
                min(offered.index(start), 2)
            ]
        return say.a_start(start, offered, self.chance)

    def _refuse(self, heard: str, act: str) -> str:
        """Says again what is wanted; gives up when that was refused."""
        self.errand.refusals += 1
        if self.errand.cannot_be_had(heard) or self.errand.refusals > 3:
            self.errand.next_wish()
        if self.errand.wish is None:
            return self.words.pick("give_up")
        if self.errand.refusals > 1:
            self.errand.be_exact()
        return self._fill(act)

    # ---- read-backs -----------------------------------------------------------------------------

    def _judge(self, heard: str) -> str:
        """Yes to what was wanted; anything else is corrected."""
        match mistake(heard, self.errand, self._local_now()):
            case None:
                return self.words.pick("yes_write")
            case "unwanted":
                return self.words.pick("no")
            case "other_deed":
                return self._insist(heard)
            case "wrong_time":
                return self._refuse(heard, "wrong_time")
            case act:
                return self._fill(act)

    # ---- the end of an errand -------------------------------------------------------------------

    def _more(self, heard: str) -> str:
        if not self.errand.over:
            self.errand.retries += 1
            return self._open(heard)
        if self.place + 1 >= len(self.scenario.goals):
            return self.words.pick("bye")
        self.place += 1
        self.errand = Errand(self.scenario.goals[self.place])
        own = self.errand.own_words("open")
        errand = own or self._open(heard)
        return self.words.pick("next").format(errand=errand[0].lower() + errand[1:])

    def _local_now(self) -> datetime:
        return self.scenario.now.astimezone(self.scenario.zone)

    def _fill(self, act: str) -> str:
        return self.speech.say(act, self.errand)
