"""Dates and times as they are said: month and day always named, weekday always true. Pure."""

from datetime import date, datetime, time

__all__ = ["spoken_clock", "spoken_date", "spoken_time", "spoken_when", "which_of_two"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def spoken_date(day: date) -> str:
    """ "Tuesday, January 27"."""
    return f"{_WEEKDAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}"


def spoken_time(at: time) -> str:
    """ "2:30 PM"."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"


def spoken_when(local: datetime) -> str:
    """ "Tuesday, January 27 at 2:30 PM"; `local` is in the zone in which it is said."""
    return f"{spoken_date(local.date())} at {spoken_clock(local)}"


def spoken_clock(local: datetime) -> str:
    """ "2:30 PM"; of a time that comes twice, which: "1:30 AM, after the clocks go back"."""
    which = which_of_two(local)
    return f"{spoken_time(local.time())}, {which}" if which else spoken_time(local.time())


def which_of_two(local: datetime) -> str:
    """Which one this is of the two moments that show this local time; "" for any other."""
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first <= second:
        return ""
    return f"{'after' if local.fold else 'before'} the clocks go back"
