"""Listing, cancelling and moving what the caller already has. Pure."""

from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.plan import series as plan_series
from ringbook.dialogue.plan import visit as plan_visit
from ringbook.dialogue.plan.book import find_time
from ringbook.dialogue.speak import call_back
from ringbook.dialogue.speak import change as speak_change
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step
from ringbook.dialogue.understand.choosing import candidates

__all__ = ["cancel", "move", "show"]


def show(state: CallState) -> Step:
    """Tell the caller what they have; the list itself is a reaction to the look-up."""
    proof = plan_identify.prove(state, "hear")
    if proof is not None:
        return proof
    if not any(d.tool == "retrieve_appointments" for d in state.did) and not _fruitless(state):
        return Do("retrieve_appointments")
    return plan_identify.missing(state, "hear")


def _fruitless(state: CallState) -> bool:
    """True when the answer can be nothing new: nobody known, nothing found before."""
    return state.listed and not state.appointments and not speak.known(state)


def cancel(state: CallState) -> Step:
    """The next step of a cancellation."""
    several = plan_visit.cancel(state) if (step := _which(state, "cancel")) is None else step
    return several or plan_series.cancel(state) or _cancel_it(state)


def move(state: CallState) -> Step:
    """The next step of a move."""
    several = plan_visit.move(state) if (step := _which(state, "move")) is None else step
    return several or plan_series.move(state) or find_time(state)


def _which(state: CallState, action: str) -> Step | None:
    """Steps until it is clear which appointment is meant, and that it may be changed."""
    source = state.appointment(state.frame.source)
    if source is None or not policy.may(action, state, source):
        return _look_up(state, action)
    if policy.forbidden_late(source, state):
        asks = call_back.offered(source, state) or Question("anything_else")
        return Say(speak_change.late(source, asks, state), asks)
    return None


def _look_up(state: CallState, action: str) -> Step:
    own = tuple(a for a in state.appointments if a.id in state.own)
    if not policy.may(action, state) and (not own or state.appointment(state.frame.source)):
        return plan_identify.missing(state, action)
    if not state.listed and policy.may("hear", state):
        return Do("retrieve_appointments")
    if not policy.may("hear", state) and not own:
        return plan_identify.missing(state, "hear")
    if not state.appointments:
        return _none(state, action)
    return _ask_which(state)


def _none(state: CallState, action: str) -> Step:
    if not speak.known(state):
        return plan_identify.missing(state, action)
    return Say(speak_change.none_left(state), Question("anything_else"))


def _ask_which(state: CallState) -> Say:
    return Say(speak_change.which(candidates(state), state), Question("which_appointment"))


def _cancel_it(state: CallState) -> Say:
    asks = Question("confirm_cancel", appointment_id=state.frame.source)
    return Say(speak_change.cancel(asks, state), asks)
