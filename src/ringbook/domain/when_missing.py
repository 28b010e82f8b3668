"""Dates that no calendar has: "February 30th", "the 31st of June", "the 32nd". Pure.

Without this, the rules for days would take the part of them that is one: "the 30th".
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from ringbook.domain.when_said import Today, add_months
from ringbook.domain.when_words import MONTH, MONTHS, ORDINAL, WEEKDAY

__all__ = ["Missing", "missing_dates"]

LEAP: int = 2024
"""A day that some year has is no slip: the 29th of February can be waited for."""

_WORTH_A_LOOK = re.compile(r"\b(?:29|[3-9]\d)")
_BEFORE = rf"(?:\b{WEEKDAY},? (?:the )?)?"
_YEAR = r"(?:,? (?P<year>20\d\d))?"
_NO_CLOCK = r"(?! ?(?:am|pm|oclock|past|to \d|minutes?|:\d|\.\d\d))"
_OTHER_MONTH = rf"(?! (?:of )?(?:{'|'.join(MONTHS)}|this|next|the month)\b)"
_OTHER_DAY = r"(?! (?:the )?\d{1,2}(?:st|nd|rd|th)?\b)"
_COUNTED = r"(?! (?:street|avenue|floor|birthday|anniversary|week|time|one|visit|appointment)\b)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b",
        r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>20\d\d))?(?![\d/])",
        rf"{_BEFORE}\b{MONTH},? (?:the )?{ORDINAL}\b{_OTHER_MONTH}{_YEAR}",
        rf"{_BEFORE}\b(?:the )?{ORDINAL}(?: of)?,? {MONTH}\b{_OTHER_DAY}{_YEAR}",
        rf"{_BEFORE}\b{MONTH} (?:the )?(?P<day>3\d)\b{_NO_CLOCK}{_OTHER_MONTH}{_YEAR}",
        rf"{_BEFORE}(?<![\d:] )\b(?<![\d:.])(?P<day>3\d)(?: of)? {MONTH}\b{_OTHER_DAY}{_YEAR}",
        rf"{_BEFORE}\b(?:the )?{ORDINAL} of (?P<which>next|this|the) month\b",
        rf"{_BEFORE}\b(?<!\ba )(?:the )?(?P<day>3[2-9])(?:st|nd|rd|th)\b{_COUNTED}",
    )
)


@dataclass(frozen=True, slots=True)
class Missing:
    """One such date, as it can be named back ("February 30"), at characters `start` to `end`.

    `month` is the one that was named, 1 to 12.
    """

    name: str
    start: int
    end: int
    month: int | None = None


def missing_dates(text: str, today: Today) -> tuple[Missing, ...]:
    """Those in the canonical `text`, in their order."""
    if _WORTH_A_LOOK.search(text) is None:
        return ()
    found: list[Missing] = []
    for match in (m for pattern in _PATTERNS for m in pattern.finditer(text)):
        name = _name(match, today)
        apart = all(match.end() <= f.start or f.end <= match.start() for f in found)
        if name is not None and apart:
            month = _month(match.groupdict(), today)
            found.append(Missing(name, *match.span(), month.month if month else None))
    return tuple(sorted(found, key=lambda one: one.start))


def _name(match: re.Match[str], today: Today) -> str | None:
    """The date by its name, None when a calendar has it."""
    parts = match.groupdict()
    if parts.get("a"):
        return next((_no_day(*pair, parts) for pair in _day_month(parts, today)), None)
    month = _month(parts, today)
    day = int(match["day"])
    return f"{day}{_ending(day)}" if month is None else _no_day(day, month, parts)


def _no_day(day: int, month: dt.date, parts: dict[str, str | None]) -> str | None:
    if day <= monthrange(month.year, month.month)[1]:
        return None
    leap_day = parts.get("year") and (month.month, day) == (2, 29)
    return f"{month:%B} {day}" + (f" in {month.year}" if leap_day else "")


def _month(parts: dict[str, str | None], today: Today) -> dt.date | None:
    """The first of the month that was named, None when none was."""
    year = int(parts.get("year") or LEAP)
    if named := parts.get("month"):
        return dt.date(year, MONTHS.index(named) + 1, 1)
    if number := parts.get("number"):
        return dt.date(year, int(number), 1) if 1 <= int(number) <= 12 else None
    if which := parts.get("which"):
        return add_months(today.date.replace(day=1), 1 if which == "next" else 0)
    return None


def _day_month(parts: dict[str, str | None], today: Today) -> Iterator[tuple[int, dt.date]]:
    """Of 30/2, in the order of the place; of what is no day and month at all, nothing."""
    a, b = int(parts["a"] or 0), int(parts["b"] or 0)
    day, month = (a, b) if today.order == "DMY" else (b, a)
    if month > 12:
        day, month = month, day
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield day, dt.date(int(parts.get("year") or LEAP), month, 1)


def _ending(day: int) -> str:
    return {2: "nd", 3: "rd"}.get(day % 10, "th")
