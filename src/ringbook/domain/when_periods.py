"""Stretches of days: "next week", "this weekend", "sometime in February". Pure."""

import datetime as dt
import re

from ringbook.domain.when_dates import DateRule, month_index
from ringbook.domain.when_said import DateSaid, Today, add_months, month_of, week_of
from ringbook.domain.when_words import MONTH, ORDINAL, count

__all__ = ["PERIOD_RULES", "WEEK_OF_RULES"]

_DAY = dt.timedelta(1)


def _weeks(said: str) -> int:
    """How many weeks from this one."""
    if "after next" in said:
        return 2
    return 1 if "next" in said or "following" in said else 0


def _base_week(said: str, today: Today) -> tuple[dt.date, dt.date]:
    return week_of(today.date + dt.timedelta(7 * _weeks(said)))


def _week(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.stretch(*_base_week(match[0], today), today.date)


def _rest_of_week(match: re.Match[str], today: Today) -> DateSaid:
    last = week_of(today.date)[1]
    first = today.date if today.date == last else today.date + _DAY
    return DateSaid.stretch(first, last)


def _part_of_week(match: re.Match[str], today: Today) -> DateSaid:
    """Early is Monday to Wednesday, the middle is Wednesday, late is from Thursday."""
    first, _ = _base_week(match[0], today)
    if match["which"] in ("middle of", "mid"):
        return DateSaid.day(first + 2 * _DAY, first + _DAY, first + 3 * _DAY)
    if match["which"] in ("early", "beginning of", "start of", "early on"):
        return DateSaid.stretch(first, first + 2 * _DAY, today.date)
    return DateSaid.stretch(first + 3 * _DAY, first + 4 * _DAY, today.date)


def _midweek(_: re.Match[str], today: Today) -> DateSaid:
    first = week_of(today.date)[0]
    first += 7 * _DAY if first + 3 * _DAY < today.date else 0 * _DAY
    return DateSaid.day(first + 2 * _DAY, first + _DAY, first + 3 * _DAY)


def _end_of_week(match: re.Match[str], today: Today) -> DateSaid:
    """Friday; the weekend days are the other reading."""
    first, last = _base_week(match[0], today)
    friday = first + 4 * _DAY
    if friday < today.date:
        return DateSaid.day(last)
    return DateSaid.day(friday, friday + _DAY, last)


def _weekend(match: re.Match[str], today: Today) -> DateSaid:
    """Saturday, with Sunday as the other reading."""
    saturday = _base_week(match[0], today)[0] + 5 * _DAY
    if saturday < today.date:
        return DateSaid.day(saturday + _DAY)
    return DateSaid.day(saturday, saturday + _DAY)


def _about_weekend(match: re.Match[str], today: Today) -> DateSaid:
    """Before the weekend: until Friday; after it: Monday, or the days that follow."""
    monday = week_of(today.date)[0] + 7 * _weeks(match[0]) * _DAY
    if match["side"] == "before":
        return DateSaid.stretch(monday, monday + 4 * _DAY, today.date)
    return DateSaid.day(monday + 7 * _DAY, monday + 8 * _DAY)


def _month_base(match: re.Match[str], today: Today) -> dt.date:
    name = match.groupdict().get("month")
    if not name:
        return add_months(today.date.replace(day=1), 1 if "next month" in match[0] else 0)
    over = month_index(name) < today.date.month
    another = month_index(name) == today.date.month and match[0].startswith("next ")
    year = today.date.year + (over or another)
    return dt.date(year, month_index(name), 1)


def _month(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.stretch(*month_of(_month_base(match, today)), today.date)


def _next_year(match: re.Match[str], today: Today) -> DateSaid:
    """The new year is its first month."""
    first = dt.date(today.date.year + 1, 1, 1)
    last = first.replace(month=12, day=31) if match["whole"] else month_of(first)[1]
    return DateSaid.stretch(first, last)


def _part_of_month(match: re.Match[str], today: Today) -> DateSaid:
    first, last = month_of(_month_base(match, today))
    which = match["which"]
    if which in ("end of", "the end of"):
        return DateSaid.day(last, last - _DAY)
    if which in ("early", "early in", "beginning of", "start of"):
        return DateSaid.stretch(first, first + 9 * _DAY, today.date)
    if which in ("mid", "middle of"):
        return DateSaid.stretch(first + 10 * _DAY, first + 19 * _DAY, today.date)
    return DateSaid.stretch(first + 20 * _DAY, last, today.date)


def _week_of_month(match: re.Match[str], today: Today) -> DateSaid:
    """ "the first week of March", "the last week of the month": seven days from an end."""
    first, last = month_of(_month_base(match, today))
    if match["nth"] == "last":
        return DateSaid.stretch(last - 6 * _DAY, last, today.date)
    start = first + 7 * (int(match["nth"][0]) - 1) * _DAY
    return DateSaid.stretch(start, min(start + 6 * _DAY, last), today.date)


def _week_of_day(match: re.Match[str], today: Today) -> DateSaid | None:
    """ "the week of the 9th" """
    day = int(match["day"])
    months = [add_months(today.date.replace(day=1), n) for n in range(3)]
    if match["month"]:
        months = [_month_base(match, today)]
    days = [m.replace(day=day) for m in months if day <= month_of(m)[1].day]
    found = next((d for d in days if week_of(d)[1] >= today.date), None)
    return DateSaid.stretch(*week_of(found), today.date) if found else None


def _next_few(match: re.Match[str], today: Today) -> DateSaid:
    """ "in the next few days", "over the next two weeks" """
    number = {"few": 5, "couple": 2, "couple of": 2}.get(match["count"]) or count(match["count"])
    days = number * (7 if match["unit"] == "week" else 1)
    return DateSaid.stretch(today.date + _DAY, today.date + days * _DAY)


_WEEK_OF = r"\bweek (?:of|commencing|beginning|starting)"
_NEXT = r"\b(?:in |over |within )?the (?:next|coming)"
_ANY_WEEK = r"(?:the )?week after next|(?:the )?following week|next week|this week"
_ANY_MONTH = rf"(?:this month|next month|the month|{MONTH})"

WEEK_OF_RULES: tuple[DateRule, ...] = (
    (rf"{_WEEK_OF} (?:monday )?(?:the )?(?:{ORDINAL})(?: (?:of )?{MONTH})?\b", _week_of_day),
    (rf"{_WEEK_OF} {MONTH} (?:the )?(?P<day>\d{{1,2}})(?:th|st|nd|rd)?\b", _week_of_day),
)  # fmt: skip
"""Before the calendar rules, which would take the day out of them."""

PERIOD_RULES: tuple[DateRule, ...] = (
    (r"\b(?:later (?:on )?(?:in )?(?:the|this) week|(?:the )?rest of (?:the|this) week)\b",
     _rest_of_week),
    (rf"\b(?:the )?end of (?:{_ANY_WEEK}|the week)\b", _end_of_week),
    (rf"\b(?:the )?(?P<which>early on|early|late|later|beginning of|start of|middle of|mid)"
     rf"(?: in)? (?:{_ANY_WEEK}|the week)\b", _part_of_week),
    (rf"{_NEXT} (?P<count>\d{{1,2}}|few|couple(?: of)?) (?P<unit>day|week)s\b", _next_few),
    (rf"\b(?:{_ANY_WEEK})\b", _week),
    (r"\b(?P<side>before|after) (?:this|the|next) weekend\b", _about_weekend),
    (r"\bmid ?week\b", _midweek),
    (r"\b(?:this|the|next|following) weekend\b|\bat the weekend\b|\bon the weekend\b|\bweekends?\b",
     _weekend),
    (rf"\b(?:the )?(?P<which>early in|early|late in|late|later in|later|beginning of"
     rf"|start of|middle of|mid|end of) {_ANY_MONTH}\b", _part_of_month),
    (rf"\b(?:the )?(?P<nth>[1-4]th|last) week (?:of|in) {_ANY_MONTH}\b", _week_of_month),
    (r"\b(?:this|next) month\b", _month),
    (r"\b(?:in|after|early in|at the start of|not before) (?:the )?new years?\b(?! eve)"
     r"|\b(?P<whole>next year)\b",
     _next_year),
    (rf"\b(?:in|of|during|for|until|till|by|to|from|sometime|this|next|through) {MONTH}\b", _month),
    (rf"^{MONTH}$", _month),
)  # fmt: skip
