"""Rules of a service in words, for all who say them. Pure."""

from datetime import date

from ringbook.domain.model import Service
from ringbook.domain.spoken import spoken_date

__all__ = ["a", "full_day", "one"]


def a(name: str) -> str:
    """ "a Cleaning", "an Emergency visit"."""
    return f"{'an' if name[:1].casefold() in tuple('aeiou') else 'a'} {name}"


def one(service: Service) -> str:
    """The service with its article."""
    return a(service.name)


def full_day(day: date, service: Service | None) -> str:
    """The service's cap for a day is reached."""
    if service is None or service.daily_cap is None:
        return f"I'm sorry, {spoken_date(day)} is full."
    each = "appointment" if service.daily_cap == 1 else "appointments"
    allowed = f"we only take {service.daily_cap} {service.name} {each} a day"
    return f"I'm sorry, {allowed}, and {spoken_date(day)} is full."
