"""Finer parts of a day, and times that only the caller knows."""

import datetime as dt

import pytest
from tests.unit.dialogue.maple import NOW, WEEK, ZONE, hours

from ringbook.domain.when import When, read_when

EVENINGS = (hours((12, 20)),) * 7


def read(text: str, week: tuple[tuple[object, ...], ...] = WEEK) -> When:
    return read_when(text, NOW, ZONE, "MDY", week)  # type: ignore[arg-type]  # test data


@pytest.mark.parametrize(
    ("said", "earliest", "latest", "part"),
    [
        ("not too early", "10:00", None, None),
        ("nothing too early please", "10:00", None, None),
        ("on Tuesday, not too early", "10:00", None, None),
        ("not first thing", "10:00", None, None),
        ("not too late in the day", None, "15:59", None),
        ("not late", None, "15:59", None),
        ("in the afternoon but not too late", "12:00", "15:59", "afternoon"),
        ("first thing", None, "10:29", "morning"),
        ("first thing in the morning", None, "10:29", "morning"),
        ("early morning", None, "09:59", "morning"),
        ("mid-morning", "09:30", "11:29", "morning"),
        ("late morning", "10:30", "11:59", "morning"),
        ("late in the morning", "10:30", "11:59", "morning"),
        ("before lunch", None, "11:59", "morning"),
        ("early afternoon", "12:00", "14:29", "afternoon"),
        ("right after lunch", "12:00", "14:29", "afternoon"),
        ("after lunch", "12:00", "16:59", "afternoon"),
        ("mid afternoon", "14:00", "15:59", "afternoon"),
        ("late afternoon", "15:30", "17:59", "afternoon"),
        ("after school", "15:00", "17:59", "afternoon"),
        ("before school", None, "09:59", "morning"),
        ("before work", None, "09:59", "morning"),
        ("after the school drop-off", "09:00", "11:59", "morning"),
        ("during school hours", "09:00", "14:29", None),
        ("when the kids are at school", "09:00", "14:29", None),
        ("end of the day", "15:00", "16:59", "afternoon"),
        ("as late as possible", "15:00", "16:59", None),
        ("early evening", "17:00", "18:59", "evening"),
        ("after work", "17:00", None, "evening"),
        ("anything but mornings", "12:00", "16:59", "afternoon"),
    ],
)
def test_a_part_of_the_day_has_limits(
    said: str, earliest: str | None, latest: str | None, part: str | None
) -> None:
    when = read(said)
    assert (_clock(when.earliest), _clock(when.latest), when.part) == (earliest, latest, part)
    assert when.time is None
    assert when.shift is None


def _clock(at: dt.time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


@pytest.mark.parametrize("said", ["around lunchtime", "over lunch", "on my lunch break"])
def test_lunch_is_about_noon(said: str) -> None:
    when = read(said)
    assert (when.time, when.bound) == (dt.time(12), "around")


def test_lunch_that_is_ruled_out_is_not_wanted() -> None:
    assert read("any time except lunchtime").time is None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("end of the week", "2026-01-30", "2026-01-30"),
        ("midweek", "2026-01-28", "2026-01-28"),
        ("middle of the week", "2026-01-28", "2026-01-28"),
        ("before the weekend", "2026-01-26", "2026-01-30"),
        ("after the weekend", "2026-02-02", "2026-02-02"),
        ("early next week", "2026-02-02", "2026-02-04"),
        ("not too early in the week", "2026-01-29", "2026-02-11"),
    ],
)
def test_a_part_of_the_week_has_days(said: str, first: str, last: str) -> None:
    when = read(said)
    assert (str(when.first), str(when.last)) == (first, last)
    assert when.within is None


def test_the_practices_hours_say_when_its_day_begins_and_ends() -> None:
    assert read("first thing", EVENINGS).latest == dt.time(13, 29)
    assert read("not too early", EVENINGS).earliest == dt.time(13)
    assert read("end of the day", EVENINGS).earliest == dt.time(18)
    assert read("end of the day", EVENINGS).latest == dt.time(19, 59)


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("Tuesday after my shift", "after"),
        ("when I get off work", "after"),
        ("before the kids get home", "before"),
        ("before my flight", "before"),
        ("after five", None),
        ("after work", None),
        ("after the weekend", None),
        ("when can I come in", None),
    ],
)
def test_a_time_that_only_the_caller_knows_is_told_apart(said: str, side: str | None) -> None:
    assert read(said).unread == side


@pytest.mark.parametrize("said", ["that's too early", "can we do later", "it's too early for me"])
def test_too_early_asks_for_later(said: str) -> None:
    assert read(said).shift == "later"


@pytest.mark.parametrize("said", ["it's not too late to book, is it?", "sorry I'm late"])
def test_being_late_is_no_time(said: str) -> None:
    assert read(said).empty
