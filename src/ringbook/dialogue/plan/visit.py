"""The steps of booking, cancelling and moving a visit, where they differ from others. Pure."""

from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.speak import call_back, visit_words
from ringbook.dialogue.speak import change as speak_change
from ringbook.dialogue.speak import party as speak_party
from ringbook.dialogue.speak.clear_answer import asked_again
from ringbook.dialogue.state import policy
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say, Step
from ringbook.dialogue.understand.choosing import pointed_at
from ringbook.domain.visit import MAX_PARTS

__all__ = ["cancel", "move", "unclear"]


def unclear(state: CallState) -> Say | None:
    """What must be asked before a visit can be looked for; None when it is no visit too."""
    parts = state.frame.parts
    if any(who.nth < 0 for who in state.frame.people):
        return Say(speak_party.how_many(state), Question("attendee"))
    if len(parts) > MAX_PARTS:
        return Say(visit_words.too_many(), Question("service"))
    for part in parts:
        who = part.attendee
        if who is not None and who.nameless and not who.asked:
            return Say(visit_words.ask_name(who.stored or ""), Question("attendee"))
    return None


def cancel(state: CallState) -> Step | None:
    """The step for a part of a visit; None when it is cancelled like any other."""
    if (which := _which(state)) is not None:
        return which
    asks = visit_state.asks_cancel(visit_state.whole(state))
    if asks is None:
        return None
    return _may_all(state, "cancel") or Say(asked_again(asks, state) + _said(asks, state), asks)


def move(state: CallState) -> Step | None:
    """The step before the search for another time; None when there is none."""
    return _which(state) or _may_all(state, "move")


def _said(asks: Question, state: CallState) -> str:
    return visit_words.readback(asks, state)


def _which(state: CallState) -> Say | None:
    """Asks whether the whole visit is meant, once, where it has several parts left."""
    source = state.appointment(state.frame.source)
    if source is None or state.frame.scope is not None:
        return None
    if len(visit_state.members(state, source)) < 2:
        return None
    one = len(pointed_at(state)) == 1
    asks = Question("which_scope", appointment_id=source.id)
    return Say(visit_words.ask_scope(source, state, one=one), asks)


def _may_all(state: CallState, action: str) -> Step | None:
    """Why one of the parts may not be changed: then none is."""
    for row in visit_state.whole(state):
        if not policy.may(action, state, row):
            return plan_identify.missing(state, action)
        if policy.forbidden_late(row, state):
            asks = call_back.offered(row, state) or Question("anything_else")
            return Say(speak_change.late(row, asks, state), asks)
    return None
