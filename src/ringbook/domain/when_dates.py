"""Calendar dates in the canonical text: "27/1", "the 27th", "the last Friday". Pure."""

import datetime as dt
import re
from collections.abc import Callable

from ringbook.domain.when_lists import THING
from ringbook.domain.when_said import DateSaid, Today, add_months, month_of
from ringbook.domain.when_words import MONTH, MONTHS, ORDINAL, WEEKDAY, WEEKDAYS

__all__ = ["CALENDAR_RULES", "DateRule", "dated", "month_index", "next_date"]

type DateRule = tuple[str, Callable[[re.Match[str], Today], DateSaid | None]]
"""A pattern over the canonical text, and what a match of it means (None: nothing after all)."""

YEAR = r"(?:,? (?P<year>20\d\d|20 \d\d))?"
FIXED = {
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "new years eve": (12, 31), "new years": (1, 1), "valentines": (2, 14), "halloween": (10, 31),
}  # fmt: skip


def month_index(name: str) -> int:
    """January is 1."""
    return MONTHS.index(name) + 1


def dated(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def next_date(today: dt.date, month: int, day: int) -> dt.date | None:
    """The next such day from today on; the 29th of February waits for a leap year."""
    found = (dated(today.year + n, month, day) for n in range(9))
    return next((d for d in found if d is not None and d >= today), None)


def _weekday(match: re.Match[str]) -> int | None:
    name = match.groupdict().get("weekday")
    return WEEKDAYS.index(name) if name else None


def _checked(date: dt.date | None, weekday: int | None) -> DateSaid | None:
    """The date, marked when the weekday said beside it is another."""
    if date is None:
        return None
    clash = weekday is not None and date.weekday() != weekday
    return DateSaid(date, date, conflict=clash, month_named=True)


def _with_year(match: re.Match[str], today: Today, month: int, day: int) -> dt.date | None:
    year = match.groupdict().get("year")
    if year is None:
        return next_date(today.date, month, day)
    full = int(year.replace(" ", ""))
    return dated(full + 2000 if full < 100 else full, month, day)


def _iso(match: re.Match[str], _: Today) -> DateSaid | None:
    return _checked(dated(int(match["y"]), int(match["m"]), int(match["d"])), None)


def _numeric(match: re.Match[str], today: Today) -> DateSaid | None:
    """3/4 in the practice's order; the other order when only that is a date."""
    a, b = int(match["a"]), int(match["b"])
    day, month = (a, b) if today.order == "DMY" else (b, a)
    if month > 12:
        day, month = month, day
    return _checked(_with_year(match, today, month, day), None)


def _month_day(match: re.Match[str], today: Today) -> DateSaid | None:
    month = month_index(match["month"])
    return _checked(_with_year(match, today, month, int(match["day"])), _weekday(match))


def _day_of_month(match: re.Match[str], today: Today) -> DateSaid | None:
    """ "the 3rd of next month" """
    months = 1 if match["which"] == "next" else 0
    base = add_months(today.date.replace(day=1), months)
    date = dated(base.year, base.month, int(match["day"]))
    if date is not None and date < today.date and match["which"] == "the":
        date = dated(*_year_month(add_months(base, 1)), int(match["day"]))
    return _checked(date, _weekday(match))


def _year_month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _day_alone(match: re.Match[str], today: Today) -> DateSaid | None:
    """ "the 29th": the next month that has one; with a weekday, the next that agrees soon."""
    day, weekday = int(match["day"]), _weekday(match)
    starts = [add_months(today.date.replace(day=1), n) for n in range(4)]
    dates = [dated(start.year, start.month, day) for start in starts]
    coming = [date for date in dates if date is not None and date >= today.date]
    if not coming:
        return None
    agreeing = [date for date in coming if date.weekday() == weekday]
    date = agreeing[0] if agreeing else coming[0]
    clash = weekday is not None and not agreeing
    return DateSaid(date, date, month_day=None if weekday is not None else day, conflict=clash)


def _nth_weekday(match: re.Match[str], today: Today) -> DateSaid | None:
    """ "the second Tuesday of February", "the last Friday of the month" """
    first, last = _month_meant(match, today)
    weekday = _weekday(match) or 0
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    named = [day for day in days if day.weekday() == weekday]
    which = -1 if match["nth"] == "last" else int(re.sub(r"\D", "", match["nth"])) - 1
    if which >= len(named):
        return None
    if named[which] < today.date and match["of"].endswith("the month"):
        return _nth_weekday(match, Today(_first_of_next(today), today.order))
    return DateSaid.day(named[which])


def _first_of_next(today: Today) -> dt.datetime:
    first = add_months(today.date.replace(day=1), 1)
    return today.now.replace(year=first.year, month=first.month, day=1)


def _month_meant(match: re.Match[str], today: Today) -> tuple[dt.date, dt.date]:
    if match["month"]:
        start = next_date(month_of(today.date)[0], month_index(match["month"]), 1)
        return month_of(start or today.date)
    return month_of(add_months(today.date, 1 if "next" in match["of"] else 0))


def _last_of_month(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.day(_month_meant(match, today)[1])


def _fixed(match: re.Match[str], today: Today) -> DateSaid | None:
    return _checked(next_date(today.date, *FIXED[match["feast"]]), _weekday(match))


_THE = r"(?:on )?(?:the )?"
_BEFORE = rf"(?:\b{WEEKDAY},? (?:the )?)?"
_AFTER_DAY = r"(?! ?(?:am|pm|oclock|past|to \d|:\d|\.\d\d))"
_THEN = rf"(?:,? \b{WEEKDAY.replace('weekday', 'then')})?"
_ON = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        "on",
        "for",
        "by",
        "until",
        "till",
        "before",
        "after",
        "from",
        "to",
        "about",
        "than",
    )
)
_SURE = r"(?=(?:[6-9]|[012]\d|3[01])\D|\d\w\w at\b)"
_OF = rf"(?P<of>(?:of|in) (?:(?:the|this|next) month|{MONTH}))"

