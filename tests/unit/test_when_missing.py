"""Dates that no calendar has: said to be none, and no other day is taken for them."""

import datetime as dt
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.when import When, read_when

ZONE = ZoneInfo("America/New_York")
NOW = dt.datetime(2026, 1, 26, 10, tzinfo=ZONE)
LAST = {"January": 31, "February": 29, "April": 30, "June": 30, "September": 30, "November": 30}


def read(text: str, order: Literal["DMY", "MDY"] = "MDY") -> When:
    return read_when(text, NOW, ZONE, order)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("February 30th", "February 30"),
        ("on the thirtieth of February at three", "February 30"),
        ("Monday, the 30th of February", "February 30"),
        ("the 31st of June", "June 31"),
        ("june thirty first", "June 31"),
        ("June 31", "June 31"),
        ("31 June", "June 31"),
        ("the thirty second", "32nd"),
        ("on the 33rd please", "33rd"),
        ("May 32nd", "May 32"),
        ("the 31st of next month", "February 31"),
        ("2/30", "February 30"),
        ("2026-02-30", "February 30"),
        ("February 29th 2027", "February 29 in 2027"),
        ("on Thursday, no, on the 31st of April", "April 31"),
    ],
)
def test_no_calendar_has_it(text: str, name: str) -> None:
    when = read(text)
    assert when.no_such == name
    assert (when.date, when.range, when.alt_dates) == (None, None, ())


def test_the_time_said_with_it_is_kept() -> None:
    assert read("the 30th of February at three").time == dt.time(15)
    assert read("30/2 in the morning", "DMY").part == "morning"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("the 30th of January", "2026-01-30"),
        ("the 31st", "2026-01-31"),
        ("in April, no, the 31st of March", "2026-03-31"),
        ("February 30th, no wait, the 28th", "2026-02-28"),
        ("not the 30th of February but March 2nd", "2026-03-02"),
        ("February 29th", "2028-02-29"),
        ("December thirty first", "2026-12-31"),
    ],
)
def test_a_day_that_there_is_is_read(text: str, date: str) -> None:
    when = read(text)
    assert when.no_such is None
    assert when.date == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("February 20th, no, the 28th", ["2026-02-28"]),
        ("March 10th or the 12th", ["2026-03-10", "2026-03-12"]),
        ("the 10th of March or 12th", ["2026-03-10", "2026-03-12"]),
        ("not the 10th of March but the 12th", ["2026-03-12"]),
        ("the 28th of January or the 9th", ["2026-01-28", "2026-02-09"]),
        ("tomorrow or the 12th", ["2026-01-27", "2026-02-12"]),
    ],
)
def test_a_bare_day_is_one_of_the_month_named_before(text: str, dates: list[str]) -> None:
    when = read(text)
    assert [d.isoformat() for d in (when.date, *when.alt_dates) if d] == dates


@pytest.mark.parametrize(
    "text",
    [
        "my 40th birthday",
        "32nd Street",
        "a thirty second call",
        "in 30 minutes",
        "at 2 30 February 3rd",
        "between 3 30 and 4 30",
        "may 30 pm",
        "march 3 at 4 30",
        "the 35th floor",
        "24/7",
    ],
)
def test_it_is_no_date_at_all(text: str) -> None:
    assert read(text).no_such is None


@given(st.sampled_from(sorted(LAST)), st.integers(1, 40))
def test_every_day_of_a_month_is_one_or_none(month: str, day: int) -> None:
    when = read(f"the {day}th of {month}")
    assert (when.no_such is None) == (day <= LAST[month])
    assert (when.date is not None) == (day <= LAST[month])
