"""Dates and times as they are said: month and day always named, weekday always true. Pure."""

from datetime import date, datetime, time

__all__ = ["spoken_date", "spoken_time", "spoken_when"]

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
    return f"{spoken_date(local.date())} at {spoken_time(local.time())}"
