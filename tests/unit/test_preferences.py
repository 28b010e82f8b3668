"""Preferences are learned from local booking times, newest first."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.model import Preferences
from ringbook.domain.preferences import DAYS_KEPT, WEEKDAYS, learn, part_of_day


@pytest.mark.parametrize(
    ("local", "part"),
    [
        (time(0), "morning"),
        (time(11, 59), "morning"),
        (time(12), "afternoon"),
        (time(16, 59), "afternoon"),
        (time(17), "evening"),
    ],
)
def test_the_day_has_three_parts(local: time, part: str) -> None:
    assert part_of_day(local) == part


def test_a_first_booking_is_remembered() -> None:
    learned = learn(Preferences(), datetime(2026, 1, 27, 14, 0))  # noqa: DTZ001 local on purpose
    assert learned == Preferences("afternoon", ("Tuesday",))


def test_the_newest_day_comes_first_and_once() -> None:
    known = Preferences("morning", ("Monday", "Tuesday"))
    learned = learn(known, datetime(2026, 1, 27, 9, 0))  # noqa: DTZ001 local on purpose
    assert learned.preferred_days == ("Tuesday", "Monday")


@given(st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))))  # noqa: DTZ001 local
def test_days_stay_few_distinct_and_led_by_the_last_booking(bookings: list[datetime]) -> None:
    known = Preferences()
    for booking in bookings:
        known = learn(known, booking)
    assert len(set(known.preferred_days)) == len(known.preferred_days) <= DAYS_KEPT
    assert not bookings or known.preferred_days[0] == WEEKDAYS[bookings[-1].weekday()]
