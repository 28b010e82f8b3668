"""When somebody can be booked: hours, breaks, closures, time off, and clocks that change."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ringbook.practice import PracticeFile, open_times

DAY = date(2026, 6, 15)  # a Monday


def practice(**fields: Any) -> PracticeFile:
    base: dict[str, Any] = {
        "name": "Test",
        "timezone": "America/New_York",
        "opening_hours": {"monday": ["09:00-12:00", "13:00-17:00"], "sunday": ["00:00-24:00"]},
        "services": [{"name": "Check-up"}],
    }
    return PracticeFile.model_validate(base | fields)


def spoken(file: PracticeFile, day: date = DAY) -> list[str]:
    zone = ZoneInfo(file.timezone)
    return [
        f"{t.opens_at.astimezone(zone):%H:%M}-{t.closes_at.astimezone(zone):%H:%M}"
        for t in open_times(file, day, day)
    ]


def test_breaks_are_gaps() -> None:
    assert spoken(practice()) == ["09:00-12:00", "13:00-17:00"]


def test_closures_and_time_off_win_over_extra_hours() -> None:
    extra = [{"date": "2026-06-15", "hours": ["18:00-20:00"]}]
    assert spoken(practice(closures=["2026-06-15"], extra_hours=extra)) == []
    away = [{"name": "Lena", "time_off": [{"from": "2026-06-14", "to": "2026-06-16"}]}]
    assert spoken(practice(providers=away, extra_hours=extra)) == []


def test_extra_hours_add_to_the_day() -> None:
    extra = [{"date": "2026-06-15", "hours": ["11:30-13:00"]}]
    assert spoken(practice(extra_hours=extra)) == ["09:00-17:00"]


def test_a_providers_own_day_replaces_the_practices() -> None:
    own = [{"name": "Lena", "hours": {"monday": ["10:00-11:00"], "tuesday": []}}]
    assert spoken(practice(providers=own)) == ["10:00-11:00"]


def test_a_day_has_23_or_25_hours_when_the_clocks_change() -> None:
    spring, autumn = (
        list(open_times(practice(), d, d)) for d in (date(2026, 3, 8), date(2026, 11, 1))
    )
    assert spring[0].closes_at - spring[0].opens_at == timedelta(hours=23)
    assert autumn[0].closes_at - autumn[0].opens_at == timedelta(hours=25)


def test_hours_that_the_clocks_skip_are_no_hours() -> None:
    night = practice(opening_hours={"sunday": ["02:00-02:30"]})
    assert spoken(night, date(2026, 3, 8)) == []
    late = practice(opening_hours={"sunday": ["01:00-02:30"]})
    assert spoken(late, date(2026, 3, 8)) == ["01:00-01:30"]
