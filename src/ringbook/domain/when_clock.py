"""Which of the times mentioned is meant: am or pm, at, after or before. Pure."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from ringbook.domain.model import OpenRange, PartOfDay
from ringbook.domain.when_mentions import negated, segment
from ringbook.domain.when_said import Today
from ringbook.domain.when_times import TimeSaid, times_said
from ringbook.domain.when_value import Bound

__all__ = ["Clock", "clock_said", "part_said"]

type Hours = tuple[tuple[OpenRange, ...], ...]

GREETING = re.compile(
    r"\bgood (?:morning|afternoon|evening|night)\b"
    r"|\b(?:have|enjoy) (?:a|an|your|the rest of) (?:\w+ )*?(?:morning|afternoon|evening|night)\b"
)
PARTS: tuple[tuple[PartOfDay, re.Pattern[str]], ...] = (
    ("morning", re.compile(r"\bmornings?\b|\b(?:first|1st|1th) thing\b|\bbefore (?:lunch|noon)\b")),
    (
        "afternoon",
        re.compile(
            r"\bafter ?noons?\b|\bafter (?:lunch|school)\b|\b(?:end of the|late in the) day\b"
        ),
    ),
    (
        "evening",
        re.compile(
            r"\bevenings?\b|\b(?<!last )(?:to)?night\b|\bafter (?:work|dinner)\b|\blast thing\b"
        ),
    ),
)
OPPOSITE: dict[PartOfDay, PartOfDay] = {"morning": "afternoon", "afternoon": "morning"}

AFTER = re.compile(
    r"\b(?:after|past|since|from|(?<!no )(?<!not )later than"
    r"|(?:not|no|nothing|isnt) (?:before|earlier than|sooner than))"
    r"(?: about| around| like| say)? ?$"
)
BEFORE = re.compile(
    r"\b(?:(?<!not )(?<!nothing )before|by|until|till|(?<!no )(?<!not )earlier than"
    r"|(?:not|no|nothing|isnt) (?:after|later than|past))"
    r"(?: about| around| like| say)? ?$"
)
UP_TO = re.compile(
    r"\b(?:(?<!not )(?<!nothing )before|(?<!no )(?<!not )earlier than)"
    r"(?: about| around| like| say)? ?$"
)
"""Of what `BEFORE` knows, the words that leave out the time itself."""
AROUND = re.compile(r"\b(?:around|about|roughly|approximately|like|ish|or so|near) ?$")
THEN_AFTER = re.compile(
    r"^ ?(?:onwards?|or later|or after|and later|and after|at the earliest|plus\b)"
)
NOT_TILL_THEN = re.compile(
    r"^,? ?(?:so |and |but )?(?:any ?time |sometime )?after(?:wards| that| then)\b"
)
""" "I work till five, so after that" """

THEN_BEFORE = re.compile(r"^ ?(?:or earlier|or before|or sooner|at the latest)")
LINK = re.compile(r"^ ?(?:to|-|till|until|through|and) ?$")
EITHER = re.compile(r"^ ?,? ?(?:or|and|,) ?(?:maybe |even |at |possibly )*$")
BETWEEN = re.compile(r"\b(?:between|from) ?$")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time meant. `ambiguous`: neither am nor pm was said; `exclusive`: as in `When`."""

    time: dt.time | None = None
    until: dt.time | None = None
    bound: Bound = "at"
    others: tuple[dt.time, ...] = ()
    ambiguous: bool = False
    exclusive: bool = False


def part_said(said: str) -> PartOfDay | None:
    """The part of day in the canonical text, the other half of the day when it is ruled out."""
    said = GREETING.sub("", said)
    for part, pattern in PARTS:
        if match := pattern.search(said):
            out = negated(said, *match.span())
            return OPPOSITE.get(part) if out else part
    return None


