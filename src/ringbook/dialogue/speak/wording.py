"""The same thing in other words when it is said again in a call. Pure.

In turn and by what was asked before, so that the same call always has the same words.
"""

from typing import Final

from ringbook.dialogue.state.call_events import Refused
from ringbook.dialogue.state.call_state import CallState

__all__ = ["anything_else", "other_time", "suits"]

_ELSE: Final = (
    "Is there anything else I can help with?",
    "Is there anything else I can do for you?",
    "Is there anything else you need?",
)
_SUITS: Final = ("Which suits you?", "Which of these suits you?", "Which one suits you best?")
_OTHER: Final = ("No problem.", "All right.", "Sure.")


def anything_else(state: CallState) -> str:
    """When something is over."""
    return _varied(_ELSE, "anything_else", state)


def suits(state: CallState) -> str:
    """At the end of an offer."""
    return _varied(_SUITS, "which_slot", state)


def other_time(state: CallState) -> str:
    """After a no to an offer, or the diary's: which way to look, if it was around a time."""
    days = {state.local(slot.starts_at).date() for slot in state.frame.proposed}
    around = state.frame.wanted.time is not None and len(days) == 1
    ask = (
        "Would earlier or later that day suit you better, or another day?"
        if around
        else "Which day or time would suit you better?"
    )
    refused = any(isinstance(did.outcome, Refused) for did in state.did)
    return ask if refused else f"{_varied(_OTHER, 'when', state)} {ask}"


def _varied(lines: tuple[str, ...], about: str, state: CallState) -> str:
    return lines[state.topics.count(about) % len(lines)]
