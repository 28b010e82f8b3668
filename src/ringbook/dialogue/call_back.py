"""A change that only the practice can decide: the wish to be called back about it is noted. Pure.

Nothing is promised but the note, which the call's record and summary carry.
"""

from dataclasses import replace

from ringbook.dialogue.call_events import Question
from ringbook.dialogue.call_state import CallState
from ringbook.dialogue.choosing import clear_yes
from ringbook.dialogue.speak import described
from ringbook.domain.model import Appointment

__all__ = ["answered", "noted", "offered", "was_asked"]


def offered(appointment: Appointment, state: CallState) -> Question | None:
    """The question whether to note it, where the practice decides and it is not noted yet."""
    asked = appointment.id in {a.id for a in state.call_backs}
    if state.practice.policies.late_change != "ask_practice" or asked:
        return None
    return Question("call_back", appointment_id=appointment.id)


def was_asked(state: CallState) -> bool:
    """True when the caller's last words answer that question."""
    return state.answering is not None and state.answering.about == "call_back"


def answered(state: CallState) -> CallState:
    """The state after the answer: the change itself is over either way."""
    if not was_asked(state):
        return state
    appointment = _noted_now(state)
    noted = (*state.call_backs, appointment) if appointment else state.call_backs
    return replace(state.without_task(), call_backs=noted)


def noted(state: CallState) -> str:
    """What is said when the wish has just been noted, else ""."""
    appointment = _noted_now(state)
    if appointment is None:
        return ""
    about = described(appointment, state)
    return f"I've noted for the practice that you'd like a call back about your {about}."


def _noted_now(state: CallState) -> Appointment | None:
    agreed = was_asked(state) and state.heard is not None and clear_yes(state.heard)
    asked = state.answering.appointment_id if agreed and state.answering else None
    return state.appointment(asked)
