"""What a caller, or a grader, makes of the agent's words. It shares nothing with the engine."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final, Literal

__all__ = [
    "Mention",
    "Waits",
    "claims",
    "mentions",
    "readback",
    "sentences",
    "spoken_digits",
    "waits_for",
    "weekdays",
]

type Waits = Literal[
    "open", "number", "go_on", "number_back", "this_line", "name", "other_name", "spell",
    "service", "when", "offer", "which", "readback", "more", "here", "retry", "other", "nothing",
    "resume", "usual", "whose_name",
]  # fmt: skip

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_END: Final = re.compile(r"(?<!Dr\.)(?<!Mr\.)(?<=[.!?])\s+")
_NAMED: Final = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_DAYS)}), )?(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}})\b"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d\d) (?P<half>am|pm)",
    re.IGNORECASE,
)
_CUES: Final[tuple[tuple[str, Waits], ...]] = (
    (r"or book a new one\?", "open"),
    (r"^shall i (?:book|do|cancel|move|go ahead)\b.*\?", "readback"),
    (r"would you like me to (?:book|do|cancel|move) (?:it|that)\?", "readback"),
    (r"shall we go on\?", "resume"),
    (r"^the usual, .*\?", "usual"),
    (r"^what is your \w+'s name\?", "whose_name"),
    (r"is that right\?", "number_back"),
    (r"the one for the booking\?", "this_line"),
    (r"which (?:of these |one )?suits you(?: best)?\?", "offer"),
    (r"which one shall i\b", "which"),
    (r"anything else\b.*\?", "more"),
    (r"which (?:service|of them)\b", "service"),
    (r"and then\?|other digits\?", "go_on"),
    (r"under another name", "other_name"),
    (r"spell the name", "spell"),
    (r"\bname\b.*\?|may spell it", "name"),
    (r"(?:phone )?number\b.*[?.]|one digit at a time", "number"),
    (r"earliest time\?|\bday\b.*\?|which (?:other )?time\b|do you mean\b", "when"),
    (r"please tell me a day", "when"),
    (r"still there\?", "here"),
    (r"try that again\?", "retry"),
    (r"how can i help|what would you like\?|book, move or cancel", "open"),
    (r"shall i book an appointment", "open"),
    (r"\?$", "other"),
)  # fmt: skip
_CLAIM: Final = re.compile(
    r"\b(?:you're booked|you are booked|i've booked|i have booked|is booked for|all set)\b"
    r"|\b(?:is|was|been|i've) (?P<moved>moved)\b"
    r"|\b(?:is|was|been|i've) (?P<cancelled>cancel(?:l)?ed)\b"
    r"|\byou have (?P<listed>one|two|three|four|five|\d+) appointments?:",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(r"\b(?:not|nothing|won't|can't|couldn't|haven't|isn't|yet|if|until)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A day named with its weekday, and a time if one was."""

    start: datetime
    timed: bool
    weekday: bool
    true_weekday: bool


def sentences(text: str) -> list[str]:
    return [s for s in _END.split(text.strip()) if s]


def waits_for(text: str) -> Waits:
    """What the agent's words wait for: read from the last sentence that asks for something."""
    for sentence in reversed(sentences(text)):
        for cue, about in _CUES:
            if re.search(cue, sentence.lower()):
                return about
    return "nothing"


def mentions(text: str, now: datetime) -> list[Mention]:
    """The days and times that are named, in order; a day holds for the times after it."""
    found: list[Mention] = []
    day: Mention | None = None
    for token in _NAMED.finditer(text):
        if token["month"]:
            if day is not None and not (found and found[-1].start.date() == day.start.date()):
                found.append(day)
            day = _day(token, now)
        elif day is not None:
            hour = int(token["hour"]) % 12 + (12 if token["half"].lower() == "pm" else 0)
            at = datetime.combine(day.start.date(), time(hour, int(token["minute"])))
            found.append(Mention(at, True, day.weekday, day.true_weekday))
    if day is not None and not (found and found[-1].start.date() == day.start.date()):
        found.append(day)
    return found


def _day(token: re.Match[str], now: datetime) -> Mention:
    """The coming day of that name; one of the last months may lie behind."""
    month, day = _MONTHS.index(token["month"].lower()) + 1, int(token["day"])
    year = now.year + (1 if month < now.month - 6 else 0)
    on = datetime(year, month, day)  # noqa: DTZ001 - the wall clock of the practice
    named = token["weekday"]
    return Mention(
        on, False, named is not None, named is None or named.lower() == _DAYS[on.weekday()]
    )


def readback(text: str, now: datetime) -> list[Mention]:
    """What a yes would agree to: the last sentence that names a time."""
    naming = [m for s in sentences(text) if (m := mentions(s, now))]
    return naming[-1] if naming else []


def spoken_digits(text: str) -> str:
    """The digits of the last sentence that has a number in it."""
    having = [d for s in sentences(text) if len(d := re.sub(r"\D", "", s)) >= 4]
    return having[-1] if having else ""


def claims(sentence: str) -> Literal["booked", "moved", "cancelled", "listed"] | None:
    """What the sentence says is done or stands in the diary."""
    found = _CLAIM.search(sentence)
    if found is None or sentence.rstrip().endswith("?") or _DENIES.search(sentence.lower()):
        return None
    if found["moved"]:
        return "moved"
    if found["cancelled"]:
        return "cancelled"
    return "listed" if found["listed"] else "booked"


def weekdays(text: str) -> set[str]:
    """Those that are named."""
    return set(re.findall(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", text.lower()))
