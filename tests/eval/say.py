"""Numbers, days and times as people say them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from random import Random
from typing import Final

import phonenumbers

__all__ = ["a_date", "a_start", "a_time", "digit_words", "letters", "national", "the_number"]

_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS: Final = ("zero", *_ONES)
_HOURS: Final = ("twelve", *_ONES, "ten", "eleven")
_MINUTES: Final = {15: "fifteen", 30: "thirty", 45: "forty five"}


def national(number: str, region: str) -> str:
    """An E.164 number as it is dialled at home: digits alone."""
    parsed = phonenumbers.parse(number, region)
    form = phonenumbers.PhoneNumberFormat.NATIONAL
    return "".join(c for c in phonenumbers.format_number(parsed, form) if c.isdigit())


def the_number(digits: str, chance: Random) -> str:
    """Figures in groups, words, or words with "double"."""
    ways = (_groups(digits), digit_words(digits), _doubled(digits))
    return chance.choice((_groups(digits), *ways))


def _groups(digits: str) -> str:
    sizes = (5, 5) if len(digits) == 10 and digits[0] in "6789" else (3, 3, 5)
    parts, start = [], 0
    for size in sizes:
        parts.append(digits[start : start + size])
        start += size
    return " ".join([*parts, digits[start:]]).strip()


def digit_words(digits: str) -> str:
    return " ".join(_DIGITS[int(d)] for d in digits)


def _doubled(digits: str) -> str:
    said: list[str] = []
    for digit, run in groupby(digits):
        count, word = len(list(run)), "oh" if digit == "0" else _DIGITS[int(digit)]
        said += ["double", word] * (count // 2) + [word] * (count % 2)
    return " ".join(said)


def letters(name: str) -> str:
    """ "P R I Y A"."""
    return " ".join(c.upper() for c in name if c.isalpha())


def a_time(start: datetime, chance: Random) -> str:
    """ "10:30", "half past ten", "ten thirty", "10:30 am"."""
    hour, minute = start.hour % 12 or 12, start.minute
    half = "am" if start.hour < 12 else "pm"
    figures = f"{hour}:{minute:02d}"
    words = _HOURS[hour % 12]
    ways = [f"{figures} {half}", figures]
    if minute == 0:
        ways += [f"{hour} {half}", f"{words} o'clock"]
    if minute == 30:
        ways.append(f"half past {words}")
    if minute in _MINUTES:
        ways.append(f"{words} {_MINUTES[minute]}")
    return chance.choice(ways)


def a_date(start: datetime, *, timed: bool) -> str:
    """ "January 27 at 9:00 am", or the day alone."""
    day = f"{start:%B} {start.day}"
    half = "am" if start.hour < 12 else "pm"
    return f"{day} at {start.hour % 12 or 12}:{start.minute:02d} {half}" if timed else day


def a_start(start: datetime, offered: Sequence[datetime], chance: Random) -> str:
    """One of the starts on offer: its time, with the day where there are several days."""
    at = a_time(start, chance)
    days = {s.date() for s in offered}
    if len(days) == 1:
        return at
    same = [s for s in offered if s.date() == start.date()]
    return f"{start:%A}" if len(same) == 1 and chance.random() < 0.3 else f"{start:%A} at {at}"
