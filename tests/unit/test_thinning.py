"""Which openings of a full day are shown."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.model import Slot
from ringbook.domain.thinning import thinned

KOLKATA = ZoneInfo("Asia/Kolkata")
DAY = dt.datetime(2026, 6, 15, tzinfo=KOLKATA)


def slot(minute: int) -> Slot:
    start = (DAY + dt.timedelta(minutes=minute)).astimezone(dt.UTC)
    return Slot(UUID(int=minute), start, 30, "Cut", UUID(int=1), "Maria")


def test_few_are_shown_as_they_are() -> None:
    few = [slot(minute) for minute in (545, 550, 700)]
    assert thinned(few, 3, KOLKATA) == tuple(few)


def test_full_hours_come_before_halves_and_quarters() -> None:
    day = [slot(minute) for minute in range(545, 665, 5)]
    shown = [one.id.int for one in thinned(day, 6, KOLKATA)]
    assert shown == [545, 555, 570, 600, 630, 660]


@given(st.lists(st.integers(0, 1439), unique=True, max_size=80).map(sorted), st.integers(2, 30))
def test_the_ends_stay_and_the_order(minutes: list[int], limit: int) -> None:
    day = [slot(minute) for minute in minutes]
    shown = thinned(day, limit, KOLKATA)
    assert len(shown) == min(limit, len(day))
    assert list(shown) == sorted(shown, key=lambda one: one.starts_at)
    assert {*day[:1], *day[-1:]} <= {*shown} <= {*day}
