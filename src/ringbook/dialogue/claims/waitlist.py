"""The claim guard's part on the waiting list: is it true that the caller is on it, or off? Pure."""

import re

from ringbook.dialogue.claims.denials import denied
from ringbook.dialogue.claims.words import claimed
from ringbook.dialogue.legal.waitlist_state import known
from ringbook.dialogue.state.call_events import WaitlistDone
from ringbook.dialogue.state.call_state import CallState

__all__ = ["untrue"]

_LIST = r"(?:the|our|a) (?:wait(?:ing)?|stand-?by)[- ]?list"
_OFF = re.compile(rf"\b(?:off|from) {_LIST}\b|\bno longer on {_LIST}\b", re.I)
_ON = re.compile(
    rf"\b(?:put|added|placed|set|got|signed) (?:you|it|that|your name)(?: down| up)?"
    rf" (?:on(?:to)?|to|for) {_LIST}"
    rf"|\b(?:on(?:to)?|to|in) {_LIST}\b|\byour name is on (?:the|our) list\b"
    rf"|\byou(?:'ve| have)? (?:now )?joined {_LIST}\b",
    re.I,
)
_PUT = re.compile(rf"\b(?:put|add|place|get|sign) you (?:on(?:to)?|to|up for) {_LIST}", re.I)


def untrue(sentence: str, state: CallState) -> str | None:
    """What to say instead of a sentence on the list; "" when it is true; None: it is no such one.

    A claim is told from a question or an offer as for bookings, with "booked" in its place.
    """
    if _OFF.search(sentence):
        done = [d.outcome.action for d in state.did if isinstance(d.outcome, WaitlistDone)]
        false = claimed(_OFF.sub("is cancelled", sentence)) is not None and "leave" not in done
        return "I haven't taken you off the waiting list yet." if false else ""
    if not _ON.search(sentence):
        return None
    if known(state):
        untold = denied(_ON.sub("booked", _PUT.sub("book", sentence))) is not None
        return "You're on the waiting list." if untold and _joined(state) else ""
    false = claimed(_ON.sub("booked", sentence)) is not None
    return "You're not on the waiting list yet." if false else ""


def _joined(state: CallState) -> bool:
    """Whether what the caller waits for was put on the list in this call."""
    return any(entry.id in state.joined for entry in state.waiting)
