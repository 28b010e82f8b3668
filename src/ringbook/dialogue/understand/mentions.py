"""Dates and times as a sentence of the agent names them, for read-backs and the claim guard.

This reads what *we* or a model said, in plain English with figures or number words; the caller's
words are read by `domain.when`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ringbook.dialogue.understand.mention_words import in_figures
from ringbook.domain.zones import CallerZone

__all__ = ["Moment", "fits", "fully_names", "moments", "names_day"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_HOURS = {word: n for n, word in enumerate(_NUMBERS.split(" "), 1)}
_AHEAD = {"tomorrow": 1, "the day after tomorrow": 2}
_MONTH = "|".join(_MONTHS)
_HOUR = "|".join(_HOURS)
_TOKEN = re.compile(
    rf"\b(?P<weekday>{'|'.join(_DAYS)})s?\b"
    rf"|\b(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d)"
    rf"|\b(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})\b"
    r"|\bthe\s+(?P<dom>\d{1,2})(?:st|nd|rd|th)\b"
    r"|\b(?P<rel>the day after tomorrow|today|tomorrow|tonight)\b"
    r"|\b(?P<noon>noon|midday)\b"
    rf"|\b(?P<hour>\d{{1,2}}|{_HOUR})(?:[:.](?P<minute>\d\d))?\s*"
    r"(?P<half>[ap]\.?\s?m\b\.?|o'?clock)"
    r"|\b(?P<hour24>\d{1,2}):(?P<minute24>\d\d)\b"
    rf"|\b(?:at|to|from|for)\s+(?P<bare>\d{{1,2}}|{_HOUR})"
    r"\b(?![:.]\d|\s*(?:[ap]\.?\s?m\b|o'?clock|minutes?|hours?|days?|weeks?|\w+days|appointments?|people|of|more|other|times|,?\s*\d))"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One named point in time, as far as it was named. `times` are all readings of the clock.

    `there` is the caller's zone when it was named on the caller's clock.
    """

    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    on: date | None = None
    times: frozenset[time] = frozenset()
    there: CallerZone | None = None

    @property
    def has_day(self) -> bool:
        return self.weekday is not None or self.day is not None or self.on is not None


def _clock(hour: str, minute: str | None, half: str | None) -> frozenset[time]:
    number = _HOURS.get(hour) or int(hour)
    if number > 23 or int(minute or 0) > 59:
        return frozenset()
    exact = time(number, int(minute or 0))
    if half and half[0] in "ap":
        return frozenset({exact.replace(hour=number % 12 + (12 if half[0] == "p" else 0))})
    return frozenset({exact, exact.replace(hour=(number + 12) % 24)} if number <= 12 else {exact})


def _times(found: re.Match[str]) -> frozenset[time]:
    if found["noon"]:
        return frozenset({time(12)})
    if found["hour"]:
        return _clock(found["hour"], found["minute"], found["half"])
    if found["hour24"]:
        return _clock(found["hour24"], found["minute24"], None)
    return _clock(found["bare"], None, None)


def _with_day(moment: Moment, found: re.Match[str], today: date) -> Moment | None:
    """`moment` with the day part that was found, or None when the token names no day."""
    if found["weekday"]:
        return replace(moment, weekday=_DAYS.index(found["weekday"]))
    if found["month"] or found["month2"]:
        month = _MONTHS.index(found["month"] or found["month2"]) + 1
        return replace(moment, month=month, day=int(found["day"] or found["day2"]))
    if found["dom"]:
        return replace(moment, day=int(found["dom"]))
    if found["rel"]:
        ahead = timedelta(days=_AHEAD.get(found["rel"], 0))
        return replace(moment, on=today + ahead)
    return None


def _overlaps(moment: Moment, new: Moment) -> bool:
    """True when `new` names again what `moment` already holds, so that a new moment begins."""
    return any(
        getattr(new, name) is not None and getattr(moment, name) is not None
        for name in ("weekday", "day", "on")
    )


def moments(text: str, today: date, caller_zone: CallerZone | None = None) -> tuple[Moment, ...]:
    """The points in time that `text` names, in order; a day holds for the times that follow it.

    With `caller_zone`, those said to be on the caller's clock are marked so. "July 6, three
    Tuesdays" are two: what is said of several weeks is not that of a date before.
    """
    text = in_figures(text.lower().replace("\u2019", "'"))
    out: list[Moment] = []
    current = Moment()
    timed, end = True, 0
    for found in _TOKEN.finditer(text):
        day = _with_day(Moment(), found, today)
        if day is None:
            if times := _times(found):
                there = _there(text[found.end() :], caller_zone)
                out.append(replace(current, times=times, there=there))
                timed = True
            continue
        apart = "that's" in text[end : found.start()]  # "March 31, that's Wednesday, April 1 …"
        end = found.end()
        if timed or apart or _overlaps(current, day) or found[0].endswith("days"):
            if current.has_day and not timed:
                out.append(current)
            current = Moment()
        current = _with_day(current, found, today) or current
        timed = False
    return tuple(out) if timed else (*out, current)


def _there(after: str, caller_zone: CallerZone | None) -> CallerZone | None:
    """The caller's zone when the time just named is one on the caller's clock."""
    if caller_zone is None:
        return None
    place = re.escape(caller_zone.place.lower().removeprefix("in "))
    on_theirs = rf"\s*,?\s*(?:your time|for you|where you are|over there|(?:in )?{place})\b"
    return caller_zone if re.match(on_theirs, after) else None


def fits(moment: Moment, local: datetime) -> bool:
    """True when nothing that `moment` names differs from `local` (practice time)."""
    if moment.there is not None:
        local = local.astimezone(moment.there.zone)
    return (
        moment.weekday in (None, local.weekday())
        and moment.month in (None, local.month)
        and moment.day in (None, local.day)
        and moment.on in (None, local.date())
        and (not moment.times or local.time() in moment.times)
    )


def names_day(moment: Moment, local: datetime) -> bool:
    """True when `moment` names weekday, month and day of `local`, all rightly and on our clock."""
    return (
        moment.there is None
        and (moment.weekday, moment.month, moment.day)
        == (
            local.weekday(),
            local.month,
            local.day,
        )
        and fits(moment, local)
    )


def fully_names(moment: Moment, local: datetime) -> bool:
    """True when `moment` names weekday, month, day and time of `local`, all rightly."""
    return names_day(moment, local) and bool(moment.times)
