"""Where the caller's clock is, and what a time on it is on the practice's."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from ringbook.domain.when_value import When
from ringbook.domain.zone_names import PLACES, ZONES
from ringbook.domain.zones import (
    CallerZone,
    known_zone,
    of_browser,
    of_number,
    on_our_clock,
    zone_said,
)

NEW_YORK, LONDON = ZoneInfo("America/New_York"), ZoneInfo("Europe/London")
JANUARY = dt.datetime(2026, 1, 26, 15, tzinfo=dt.UTC)

WHERE = {
    "I'm in London": "Europe/London",
    "we're calling from Mumbai": "Asia/Kolkata",
    "I live in the Netherlands": "Europe/Amsterdam",
    "I'm currently based in San Francisco": "America/Los_Angeles",
    "my time is Pacific": "America/Los_Angeles",
    "my time zone is central European": "Europe/Berlin",
    "I'm on Eastern time": "America/New_York",
    "could I have 9 pm in London on Thursday": "Europe/London",
    "at nine AM London time": "Europe/London",
    "4 pm Pacific please": "America/Los_Angeles",
    "at 4 EST": "America/New_York",
}
NOWHERE = (
    "the dentist in London Road",
    "I'm in pain",
    "my name is Austin",
    "I'm from Dublin originally",
    "book a cleaning on Tuesday at four",
    "is it the central office",
    "Pacific Dental at nine",
    "at ten in Victoria Street",
    "my time is limited",
)
ON_THEIRS = {
    "four my time tomorrow": "four oclock tomorrow",
    "Tuesday at 4 pm my time": "Tuesday at 4 pm",
    "4:30 my time": "4:30",
    "tomorrow afternoon my time": "tomorrow afternoon",
    "9 pm in London on Thursday": "9 pm on Thursday",
    "at 4 EST": "at 4 oclock",
}


@pytest.mark.parametrize(("text", "zone"), WHERE.items())
def test_where_the_caller_is(text: str, zone: str) -> None:
    found = zone_said(text).zone
    assert found is not None
    assert (found.name, found.source) == (zone, "said")


@pytest.mark.parametrize("text", NOWHERE)
def test_what_only_sounds_like_a_place(text: str) -> None:
    said = zone_said(text)
    assert (said.zone, said.theirs, said.text) == (None, False, text)


@pytest.mark.parametrize(("text", "rest"), ON_THEIRS.items())
def test_a_time_on_the_callers_clock(text: str, rest: str) -> None:
    said = zone_said(text)
    assert said.theirs
    assert said.text == rest


def test_a_bare_place_tells_only_when_it_was_asked_for() -> None:
    assert zone_said("Mumbai").zone is None
    found = zone_said("Mumbai", asked=True).zone
    assert found is not None
    assert (found.name, found.place) == ("Asia/Kolkata", "in Mumbai")


def test_every_listed_name_is_a_zone() -> None:
    for zone in (*PLACES.values(), *(zone for zone, _ in ZONES.values())):
        assert known_zone(zone) == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/London", "Europe/London"),
        ("America", None),
        ("../etc/passwd", None),
        ("/etc/localtime", None),
        ("", None),
        ("Mars/Olympus", None),
        ("a\0b", None),
    ],
)
def test_only_iana_zones_are_known(name: str, zone: str | None) -> None:
    assert known_zone(name) == zone


def test_a_browsers_zone_is_called_after_its_city() -> None:
    named = {
        "America/Argentina/Buenos_Aires": "in Buenos Aires",
        "Asia/Calcutta": "in Kolkata",
    }
    assert {n: z.place for n in named if (z := of_browser(n))} == named
    assert [of_browser(name) for name in ("Etc/GMT+5", "UTC", "Etc/UTC", "EST")] == [None] * 4


@pytest.mark.parametrize(
    ("number", "zone", "place"),
    [
        ("+442079460958", "Europe/London", "in London"),
        ("+447911123456", "Europe/London", "your time"),
        ("+919886014182", "Asia/Kolkata", "in Kolkata"),
        ("+4915112345678", "Europe/Berlin", "in Berlin"),
    ],
)
def test_a_number_from_abroad_tells_its_one_zone(number: str, zone: str, place: str) -> None:
    assert of_number(number, "US", JANUARY) == CallerZone(zone, place, "number")


@pytest.mark.parametrize("number", ["+12125550123", "+61412345678", "+34612345678", "12", "+999"])
def test_a_number_at_home_or_of_several_zones_tells_nothing(number: str) -> None:
    assert of_number(number, "US", JANUARY) is None


# ---- clocks -------------------------------------------------------------------------------------


def ours(when: When, theirs: str, here: ZoneInfo = NEW_YORK, hours: range = range(9, 17)) -> When:
    zone = ZoneInfo(theirs)
    return on_our_clock(when, zone, here, dt.date(2026, 1, 29), lambda at: at.hour in hours)


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (dt.date(2026, 3, 6), 5),  # both on winter time
        (dt.date(2026, 3, 16), 4),  # America has changed, Europe has not
        (dt.date(2026, 3, 30), 5),
        (dt.date(2026, 10, 27), 4),  # Europe has changed back, America has not
        (dt.date(2026, 11, 2), 5),
    ],
)
def test_between_the_two_clock_changes_the_difference_is_another(day: dt.date, there: int) -> None:
    found = ours(When(date=day, time=dt.time(20)), "Europe/London")
    assert (found.date, found.time) == (day, dt.time(20 - there))
    instant = dt.datetime.combine(day, dt.time(20 - there), NEW_YORK)
    clock = CallerZone("Europe/London", "in London", "said").clock(instant, NEW_YORK)
    assert clock is not None
    assert clock.time() == dt.time(20)


def test_half_and_quarter_hours() -> None:
    day = dt.date(2026, 1, 29)
    assert ours(When(date=day, time=dt.time(21)), "Asia/Kolkata").time == dt.time(10, 30)
    assert ours(When(date=day, time=dt.time(21)), "Asia/Kathmandu").time == dt.time(10, 15)
    assert ours(When(date=day, time=dt.time(9)), "Australia/Adelaide").time == dt.time(17, 30)


def test_the_day_moves_with_the_time() -> None:
    day = dt.date(2026, 1, 30)
    found = ours(When(date=day, time=dt.time(6), alt_dates=(day,)), "Australia/Sydney")
    assert (found.date, found.time) == (dt.date(2026, 1, 29), dt.time(14))
    assert found.alt_dates == (dt.date(2026, 1, 29),)
    span = (day, dt.date(2026, 2, 3))
    found = ours(When(date=day, range=span, time=dt.time(6)), "Australia/Sydney")
    assert found.range == (dt.date(2026, 1, 29), dt.date(2026, 2, 2))
    assert ours(When(time=dt.time(6)), "Australia/Sydney").date == dt.date(2026, 1, 28)
    assert ours(When(time=dt.time(20)), "Europe/London").date is None


def test_neither_am_nor_pm_is_when_the_practice_is_open() -> None:
    nine = When(date=dt.date(2026, 1, 29), time=dt.time(9), ambiguous_half_day=True)
    assert ours(nine, "Asia/Kolkata").time == dt.time(10, 30)
    assert ours(nine, "America/Chicago").time == dt.time(10)


def test_a_part_of_day_is_a_stretch_of_time() -> None:
    found = ours(When(date=dt.date(2026, 1, 29), part="evening"), "Europe/London")
    assert (found.part, found.time, found.until) == (None, dt.time(12), dt.time(16))


def test_a_day_alone_stays() -> None:
    day = When(date=dt.date(2026, 1, 29))
    assert ours(day, "Asia/Tokyo") == day


def test_the_same_time_under_another_name_is_no_other_clock() -> None:
    toronto = CallerZone("America/Toronto", "in Toronto", "browser")
    assert toronto.clock(JANUARY, NEW_YORK) is None
    dublin = CallerZone("Europe/Dublin", "in Dublin", "browser")
    assert dublin.clock(dt.datetime(2026, 7, 1, tzinfo=dt.UTC), LONDON) is None
