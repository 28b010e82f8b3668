"""What came of a one-time code, in words: the same for every number, known or not. Pure."""

from typing import assert_never

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.code_events import CodeOutcome, CodeSent

__all__ = ["outcome"]


def outcome(done: CodeOutcome, state: CallState) -> str:
    """What came of sending or comparing a code; the question follows."""
    if isinstance(done, CodeSent):
        return _sent(state)
    match done.result:
        case "right":
            return "Thank you, that's right."
        case "wrong":
            tries = "one more try" if done.tries_left == 1 else f"{done.tries_left} more tries"
            return f"That code doesn't match. You have {tries}."
        case "ended":
            return "That code doesn't match either."
        case "expired":
            return "That code is too old by now."
        case never:
            assert_never(never)


def _sent(state: CallState) -> str:
    """True of every number: of one that nothing was sent to as well."""
    ending = " ".join(state.caller.contact_number[-4:]) if state.caller else ""
    gets = f"f the number ending {ending} is on file and can get text messages, a"
    if state.codes.sends > 1:
        return f"I{gets} new code is on its way to it, and the one before is good no more."
    return (
        f"To be sure that it's you: i{gets} six-digit code is on its way to it. "
        "It's good for five minutes."
    )
