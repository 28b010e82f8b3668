"""Days counted from today: "tomorrow", "next Tuesday", "a week from Monday", "in 3 days". Pure."""

import datetime as dt
import re

from ringbook.domain.when_dates import DateRule
from ringbook.domain.when_said import DateSaid, Today, add_months, coming, week_of
from ringbook.domain.when_words import COUNT, WEEKDAY, WEEKDAYS, count

__all__ = ["DAY_RULES"]

RELATIVE = {
    "day after tomorrow": 2, "day before yesterday": -2, "tomorrow": 1, "yesterday": -1,
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "same day": 0, "later on today": 0,
}  # fmt: skip
UNIT = r"(?P<unit>day|week|month|fortnight|year)s?"
DAYS = {"day": 1, "week": 7, "fortnight": 14}
_WEEK = dt.timedelta(7)


def _relative(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.day(today.date + dt.timedelta(RELATIVE[match["name"]]))


def _shifted(day: dt.date, match: re.Match[str]) -> dt.date:
    """`day` and the count and unit of the match added."""
    number, unit = count(match["count"]), match["unit"]
    if unit in DAYS:
        return day + dt.timedelta(DAYS[unit] * number)
    return add_months(day, number * (12 if unit == "year" else 1))


def _in_days(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.day(_shifted(today.date, match))


def _from_anchor(match: re.Match[str], today: Today) -> DateSaid:
    """ "a week from Monday", "two weeks on Thursday", "a fortnight tomorrow" """
    name = match["anchor"].removesuffix("s")
    if name not in WEEKDAYS:
        base = today.date + dt.timedelta({"now": 0, "today": 0, "tomorrow": 1}[name])
        return DateSaid.day(_shifted(base, match))
    weekday = WEEKDAYS.index(name)
    if weekday == today.date.weekday():
        base = today.date
        return DateSaid.day(_shifted(base, match), _shifted(base + _WEEK, match))
    return DateSaid.day(_shifted(coming(today.date, weekday), match))


def _same_day(match: re.Match[str], today: Today) -> DateSaid:
    """ "The same day next month": the date of today in it."""
    later = today.date + _WEEK if match["unit"] == "week" else add_months(today.date, 1)
    return DateSaid.day(later)


def _day_week(match: re.Match[str], today: Today) -> DateSaid:
    """ "Tuesday week", "tomorrow fortnight" """
    name = match["anchor"].removesuffix("s")
    more = dt.timedelta(14 if match["span"] == "fortnight" else 7)
    if name in WEEKDAYS:
        return DateSaid.day(coming(today.date, WEEKDAYS.index(name)) + more)
    return DateSaid.day(today.date + dt.timedelta({"today": 0, "tomorrow": 1}[name]) + more)


def _in_hours(match: re.Match[str], today: Today) -> DateSaid:
    """ "in two hours": real elapsed time, so a change of the clocks in between counts."""
    words = match.groupdict()
    if words.get("half"):
        minutes = 30
    elif words.get("mins"):
        minutes = int(words["mins"])
    else:
        minutes = count(words.get("count") or "a") * 60 + (30 if words.get("more") else 0)
    then = today.now.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    local = then.astimezone(today.now.tzinfo)
    time = local.time().replace(second=0, microsecond=0)
    return DateSaid(local.date(), local.date(), time=time)


def _weekday_of(match: re.Match[str]) -> int:
    return WEEKDAYS.index(match["weekday"])


def _this(match: re.Match[str], today: Today) -> DateSaid:
    """ "this Friday": the next one; on a Friday, today."""
    weekday = _weekday_of(match)
    if weekday == today.date.weekday():
        return DateSaid.day(today.date, coming(today.date, weekday))
    return DateSaid.day(coming(today.date, weekday))


def _of_week(today: Today, weekday: int, weeks: int) -> dt.date:
    return week_of(today.date)[0] + dt.timedelta(weeks * 7 + weekday)


def _next(match: re.Match[str], today: Today) -> DateSaid:
    """ "next Tuesday": that of next week; the nearest one is the other reading."""
    weekday = _weekday_of(match)
    date, near = _of_week(today, weekday, 1), coming(today.date, weekday)
    other = near if near != date else date + _WEEK
    return DateSaid.day(date, other)


def _in_week(match: re.Match[str], today: Today) -> DateSaid:
    """ "Wednesday next week", "next week Wednesday", "Friday of the week after next" """
    said = match["week"]
    weeks = 2 if "after next" in said else 1 if "next" in said or "following" in said else 0
    return DateSaid.day(_of_week(today, _weekday_of(match), weeks))


def _after_next(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.day(_of_week(today, _weekday_of(match), 2))


def _last(match: re.Match[str], today: Today) -> DateSaid:
    return DateSaid.day(coming(today.date, _weekday_of(match)) - _WEEK)


def _bare(match: re.Match[str], today: Today) -> DateSaid:
    weekday = _weekday_of(match)
    date = coming(today.date, weekday)
    alts = (today.date,) if weekday == today.date.weekday() else ()
    return DateSaid(date, date, weekday=weekday, alts=alts)


def _following(match: re.Match[str], today: Today) -> DateSaid:
    """ "the day after", "the one after", "the week after": still without what it follows."""
    days = 1 if "day" in match[0] else 7
    return DateSaid(today.date, today.date, relative=days)


_NOW = rf"(?P<anchor>now|today|tomorrow|(?:{'|'.join(WEEKDAYS)})s?)"
_WEEKS = (
    r"(?P<week>(?:of |in |the )*(?:next week|this week|(?:the )?following week|week after next))"
)
_ABOUT = r"(?:about |around |roughly |like |maybe |say )?"

DAY_RULES: tuple[DateRule, ...] = (
    (r"\b(?:the )?(?P<name>day after tomorrow|day before yesterday)\b", _relative),
    (rf"\bin {_ABOUT}(?P<half>half an hour)\b", _in_hours),
    (rf"\bin {_ABOUT}(?:a )?(?P<mins>\d{{1,3}}) (?:minutes|mins)\b", _in_hours),
    (rf"\b(?:in )?{_ABOUT}{COUNT} hours? from now\b", _in_hours),
    (rf"\bin {_ABOUT}{COUNT} hours?(?: time)?(?P<more> and a half)?\b(?! (?:later|earlier))",
     _in_hours),
    (rf"\b{COUNT} {UNIT} (?:from|on|after|this|starting) {_NOW}\b", _from_anchor),
    (rf"\b{COUNT} {UNIT} {_NOW}\b", _from_anchor),
    (rf"\b(?:in|within) {_ABOUT}{COUNT} {UNIT}(?: time)?\b", _in_days),
    (rf"\b{COUNT} {UNIT} (?:time|out|hence)\b", _in_days),
    (rf"\b{_NOW.replace('now|', '')} (?:in a )?(?P<span>week|fortnight)\b", _day_week),
    (rf"\b(?:the )?{WEEKDAY} after next\b", _after_next),
    (rf"\b{WEEKDAY},? {_WEEKS}\b", _in_week),
    (rf"\b{_WEEKS},? (?:on |maybe |perhaps )?{WEEKDAY}\b", _in_week),
    (rf"\b(?:this|this coming|coming|the coming|upcoming) {WEEKDAY}\b(?: coming)?", _this),
    (rf"\b{WEEKDAY} coming\b", _this),
    (rf"\b(?:next|(?:the )?following) {WEEKDAY}\b", _next),
    (rf"\b(?:last|past) {WEEKDAY}\b", _last),
    (r"\b(?:the )?(?:following|next) day\b|\bthe day after(?: that)?\b"
     r"(?= *(?:,|$|at|in|please|would|works))"
     r"|\b(?:the )?(?:next|following) ones\b|\bthe (?:ones|week) after(?: that)?\b(?! next)"
     , _following),
    (r"\bsame (?:day|date) (?:the )?(?:next|following) (?P<unit>week|month)\b", _same_day),
    (rf"\b(?P<name>{'|'.join(list(RELATIVE)[2:])})\b", _relative),
    (rf"\b{WEEKDAY}\b", _bare),
)  # fmt: skip