def clock_said(
    said: str, undated: str, day: dt.date | None, today: Today, hours: Hours | None
) -> tuple[Clock, str]:
    """The time meant in `undated` (the canonical text without days), and what is left of it."""
    times, rest = times_said(undated)
    wanted = [
        t
        for t in times
        if not negated(undated, t.start, t.end) or _bound(undated, t) in ("after", "before")
    ]
    if not wanted:
        return Clock(), rest
    last = segment(said, wanted[-1].start)
    latest = [t for t in wanted if segment(said, t.start) == last]
    reader = _Reader(part_said(said), day, today, hours)
    return _meant(latest, undated, reader), rest


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns said hours into times of the day."""

    part: PartOfDay | None
    day: dt.date | None
    today: Today
    hours: Hours | None

    def ambiguous(self, said: TimeSaid) -> bool:
        return said.half is None and 1 <= said.hour <= 12 and self.part is None

    def read(self, said: TimeSaid, bound: Bound = "at") -> dt.time:
        """The time; am or pm from what was said, the part of day, opening hours, then custom."""
        if said.hour > 12 or said.hour == 0:
            return dt.time(said.hour, said.minute)
        morning = dt.time(said.hour % 12, said.minute)
        evening = dt.time(said.hour % 12 + 12, said.minute)
        if said.half is not None:
            return morning if said.half == "am" else evening
        if self.part is not None:
            return self._in_part(morning, evening)
        fitting = [t for t in (morning, evening) if self._open(t, bound)]
        if len(fitting) == 1:
            return fitting[0]
        return morning if 7 <= said.hour <= 11 else evening

    def _in_part(self, morning: dt.time, evening: dt.time) -> dt.time:
        if self.part == "morning":
            return morning if morning.hour else evening
        if self.part == "evening" and evening.hour == 12:
            return morning
        return evening if self.part == "evening" or evening.hour < 20 else morning

    def _open(self, time: dt.time, bound: Bound) -> bool:
        """True when the practice is open then (for "before", also at the very end)."""
        if self.hours is None:
            return False
        days = [self.hours[self.day.weekday()]] if self.day else list(self.hours)
        ranges = [r for day in days for r in day] or [r for day in self.hours for r in day]
        return any(
            r.opens <= time < r.closes or (bound == "before" and time == r.closes) for r in ranges
        )


def _bound(text: str, said: TimeSaid) -> Bound:
    before, after = text[: said.start], text[said.end :]
    if NOT_TILL_THEN.match(after):
        return "after"
    if BEFORE.search(before) or THEN_BEFORE.match(after):
        return "before"
    if AFTER.search(before) or THEN_AFTER.match(after):
        return "after"
    return "around" if said.around or AROUND.search(before) else "at"


def _meant(said: list[TimeSaid], text: str, reader: _Reader) -> Clock:
    for first, second in pairwise(said):
        between = text[first.end : second.start]
        ranged = bool(LINK.match(between)) and (
            between.strip() != "and" or bool(BETWEEN.search(text[: first.start]))
        )
        if ranged or (_bound(text, first), _bound(text, second)) == ("after", "before"):
            return _stretch(first, second, reader)
    either = len(said) > 1 and all(EITHER.match(text[a.end : b.start]) for a, b in pairwise(said))
    chosen = said[0] if either else said[-1]
    bound = _bound(text, chosen)
    others = tuple(reader.read(t) for t in said if t is not chosen)
    exclusive = bound == "before" and UP_TO.search(text[: chosen.start]) is not None
    return Clock(
        reader.read(chosen, bound), None, bound, others, reader.ambiguous(chosen), exclusive
    )


def _stretch(first: TimeSaid, second: TimeSaid, reader: _Reader) -> Clock:
    """ "between 2 and 4 pm": the first takes the half of the second when that keeps the order."""
    until = reader.read(second, "before")
    start = reader.read(first)
    if reader.ambiguous(first):
        same_half = reader.read(
            TimeSaid(first.hour, first.minute, "am" if until.hour < 12 else "pm")
        )
        start = same_half if second.half and same_half < until else start
    if start >= until and reader.ambiguous(second):
        later = dt.time((until.hour + 12) % 24, until.minute)
        until = later if later > start else until
    if start >= until and reader.ambiguous(first):
        start = dt.time((start.hour + 12) % 24, start.minute)
    ambiguous = reader.ambiguous(first)
    if start >= until:
        return Clock(start, None, "after", (), ambiguous)
    return Clock(start, until, "at", (), ambiguous)
