"""What is said about one-time codes: the same words for every number, known or not. Pure."""

from typing import assert_never

from ringbook.dialogue.speak.lines import reach
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.verification import Why
from ringbook.domain.one_time_code import LENGTH

__all__ = ["ask", "expired", "over"]

_ELSE = "Is there anything else I can help with?"
_WHAT = "What is the code?"


def ask(state: CallState) -> str:
    """Asks for the code, or for what is missing of it."""
    digits = state.codes.digits
    if digits > LENGTH:
        return "The code has six digits. What are they? One at a time, please."
    if digits:
        return f"I have {digits} of the six digits. Which ones come next?"
    if state.stuck_on("code") > 1:
        return (
            "Please read the six digits to me one at a time, or type them. If nothing has come, "
            "say send it again."
        )
    return _WHAT


def expired() -> str:
    """After a code that cannot be tried any more because of its age."""
    return "Shall I send a new one?"


def over(why: Why, state: CallState) -> str:
    """There is no further code in this call."""
    match why:
        case "tries":
            lead = "So I can't do that for this number in this call. "
        case "declined":
            lead = "Without the code I can't do that for this number. "
        case "limit" | "unreachable":
            lead = "Without a code I can't do that. "
        case "":
            lead = ""
        case never:
            assert_never(never)
    return f"{lead}{reach(state)} {_ELSE}"
