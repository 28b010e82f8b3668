"""A driver that holds whole calls over the diary, through `reduce` and `plan`."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, PRIYA, ZONE

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal
from ringbook.dialogue.plan.next_step import Say, asked, plan
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.speak.refused import explained
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    CallEvent,
    Did,
    Ended,
    Keyed,
    Silence,
    Started,
    UserSaid,
)


class Talk:
    """One call. `says` returns what the agent answers; everything goes through the gate."""

    def __init__(self, diary: Diary, now: datetime = NOW, caller_id: str | None = None) -> None:
        self.diary, self.now = diary, now
        self.state = CallState()
        self.events: list[CallEvent] = []
        self.lines: list[tuple[str, str]] = []
        self.apply(Started(now, diary.practice, "text", caller_id))
        self.answer()

    def apply(self, event: CallEvent) -> None:
        self.state = reduce(self.state, event)
        self.events.append(event)

    def answer(self) -> str:
        """Runs the plan until it says something."""
        for _ in range(20):
            step = plan(self.state)
            if isinstance(step, Say):
                return self._say(step)
            assert illegal(self.state, step.tool, step.args) is None, step
            outcome = explained(self.diary.run(self.state, step), step.args, self.state)
            self.apply(Did(self.now, step.tool, step.args, outcome))
            self.lines.append(("tool", f"{step.tool} {step.args} -> {outcome.kind}"))
        raise AssertionError("the plan never says anything")

    def _say(self, step: Say) -> str:
        if step.text:
            assert asked(self.state, step.text) == step.asks
            for sentence in sentences(step.text):
                assert check(sentence, self.state).ok, sentence
            self.apply(AgentSaid(self.now, step.text, step.asks))
            self.lines.append(("agent", step.text))
        if self.state.farewell and self.state.ended is None:
            self.apply(Ended(self.now, self.state.end_reason))
        return step.text

    def says(self, *texts: str) -> str:
        """The caller's turns; returns the answer to the last."""
        out = ""
        for text in texts:
            self.lines.append(("caller", text))
            self.apply(UserSaid(self.now, text))
            out = self.answer()
        return out

    def keys(self, digits: str) -> str:
        self.apply(Keyed(self.now, digits))
        return self.answer()

    def quiet(self, seconds: float = 8) -> str:
        self.now += timedelta(seconds=seconds)
        self.apply(Silence(self.now, seconds))
        return self.answer()

    def booked(self, number: str = PRIYA) -> list[str]:
        """The caller's appointments as "2026-01-29 14:30 Cleaning"."""
        return [
            f"{r.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M} {r.service}"
            for r in self.diary.of(number)
        ]

    def script(self) -> str:
        """The call as text, for a failing test's message."""
        return "\n".join(f"{who:>6}: {text}" for who, text in self.lines)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<!Dr)(?<=[.!?])\s+", text)


def fold(events: Sequence[CallEvent]) -> CallState:
    state = CallState()
    for event in events:
        state = reduce(state, event)
    return state
