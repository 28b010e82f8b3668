"""A task that a call was cut off in: taken out of its events. Pure."""

import functools
from collections.abc import Iterable
from typing import Final

from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_events import CallEvent
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.domain.model import Unfinished
from ringbook.domain.when import When

__all__ = ["CUT_OFF", "left_open"]

CUT_OFF: Final = (
    "caller_hung_up", "connection_lost", "worker_stopped", "error", "interrupted",
)  # fmt: skip
"""Ends of a call that may have come in the middle of something."""


def left_open(events: Iterable[CallEvent]) -> Unfinished | None:
    """What these events stop in the middle of, for a caller who had proven who they are.

    None for a task that is over, not begun, or of several dates or services.
    """
    state = functools.reduce(reduce, events, CallState())
    frame = state.frame
    several = frame.parts or frame.repeat or frame.scope or frame.every or frame.instead
    plain = not (several or frame.wait or frame.missed)
    over = state.asks is not None and state.asks.about == "anything_else"
    return _of(frame, state) if plain and state.proven and not over else None


def _of(frame: Frame, state: CallState) -> Unfinished | None:
    if frame.intent is None or frame.intent == "list":
        return None
    meant = state.appointment(frame.source)
    wanted, whom = _wanted(frame, state), frame.attendee or Attendee()
    days = wanted if not wanted.conflict else When()
    return Unfinished(
        frame.intent,
        service=meant.service if meant else frame.service or frame.cue_service,
        provider=frame.provider or frame.cue_provider,
        attendee=whom.name,
        relation=whom.relation,
        appointment=frame.source,
        first=days.first,
        last=days.last,
        part=wanted.part,
        clock=wanted.time,
        bound=wanted.bound,
        until=wanted.until,
        earliest_wanted=wanted.earliest_wanted,
    )


def _wanted(frame: Frame, state: CallState) -> When:
    """The time that was chosen, else the wish; of a cancellation that of the one meant."""
    if frame.chosen is not None:
        local = state.local(frame.chosen.starts_at)
        return When(date=local.date(), time=local.time())
    return frame.spoken_of if frame.intent == "cancel" else frame.wanted
