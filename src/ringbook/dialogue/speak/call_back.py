"""A change that only the practice can decide, a talk that leads nowhere: a call back. Pure.

Nothing is promised but the note, which the call's record and summary carry.
"""

from dataclasses import replace
from typing import Final

from ringbook.dialogue.speak.lines import described, digits, reach
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.frustration import level
from ringbook.domain.model import Appointment

__all__ = ["answered", "in_general", "instead", "noted", "offered", "was_asked"]

ASKED_AGAIN: Final = 3
"""So often the same was asked again in vain before a call back is offered; once, to the angry."""

_BESIDE: Final = ("anything_else", "call_back", "usual", "resume")


def offered(appointment: Appointment, state: CallState) -> Question | None:
    """The question whether to note it, where the practice decides and it is not noted yet."""
    asked = appointment.id in {a.id for a in state.call_backs}
    if state.practice.policies.late_change != "ask_practice" or asked:
        return None
    return Question("call_back", appointment_id=appointment.id)


def in_general(state: CallState) -> Question | None:
    """The question whether to note it, for a caller whose number is known; once in a call."""
    known = state.number is not None and not state.call_back_offered
    return Question("call_back") if known else None


def instead(state: CallState, step: Say) -> Say:
    """`step`, or the offer of a call back where asking that once more leads nowhere."""
    asks = in_general(state)
    if asks is None or step.asks is None or step.asks.about in _BESIDE or not _enough(state, step):
        return step
    people = f" {reach(state)}" if state.practice.hand_over_phone else ""
    sorry = "" if _spoken_to(state) else f"I'm sorry this is so hard.{people} "
    return Say(f"{sorry}Shall I note that you'd like the practice to call you back?", asks)


def _enough(state: CallState, step: Say) -> bool:
    heard = state.heard
    if heard is None or state.did or heard.has("question", "repeat", "wait", "emergency"):
        return False
    again = state.stuck_on(step.asks.about) if step.asks else 0
    felt = level(state.frustration - again)  # beside what this question did
    if felt is not None and _spoken_to(state):
        return again > 0 or felt == "high" or heard.has("person")
    return again >= (ASKED_AGAIN if felt is None else 1)


def _spoken_to(state: CallState) -> bool:
    """True when anger, or the wish for a person, is answered in this turn anyway."""
    return state.heard is not None and state.heard.has("upset", "person")


def was_asked(state: CallState) -> bool:
    """True when the caller's last words answer that question."""
    return state.answering is not None and state.answering.about == "call_back"


def answered(state: CallState) -> CallState:
    """The state after the answer: a change is over either way, a task only after a yes."""
    if not was_asked(state):
        return state
    if _general(state):
        agreed = state.heard is not None and clear_yes(state.heard)
        return replace(state.without_task(), call_me_back=True) if agreed else state
    appointment = _noted_now(state)
    noted = (*state.call_backs, appointment) if appointment else state.call_backs
    return replace(state.without_task(), call_backs=noted)


def noted(state: CallState) -> str:
    """What is said when the wish has just been noted, else ""."""
    if _general(state) and state.heard is not None and clear_yes(state.heard) and state.number:
        at = digits(state.number, state)
        return f"I've noted for the practice that you'd like a call back at {at}."
    appointment = _noted_now(state)
    if appointment is None:
        return ""
    about = described(appointment, state)
    return f"I've noted for the practice that you'd like a call back about your {about}."


def _general(state: CallState) -> bool:
    return was_asked(state) and state.answering == Question("call_back")


def _noted_now(state: CallState) -> Appointment | None:
    agreed = was_asked(state) and state.heard is not None and clear_yes(state.heard)
    asked = state.answering.appointment_id if agreed and state.answering else None
    return state.appointment(asked)
