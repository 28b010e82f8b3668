"""The calendar file, parsed back; its VTIMEZONE is evaluated as RFC 5545 says."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, Timezone

from ringbook.calendar_file import calendar_file, calendar_file_name
from ringbook.domain.model import Appointment, Practice

NOW = datetime(2026, 1, 26, 10, 30, tzinfo=UTC)
LINK = "https://book.example/b/" + "x" * 43
NEW_YORK = ZoneInfo("America/New_York")
# Each with a day of change: southern ones, half an hour, winter as the exception, for Ramadan.
CHANGES = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/Dublin", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Sydney", date(2026, 10, 4)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Asia/Kolkata", date(2026, 6, 12)),
]


def practice(
    zone: str = "America/New_York", name: str = "Maple Street", address: str = ""
) -> Practice:
    week = ((),) * 7
    return Practice(UUID(int=1), "maple", name, zone, week, (), (), address=address)


def appointment(starts_at: datetime, *, minutes: int = 30, version: int = 1) -> Appointment:
    ids = UUID(int=7), UUID(int=8)
    return Appointment(
        *ids, starts_at, minutes, "Check-up", UUID(int=9), "Dr Ortiz", version=version
    )


def value(component: Calendar | Event, name: str) -> str:
    return str(component[name])


def made(one: Appointment, at: Practice) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(calendar_file(one, at, LINK, NOW))
    assert isinstance(calendar, Calendar)
    [event] = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return calendar, event


def offset_in(zone: Timezone, instant: datetime) -> timedelta:
    """The offset of the last onset before the instant; an onset is dated by the clock before it."""
    onsets = [
        ((part.DTSTART - part.TZOFFSETFROM).replace(tzinfo=UTC), part.TZOFFSETTO)
        for part in zone.subcomponents
    ]
    offset: timedelta = max(o for o in onsets if o[0] <= instant)[1]
    return offset


def test_it_says_what_where_when_and_how_to_change_it() -> None:
    starts = datetime(2026, 1, 29, 14, tzinfo=NEW_YORK)
    calendar, event = made(appointment(starts), practice(address="42 Maple Street"))
    assert value(calendar, "method") == "PUBLISH"
    assert value(event, "uid") == "00000000-0000-0000-0000-000000000007@ringbook"
    assert (value(event, "status"), value(event, "sequence")) == ("CONFIRMED", "1")
    assert value(event, "summary") == "Check-up at Maple Street"
    assert value(event, "location") == "42 Maple Street"
    assert value(event, "description") == f"With Dr Ortiz\nSee, move or cancel it: {LINK}"
    stamped = event.DTSTAMP
    assert stamped == NOW
    assert (starts, starts + timedelta(minutes=30)) == (event.DTSTART, event.DTEND)


@pytest.mark.parametrize(("name", "day"), CHANGES, ids=lambda value: str(value)[:16])
def test_its_zone_gives_the_true_offset_on_both_sides_of_a_change(name: str, day: date) -> None:
    zone = ZoneInfo(name)
    noon = datetime.combine(day, time(12), zone)
    calendar, _ = made(appointment(noon), practice(name))
    [component] = calendar.walk("VTIMEZONE")
    assert isinstance(component, Timezone)
    first = (noon - timedelta(days=120)).astimezone(UTC)
    for hours in range(240 * 24 * 2):  # in half hours, so that no change is stepped over
        instant = first + timedelta(minutes=30 * hours)
        assert offset_in(component, instant) == instant.astimezone(zone).utcoffset(), instant


@pytest.mark.parametrize(("name", "day"), CHANGES, ids=lambda value: str(value)[:16])
def test_every_half_hour_of_a_day_of_change_is_the_same_instant_when_read(
    name: str, day: date
) -> None:
    midnight = datetime.combine(day, time(0), ZoneInfo(name)).astimezone(UTC)
    for half in range(50):
        starts = midnight + timedelta(minutes=30 * half)
        _, event = made(appointment(starts, minutes=45), practice(name))
        assert event.DTSTART.astimezone(UTC) == starts
        assert event.DTEND.astimezone(UTC) == starts + timedelta(minutes=45)


def test_a_local_time_that_comes_twice_is_given_in_utc() -> None:
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 1:30 again, after the clocks went back
    text = calendar_file(appointment(second), practice(), LINK, NOW).decode()
    assert "DTSTART:20261101T063000Z" in text
    first = appointment(second - timedelta(minutes=90))
    text = calendar_file(first, practice(), LINK, NOW).decode()
    assert "DTSTART;TZID=America/New_York:20261101T010000" in text


def test_a_moved_appointment_is_the_same_entry_with_a_higher_sequence() -> None:
    starts = datetime(2026, 1, 29, 14, tzinfo=UTC)
    _, before = made(appointment(starts), practice())
    _, after = made(appointment(starts + timedelta(days=1), version=2), practice())
    assert value(before, "uid") == value(after, "uid")
    assert (value(before, "sequence"), value(after, "sequence")) == ("1", "2")
    assert after.start == before.start + timedelta(days=1)


def test_a_cancelled_appointment_takes_its_entry_away() -> None:
    one = appointment(datetime(2026, 1, 29, 14, tzinfo=UTC), version=2)
    gone = Appointment(
        *(one.id, one.slot_id, one.starts_at, 30, one.service, one.provider_id, one.provider),
        status="cancelled",
        version=2,
    )
    calendar, event = made(gone, practice())
    assert value(calendar, "method") == "CANCEL"
    assert value(event, "status") == "CANCELLED"
    assert value(event, "uid") == value(made(one, practice())[1], "uid")


def test_any_text_survives_in_lines_of_75_octets() -> None:
    name = "Smith; Jones, & Söhne \\ Partner 🦷 " * 6
    address = "1 High Street\nBack entrance; ring twice, please"
    at = practice(name=name.strip(), address=address)
    one = appointment(datetime(2026, 1, 29, 14, tzinfo=UTC))
    _, event = made(one, at)
    assert value(event, "summary") == f"Check-up at {name.strip()}"
    assert value(event, "location") == address
    file = calendar_file(one, at, LINK, NOW)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert b"\n" not in file.replace(b"\r\n", b"")


def test_a_practice_in_utc_needs_no_zone() -> None:
    calendar, event = made(appointment(datetime(2026, 1, 29, 14, tzinfo=UTC)), practice("UTC"))
    assert calendar.walk("VTIMEZONE") == []
    assert event.start == datetime(2026, 1, 29, 14, tzinfo=UTC)


def test_the_files_name_is_the_local_day() -> None:
    late = datetime(2026, 1, 30, 2, tzinfo=UTC)
    assert calendar_file_name(appointment(late), practice()) == "appointment-2026-01-29.ics"
