"""A call played again from its events: where would this version have acted otherwise? Pure.

What the caller did and what the diary answered are taken as they were; what the agent did is
compared. The engine's decisions must be the same again. A large model's cannot be: each tool call
must be as legal as it was, and each sentence as true.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal
from ringbook.dialogue.plan.next_step import asked, plan
from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.speak.fillers import is_filler, without_fillers
from ringbook.dialogue.speak.sentences import sentences
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, Did, Refused
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say

__all__ = ["Brain", "Difference", "Replay", "replay"]

type Brain = Literal["engine", "model"]
"""Who decided in the call: the local engine alone, or also a large language model."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first event, by its place in the call, of which this version would have made another."""

    seq: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Replay:
    """`states` are those before each event and after the last one played; `difference` ends it."""

    states: tuple[CallState, ...]
    difference: Difference | None = None


@dataclass(slots=True)
class _Playing:
    brain: Brain
    states: list[CallState] = field(default_factory=lambda: [CallState()])

    def differs(self, event: CallEvent) -> tuple[str, str] | None:
        """What the event was and would be now; None when they are the same."""
        state = self.states[-1]
        match event:
            case AgentSaid(text=text) if is_filler(text):
                return None
            case AgentSaid():
                return self._spoken(state, event)
            case Did():
                return self._tool(state, event)
            case _:
                return None

    def _spoken(self, state: CallState, event: AgentSaid) -> tuple[str, str] | None:
        said = without_fillers(event.text).strip()
        if self.brain == "engine" and not _says(plan(state), event):
            return _quoted(said), _shown(plan(state))
        finished, last = sentences(event.text)
        wrong = [s.strip() for s in (*finished, last) if not check(s, state).ok]
        if self.brain == "model" and wrong and not event.cut:
            return _quoted(wrong[0]), "held back as untrue"
        asks = asked(state, event.text, event.cut)
        if asks != event.asks:
            return f"{_quoted(said)} asked {_about(event.asks)}", f"it asks {_about(asks)}"
        return None

    def _tool(self, state: CallState, event: Did) -> tuple[str, str] | None:
        was = Do(event.tool, event.args)
        step = plan(state)
        if self.brain == "engine" and step != was:
            return _shown(was), _shown(step)
        refused = illegal(state, event.tool, event.args)
        if refused is not None and not isinstance(event.outcome, Refused):
            return f"{_shown(was)}: {event.outcome.kind}", f"refused: {refused.code}"
        return None


def replay(events: Iterable[CallEvent], brain: Brain = "engine") -> Replay:
    """Plays a call's events in order, up to the first that this version would not have made."""
    playing = _Playing(brain)
    for seq, event in enumerate(events):
        different = playing.differs(event)
        if different is not None:
            return Replay(tuple(playing.states), Difference(seq, *different))
        playing.states.append(reduce(playing.states[-1], event))
    return Replay(tuple(playing.states))


def _says(step: Say | Do, event: AgentSaid) -> bool:
    if isinstance(step, Do):
        return False
    ours, said = step.text.strip(), without_fillers(event.text).strip()
    return ours.startswith(said.rstrip(" .…-")) if event.cut else ours == said


def _shown(step: Say | Do) -> str:
    if isinstance(step, Say):
        return _quoted(step.text.strip())
    return f"{step.tool}({', '.join(f'{name}={value}' for name, value in step.args.items())})"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _about(question: Question | None) -> str:
    return question.about.replace("_", " ") if question else "nothing"
