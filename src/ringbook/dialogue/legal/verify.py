"""What may be done about one-time codes now. Pure.

Every number is treated alike, known or not: nothing here may depend on what is on record.
"""

from typing import Final

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.code_events import CodeAction
from ringbook.dialogue.state.frame import Intent
from ringbook.dialogue.state.identity import enough
from ringbook.domain.one_time_code import LENGTH

__all__ = ["actions", "is_needed", "is_over"]

_NEEDS: Final[dict[Intent, tuple[str, ...]]] = {
    "book": ("book",),
    "list": ("hear",),
    "move": ("hear", "move"),
    "cancel": ("hear", "cancel"),
}


def is_needed(state: CallState) -> bool:
    """Whether the task in hand cannot go on without a code."""
    if state.frame.intent is None or state.caller is None or not state.codes.possible:
        return False
    wanted = _NEEDS[state.frame.intent]
    verified = any(policy.needed_tier(action, state) == "verified" for action in wanted)
    return verified and not enough(state.tier, "verified")


def actions(state: CallState) -> tuple[CodeAction, ...]:
    """What may be done about a code now: the choices of the tool."""
    if state.caller is None or not is_needed(state):
        return ()
    number, codes = state.caller.contact_number, state.codes
    if is_over(state):
        return ()
    if codes.again or number not in (codes.number, codes.expired):
        return ("send",)
    return ("check",) if codes.number == number and codes.digits == LENGTH else ()


def is_over(state: CallState) -> bool:
    """Whether no code will be sent to the caller's number any more in this call."""
    return state.caller is not None and bool(state.codes.why_over(state.caller.contact_number))
