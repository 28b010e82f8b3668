"""What a new practice file changes, said field by field; and whom it leaves outside."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.practice import PracticeFile
from ringbook.practice.diff import differences
from ringbook.practice.strays import Booked, strays

ORTIZ = {"name": "Dr. Ortiz"}
BASE: dict[str, Any] = {
    "name": "Maple Street Dental",
    "slug": "maple",
    "timezone": "America/New_York",
    "opening_hours": {"monday": ["09:00-12:30", "13:30-17:00"]},
    "closures": ["2026-07-03"],
    "services": [
        {"name": "Check-up", "price": "85.00", "aliases": ["exam"]},
        {"name": "Filling", "duration_minutes": 60},
    ],
    "providers": [
        {"name": "Dr. Ortiz"},
        {"name": "Dr. Shah", "hours": {"monday": ["10:00-16:00"]}},
    ],
    "faq": [{"question": "Parking?", "answer": "Behind the house."}],
}


def file(**changed: Any) -> PracticeFile:
    return PracticeFile.model_validate({**BASE, **changed})


def changes(**changed: Any) -> list[str]:
    return [str(line) for line in differences(file(), file(**changed))]


def test_no_difference_goes_unsaid() -> None:
    twice = {"faq": [*BASE["faq"], {"question": "Parking?", "answer": "Behind the house."}]}
    assert changes(**twice) == ["~ faq: items of the same name"]


def test_the_same_file_says_nothing() -> None:
    assert changes() == []
    assert changes(slot_minutes=30) == []  # written out, and the default


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"name": "Elm"},
            ["~ name: Maple Street Dental → Elm"],
        ),
        ({"opening_hours": {}}, ["~ opening_hours.monday: 09:00-12:30, 13:30-17:00 → none"]),
        (
            {"closures": [{"from": "2026-12-24", "to": "2026-12-26", "reason": "Christmas"}]},
            [
                "- closures: from 2026-07-03, to 2026-07-03",
                "+ closures: from 2026-12-24, to 2026-12-26, reason Christmas",
            ],
        ),
        (
            {"services": [{"name": "Check-up", "price": "90"}, {"name": "Crown", "price": "900"}]},
            [
                "- services: Filling",
                "~ services: Check-up, aliases: exam → none",
                "~ services: Check-up, price: 85.00 → 90.00",
                "+ services: Crown: duration_minutes 30, price 900.00",
            ],
        ),
        ({"services": BASE["services"][::-1]}, ["~ services: order: Filling, Check-up"]),
        (
            {
                "providers": [
                    {"name": "Dr. Ortiz"},
                    {"name": "Dr. Shah", "time_off": ["2026-08-03"]},
                ]
            },
            [
                "~ providers: Dr. Shah, hours.monday: 10:00-16:00 → none",
                "+ providers: Dr. Shah, time_off: from 2026-08-03, to 2026-08-03",
            ],
        ),
        (
            {"services": [{**BASE["services"][0], "providers": ["Dr. Shah"]}, BASE["services"][1]]},
            ["~ services: Check-up, providers: none → Dr. Shah"],
        ),
        (
            {"policies": {"cancel_notice_minutes": 240, "identity": {"book": "verified"}}},
            [
                "~ policies.cancel_notice_minutes: 0 → 240",
                "~ policies.identity.book: claimed → verified",
            ],
        ),
        (
            {"hand_over": {"phone": "+12125550100"}},
            ["~ hand_over: none → phone +12125550100, hours opening_hours"],
        ),
        (
            {"faq": [{"question": "Parking?", "answer": "No."}]},
            ["~ faq: Parking?, answer: Behind the house. → No."],
        ),
        (
            {"extra_hours": [{"date": "2026-06-20", "hours": ["10:00-13:00"]}]},
            ["+ extra_hours: date 2026-06-20, hours 10:00-13:00"],
        ),
    ],
)
def test_each_change_is_one_line(changed: dict[str, Any], said: list[str]) -> None:
    assert changes(**changed) == said


# ---- strays -------------------------------------------------------------------------------------


def booked(start: str, minutes: int = 30, **changed: str) -> Booked:
    """An appointment on a Monday in New York."""
    at = datetime.fromisoformat(f"2026-06-15T{start}:00-04:00").astimezone(UTC)
    who = {"service": "Check-up", "provider": "Dr. Ortiz", "contact_number": "+12125550123"}
    return Booked(UUID(int=1), at, at + timedelta(minutes=minutes), **{**who, **changed})


def why(one: Booked, *, by_hours: bool = True, **changed: Any) -> list[str]:
    return [stray.why for stray in strays(file(**changed), [one], by_hours=by_hours)]


def test_who_is_booked_within_the_hours_is_no_stray() -> None:
    assert why(booked("09:00")) == []
    assert why(booked("12:00")) == []
    assert why(booked("16:00", 60, service="Filling")) == []


@pytest.mark.parametrize("start", ["08:45", "12:15", "12:45", "17:00"])
def test_a_start_or_an_end_outside_is_told(start: str) -> None:
    assert why(booked(start)) == ["outside the hours"]


def test_each_provider_has_hours_of_their_own() -> None:
    assert why(booked("09:00", provider="Dr. Shah")) == ["outside the hours"]
    assert why(booked("12:15", provider="Dr. Shah")) == []


def test_a_closed_day_and_what_is_retired_are_told() -> None:
    assert why(booked("09:00"), closures=["2026-06-15"]) == ["outside the hours"]
    assert why(booked("09:00", service="Peeling")) == ["this service is no longer offered"]
    assert why(booked("09:00", provider="Dr. Who")) == ["this provider is no longer there"]


def test_given_times_have_no_hours() -> None:
    assert why(booked("20:00"), by_hours=False) == []
    assert why(booked("20:00", service="Peeling"), by_hours=False) != []


@given(st.lists(st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 45])), max_size=8))
def test_strays_are_told_by_time_and_nobody_twice(times: list[tuple[int, int]]) -> None:
    all_of_them = [booked(f"{hour:02}:{minute:02}") for hour, minute in times]
    told = [stray.booked.starts_at for stray in strays(file(), all_of_them)]
    inside = [one.starts_at for one in all_of_them if not strays(file(), [one])]
    assert told == sorted(told)
    assert sorted([*told, *inside]) == sorted(one.starts_at for one in all_of_them)
