"""Answers to "your name?" in which no name can be read: "locks me air". Pure.

A recogniser writes names that it does not know as other words. They are no name to store, but
they can still be compared with the one on record.
"""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import Question

__all__ = ["may_be_name", "name_not_question"]

_MOST: Final = 9
_LEAST: Final = 4
"""Words, and letters, that a misheard name may have."""

_HARMLESS: Final = frozenset(("question", "yes", "greet", "thanks", "correct"))
_ASKS: Final = re.compile(
    r"\b(?:what|why|where|when|how|who|which|name|robot|human|person|need|sorry|pardon"
    r"|(?:do|are|can|could|have) (?:you|i|we)|is (?:it|this|that|there))\b",
    re.I,
)
_DENIES: Final = re.compile(r"^\W*no\W+(?:it'?s|it is|my name is|the name is)\W", re.I)


def may_be_name(heard: Heard) -> bool:
    """True when the words can be a misheard name, and nothing else was read in them."""
    other = {*heard.acts} - _HARMLESS - ({"no"} if _DENIES.search(heard.text) else set())
    known = (heard.name, heard.number, heard.service, heard.provider, heard.faq, heard.attendee)
    if other or not heard.when.empty or any(part is not None for part in known):
        return False
    letters = sum(c.isalpha() for c in heard.text)
    few = letters >= _LEAST and len(heard.text.split()) <= _MOST
    return few and _ASKS.search(heard.text) is None and not _only_yes(heard)


def _only_yes(heard: Heard) -> bool:
    return heard.has("yes", "greet", "thanks") and len(heard.text.split()) < 3


def name_not_question(heard: Heard, asked: Question | None) -> Heard:
    """A name that was heard as a question ("Will you ease Romero?") is none."""
    if asked is None or asked.about != "name" or not may_be_name(heard):
        return heard
    return replace(heard, acts=tuple(act for act in heard.acts if act != "question"))
