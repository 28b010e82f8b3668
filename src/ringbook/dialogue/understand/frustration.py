"""How much a caller has to put up with: by angry words, repeats and interruptions. Pure.

A small score, for the operator to see, and to offer people sooner. What was booked, moved or
cancelled brings it back to nothing; the record keeps the highest.
"""

from dataclasses import replace
from typing import Final, Literal

from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, Did, UserSaid
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.series import commits_of

__all__ = ["Level", "counted", "level"]

type Level = Literal["some", "high"]

SOME: Final = 2
HIGH: Final = 4

_ANGER: Final = 2
_BROUGHT: Final = ("yes", "pick", "number", "name", "book", "move", "cancel", "list", "question")
"""Who speaks over the agent and says such a thing is only quick."""


def level(score: int) -> Level | None:
    """What a score means, None for a caller who is at ease."""
    return "high" if score >= HIGH else "some" if score >= SOME else None


def counted(before: CallState, state: CallState, event: CallEvent) -> CallState:
    """`state`, which came of `event`, with what that adds to the score."""
    match event:
        case UserSaid():
            points = _of_words(before, state)
            state = replace(state, interrupted=False) if state.interrupted else state
            return _scored(state, state.frustration + points)
        case AgentSaid():
            state = _beside(before, state, event)
            again = max(0, state.stuck - before.stuck)
            return _scored(replace(state, interrupted=event.cut), state.frustration + again)
        case Did(outcome=outcome) if commits_of(outcome):
            return replace(state, frustration=0)
        case _:
            return state


def _beside(before: CallState, state: CallState, event: AgentSaid) -> CallState:
    """When a call back was offered, the question that led nowhere counts on where it was."""
    if event.asks is None or event.asks.about != "call_back":
        return state
    return replace(
        state,
        call_back_offered=True,
        stuck=before.stuck,
        progress=before.progress,
        topics=before.topics,
    )


def _scored(state: CallState, score: int) -> CallState:
    if score == state.frustration:
        return state
    return replace(state, frustration=score, frustration_peak=max(score, state.frustration_peak))


def _of_words(before: CallState, state: CallState) -> int:
    heard = state.heard
    if heard is None:
        return 0
    details = heard.number or heard.name or heard.service or heard.provider
    told = heard.has(*_BROUGHT) or bool(details) or not heard.when.empty
    return _ANGER * heard.has("upset") + (before.interrupted and not told)
