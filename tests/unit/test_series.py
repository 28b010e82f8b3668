"""How a series repeats: dates, the rule as text, and wall time through clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.series import (
    EVERY,
    MAX_DATES,
    Every,
    Repeat,
    Rule,
    at_wall,
    expand,
    next_nth,
    rrule,
)

NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
TUESDAY = date(2026, 12, 1)


def days(rule: Rule) -> list[str]:
    return [f"{day:%m-%d}" for day in expand(rule)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("weekly", TUESDAY, 3), ["12-01", "12-08", "12-15"]),
        (Rule("every_two_weeks", TUESDAY, 3), ["12-01", "12-15", "12-29"]),
        (Rule("every_four_weeks", TUESDAY, 2), ["12-01", "12-29"]),
        (Rule("weekly", TUESDAY, until=date(2026, 12, 22)), ["12-01", "12-08", "12-15", "12-22"]),
        (Rule("weekly", TUESDAY, until=date(2026, 11, 30)), []),
        (Rule("monthly", TUESDAY, 3), ["12-01", "01-05", "02-02"]),
        (Rule("monthly", date(2026, 12, 15), 3), ["12-15", "01-19", "02-16"]),
        (Rule("monthly", TUESDAY, 3, by_day=True), ["12-01", "01-01", "02-01"]),
        (Rule("monthly", date(2027, 1, 31), 3, by_day=True), ["01-31", "03-31", "05-31"]),
    ],
)
def test_the_dates_of_a_series(rule: Rule, expected: list[str]) -> None:
    assert days(rule) == expected


def test_a_fifth_weekday_is_the_last_of_each_month() -> None:
    assert days(Rule("monthly", date(2026, 12, 29), 4)) == ["12-29", "01-26", "02-23", "03-30"]
    assert days(Rule("monthly", date(2026, 12, 31), 3)) == ["12-31", "01-28", "02-25"]


def test_the_next_such_weekday_of_a_month() -> None:
    today = date(2026, 1, 26)
    assert next_nth(1, 1, today) == date(2026, 2, 3)
    assert next_nth(1, 4, today) == date(2026, 1, 27)
    assert next_nth(1, 5, today) == date(2026, 1, 27)
    assert next_nth(0, 5, today) == date(2026, 2, 23)


def test_a_series_without_sense_ends_somewhere() -> None:
    assert len(expand(Rule("weekly", TUESDAY, 1000))) == MAX_DATES
    assert len(expand(Rule("monthly", TUESDAY, until=date(2100, 1, 1)))) == MAX_DATES


@pytest.mark.parametrize(
    ("repeat", "count"),
    [
        (Repeat("weekly", times=6), 6),
        (Repeat("weekly", weeks=6), 6),
        (Repeat("every_two_weeks", weeks=6), 3),
        (Repeat("every_two_weeks", weeks=5), 3),
        (Repeat("weekly", months=1), 4),
        (Repeat("monthly", months=6), 6),
        (Repeat("monthly", weeks=12), 3),
        (Repeat("weekly", until=TUESDAY), None),
        (Repeat("weekly"), None),
    ],
)
def test_how_many_a_stretch_holds(repeat: Repeat, count: int | None) -> None:
    assert repeat.count == count


def test_a_rule_needs_how_often_and_how_long() -> None:
    assert Repeat("weekly").rule(TUESDAY) is None
    assert Repeat(times=6).rule(TUESDAY) is None
    assert Repeat("weekly", weeks=6).rule(TUESDAY) == Rule("weekly", TUESDAY, 6)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule("every_two_weeks", TUESDAY, 6), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6"),
        (Rule("monthly", TUESDAY, 3), "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU;COUNT=3"),
        (Rule("monthly", date(2026, 12, 29), 3), "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1TU;COUNT=3"),
        (
            Rule("monthly", TUESDAY, 3, by_day=True),
            "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1;COUNT=3",
        ),
        (
            Rule("weekly", TUESDAY, until=date(2026, 12, 24)),
            "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20261225T045959Z",
        ),
    ],
)
def test_the_rule_as_rfc_5545_writes_it(rule: Rule, text: str) -> None:
    assert rrule(rule, NEW_YORK) == text


def instants(rule: Rule, at: time, zone: ZoneInfo) -> list[str]:
    found = [at_wall(day, at, zone) for day in expand(rule)]
    return [f"{instant:%m-%d %H:%M}" if instant else "-" for instant in found]


def test_new_york_keeps_the_wall_time_when_clocks_go_forward_and_back() -> None:
    spring = Rule("weekly", date(2026, 3, 3), 2)
    assert instants(spring, time(16), NEW_YORK) == ["03-03 21:00", "03-10 20:00"]
    autumn = Rule("weekly", date(2026, 10, 27), 2)
    assert instants(autumn, time(16), NEW_YORK) == ["10-27 20:00", "11-03 21:00"]


def test_a_time_that_the_clocks_skip_has_no_instant_and_a_doubled_one_the_first() -> None:
    spring = Rule("weekly", date(2026, 3, 1), 3)  # forward on Sunday, March 8 at 2:00
    assert instants(spring, time(2, 30), NEW_YORK) == ["03-01 07:30", "-", "03-15 06:30"]
    autumn = Rule("weekly", date(2026, 10, 25), 3)  # back on Sunday, November 1 at 2:00
    assert instants(autumn, time(1, 30), NEW_YORK) == ["10-25 05:30", "11-01 05:30", "11-08 06:30"]


def test_lord_howe_moves_by_half_an_hour() -> None:
    autumn = Rule("weekly", date(2026, 3, 30), 2)  # back by 30 minutes on Sunday, April 5
    assert instants(autumn, time(9), LORD_HOWE) == ["03-29 22:00", "04-05 22:30"]
    spring = Rule("weekly", date(2026, 9, 27), 3)  # forward on Sunday, October 4 at 2:00
    assert instants(spring, time(2, 15), LORD_HOWE) == ["09-26 15:45", "-", "10-10 15:15"]
    assert at_wall(date(2026, 4, 5), time(1, 45), LORD_HOWE) == datetime(
        2026, 4, 4, 14, 45, tzinfo=UTC
    )


def slow(rule: Rule) -> list[date]:
    """Looks at every single day."""
    found: list[date] = []
    day = rule.first
    while len(found) < min(rule.count or MAX_DATES, MAX_DATES) and day <= (rule.until or date.max):
        if belongs(day, rule):
            found.append(day)
        day += timedelta(days=1)
    return found


def belongs(day: date, rule: Rule) -> bool:
    if rule.every != "monthly":
        weeks = ["weekly", "every_two_weeks", "every_three_weeks", "every_four_weeks"]
        return (day - rule.first).days % (7 * (weeks.index(rule.every) + 1)) == 0
    if rule.by_day:
        return day.day == rule.first.day
    last = (day + timedelta(days=7)).month != day.month
    nth, wanted = (day.day - 1) // 7 + 1, (rule.first.day - 1) // 7 + 1
    return day.weekday() == rule.first.weekday() and (last if wanted == 5 else nth == wanted)


@given(
    every=st.sampled_from(EVERY),
    first=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    count=st.none() | st.integers(1, 30),
    weeks=st.integers(0, 40),
    by_day=st.booleans(),
)
def test_the_dates_are_those_that_a_look_at_every_day_finds(
    every: Every, first: date, count: int | None, weeks: int, by_day: bool
) -> None:
    until = None if count else first + timedelta(weeks=weeks)
    rule = Rule(every, first, count, until, by_day)
    assert [*expand(rule)] == slow(rule)


@given(
    every=st.sampled_from(EVERY),
    first=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    count=st.none() | st.integers(1, MAX_DATES),
    weeks=st.integers(0, 20),
    by_day=st.booleans(),
)
def test_others_read_the_same_dates_out_of_the_rule(
    every: Every, first: date, count: int | None, weeks: int, by_day: bool
) -> None:
    until = None if count else first + timedelta(weeks=weeks)
    rule = Rule(every, first, count, until, by_day)
    start = datetime.combine(first, time(16), NEW_YORK)
    read = rrulestr(rrule(rule, NEW_YORK), dtstart=start)
    assert [at.date() for at in read][:MAX_DATES] == [*expand(rule)]
