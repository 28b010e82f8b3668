"""What is said while the caller waits: short, varied, and never a claim. Pure."""

import re
from typing import Final, Literal

from ringbook.dialogue.languages.spoken_lines import SPOKEN
from ringbook.dialogue.speak.away import HOLD

__all__ = ["FILLERS", "Wait", "filler", "is_filler", "last_filler", "without_fillers"]

type Wait = Literal["thinking", "looking", "away"]
"""What we are at: a model thinks or something is written, something is looked up, or the diary is
known not to answer."""

_FIRST: Final[dict[Wait, tuple[str, ...]]] = {
    "thinking": ("One moment.", "Let me see.", "Just a second."),
    "looking": ("Let me look.", "One moment.", "Let me check that."),
    "away": ("I'm still trying.", "Just a little longer, please."),
}
_AGAIN: Final[dict[Wait, tuple[str, ...]]] = {
    "thinking": ("Bear with me.", "I'm still on it."),
    "looking": ("Still looking.", "Bear with me.", "I'm still on it."),
    "away": _FIRST["away"],
}
_ELSEWHERE: Final = {code: lines.fillers for code, lines in SPOKEN.items()}
_HOLDS: Final = (HOLD, *(lines.hold for lines in SPOKEN.values()))
FILLERS: Final = tuple(
    dict.fromkeys(
        line
        for lines in (*_FIRST.values(), *_AGAIN.values(), *_ELSEWHERE.values())
        for line in lines
    )
)
"""All of them; each is one sentence."""

_LEADING = re.compile(rf"\s*(?:{'|'.join(map(re.escape, FILLERS))})(?:\s+|$)")


def filler(wait: Wait, last: str, *, again: bool = False, language: str = "en") -> str:
    """The next line for such a wait, in turn; never `last`, the one before it.

    `again` when one was said already and the same wait goes on.
    """
    lines = _ELSEWHERE.get(language) or (_AGAIN if again else _FIRST)[wait]
    return lines[(lines.index(last) + 1) % len(lines)] if last in lines else lines[0]


def is_filler(text: str) -> bool:
    """True for words that only bridge a wait, the hold line among them."""
    return not without_fillers(text) or text.strip() in _HOLDS


def without_fillers(text: str) -> str:
    """The line itself, without the fillers that it begins with."""
    while found := _LEADING.match(text):
        text = text[found.end() :]
    return text


def last_filler(text: str) -> str:
    """The filler that `text` begins with, the last one of several, "" without any."""
    last = ""
    while found := _LEADING.match(text):
        last, text = found[0].strip(), text[found.end() :]
    return last
