"""How far a caller has got with one errand."""

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tests.eval import say
from tests.eval.form import Topic
from tests.eval.listening import claims, sentences, weekdays
from tests.eval.scenario import Goal

__all__ = ["Errand"]

_TRIES: Final = 2
_UNAVAILABLE: Final = re.compile(
    r"nothing free|closed|not open|too far ahead|already passed|no more|don't see anything"
)


@dataclass
class Errand:
    """`wish` holds ways to say the time wanted now; None: nothing is wanted any more."""

    goal: Goal
    wish: tuple[str, ...] | None = None
    wished: bool = False
    """Whether the time wanted has been said."""
    opened: bool = False
    told: bool = False
    gave_up: bool = False
    refusals: int = 0
    retries: int = 0
    _later: deque[str] = field(default_factory=deque)
    _own: dict[Topic, deque[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        form = self.goal.form
        self.wish = form.when or ("as soon as possible",)
        self._later = deque(form.otherwise)
        self._own = {topic: deque(words) for topic, words in form.says.items()}

    @property
    def over(self) -> bool:
        """Done, given up, or tried often enough."""
        gave_up = self.gave_up or self.goal.form.declines
        return self.told or gave_up or self.retries >= _TRIES

    def hear(self, text: str) -> None:
        """Notices that the errand is done, or refused."""
        wanted = {"book": "booked", "move": "moved", "cancel": "cancelled", "list": "listed"}
        deed = wanted.get(self.goal.form.kind)
        if any(claims(s) == deed for s in sentences(text)) if deed else text:
            self.told = True
        if "no upcoming appointments" in text or "can't find an appointment" in text:
            self.told = self.told or self.goal.form.kind == "list"
        if "so it stays as it is" in text or "Only the practice can decide" in text:
            self.gave_up = True

    def own_words(self, topic: Topic) -> str | None:
        ready = self._own.get(topic)
        return ready.popleft() if ready else None

    def suits(self, start: datetime) -> bool:
        return any(span.holds(start) for span in self.goal.accepts)

    def cannot_be_had(self, heard: str) -> bool:
        """Whether the time asked for was refused; of any other time that is a mistake."""
        if not self.wished:
            return False
        refused = [s for s in sentences(heard) if _UNAVAILABLE.search(s.lower())]
        said = weekdays(" ".join(self.wish or ()))
        return any(not said or not (d := weekdays(s)) or said & d for s in refused)

    def be_exact(self) -> None:
        """What was misunderstood before is said with its date."""
        first = self.goal.accepts[0] if self.goal.accepts else None
        if first is not None:
            timed = first.first == first.last
            self.wish = (say.a_date(first.first, timed=timed),)

    def next_wish(self) -> None:
        """What was wanted cannot be had."""
        self.refusals, self.wished = 0, False
        self.wish = (self._later.popleft(),) if self._later else None
        self.gave_up = self.wish is None
