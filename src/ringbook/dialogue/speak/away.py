"""Fixed words for a diary that does not answer, and what callers say to it. Pure."""

import re
from typing import Final

__all__ = ["AGAIN", "HOLD", "asks_again"]

HOLD: Final = "One moment, please: our diary is not answering. I'm still trying."
"""Said while a tool waits."""
AGAIN: Final = "Shall I try again?"
"""Ends the read-back of a write that was tried in vain."""

_AGAIN = re.compile(
    r"(?:(?:ok|okay|yes|sure|please|just|can you|could you|would you|do|then),? )*"
    r"(?:re-?try|try|once more|one more time|have another (?:go|try)|give it another (?:go|try))"
    r"(?: (?:that|it))?(?:,? (?:again|once more|one more time|now|please|then))*[.!?]*",
    re.I,
)


def asks_again(text: str) -> bool:
    """Whether the words ask for one more try, and for nothing else."""
    return _AGAIN.fullmatch(text.strip()) is not None
