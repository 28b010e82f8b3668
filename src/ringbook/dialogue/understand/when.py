"""Which time is wanted and which is that of an appointment spoken of. Pure."""

import datetime as dt
import re
from dataclasses import replace
from typing import Literal

from ringbook.dialogue.state.heard import Act, Context
from ringbook.domain.model import Practice
from ringbook.domain.when import When, read_when
from ringbook.domain.when_amount import Amount, amount_said
from ringbook.domain.when_words import canonical

__all__ = ["BOOKS", "SAME_TIME", "order_of", "read_in", "wanted_and_source"]

MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW"))
"""Regions that write the month before the day."""

TARGET = re.compile(
    r" (?:to|for|until|till|into|onto) (?!(?:move|change|reschedule|cancel|book|see|be|make"
    r"|have|do|come|push|put|bring|bump|shift|switch|swap|delay|postpone|re\w+|get|know|say|ask)\b)"
)
CLOCK_TO = re.compile(
    r"(?:\b(?:quarter|ten|twenty|five|twenty five|\d+|from \S+(?: \S+)?|between \S+))$", re.I
)
HOUR = re.compile(r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)", re.I)
SOON = 4
"""A target begins within so many words after its "to"."""

CLAUSE = re.compile(
    r"[,.;?!]+ |\b(?:but|so|and) |\b(?=(?:can|could|would|is|do) (?:i|we|you|there|it|that)\b)"
    r"|\binstead\b|\b(?=i(?:d| would) (?:like|prefer|rather)\b)",
    re.I,
)
SPOKEN_OF = re.compile(
    r"\b(?:my|the|our|that|this|an?|existing|current|original) (?:[\w'-]+ ){0,6}?(?:appointment"
    r"|appt|booking|visit"
    r"|slot|session|reservation|one|cleaning|check-? ?up|exam|consultation)s?\b"
    r"|\b(?:booked|scheduled|down|coming in|supposed to)\b|\b(?:day|row|morrow|night|[ap]m|th"
    r"|st|rd|nd)'?s? (?:one|appointment|booking|visit|slot)\b"
    r"|\bmy \S+",
    re.I,
)
BOOKS = re.compile(
    r"\b(?:and|then) (?:then )?(?:re)?(?:book|schedule|make|get)\b|\binstead book\b", re.I
)
NOT_COMING = re.compile(
    r"\b(?:cant|cannot|can not|wont|couldnt|unable to|not able to|not going to) (?:be able to )?"
    r"(?:make|come|attend|keep)(?: it| to| in)*\b"
)
"""Says of an appointment that it will be missed, not that its day is ruled out."""

INSTEAD = re.compile(r"\binstead\b|\b(?:come|be there) (?:in )?(?:on )?\w+day\b")
""" "Come on Thursday, an hour later" names the day that is wanted."""

SAME_TIME = re.compile(r"\bsame time\b|\bat the same hour\b", re.I)


def read_in(text: str, context: Context) -> When:
    """`text` read in the practice's zone, date order and hours."""
    practice = context.practice
    return read_when(
        text,
        context.now,
        practice.zone,
        context.order or order_of(practice),
        practice.opening_hours,
    )


def order_of(practice: Practice) -> Literal["DMY", "MDY"]:
    """How the practice's region writes 3/4."""
    return "MDY" if practice.phone_region in MONTH_FIRST else "DMY"


def wanted_and_source(
    text: str, acts: tuple[Act, ...], context: Context
) -> tuple[When, When | None]:
    """The time wanted, and that of the appointment being moved, cancelled or asked about."""
    if "move" in acts:
        return _moved(text, context)
    if "cancel" in acts:
        return _cancelled(text, acts, context)
    when = read_in(text, context)
    return when, None


def _cancelled(text: str, acts: tuple[Act, ...], context: Context) -> tuple[When, When | None]:
    books = BOOKS.search(text)
    if books and "book" in acts:
        return read_in(text[books.end() :], context), _some(read_in(text[: books.start()], context))
    when = replace(read_in(NOT_COMING.sub(" ", text), context), by=None)
    return when, _some(when)


def _some(when: When) -> When | None:
    return None if when.empty else when


def _moved(text: str, context: Context) -> tuple[When, When | None]:
    target, source = _to_target(NOT_COMING.sub("my appointment ", text), context)
    if target.time is None and target.by is None and SAME_TIME.search(text):
        target = replace(target, by=Amount(), part=None)
    return target, source


def _to_target(text: str, context: Context) -> tuple[When, When | None]:
    for match in TARGET.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        clock = CLOCK_TO.search(before) and HOUR.match(after)
        if clock or _begins(after, context) is None:
            continue
        return _by_appointments(match[0], read_in(after, context), before, context)
    return _by_clause(text, context)


def _fits(when: When, start: dt.datetime) -> bool:
    days = {when.date, *when.alt_dates}
    return (when.date is None or start.date() in days) and when.time in (None, start.time())


def _by_place(text: str, when: When, context: Context) -> tuple[When, When | None]:
    """ "Make Thursday two hours later": the day before the amount is the appointment's own."""
    said = canonical(text)
    amount = amount_said(said)
    source = _some(read_in(said[: amount.start], context)) if amount else None
    if amount is None or source is None or INSTEAD.search(said):
        return when, None
    return replace(read_in(said[amount.start :], context), by=when.by, shift=when.shift), source


def _begins(after: str, context: Context) -> When | None:
    """What the first words of `after` say of a time, None when they say nothing."""
    start = " ".join(after.split()[: SOON + 2])
    return _some(read_in(f"at {start}" if start[:1].isdigit() else start, context))


def _by_appointments(
    preposition: str, target: When, before: str, context: Context
) -> tuple[When, When | None]:
    """ "My appointment for Friday" is the one on Friday when there is one."""
    source = _some(read_in(before, context))
    zone = context.practice.zone
    theirs = any(_fits(target, a.starts_at.astimezone(zone)) for a in context.appointments)
    if preposition.strip() == "for" and source is None and theirs:
        return When(), target
    return target, source


def _by_clause(text: str, context: Context) -> tuple[When, When | None]:
    """Without "to": a time in the clause that names the appointment is its own."""
    when = read_in(text, context)
    if when.empty:
        return when, None
    clauses = [clause for clause in CLAUSE.split(text) if clause and clause.strip()]
    theirs = [clause for clause in clauses if SPOKEN_OF.search(clause)]
    others = [clause for clause in clauses if clause not in theirs]
    source = _some(read_in(", ".join(theirs), context))
    target = read_in(", ".join(others), context)
    target = replace(target, by=when.by)
    if source is not None and (source.shift or source.by):
        target = replace(target, shift=target.shift or source.shift)
        source = _some(replace(source, shift=None, by=None))
    if source is None and target.by is not None:
        return _by_place(text, target, context)
    if source is None and target.empty:
        return when, None
    return target, source
