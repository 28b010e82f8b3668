"""A claim that names services, or several people, needs each of them committed. Pure."""

from ringbook.dialogue.claims.words import Deed, claimed
from ringbook.dialogue.state.attendee import named_in
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand.visit import services_said, visit_said

__all__ = ["unfounded"]


def unfounded(sentence: str, state: CallState) -> Deed | None:
    """The deed that the sentence claims of a service, or for somebody, for which it is not true."""
    deed = claimed(sentence)
    if deed is None:
        return None
    named = services_said(sentence, state.practice)
    if not named or (deed == "move" and len(named) < 2):  # a move may change the service
        return None
    rows = (*state.appointments, *(c.appointment for c in state.commits))
    if not named <= {row.service for row in rows}:
        return deed
    people = {w.attendee.name for w in visit_said(sentence, state.practice) if w.attendee}
    known = [row.attendee for row in rows if row.attendee]
    true = all(any(named_in(who, name) for who in known) for name in people if name)
    return None if true else deed
