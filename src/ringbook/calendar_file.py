"""An appointment as an iCalendar file (RFC 5545): the same entry before and after a change.

The UID comes from the appointment's id and SEQUENCE from its version, so that a calendar which has
the entry already updates it, or takes it away.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from ringbook.domain.model import Appointment, Practice

__all__ = ["calendar_file", "calendar_file_name"]

_PRODUCT = "-//Ringbook//Booking//EN"
_AROUND = timedelta(days=170)
"""Of the zone's clock changes those that a calendar may need; within it none comes twice."""


def calendar_file(appointment: Appointment, practice: Practice, link: str, now: datetime) -> bytes:
    """The file as it is now; `link` is the absolute address of the private page."""
    cancelled = appointment.status == "cancelled"
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = _event(appointment, practice, link, now)
    if (zone := _zone(event)) is not None:
        calendar.add_component(zone)
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def calendar_file_name(appointment: Appointment, practice: Practice) -> str:
    """A name that says the day, in plain letters."""
    return f"appointment-{appointment.starts_at.astimezone(practice.zone):%Y-%m-%d}.ics"


def _event(appointment: Appointment, practice: Practice, link: str, now: datetime) -> Event:
    starts, ends = _times(appointment, practice.zone)
    event = Event()
    event.add("uid", f"{appointment.id}@ringbook")
    event.add("sequence", appointment.version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", f"{appointment.service} at {practice.name}")
    event.add("description", f"With {appointment.provider}\nSee, move or cancel it: {link}")
    if practice.address:
        event.add("location", practice.address)
    event.add("url", link)
    event.add("status", "CANCELLED" if appointment.status == "cancelled" else "CONFIRMED")
    return event


def _times(appointment: Appointment, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end in the zone; in UTC when the clocks go back and one of them comes twice.

    RFC 5545 takes a local time that comes twice for the first of the two.
    """
    ends_at = appointment.starts_at + timedelta(minutes=appointment.duration_minutes)
    times = appointment.starts_at.astimezone(zone), ends_at.astimezone(zone)
    if any(time.fold for time in times):
        return appointment.starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    return times


def _zone(event: Event) -> Timezone | None:
    """The VTIMEZONE that the event's times name; None when they are in UTC."""
    starts = event.DTSTART
    if not isinstance(starts, datetime) or not isinstance(starts.tzinfo, ZoneInfo):
        return None
    if starts.tzinfo.key == "UTC":
        return None
    first, last = starts.date() - _AROUND, starts.date() + _AROUND
    zone = Timezone.from_tzinfo(starts.tzinfo, first_date=first, last_date=last)
    for part in zone.subcomponents:
        # RFC 5545 dates a change by the clock before it; the library a leap forward by that after
        part.DTSTART -= max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta(0))
    return zone
