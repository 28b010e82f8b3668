"""How people are reached, and what is said while the diary does not answer. Pure."""

from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.phone import spoken_groups
from ringbook.domain.reach import reach_from

__all__ = ["reach", "unreachable", "unsure"]


def reach(state: CallState) -> str:
    """How to reach people, and from when, or the truth that we cannot connect anybody."""
    phone = state.practice.hand_over_phone
    if phone is None:
        return "I'm afraid I have no number where I could send you."
    then = reach_from(state.practice, state.now)
    digits = spoken_groups(phone, state.practice.phone_region)
    return f"You can reach the practice at {digits}{then}."


def unreachable(state: CallState) -> str:
    """What it means that the diary did not answer, and where else to ask.

    A write whose answer was lost may have happened: nobody is told either way.
    """
    doubt = ", so I can't promise you anything yet" if state.unsure else ""
    return f"I'm sorry, I can't reach our diary at the moment{doubt}.{_elsewhere(state)}"


def unsure(state: CallState) -> str:
    """The caller leaves, or goes on, before the diary said whether a write happened."""
    ask = _elsewhere(state) or " Please call again to make sure."
    return f"I couldn't find out whether that went through.{ask}"


def _elsewhere(state: CallState) -> str:
    return f" {reach(state)}" if state.practice.hand_over_phone else ""
