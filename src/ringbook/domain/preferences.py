"""What earlier bookings say about a caller: the part of day and the weekdays they choose. Pure."""

from datetime import datetime, time

from ringbook.domain.model import PartOfDay, Preferences
from ringbook.domain.phrases import join

__all__ = ["DAYS_KEPT", "WEEKDAYS", "habit", "learn", "part_of_day"]

DAYS_KEPT = 3
"""How many of the last booked weekdays are remembered; older habits give way to newer ones."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""English names in `date.weekday()` order, independent of the server's locale."""

NOON = time(12)
EVENING = time(17)


def part_of_day(local: time) -> PartOfDay:
    """Morning ends at noon, afternoon at 17:00."""
    if local < NOON:
        return "morning"
    return "afternoon" if local < EVENING else "evening"


def learn(preferences: Preferences, starts_at_local: datetime) -> Preferences:
    """Preferences after a booking at this local time: its part of day, its weekday first."""
    day = WEEKDAYS[starts_at_local.weekday()]
    days = (day, *(known for known in preferences.preferred_days if known != day))
    return Preferences(part_of_day(starts_at_local.time()), days[:DAYS_KEPT])


def habit(preferences: Preferences) -> str:
    """ "on Monday afternoons", "in the afternoon", "on Mondays", or "" when nothing is known."""
    days, part = preferences.preferred_days, preferences.preferred_time
    if days:
        return f"on {join([f'{d} {part}s' if part else f'{d}s' for d in days[:2]], 'or')}"
    return f"in the {part}" if part else ""
