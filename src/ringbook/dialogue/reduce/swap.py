"""Two appointments that change places: one is moved, then the other to its old time. Pure."""

from dataclasses import replace

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.domain.when import When

__all__ = ["settle", "take"]


def take(state: CallState) -> CallState:
    """Notes that two are to change places; which is moved first has to be asked."""
    if state.frame.intent != "move" or not state.last_heard.swap:
        return state
    return state.refilled(replace(state.frame, swap=True))


def settle(state: CallState) -> CallState:
    """Once the first is chosen, the second waits, with the time that is free by then."""
    frame, first = state.frame, state.appointment(state.frame.source)
    if not frame.swap or first is None:
        return state
    state = state.refilled(replace(frame, swap=False))
    others = [a for a in state.appointments if a.id != first.id]
    if len(others) != 1:
        return state
    local = state.local(first.starts_at)
    wanted = When(date=local.date(), time=local.time())
    second = Frame(intent="move", source=others[0].id, wanted=wanted)
    return replace(state, later=(second, *state.later))
