"""A simulated call that is over, whichever way it was held."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.eval.entries import Row
from tests.eval.scenario import Scenario

from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, UserSaid

__all__ = ["FILLER", "Held", "filler_starts"]

FILLER = "+12025550199"
"""Whose appointments fill the days that a scenario has full."""


@dataclass(frozen=True, slots=True)
class Held:
    """`before` and `after` are all scheduled rows of the diary; `broken` says what went wrong.

    `by_ear` pairs what the agent said in a turn with what was heard of it, where that was tried.
    """

    scenario: Scenario
    events: tuple[CallEvent, ...]
    before: frozenset[Row]
    after: frozenset[Row]
    ended: str | None
    broken: str = ""
    by_ear: tuple[tuple[str, str], ...] = ()

    @property
    def number(self) -> str:
        """The caller's."""
        return self.scenario.caller.number

    @property
    def said(self) -> list[str]:
        """What the agent said, in order."""
        return [e.text for e in self.events if isinstance(e, AgentSaid)]

    @property
    def turns(self) -> int:
        return sum(isinstance(e, UserSaid) for e in self.events)

    def script(self) -> str:
        """The conversation, a line a turn."""
        lines = []
        for event in self.events:
            match event:
                case AgentSaid(text=text) if text:
                    lines.append(f" agent: {text}")
                case UserSaid(text=text):
                    lines.append(f"caller: {text}")
                case _ if event.e == "did":
                    lines.append(f"        [{event.tool} {event.args} -> {event.outcome.kind}]")
        return "\n".join(lines)


def filler_starts(scenario: Scenario) -> list[datetime]:
    """The wall-clock starts that others have taken."""
    starts = []
    for span in scenario.full:
        for opened in scenario.practice.opening_hours.on(span.first.weekday()) or ():
            start = datetime.combine(span.first.date(), opened.opens)
            while start.time() < opened.closes:
                if span.holds(start):
                    starts.append(start)
                start += timedelta(minutes=scenario.practice.slot_minutes)
    return starts
