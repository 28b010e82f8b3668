"""Times of day in the canonical text: "half past 2", "10 45", "after 3", "4ish". Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = ["BLANK", "TimeSaid", "times_said"]

type Half = Literal["am", "pm"]

BLANK = "@"
"""Stands in the text for a time that was read already."""


@dataclass(frozen=True, slots=True)
class TimeSaid:
    """One clock time as said, at characters `start` to `end`; `half` is am or pm, if known."""

    hour: int
    minute: int = 0
    half: Half | None = None
    start: int = 0
    end: int = 0
    around: bool = False


H = r"(?P<h>0?[1-9]|1\d|2[0-4])"
HOUR12 = r"(?P<h>0?[1-9]|1[0-2])"
HALF = r"(?: ?(?P<half>am|pm)\b)?"
THING = (
    r"(?:more |other |different |new |little |small |big |young )*"
    r"(?:days?|weeks?|months?|hours?|minutes?|mins?|people|persons?|kids?|children|of"
    r"|appointments?|slots?|times?|years?"
    r"|ones?|options?|teeth|tooth"
    r"|fillings?|things?|questions?|dollars|percent|numbers?|digits?|more|adults?"
    r"|visits?|blocks?|names?"
    r"|pounds|euros|bucks|sons?|daughters?|cleanings?|bookings?|cleanup|st|nd|rd|th|street|avenue"
    r"|road)\b"
)
NOT_A_TIME = rf"(?![\d:/.%]|\d| {THING}|(?:st|nd|rd|th)\b)"
NO_DIGIT = r"(?<![\d:./$#-])"
CLAUSE_END = (
    rf"(?=$|,| ?[|{BLANK}]| (?:please|instead|on|in|would|will|works?|is|if|or|then|thanks?|thank"
    r"|though|today|and|but|for|with|sounds?|maybe|could|can|that|too|be|so|onwards?)\b)"
)


def _half(match: re.Match[str]) -> Half | None:
    said = match.groupdict().get("half")
    return "am" if said == "am" else "pm" if said == "pm" else None


def _clock(match: re.Match[str], *, around: bool = False) -> tuple[TimeSaid, ...]:
    words = match.groupdict()
    hour, minute = int(words["h"]), int(words.get("m") or 0)
    half = _half(match) if hour <= 12 else None
    return (TimeSaid(hour % 24, minute, half, match.start("h"), match.end(), around),)


def _ish(match: re.Match[str]) -> tuple[TimeSaid, ...]:
    return _clock(match, around=True)


def _two(match: re.Match[str]) -> tuple[TimeSaid, ...]:
    """ "2 to 4", "2 or 3": both, when the words around do not make something else of them."""
    second = TimeSaid(int(match["h2"]), start=match.start("h2"), end=match.end("h2"))
    return (TimeSaid(int(match["h"]), start=match.start("h"), end=match.end("h")), second)


def _named(match: re.Match[str]) -> tuple[TimeSaid, ...]:
    hour: int = 0 if "midnight" in match[0] else 12
    half: Half = "pm" if hour else "am"
    return (TimeSaid(hour, 0, half, *match.span(), "lunch" in match[0]),)


def _half_past(match: re.Match[str]) -> tuple[TimeSaid, ...]:
    return (TimeSaid(int(match["h"]), 30, _half(match), *match.span()),)


def _minutes_past(match: re.Match[str]) -> tuple[TimeSaid, ...]:
    return (TimeSaid(int(match["h"]), _minutes(match["n"]), _half(match), *match.span()),)


def _minutes_to(match: re.Match[str]) -> tuple[TimeSaid, ...]:
    """ "quarter to five"; a quarter to one is in the hour of twelve."""
    hour, half = int(match["h"]), _half(match)
    if half and hour == 12:
        half = "am" if half == "pm" else "pm"
    earlier = hour - 1 if hour != 1 else 12
    return (TimeSaid(earlier, 60 - _minutes(match["n"]), half, *match.span()),)


def _minutes(said: str) -> int:
    return 15 if said.endswith("quarter") else min(int(said), 59)


type TimeRule = tuple[str, Callable[[re.Match[str]], tuple[TimeSaid, ...]]]
type Compiled = tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[TimeSaid, ...]]]

_N = r"(?P<n>(?:a )?quarter|\d{1,2}(?= min)|5|10|20|25)(?: (?:minutes|mins|minute))?"
_NOT_RANGE = r"(?<!from )(?<!between )"
_TO_H = r"(?: (?P<half>am|pm)\b| oclock(?: (?:am|pm))?)?"

PAIR = (
    rf"{NO_DIGIT}\b{HOUR12} ?(?P<link>to|-|till|until|or|and) ?(?P<h2>0?[1-9]|1[0-2])\b{NOT_A_TIME}"
)
CUED: tuple[str, ...] = (
    rf"\b(?:at|around|about|by|after|before|until|till|between|approximately|roughly|than|past"
    rf"|oclock)"
    rf" (?:about |around |like |say )?{H}\b{NOT_A_TIME}",
    rf"\b(?:from|say|maybe|like|make it|make that|how about|perhaps) {H}\b{NOT_A_TIME}{CLAUSE_END}",
    rf"\b(?:for|to|no|no wait|wait|mean|meant|rather|instead|actually|sorry|not|of),? {H}\b"
    rf"{NOT_A_TIME}{CLAUSE_END}",
    rf"{BLANK} ?,? ?(?:and|or|to|-|till|until|through|but not) ?{H}\b{NOT_A_TIME}",
    rf"{NO_DIGIT}\b{H}(?= ?(?:and|or|to|-|till|until) ?{BLANK})",
    rf"[|] ?,? ?{HOUR12}\b{NOT_A_TIME}{CLAUSE_END}",
    rf"{NO_DIGIT}\b{HOUR12}(?= [|]| (?:in the|this) (?:morning|afternoon|evening)| at night)",
    rf"{NO_DIGIT}\b{HOUR12}(?= (?:or|and) (?:later|earlier|after|before)\b)",
    rf"{NO_DIGIT}\b{HOUR12}(?= (?:works|would (?:work|be)|is (?:fine|good|great|better|perfect)"
    r"|is (?:okay|ok)|sounds|will do|instead|suits)\b)",
)
RULES: tuple[TimeRule, ...] = (
    (r"\b(?:12 (?:oclock )?)?(?:noon|midday|mid day|midnight|12 oclock noon)\b", _named),
    (r"\b(?:lunch ?(?:time|break|hour)|(?:at|around|over|during) lunch)\b", _named),
    (rf"\bhalf (?:past|after|gone) {HOUR12}\b{_TO_H}", _half_past),
    (rf"\bhalf {HOUR12}\b(?! (?:hours?|an?)\b){_TO_H}", _half_past),
    (rf"\b{_N} (?:past|after|gone) {HOUR12}\b{_TO_H}", _minutes_past),
    (
        rf"{_NOT_RANGE}\b{_N} (?:to|till|til|of|before) {HOUR12}\b{NOT_A_TIME}(?!:){_TO_H}",
        _minutes_to,
    ),
    (rf"{NO_DIGIT}\b{H}(?:[:.]|h)(?P<m>[0-5]\d)(?!\d|\.\d)(?:ish)?{HALF}(?: hours)?", _clock),
    (rf"{NO_DIGIT}\b{HOUR12}-(?P<m>[0-5]\d) ?(?P<half>am|pm)\b", _clock),
    (rf"{NO_DIGIT}\b{H}(?P<m>[0-5]\d) ?(?P<half>am|pm)\b", _clock),
    (rf"{NO_DIGIT}\b(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d) hours\b", _clock),
    (rf"\b(?:at|around|about|by|after|before|until) {H}(?P<m>00|15|30|45)\b(?!\d)", _clock),
    (rf"{NO_DIGIT}\b{HOUR12},? (?P<half>am|pm)\b", _clock),
    (rf"{NO_DIGIT}\b{HOUR12} oclock(?: (?P<half>am|pm)\b)?", _clock),
    (rf"{NO_DIGIT}\b{HOUR12} ?ish\b(?: (?P<half>am|pm)\b)?", _ish),
    (rf"{NO_DIGIT}\b{H} (?P<m>[1-5]\d|0\d)(?![\d:])(?! (?!ones\b)(?:{THING}|\d)){HALF}", _clock),
    (PAIR, _two),
    *((cue, _clock) for cue in CUED),
)
_COMPILED: tuple[Compiled, ...] = tuple((re.compile(rule), build) for rule, build in RULES)
FILLER = re.compile(
    r"\b(?:um|uh|er|erm|well|ok|okay|please|yes|yeah|sure|thanks|thank you|i think|lets say"
    r"|lets do|lets go|lets go with|id like|ill take|the|give me|can we do|could we do|can you do"
    r"|could you do|do you have"
    r"|i want|i prefer|id prefer|hmm|oh|so|and|then|with|exactly|ideally|probably|or)\b|[^\w]"
)


def times_said(text: str) -> tuple[list[TimeSaid], str]:
    """All times in the canonical `text` in the order said, and the text with them blanked.

    Dates in it must be blanked (with "|") already. A bare number is a time only beside a word
    that makes it one, beside a date or another time, or when nothing else is said.
    """
    found: list[TimeSaid] = []
    for pattern, build in _COMPILED:
        for match in pattern.finditer(text):
            for time in build(match):
                found.append(time)
                text = text[: time.start] + BLANK * (time.end - time.start) + text[time.end :]
    alone = re.fullmatch(HOUR12, FILLER.sub("", text)) if not found else None
    if alone and alone[0] in text:  # "1 2" is no twelve
        place = text.index(alone[0])
        found = [TimeSaid(int(alone["h"]), start=place, end=place + len(alone[0]))]
    return sorted(found, key=lambda time: time.start), text
