"""Does the caller want it again and again: how often, how long, and which of a series. Pure.

The words about repeating are taken out of the text, so that "for six weeks" and "until Christmas"
are not read as the time that is wanted.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.heard import Context
from ringbook.dialogue.understand.when import read_in
from ringbook.domain.series import Every, Repeat, Scope
from ringbook.domain.when import When

__all__ = ["HOW_MANY", "HOW_OFTEN", "first_of_series", "repeat_said", "scope_said"]

HOW_OFTEN: Final = "how_often"
HOW_MANY: Final = "how_many"

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WORDS: Final = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS: Final = {word: n for n, word in enumerate(_WORDS.split(" "), 1)} | {
    "a": 1, "an": 1, "fifteen": 15, "twenty": 20, "a dozen": 12, "a couple of": 2, "half a": 6,
}  # fmt: skip
_N = r"(?:\d{1,2}|a dozen|a couple of|half an?|" + "|".join(_NUMBERS) + ")"
_COUNT: Final = (
    r"(?:\d{1,2}|a dozen|a couple of|"
    + "|".join(word for word, n in _NUMBERS.items() if n > 1 and word.isalpha())
    + ")"
)
_VISITS = (
    r"(?:appointments?|sessions?|visits?|bookings?|times|occasions|dates|slots|cleanings"
    r"|check-?ups|treatments|lessons)"
)

_OFTEN: Final[tuple[tuple[Every, str], ...]] = (
    ("every_two_weeks", rf"every (?:other|alternate|second|2nd) (?:week|(?={_DAY}))"
     r"|(?:once )?every (?:two|2) weeks|(?:every|each) fortnight|fortnightly|bi-?weekly"
     r"|(?:(?:two|2) weeks|a fortnight) apart"),
    ("every_three_weeks", rf"every (?:third|3rd) (?:week|(?={_DAY}))"
     r"|every (?:three|3) weeks|(?:three|3) weeks apart"),
    ("every_four_weeks", rf"every (?:fourth|4th) (?:week|(?={_DAY}))"
     r"|every (?:four|4) weeks|(?:four|4) weeks apart"),
    ("monthly", r"(?:every|each) month|(?:once|one) (?:a|every) month|monthly|a month apart"),
    ("weekly", rf"(?:every|each) (?:single )?week|(?:once|one) (?:a|every) week|weekly"
     rf"|(?:every|each) (?:single )?(?={_DAY})|same (?:time |thing )?(?:every|each) week"
     r"|a week apart"),
)  # fmt: skip
_EVERY: Final = tuple((name, re.compile(rf"\b(?:{words})")) for name, words in _OFTEN)
_ANY_SERIES = re.compile(
    r"\b(?:recurring|standing|repeating|repeated|regular) (?:weekly )?"
    r"(?:appointments?|bookings?|slots?|visits?|sessions?)\b|\ba series of\b"
)
_PLURAL_DAY = re.compile(rf"\b{_DAY}s\b")
_TIMES: Final = tuple(
    re.compile(words)
    for words in (
        rf"\b(?:for )?(?:the next )?(?P<n>{_COUNT}) (?:(?:weekly|monthly|more|{_DAY}) )?{_VISITS}"
        r"(?: in (?:all|total|a row))?",
        rf"\b(?:the )?next (?P<n>{_COUNT}) (?={_DAY}s)",
        rf"\b(?P<n>{_COUNT}) (?={_DAY}s\b)",
        rf"\b(?P<n>{_COUNT}) (?:in (?:all|total|a row)|altogether|of (?:them|those))\b",
        r"\b(?P<twice>twice)\b",
        rf"\b(?:only|just) (?:the )?first (?P<n>{_COUNT})\b",
    )
)
_STRETCH = re.compile(
    rf"\b(?:for|over|during) (?:the )?(?:next |coming )?(?P<n>{_N}) (?P<unit>week|month|year)s?\b"
)
_BARE_STRETCH = re.compile(rf"\b(?P<n>{_N}) (?P<unit>week|month|year)s?\b")
_BARE_NUMBER = re.compile(rf"\b(?P<n>{_N})\b")
_UNTIL = re.compile(
    r"\b(?:until|till|til|up to(?: and including)?|through(?: to)?|up until|ending(?: on)?)"
    r" (?P<end>(?:[\w'/-]+ ?){1,6})"
)
_CHRISTMAS = re.compile(r"\b(?:christmas|xmas|the holidays)\b")
_YEARS_END = re.compile(r"\b(?:the )?end of (?:the|this) year\b|\bnew years?(?: eve)?\b")
_DAY_OF_MONTH = re.compile(
    r"\b(?:each|every) month on the \d"
    r"|\bon the \d{1,2}(?:st|nd|rd|th)? (?:of )?(?:each|every) month"
)
_NOT_WISHED = re.compile(
    r"\b(?:every|each) (?:time|one|body|thing|day|year|appointment|booking|hour|morning|night)\b"
    r"|(?<!can )(?<!could )(?<!may )"
    r"\bi (?:usually |normally |always |already |only |also )*(?:come|came|go|work|have|teach"
    r"|play|take|travel|train|see|am|drive|get)\b(?! (?:a |an |my )?(?:weekly|monthly|recurring"
    r"|standing|regular))"
    r"|\bim (?:\w+ )?(?:busy|away|working|out|free|available)\b"
    r"|\bfor \S+ people\b|\bmonthly (?:pay|fee|plan)\w*"
    r"|\bper (?:week|month)\b|\b(?:is|are) (?:\w+ )?(?:best|good|better|fine|ok|bad)\b"
)
_OPENS = re.compile(
    r"^(?:are|is|do|does|did|was|were|how|what|when|which|who) "
    r"(?!you (?:have|free)|there (?:anything|any|a|something))"
)

_CORRECTS = re.compile(r"\b(?:no|not|only|just|instead|rather|make it|actually)\b")
""" "No, only four times", said to the read-back of a series."""

_STARTS = re.compile(r"\b(?:start|starts|starting|begin|beginning|commencing|from|as of)\b")

_ONE = re.compile(
    r"\b(?:just|only) (?:the |this |that )?(?:one|once|first|next|single|this|that)\b"
    r"|\bthis one(?: only)?$|\bthat one(?: only)?$|\bthe one\b|\bone only\b|\bjust on\b"
    r"|\bonly (?:on )?(?:that|this) (?:day|date)\b|^(?:the )?first(?: one| option)?$"
    r"|\bonly once\b|\bsingle one\b"
)
_FOLLOWING = re.compile(
    r"\b(?:the )?(?:following|rest|remaining|later ones|ones? after|subsequent)\b"
    r"|\bonwards?\b|\bfrom (?:then|there|that|this|now) (?:on|one on|date on|day on)\b"
    r"|\bfrom [\w ,]{3,24} on(?:wards?)?\b|\b(?:everything|all) (?:after|from)\b|\bboth\b"
    r"|\band (?:all )?(?:the )?others after\b"
)
_ALL = re.compile(
    r"\b(?:the )?(?:whole|entire|complete) (?:series|thing|lot|set)\b|\ball of (?:them|it|those)\b"
    r"|\b(?:cancel|move|reschedule|change|stop|end) (?:the|my) (?:\w+ )?series\b|\bevery one\b"
    r"|\b(?:my|the) (?:weekly|monthly|recurring|standing|regular) (?:appointments?|bookings?)\b"
    r"|\ball (?:the |my |six |five |four |three )?(?:\w+ )?(?:appointments|dates|visits|sessions)\b"
    r"|^(?:all|everything|them all|all please)\b|\bthem all\b"
)


def repeat_said(text: str, said: str, context: Context) -> tuple[Repeat | None, str]:
    """What `text` says of repeating, and the rest of it; None when it says nothing of the kind.

    `said` is its plain form. A bare "six" counts only when it was asked how many times.
    """
    asked = context.asks.about if context.asks else ""
    if _NOT_WISHED.search(said) or _OPENS.search(said):
        return None, text
    if context.asks is not None and context.asks.of_series and _CORRECTS.search(said):
        asked = HOW_OFTEN
    every, rest = _often(said)
    several = every is not None or _ANY_SERIES.search(said) is not None
    ended, rest = _ending(rest, several or asked in (HOW_MANY, HOW_OFTEN), asked, context)
    several = several or _several_days(said, ended)
    if not several and asked not in (HOW_MANY, HOW_OFTEN):
        return None, text
    if asked in (HOW_MANY, HOW_OFTEN) and every is None and ended.endless:
        return None, text
    if every is None and asked not in (HOW_MANY, HOW_OFTEN) and _PLURAL_DAY.search(said):
        every = "weekly" if not ended.endless else None
    repeat = replace(ended, every=every, by_day=_DAY_OF_MONTH.search(said) is not None)
    return repeat, _ANY_SERIES.sub(" appointment ", rest)


def _several_days(said: str, ended: Repeat) -> bool:
    """ "Tuesdays at four for six weeks", "six Tuesdays"."""
    return _PLURAL_DAY.search(said) is not None and not ended.endless


def _often(said: str) -> tuple[Every | None, str]:
    for name, words in _EVERY:
        if words.search(said):
            return name, re.sub(r"\s+", " ", words.sub(" ", said))
    return None, said


def _ending(rest: str, several: bool, asked: str, context: Context) -> tuple[Repeat, str]:
    """How long it goes on, and the text without the words for it."""
    if found := _UNTIL.search(rest):
        end, used = _last_day(found["end"], context)
        if end is not None and several:
            return Repeat(until=end), rest[: found.start()] + rest[found.start("end") + used :]
    stretch = _STRETCH if asked != HOW_MANY else _BARE_STRETCH
    if found := stretch.search(rest):
        return _lasting(found), rest[: found.start()] + " " + rest[found.end() :]
    for words in _TIMES:
        if found := words.search(rest):
            n = 2 if found.groupdict().get("twice") else _number(found["n"])
            return Repeat(times=n), rest[: found.start()] + " " + rest[found.end() :]
    if asked == HOW_MANY and (found := _BARE_NUMBER.search(rest)):
        return Repeat(times=_number(found["n"])), rest[: found.start()] + rest[found.end() :]
    return Repeat(), rest


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _lasting(found: re.Match[str]) -> Repeat:
    n, unit = found["n"], found["unit"]
    if unit == "year":
        return Repeat(months=6 if n.startswith("half") else 12 * _number(n))
    if unit == "month":
        return Repeat(months=_number(n))
    return Repeat(weeks=_number(n))


def _last_day(words: str, context: Context) -> tuple[dt.date | None, int]:
    """The last day that the words after "until" name, and how many characters say it."""
    today = context.now.astimezone(context.practice.zone).date()
    for pattern, month, day in ((_CHRISTMAS, 12, 24), (_YEARS_END, 12, 31)):
        if found := pattern.search(words):
            end = today.replace(month=month, day=day)
            return (end if end >= today else end.replace(year=end.year + 1)), found.end()
    parts = words.split()
    for n in range(len(parts), 0, -1):
        said = " ".join(parts[:n])
        when = read_in(f"until {said}" if "end" in said else said, context)
        if when.last is not None and when.time is None:
            return when.last, len(said)
    return None, 0


def first_of_series(when: When, said: str) -> When:
    """ "Starting February 3" names the first date, and no stretch of days."""
    return replace(when, range=None) if _STARTS.search(said) else when


def scope_said(said: str, asked: str) -> Scope | None:
    """Which of a series is meant: one, this and the following, or all."""
    if _FOLLOWING.search(said) and (asked == "which_scope" or "from" in said or "and" in said):
        return "following"
    if _ALL.search(said):
        return "all"
    return "one" if _ONE.search(said) else None
