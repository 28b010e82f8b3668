"""A provider who is out: who is meant, from when to when, and what is left of the day."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.model import Provider
from ringbook.errors import ConfigurationError
from ringbook.practice import OpenTime
from ringbook.practice.away import Away, away_span, called, day_span, without

RAO = Provider(UUID(int=1), "Dr. Asha Rao", ("Asha", "Dr. Rao", "Doctor Rao"))
NAIR = Provider(UUID(int=2), "Dr. Vikram Nair", ("Vikram",))
KOLKATA, NEW_YORK = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")
NOW = datetime(2026, 6, 12, 4, 30, tzinfo=UTC)  # Friday, 10:00 in Kolkata
NINE = datetime(2026, 6, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "name", ["Dr. Asha Rao", "dr rao", "Asha", "RAO", "doctor rao", "Rao Asha"]
)
def test_a_provider_is_known_by_name_alias_or_part_of_it(name: str) -> None:
    assert called(name, [RAO, NAIR]) == RAO


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr. Who", "nobody is called 'Dr. Who'; there is: Dr. Asha Rao, Dr. Vikram Nair"),
        ("Dr", "several could be called 'Dr'; there is: Dr. Asha Rao, Dr. Vikram Nair"),
        ("  ", "nobody is called '  '; there is: Dr. Asha Rao, Dr. Vikram Nair"),
    ],
)
def test_an_unknown_name_lists_who_there_is(name: str, expected: str) -> None:
    with pytest.raises(ConfigurationError, match=expected):
        called(name, [RAO, NAIR])


def span(day: date | None, start: str | None, end: str | None) -> list[str]:
    whole = away_span(KOLKATA, NOW, day, start, end)
    return [f"{instant.astimezone(KOLKATA):%d %H:%M}" for instant in whole]


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        (None, None, "14:00", ["12 10:00", "12 14:00"]),
        (None, None, None, ["12 10:00", "13 00:00"]),
        (None, "12:00", None, ["12 12:00", "13 00:00"]),
        (None, "09:00", "14:00", ["12 09:00", "12 14:00"]),
        (date(2026, 6, 15), None, "14:00", ["15 00:00", "15 14:00"]),
        (date(2026, 6, 15), "11:00", None, ["15 11:00", "16 00:00"]),
        (None, None, "2026-06-20T12:00", ["12 10:00", "20 12:00"]),
        (None, "2026-06-15T11:00", "13:00", ["15 11:00", "15 13:00"]),
    ],
)
def test_times_are_the_practice_s_own(
    day: date | None, start: str | None, end: str | None, expected: list[str]
) -> None:
    assert span(day, start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, "09:00", "--until must be later"),
        ("12:00", "11:00", "--until must be later"),
        ("noon", None, "--from noon: must be like 14:00"),
        (None, "14:00+05:30", "--until 14:00\\+05:30: must be like"),
    ],
)
def test_a_wrong_time_is_said(start: str | None, end: str | None, expected: str) -> None:
    with pytest.raises(ConfigurationError, match=expected):
        span(None, start, end)


def test_a_time_that_the_clocks_skip_is_said() -> None:
    with pytest.raises(ConfigurationError, match="the clocks skip this time"):
        away_span(NEW_YORK, NOW, date(2027, 3, 14), "02:30", None)


def test_a_day_may_have_25_hours() -> None:
    first, last = day_span(NEW_YORK, date(2026, 11, 1))
    assert last - first == timedelta(hours=25)


def open_time(start: int, end: int, provider: str = "A") -> OpenTime:
    """Minutes after nine."""
    return OpenTime(provider, NINE + timedelta(minutes=start), NINE + timedelta(minutes=end))


def left(start: int, end: int, whole: OpenTime | None = None) -> list[tuple[int, int]]:
    away = Away("A", NINE + timedelta(minutes=start), NINE + timedelta(minutes=end))
    times = without([whole or open_time(0, 240)], [away], 30)
    return [
        ((t.opens_at - NINE) // timedelta(minutes=1), (t.closes_at - NINE) // timedelta(minutes=1))
        for t in times
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (60, 120, [(0, 60), (120, 240)]),
        (60, 100, [(0, 60), (120, 240)]),
        (-60, 60, [(60, 240)]),
        (200, 400, [(0, 200)]),
        (-60, 400, []),
        (-60, 0, [(0, 240)]),
        (240, 300, [(0, 240)]),
    ],
)
def test_what_is_left_is_on_the_grid(start: int, end: int, expected: list[tuple[int, int]]) -> None:
    assert left(start, end) == expected


def test_only_the_one_who_is_out_has_less() -> None:
    assert left(0, 240, open_time(0, 240, "B")) == [(0, 240)]


@given(st.lists(st.tuples(st.integers(-90, 300), st.integers(1, 200)), max_size=4))
def test_no_time_that_is_left_lies_in_an_absence(spans: list[tuple[int, int]]) -> None:
    minute = timedelta(minutes=1)
    away = [Away("A", NINE + a * minute, NINE + (a + n) * minute) for a, n in spans]
    free = {
        number
        for number in range(0, 240, 30)
        for piece in without([open_time(0, 240)], away, 30)
        if piece.opens_at <= NINE + number * minute
        and NINE + (number + 30) * minute <= piece.closes_at
    }
    expected = {
        number
        for number in range(0, 240, 30)
        if all(a + n <= number or number + 30 <= a for a, n in spans)
    }
    assert free == expected
