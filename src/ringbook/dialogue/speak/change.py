"""Words around cancelling, moving and listing. Pure."""

from ringbook.dialogue.speak import instead
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak.clear_answer import asked_again
from ringbook.dialogue.speak.wording import anything_else
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.choosing import pointed_at
from ringbook.domain.model import Appointment

__all__ = ["cancel", "late", "none_left", "which"]

CALL_BACK = "Shall I note that you'd like them to call you back about it?"


def late(appointment: Appointment, asks: Question, state: CallState) -> str:
    """A change so late is not ours to make."""
    then = CALL_BACK if asks.about == "call_back" else anything_else(state)
    return f"{speak.too_late(appointment, state)} {then}"


def none_left(state: CallState) -> str:
    """A proven caller with nothing ahead."""
    return f"You have no upcoming appointments. {anything_else(state)}"


def which(shown: tuple[Appointment, ...], state: CallState) -> str:
    """Lists what there is and asks which one is meant."""
    verb = "cancel" if state.frame.intent == "cancel" else "move"
    first = " first" if state.frame.swap else ""
    verb = "replace" if state.frame.instead else f"{verb}{first}"
    named = [speak.described(a, state) for a in shown]
    again = "Sorry, which one? " if state.stuck_on("which_appointment") else ""
    again = f"{again}{instead.one_at_a_time(state)}{_not_there(state)}"
    return f"{again}You have {speak.join(named)}. Which one shall I {verb}?"


def cancel(asks: Question, state: CallState) -> str:
    """The read-back of a cancellation."""
    return f"{asked_again(asks, state)}{_not_there(state)}{speak.readback(asks, state)}"


def _not_there(state: CallState) -> str:
    """The appointment spoken of is none of the caller's."""
    frame = state.frame
    cues = (frame.cue_service, frame.cue_provider, frame.cue_attendee)
    if frame.spoken_of.empty and not any(cues):
        return ""
    return "" if pointed_at(state) else "I don't see that one. "