CALENDAR_RULES: tuple[DateRule, ...] = (
    (r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
    (r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])", _numeric),
    (r"(?<![\d.-])(?P<a>\d{1,2})[.-](?P<b>\d{1,2})[.-](?P<year>20\d\d)\b", _numeric),
    (rf"\b(?P<nth>\d(?:st|nd|rd|th)|last) {WEEKDAY} {_OF}", _nth_weekday),
    (rf"\b(?:the )?last day {_OF}", _last_of_month),
    (rf"{_BEFORE}{_THE}{ORDINAL} of (?P<which>next|this|the) month\b", _day_of_month),
    (rf"{_BEFORE}\b{MONTH},? (?:the )?{ORDINAL}\b{YEAR}", _month_day),
    (rf"{_BEFORE}{_THE}{ORDINAL}(?: of)?,? {MONTH}\b{YEAR}{_THEN}", _month_day),
    (rf"{_BEFORE}\b{MONTH} (?:the )?(?P<day>\d{{1,2}})\b{_AFTER_DAY}{YEAR}", _month_day),
    (rf"{_BEFORE}\b(?P<day>\d{{1,2}})(?: of)? {MONTH}\b{YEAR}", _month_day),
    (rf"\b{WEEKDAY},? (?:on )?(?:the )?{ORDINAL}\b(?! (?:{THING})\b)", _day_alone),
    (rf"\b(?:the )?{ORDINAL},? (?:which is |thats )?(?:a |on )?{WEEKDAY}\b", _day_alone),
    (rf"\b(?:(?:{_ON})(?:the )?|the {_SURE}){ORDINAL}\b(?! (?:{THING})\b)", _day_alone),
    (rf"\b(?<!the )(?P<day>[012]\d|3[01])(?:st|nd|rd|th)\b(?! (?:{THING})\b)", _day_alone),
    (rf"\b(?P<feast>{'|'.join(FIXED)})(?: day)?\b", _fixed),
)  # fmt: skip
