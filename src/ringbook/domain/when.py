"""Reads dates and times as people say them. Pure."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from ringbook.domain.model import OpenRange, PartOfDay
from ringbook.domain.phone_words import without_phone_numbers
from ringbook.domain.when_value import When

__all__ = ["When", "read_when"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS: tuple[PartOfDay, ...] = ("morning", "afternoon", "evening")


def read_when(
    text: str,
    now: dt.datetime,
    zone: ZoneInfo,
    order: str = "DMY",
    hours: tuple[tuple[OpenRange, ...], ...] | None = None,
) -> When:
    """What `text` says about a date and a time, seen from `now` (aware) in `zone`."""
    said = without_phone_numbers(text.lower())
    time = _time(said)
    part = next((p for p in PARTS if p in said and time is None), None)
    return When(date=_day(said, now.astimezone(zone).date()), time=time, part=part)


def _day(said: str, today: dt.date) -> dt.date | None:
    if "day after tomorrow" in said:
        return today + dt.timedelta(2)
    if "tomorrow" in said:
        return today + dt.timedelta(1)
    if "today" in said:
        return today
    named = next((n for n, day in enumerate(WEEKDAYS) if day in said), None)
    if named is None:
        return None
    return today + dt.timedelta((named - today.weekday() - 1) % 7 + 1)


def _time(said: str) -> dt.time | None:
    found = re.search(r"\b(\d{1,2})(?::(\d\d))?\s*([ap])\.?m\b|\b(\d{1,2}):(\d\d)\b", said)
    if found is None:
        return None
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
