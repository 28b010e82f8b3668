"""The claim guard's part on other people: their times and their numbers are not to be told. Pure.

A model is never shown another caller's data, but it may make some up, or repeat what a caller
who asks for it has said.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.understand.mentions import moments
from ringbook.domain.model import Practice

__all__ = ["INSTEAD", "tells_of_others"]

INSTEAD: Final = "I can only speak about your own appointments."

_PERSON: Final = re.compile(
    r"\b[A-Z][\w'\u2019-]+ (?!(?:Day|Eve|Year|Street|Road|Avenue|Lane|Square|Time|Week)\b)"
    r"[A-Z][\w'\u2019-]+|\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][\w'\u2019-]+"
)
_NUMBER: Final = re.compile(r"\+?\d[\d ,()-]{5,}\d")
_NO_NUMBER: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}-\d{1,2}\b")
"""A date, or a range of hours."""

_CALENDAR: Final = " ".join(
    ["am pm"]
    + [f"{date(2024, month, 1):%B}" for month in range(1, 13)]
    + [f"{date(2024, 1, day):%A}" for day in range(1, 8)]
)
_TITLES: Final = frozenset({"mr", "m", "mis", ""})
MIN_DIGITS: Final = 7
"""Shorter runs are hours, prices, or groups of the caller's own number."""


def tells_of_others(sentence: str, state: CallState) -> bool:
    """True for a stranger's name beside a time, and for a number that nobody gave."""
    return _foreign_number(sentence, state) or _foreign_name(sentence, state)


# ---- numbers ------------------------------------------------------------------------------------


def _foreign_number(sentence: str, state: CallState) -> bool:
    found = [_digits(run) for run in _runs(sentence)]
    if not any(found):
        return False
    known = _known_digits(state)
    return any(number[-MIN_DIGITS:] not in known for number in found)


def _runs(sentence: str) -> Iterator[str]:
    """What is said as a phone number; "9, 10, 11, 12, 13" are hours."""
    for run in _NUMBER.findall(_NO_NUMBER.sub(" ", sentence)):
        groups = [len(_digits(group)) for group in run.split(",")]
        if sum(groups) >= MIN_DIGITS and max(groups) > 2:
            yield run


def _known_digits(state: CallState) -> str:
    practice = state.practice
    own = (state.number, state.candidate, state.caller_id, state.digits)
    lines = [faq.answer for faq in practice.faq]
    lines += [practice.emergency.line] if practice.emergency else []
    texts = (practice.hand_over_phone, practice.address, *lines)
    return "|".join(_digits(text) for text in (*own, *texts, *state.said) if text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# ---- names --------------------------------------------------------------------------------------


def _foreign_name(sentence: str, state: CallState) -> bool:
    """Asked of somebody, a name may be the caller's own words; told of one, it is a disclosure."""
    if sentence.rstrip(" \"')").endswith("?"):
        return False
    people = _PERSON.findall(sentence)
    if not people or not moments(sentence, state.today, state.caller_zone):
        return False
    known = _words(" ".join(_known_names(state)))
    return any(not _words(person) & known for person in people)


def _known_names(state: CallState) -> Iterator[str]:
    """All words that may be part of a name of the practice's, or of whom this call is about."""
    yield _CALENDAR
    yield from _of_practice(state.practice)
    yield state.caller_zone.place if state.caller_zone else ""
    yield from (*state.names, state.proven_name or "")
    rows = (*state.appointments, *(c.appointment for c in state.commits))
    yield from (row.attendee or "" for row in rows)
    for frame in (state.frame, *state.later, state.finished):
        yield from _of_frame(frame)


def _of_practice(practice: Practice) -> Iterator[str]:
    yield from (practice.name, practice.address, practice.agent_name, practice.greeting)
    yield from (" ".join((s.name, *s.aliases)) for s in practice.services)
    yield from (" ".join((p.name, *p.aliases)) for p in practice.providers)
    yield from (f"{f.question} {f.answer}" for f in practice.faq)
    yield from (c.reason or "" for c in practice.closures)
    yield practice.timezone.replace("_", " ")


def _of_frame(frame: Frame) -> Iterator[str]:
    yield (frame.attendee.name or "") if frame.attendee else ""
    yield frame.cue_attendee or ""
    yield from (wish.attendee.name or "" for wish in frame.parts if wish.attendee)


def _words(text: str) -> frozenset[str]:
    """Lower case, without titles; "Mondays" as "monday"."""
    found = (word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold()))
    return frozenset(found) - _TITLES
