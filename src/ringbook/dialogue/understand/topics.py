"""What a question beside the task is about, where the practice's own data answers it. Pure."""

import re
from dataclasses import replace
from typing import Final, Literal

from ringbook.dialogue.state.heard import Heard
from ringbook.domain.when import When

__all__ = ["Topic", "about_changes", "indifferent", "topic", "without_question"]

type Topic = Literal[
    "purpose",
    "choice",
    "clock",
    "price",
    "length",
    "hours",
    "address",
    "people",
    "services",
    "phone",
    "message",
    "this_is",
]

_HOURS = re.compile(
    r"\b(open|opening|close|closed|closing|hours|shut)\b(?! (?:slots?|appointments?|times?))", re.I
)
_ADDRESS = re.compile(r"\b(where|address|located|location|directions|find you|street)\b", re.I)
_PRICE = re.compile(
    r"\b(price|prices|cost|costs|cheap|cheaper|cheapest|how much|charge|expensive|fees?|pay)\b"
    r"|\b(can|could) (i|we) (still )?cancel\b.*\b(later|afterwards|if|up to)\b",
    re.I,
)
_LATE = re.compile(r"\b(cancel\w*|resched\w*|change|late|notice)\b", re.I)
_LENGTH = re.compile(r"\bhow long\b|\bduration\b|\bhow many minutes\b", re.I)
_SERVICES = re.compile(
    r"\b(services?|treatments?|offer|what do you do|(do|can) you do(?! (it|that|this)))\b", re.I
)
_PEOPLE = re.compile(
    r"^\W*(?:and |so )?(?:with )?whom?(?: with| will i see| do i see| am i seeing)?\W*$"
    r"|\bwith whom\b"
    r"|\bwho('s| is| would| will|'d|'ll)? (that|it|this|i)\b.*\b(with|see|seeing|get)\b"
    r"|\b(who|which)\b.*\b(doctors?|dentists?|providers?|works?|there|people|available)\b",
    re.I,
)
_PHONE = re.compile(r"\b(your|the practice'?s?) (phone )?number\b|\bcall you\b", re.I)
_MESSAGE = re.compile(
    r"\b(text|e-?mail|message) (me|it|that|us)\b|\b(confirmation|reminders?)\b|\bremind me\b"
    r"|\bsend (me|it|that)\b",
    re.I,
)
_THIS_IS = re.compile(
    r"\b(is (this|that) (the|an?|your)|have i (reached|got)|did i (reach|call|dial)"
    r"|am i (through|speaking|talking)( to| with)?)( \w+){0,2}"
    r" (salon|clinic|practice|office|surgery|studio|shop|dentist|dental|doctor'?s)\b",
    re.I,
)
_CLOCK = re.compile(
    r"\bwhat (time|day|date) is it\b|\b(today's|the) date\b|\bwhat day is today", re.I
)


_PURPOSE = re.compile(
    r"\b(why|what)\b.*\b(need|want|for)\b.*\b(number|phone|name|it)\b"
    r"|\bwhy\b.*\b(you|i|it|that)\b.*\b(need|want|ask|asking|give|tell|matter|necessary"
    r"|important)\b"
    r"|\bdo (you|i) (really |even |actually )?(need|have to|want)\b.*"
    r"\b(name|number|phone|it|that)\b"
    r"|\b(do|must) i( really)?( have to)?( say| tell| give)?( you| it| that)*\W*$"
    r"|^\W*((but|and|oh|okay|ok|sorry|um|uh|well|wait)\W+)*(why|how come|what for)(\W+(is that"
    r"|though"
    r"|please))?\W*$|^\W*what('?s| is) (that|it|this) for\W*$",
    re.I,
)
_CHOICE = re.compile(
    r"\b(is|are|was) (that|it|this|those|these|they)( one| ones| time| appointment)? "
    r"(with|at|on|for|still|a|an|the|in the)\b(?! (open|same as))",
    re.I,
)
""" "Is that with Dr. Lee?": about what was just offered or read back, and no new wish."""

_TOPICS: Final[tuple[tuple[Topic, re.Pattern[str]], ...]] = (
    ("message", _MESSAGE),
    ("this_is", _THIS_IS),
    ("purpose", _PURPOSE),
    ("choice", _CHOICE),
    ("clock", _CLOCK),
    ("price", _PRICE),
    ("length", _LENGTH),
    ("hours", _HOURS),
    ("address", _ADDRESS),
    ("people", _PEOPLE),
    ("services", _SERVICES),
    ("phone", _PHONE),
)


def topic(text: str) -> Topic | None:
    """What a question is about, None when no data of the practice answers it."""
    return next((name for name, pattern in _TOPICS if pattern.search(text)), None)


def about_changes(text: str) -> bool:
    """True for questions on what changing or cancelling costs."""
    return _LATE.search(text) is not None


_ANY = re.compile(
    r"\b(whenever|whichever|whatever|any of (them|those)|any ?time|don't mind|doesn't matter"
    r"|no preference|you (choose|pick|decide)|up to you)\b",
    re.I,
)


def indifferent(heard: Heard) -> bool:
    """True when every choice will do."""
    return heard.any or _ANY.search(heard.text) is not None


def without_question(heard: Heard) -> Heard:
    """What was heard beside a question: "are you open on Saturday?" is no wish for Saturday."""
    if not heard.has("question") or heard.has("book", "move", "cancel", "availability"):
        return heard
    about = topic(heard.text) if heard.faq is None else None
    if about == "choice":
        heard = replace(heard, service=None, provider=None)
    if about in ("hours", "clock", "choice"):
        return replace(heard, when=When(), source=None, earliest_wanted=False)
    if about in ("price", "length", "services", "people"):
        return replace(heard, service=None, provider=None)
    return heard
