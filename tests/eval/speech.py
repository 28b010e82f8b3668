"""A caller's words, with what they know filled in and the errors of recognition done to it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.eval import say
from tests.eval.channel import Channel
from tests.eval.errand import Errand
from tests.eval.scenario import Scenario
from tests.eval.wording import Wording

__all__ = ["Speech"]


@dataclass(frozen=True, slots=True)
class Speech:
    """Puts acts into one caller's words."""

    scenario: Scenario
    words: Wording
    channel: Channel
    chance: Random

    def say(self, act: str, errand: Errand) -> str:
        """An act in words of the caller's style."""
        return self.fill(self.words.pick(act), errand)

    def fill(self, template: str, errand: Errand) -> str:
        """Fills the places that the template has; each filling passes the channel once."""
        fillings: dict[str, Callable[[], str]] = {
            "number": lambda: self.channel.number(say.the_number(self._digits(), self.chance)),
            "wrong_number": self._wrong_number,
            "name": lambda: self.channel.name(self.own_name()),
            "letters": lambda: say.letters(self.own_name()),
            "service": lambda: self._service(errand),
            "when": lambda: self.channel.time(self._wish(errand)),
            "slip": lambda: errand.goal.form.slip or "",
            "which": lambda: self.channel.time(self._which(errand)),
            "whom": lambda: errand.goal.form.whom or "me",
            "question": lambda: errand.goal.form.ask or "",
        }
        places = {name for name in fillings if f"{{{name}}}" in template}
        return template.format(**{name: fillings[name]() for name in sorted(places)})

    def own_name(self) -> str:
        return self.scenario.form.says_name or self.scenario.caller.name

    def _digits(self) -> str:
        return say.national(self.scenario.caller.number, self.scenario.practice.phone_region)

    def _wrong_number(self) -> str:
        digits = self._digits()
        return digits[:-1] + str((int(digits[-1]) + 3) % 10)

    def _service(self, errand: Errand) -> str:
        form = errand.goal.form
        return form.called or f"a {(form.book or 'visit').lower()}"

    def _wish(self, errand: Errand) -> str:
        errand.wished = True
        wish = errand.wish or errand.goal.form.when
        return self.chance.choice(wish) if wish else "any time"

    def _which(self, errand: Errand) -> str:
        return self.chance.choice(errand.goal.form.which or ("my appointment",))
