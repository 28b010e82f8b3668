"""Words about a time that is told by an appointment. Pure."""

from ringbook.dialogue.speak.lines import described, join
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand.beside import active, adjacent, fitting
from ringbook.domain.model import Slot
from ringbook.domain.spoken import spoken_when

__all__ = ["already_with", "lost", "which", "why"]


def why(slots: tuple[Slot, ...], state: CallState) -> str | None:
    """Why what is offered is not just next to it; None when another reason has to be given."""
    row = active(state)
    if row is None or not slots:
        return None
    day = state.local(row.starts_at).date()
    if any(state.local(slot.starts_at).date() != day for slot in slots):
        return None
    refused = [slot for slot in state.offered if slot.id in state.frame.refused]
    if any(adjacent(slot, row) for slot in (*slots, *refused)):
        return ""
    side = state.frame.beside.side if state.frame.beside else "next"
    where = {"after": "right after", "before": "right before"}.get(side, "right next to")
    return f"I'm sorry, I have nothing free {where} your {row.service}."


def lost(state: CallState) -> str:
    """The appointment spoken of is not there, for all callers in the same words."""
    again = "" if state.stuck_on("when") else "I can't find that appointment. "
    return f"{again}Which day would you like?"


def which(state: CallState) -> str:
    """Which of several tells the time."""
    named = [described(row, state) for row in fitting(state)]
    return f"You have {join(named)}. Which one do you mean?"


def already_with(state: CallState) -> str:
    """The appointment is with that provider as it is; "" when it is not."""
    source, beside = state.appointment(state.frame.source), state.frame.beside
    if source is None or beside is None or not beside.own or state.frame.intent != "move":
        return ""
    if state.frame.provider != source.provider:
        return ""
    at = spoken_when(state.local(source.starts_at))
    return f"Your {source.service} on {at} is with {source.provider} already."
