"""Several days of a month in one breath, and days that begin or end the time wanted."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from ringbook.domain.when import When, read_when

ZONE = ZoneInfo("America/New_York")
NOW = dt.datetime(2026, 1, 26, 9, tzinfo=ZONE)


def read(text: str) -> When:
    return read_when(text, NOW, ZONE, "MDY")


def day(text: str) -> dt.date:
    month, number = map(int, text.split("/"))
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the 3rd or the 4th", "2/3 2/4"),
        ("I'd like the third or the fourth for a check-up", "2/3 2/4"),
        ("on the 1st or 2nd", "2/1 2/2"),
        ("on the 1st, the 2nd or the 4th", "2/1 2/2 2/4"),
        ("the 5th, 6th or 7th", "2/5 2/6 2/7"),
        ("February 3rd or 4th", "2/3 2/4"),
        ("the second or third of February", "2/2 2/3"),
        ("12th or 13th of March", "3/12 3/13"),
        ("either the 12th or 13th, after 2", "2/12 2/13"),
        ("march 3rd or april 4th", "3/3 4/4"),
    ],
)
def test_each_is_a_day(text: str, days: str) -> None:
    when = read(text)
    assert when.range is None
    assert [when.date, *when.alt_dates] == [*map(day, days.split())]


@pytest.mark.parametrize(
    "text",
    [
        *("the first or the second", "the second or third one", "the 1st and the 3rd"),
        *("the first or second appointment", "for the 4th person", "the 3rd"),
    ],
)
def test_places_are_none(text: str) -> None:
    assert read(text).empty


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("before the 5th", "1/26", "2/4"),
        ("by the 15th", "1/26", "2/15"),
        ("until the 5th", "1/26", "2/5"),
        ("no later than the 15th", "1/26", "2/15"),
        ("after the 15th", "2/16", "3/1"),
        ("any time after the fifth", "2/6", "2/19"),
        ("any time from the 12th", "2/12", "2/25"),
        ("from the 10th on", "2/10", "2/23"),
        ("no earlier than Wednesday", "1/28", "2/10"),
        ("after the 5th but before the 10th", "2/6", "2/9"),
        ("between the 3rd and the 5th", "2/3", "2/5"),
        ("from the 10th to the 15th", "2/10", "2/15"),
        ("the 12th through the 14th", "2/12", "2/14"),
        ("March 2nd to 5th", "3/2", "3/5"),
        ("between March 2nd and 5th", "3/2", "3/5"),
        ("from the 2nd to the 5th of March", "3/2", "3/5"),
    ],
)
def test_a_day_may_begin_or_end_the_time_wanted(text: str, first: str, last: str) -> None:
    assert read(text).range == (day(first), day(last))


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("not the 3rd or the 4th", "2/3 2/4"),
        ("any time but the 10th or the 11th", "2/10 2/11"),
        ("the 4th, not the 3rd", "2/3"),
    ],
)
def test_several_are_ruled_out(text: str, out: str) -> None:
    assert read(text).excluded_dates == {*map(day, out.split())}


def test_one_is_put_in_the_place_of_another() -> None:
    assert read("the 4th rather than the 3rd").date == day("2/4")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in the new year", dt.date(2027, 1, 1), dt.date(2027, 1, 31)),
        ("next year", dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        ("next January", dt.date(2027, 1, 1), dt.date(2027, 1, 31)),
    ],
)
def test_the_year_to_come(text: str, first: dt.date, last: dt.date) -> None:
    assert read(text).range == (first, last)


def test_the_same_day_of_another_month() -> None:
    assert read("same day next month").date == day("2/26")
    assert read("the same day next week").date == day("2/2")


@pytest.mark.parametrize("text", ["tenish", "ten-ish", "at tenish", "10ish"])
def test_about_an_hour(text: str) -> None:
    when = read(text)
    assert (when.time, when.bound) == (dt.time(10), "around")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("anything except Friday afternoon", None),
        ("any morning except Friday", "morning"),
        ("not Monday morning, but Monday afternoon", "afternoon"),
    ],
)
def test_a_part_of_a_day_that_is_ruled_out_is_not_wanted(text: str, part: str | None) -> None:
    assert read(text).part == part
