"""Proof by a one-time code: sent to the number of the record, read back by the caller. Pure.

Every number is treated alike, known or not: nothing here may depend on what is on record.
"""

from ringbook.dialogue.legal.verify import actions
from ringbook.dialogue.speak import verify as words
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step

__all__ = ["prove"]


def prove(state: CallState, action: str) -> Step | None:
    """The next step to the tier `verified`; None where it is not asked for, or cannot be reached.

    `action` is book, hear, move or cancel.
    """
    needed = policy.needed_tier(action, state) == "verified"
    if not needed or not state.codes.possible or state.caller is None or state.is_verified:
        return None
    return _prove(state, state.caller.contact_number)


def _prove(state: CallState, number: str) -> Step:
    codes = state.codes
    if why := codes.why_over(number):
        return Say(words.over(why, state), Question("anything_else"))
    allowed = actions(state)
    if allowed:
        return Do("verify_caller", {"action": allowed[0]})
    if codes.number != number:
        return Say(words.expired(), Question("another_code"))
    return Say(words.ask(state), Question("code"))
