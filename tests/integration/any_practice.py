"""Any practice that an owner might write, drawn at random around a change of clocks."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PEOPLE = ["Dr. A", "Dr. B", "Dr. C"]
ROOMS = ["Chair 1", "Chair 2"]


def clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


@st.composite
def hours(draw: st.DrawFn) -> list[str]:
    """A day with one break or none, often at night, when clocks change."""
    size = draw(st.sampled_from([2, 2, 4]))
    marks = st.one_of(st.integers(0, 20), st.integers(0, 96))
    times = sorted(draw(st.lists(marks, min_size=size, max_size=size, unique=True)))
    return [f"{clock(a)}-{clock(b)}" for a, b in zip(times[::2], times[1::2], strict=True)]


@st.composite
def service(draw: st.DrawFn, name: str, people: list[str], rooms: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "duration_minutes": draw(st.sampled_from([20, 30, 45, 50, 90])),
        "buffer_before_minutes": draw(st.sampled_from([0, 0, 10])),
        "buffer_after_minutes": draw(st.sampled_from([0, 0, 10, 25])),
        "providers": draw(st.lists(st.sampled_from(people), unique=True, max_size=2)),
        "rooms": draw(st.lists(st.sampled_from(rooms), unique=True)) if rooms else [],
        "daily_cap": draw(st.sampled_from([None, None, 1, 2])),
        "min_notice_minutes": draw(st.sampled_from([None, None, 0, 300])),
        "max_days_ahead": draw(st.sampled_from([None, None, 0, 1])),
    }


@st.composite
def practice(draw: st.DrawFn, zone: str, change: date) -> dict[str, Any]:
    people = PEOPLE[: draw(st.integers(1, 3))]
    rooms = ROOMS[: draw(st.integers(0, 2))]
    around = [WEEK[(change + timedelta(days=n)).weekday()] for n in (-1, 0, 1)]
    own = st.dictionaries(st.sampled_from(around), hours(), max_size=2)
    days = [(change + timedelta(days=n)).isoformat() for n in (-1, 1)]
    off = st.lists(st.sampled_from(days), max_size=1)
    return {
        "name": "Any",
        "timezone": zone,
        "slot_minutes": draw(st.sampled_from([15, 30, 40, 60])),
        "opening_hours": {day: draw(hours()) for day in around},
        "closures": draw(st.sampled_from([[], [], [], days[:1]])),
        "rooms": rooms,
        "providers": [{"name": who, "hours": draw(own), "time_off": draw(off)} for who in people],
        "services": [draw(service(name, people, rooms)) for name in ("Check-up", "Filling")],
        "policies": {
            "min_notice_minutes": draw(st.sampled_from([0, 0, 90])),
            "max_days_ahead": draw(st.integers(1, 2)),
            "open_bookings_per_caller": 100,
        },
    }
