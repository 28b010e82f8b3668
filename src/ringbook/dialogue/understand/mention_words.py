"""Clock times and days of the month in words, written in figures. Pure."""

import re
from typing import Final

__all__ = ["in_figures"]

_HOURS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    "twelve",
)
_ONES: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
)
_TEENS: Final = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_DAYS: Final = (*_ONES, *_TEENS, *(f"twenty-{n}" for n in _ONES), "thirtieth", "thirty-first")
_MINUTES: Final = {"fifteen": 15, "thirty": 30, "forty-five": 45, "half past": 30}
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_HOUR: Final = rf"(?P<hour>{'|'.join(_HOURS)}|\d{{1,2}})"
_PAST: Final = re.compile(rf"\b(?:a )?(?P<part>half past|quarter past|quarter to) {_HOUR}\b")
_SAID: Final = re.compile(rf"\b{_HOUR} (?P<part>fifteen|thirty|forty-five)\b(?![ -]minutes?)")
_ORDINAL: Final = "|".join(sorted(_DAYS, key=len, reverse=True))
_LATE: Final = "|".join(sorted(_DAYS[12:], key=len, reverse=True))
_DAY: Final = re.compile(
    rf"(?P<before>\b{_MONTH} (?:the )?)(?P<day>{_ORDINAL})\b"
    rf"|\b(?P<first>{_ORDINAL})(?P<after> (?:of )?{_MONTH}\b)"
    rf"|(?P<the>\bthe )(?P<late>{_LATE})\b"
)


def in_figures(text: str) -> str:
    """ "the thirtieth at half past four" as "the 30th at 4:30"; the text is lower case.

    "The first" to "the twelfth" stay without a month: they may count anything.
    """
    return _DAY.sub(_day, _SAID.sub(_time, _PAST.sub(_time, text)))


def _time(found: re.Match[str]) -> str:
    said = found["hour"]
    hour = _HOURS.index(said) + 1 if said in _HOURS else int(said)
    if found["part"] == "quarter to":
        return f"{(hour - 2) % 12 + 1}:45"
    return f"{hour}:{_MINUTES.get(found['part'], 15)}"


def _day(found: re.Match[str]) -> str:
    number = _DAYS.index(found["day"] or found["first"] or found["late"]) + 1
    if found["late"]:
        return f"{found['the']}{number}th"
    return f"{found['before'] or ''}{number}{found['after'] or ''}"
