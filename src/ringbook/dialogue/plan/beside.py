"""Steps until it is known which appointment tells the time that is wanted. Pure."""

from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.speak import beside as words
from ringbook.dialogue.speak import call_back
from ringbook.dialogue.speak import change as speak_change
from ringbook.dialogue.speak.wording import anything_else
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step
from ringbook.dialogue.understand.beside import fitting, pending
from ringbook.dialogue.understand.choosing import pointed_at

__all__ = ["look_up"]


def look_up(state: CallState) -> Step | None:
    """The next step before a time can be looked for, None when nothing is in the way."""
    if state.frame.instead and (step := _replaced(state)) is not None:
        return step
    if already := words.already_with(state):
        return Say(f"{already} {anything_else(state)}", Question("anything_else"))
    if not pending(state):
        return None
    if not state.listed and policy.may("hear", state):
        return Do("retrieve_appointments")
    if len(fitting(state)) > 1:
        return Say(words.which(state), Question("which_appointment"))
    return Say(words.lost(state), Question("when"))


def _replaced(state: CallState) -> Step | None:
    """Which appointment another service takes the place of, and whether it may be cancelled."""
    row = state.appointment(state.frame.source)
    if row is None and not policy.may("hear", state):
        return plan_identify.missing(state, "hear")
    if row is None and not state.listed:
        return Do("retrieve_appointments")
    if row is None:
        shown = pointed_at(state)
        return Say(speak_change.which(shown, state), Question("which_appointment"))
    if policy.forbidden_late(row, state):
        asks = call_back.offered(row, state) or Question("anything_else")
        return Say(speak_change.late(row, asks, state), asks)
    return None
