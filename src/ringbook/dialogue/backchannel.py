"""Words of somebody who listens ("mm-hm", "okay"), and when they are an answer after all. Pure."""

import re
from typing import Final

from ringbook.dialogue.plan.asked import of_cut
from ringbook.dialogue.speak.sentences import sentences
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import READ_BACK

__all__ = ["answers", "is_backchannel"]

_LISTENING = re.compile(
    r"(?:(?:m+(?:[ -]?h+m*)?|h+m+|u+h*[ -]?h+u+h+|u+h+|u+m+|a+h+a*|o+h+|'?k(?:ay)?|ok"
    r"|okay|okey|yeah|yea|ya|yah|yep|yup|yes|right|sure|alright"
    r"|all right|i see|got it|good|great|fine|nice|perfect)"
    r"(?:[\s,.!;\u2026-]+|$))+",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 4
"""More of them are somebody who wants the floor."""

_YES_OR_NO: Final = ("call_back", "decline_offer", "anything_else")


def is_backchannel(text: str) -> bool:
    """True when `text` only says that the caller listens; a question or a "no" does not."""
    words = text.strip()
    return len(words.split()) <= _MOST_WORDS and _LISTENING.fullmatch(words) is not None


def answers(upto: int, state: CallState) -> bool:
    """Whether assent answers the agent's last line, when it came after `upto` of its characters.

    `state` is that after the line. Of a read-back all facts must have been heard by then, of any
    other question that a yes answers its beginning.
    """
    asks, line = state.asks, state.spoken
    if asks is None:
        return False
    if asks.about in READ_BACK:
        return of_cut(state, line[:upto], asks) is not None
    yes_or_no = asks.about.startswith("confirm_") or asks.about in _YES_OR_NO
    before_question, _ = sentences(line)
    return yes_or_no and upto >= len("".join(before_question))
