"""What a spoken sentence asks, when it is not the plan's own. Pure.

A large model words its questions itself. A read-back is taken out of the words: if they name
exactly one thing that could be written, in full, and end in a question, then a yes means that.
"""

import re
from typing import Final, Literal

from ringbook.dialogue.legal import readback_series, readback_visit
from ringbook.dialogue.legal.readback import named_slots, reads_back
from ringbook.dialogue.legal.waitlist_state import wish_of
from ringbook.dialogue.speak import call_back
from ringbook.dialogue.state import returning
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.policy import forbidden_late
from ringbook.dialogue.state.question import READ_BACK, Question
from ringbook.dialogue.understand.for_whom import read_out
from ringbook.dialogue.understand.mentions import moments, names_day
from ringbook.domain.model import Appointment

__all__ = ["inferred", "of_cut"]

type Topic = Literal[
    "code",
    "another_code",
    "anything_else",
    "number",
    "attendee",
    "name",
    "service",
    "provider",
    "which_slot",
    "when",
    "anything",
]

_CANCEL = re.compile(r"\bcancel", re.I)
_MOVE = re.compile(r"\b(mov(e|ing)|reschedul|chang|switch|instead|shift)", re.I)
_CALL_BACK = re.compile(r"\b(call|phone|ring)(ed)? (you )?back\b|\bcall you\b", re.I)
_NO_READBACK = re.compile(r"\b(or|which|what|when|either|another|prefer|suits)\b", re.I)
_TOPICS: Final[tuple[tuple[Topic, str], ...]] = (
    ("another_code", r"\b(send|text) (you )?(a|another) (new )?(code|one)\b"),
    ("code", r"\b(the|your|full) code\b|\bsix digits\b"),
    ("anything_else", r"\b(anything|something) else\b"),
    ("number", r"\b(phone|telephone|mobile|contact|cell) number\b|\bnumber\b.*\?"),
    (
        "attendee",
        r"\b(?:his|her|their|your \w+['\u2019]s) name\b|\bwho is it for\b",
    ),
    ("name", r"\b(your|the|what) (full |first |last )?name\b|\bwho am i speaking\b"),
    ("service", r"\b(which|what|kind of|type of) (service|appointment|treatment)\b"),
    ("provider", r"\bwho(m)? would you like\b|\b(anybody|anyone) (is )?fine\b"),
    ("which_slot", r"\b(which|either|any) (one|of|time|slot|suits|works)\b|\bsuits? you\b"),
    ("when", r"\b(what|which) (day|date|time)\b|\bwhen (would|do|should|can|works)\b"),
    ("anything", r"\bhow (can|may) i help\b|\bwhat can i do\b"),
)


def of_cut(state: CallState, text: str, asks: Question) -> Question | None:
    """The plan's question when the caller spoke over it: a read-back needs its facts heard."""
    if asks.about in READ_BACK:
        return asks if reads_back(text, asks, state) else None
    return asks


def inferred(state: CallState, text: str) -> Question | None:
    """The question that `text` ends in, None when it asks nothing."""
    last = _last_sentence(text)
    if not last.endswith("?"):
        return None
    read_back = _number(state, text) or _write(state, text, last)
    known = returning.asked_in(state, last) or _wait(state, last) or _call_back(state, last)
    return read_back or known or _topic(state, text, last)


def _last_sentence(text: str) -> str:
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text.strip())
    return parts[-1].rstrip("\"' )")


def _number(state: CallState, text: str) -> Question | None:
    """A read-back of the number that was heard: all its national digits are said."""
    number = state.candidate or (state.caller_id if state.number is None else None)
    if number is None:
        return None
    said = re.sub(r"\D", "", text)
    whole = len(said) >= 7 and number.lstrip("+").endswith(said[-10:]) and state.candidate
    offered = number == state.caller_id and number[-4:] in said and "ending" in text.lower()
    return Question("confirm_number", number=number) if whole or offered else None


def _write(state: CallState, text: str, last: str) -> Question | None:
    """The one write that the words read back in full."""
    if _NO_READBACK.search(last):
        return None
    if several := readback_visit.inferred(text, state) or readback_series.inferred(text, state):
        return several
    found = [q for q in _candidates(state, text) if reads_back(text, q, state)]
    return found[0] if len(found) == 1 else None


def _candidates(state: CallState, text: str) -> list[Question]:
    if _CANCEL.search(text):
        return [Question("confirm_cancel", appointment_id=a.id) for a in _named(state, text)]
    slots = named_slots(text, state.offered, state)
    if state.frame.intent != "move" and not _MOVE.search(text):
        _, attendee = read_out(text, state)
        return [Question("confirm_book", s.id, attendee=attendee) for s in slots]
    sources = _sources(state, text)
    return [Question("confirm_move", s.id, a.id) for a in sources for s in slots]


def _named(state: CallState, text: str) -> list[Appointment]:
    named = moments(text, state.today, state.caller_zone)
    return [
        a for a in state.appointments if any(names_day(m, state.local(a.starts_at)) for m in named)
    ]


def _sources(state: CallState, text: str) -> list[Appointment]:
    """The appointment a move is about: the one named, the one in hand, or the only one."""
    in_hand = state.appointment(state.frame.source)
    if in_hand is not None:
        return [in_hand]
    named = _named(state, text)
    return named or (list(state.appointments) if len(state.appointments) == 1 else [])


def _wait(state: CallState, last: str) -> Question | None:
    """Whether to put the caller on the waiting list for what was looked up in vain."""
    if missed := state.frame.missed:
        asks = Question("confirm_wait", wish=missed[0], wishes=missed)
        return asks if reads_back(last, asks, state) else None
    wish = wish_of(state) if state.frame.intent == "book" else None
    asks = Question("confirm_wait", wish=wish)
    return asks if reads_back(last, asks, state) else None


def _call_back(state: CallState, last: str) -> Question | None:
    """Whether the practice shall call back, about the late change in hand or at all."""
    if not _CALL_BACK.search(last):
        return None
    source = state.appointment(state.frame.source)
    if source is None or not forbidden_late(source, state):
        return call_back.in_general(state)
    return call_back.offered(source, state)


def _topic(state: CallState, text: str, last: str) -> Question | None:
    for about, cue in _TOPICS:
        if re.search(cue, last, re.I):
            return Question(about)
    slots = named_slots(text, state.offered, state)
    if len(slots) > 1:
        return Question("which_slot")
    return Question("anything") if not state.offered else None
