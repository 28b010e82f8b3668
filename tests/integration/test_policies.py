"""The owner's rules hold in the writing functions, against the instant that is passed in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.domain.model import SlotQuery
from ringbook.errors import (
    CallerNotIdentified,
    OutsideOpeningHours,
    PolicyRefused,
    SlotInPast,
    SlotNotFound,
    TooManyBookings,
    TooShortNotice,
)
from ringbook.practice import PracticeFile
from ringbook.store import bookings
from ringbook.store.practices import apply_practice, roll_slots

MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))


async def under(diary: Diary, **policies: Any) -> Diary:
    """The clinic with other rules; the call still holds the openings that it found before."""
    file = PracticeFile.model_validate(CLINIC | {"policies": {"max_days_ahead": 30} | policies})
    return replace(diary, practice=await apply_practice(diary.db, file, NOW))


async def test_the_clock_is_the_calls_and_not_the_servers(diary: Diary) -> None:
    """Friday 9:00 by the call's clock, whatever the server's says."""
    today = await diary.free(SlotQuery(first=date(2026, 6, 12), last=date(2026, 6, 12)))
    assert today[0].starts_at == NOW + timedelta(minutes=30)
    later = replace(diary, now=today[0].starts_at)
    with pytest.raises(SlotInPast):
        await later.book(today[0])
    assert (await diary.book(today[0])).starts_at == today[0].starts_at


async def test_too_short_notice_is_refused_and_not_offered(diary: Diary) -> None:
    soon = (await diary.free())[0]
    strict = await under(diary, min_notice_minutes=120)
    with pytest.raises(TooShortNotice):
        await strict.book(soon)
    assert (await strict.free())[0].starts_at >= NOW + timedelta(hours=2)


async def test_a_services_own_notice_is_stronger(diary: Diary) -> None:
    services = [CLINIC["services"][0] | {"min_notice_minutes": 300}]  # type: ignore[index]  # a literal above
    file = PracticeFile.model_validate(CLINIC | {"services": services})
    soon = (await diary.free())[0]
    strict = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    with pytest.raises(TooShortNotice):
        await strict.book(soon)


async def test_beyond_the_horizon_is_refused_and_not_offered(diary: Diary) -> None:
    far = (await diary.free(SlotQuery(first=date(2026, 7, 6))))[0]
    near = await under(diary, max_days_ahead=14)
    with pytest.raises(PolicyRefused):
        await near.book(far)
    last = (await near.free(SlotQuery(limit=1000)))[-1]
    assert last.starts_at.date() == date(2026, 6, 26)


async def test_a_caller_has_only_so_many_open_bookings(diary: Diary) -> None:
    one_only = await under(diary, open_bookings_per_caller=1)
    first, second, *_ = await diary.free(MONDAY)
    booked = await one_only.book(first)
    with pytest.raises(TooManyBookings):
        await one_only.book(second)
    await one_only.cancel(booked)
    await one_only.book(second)


@pytest.mark.parametrize("late_change", ["refuse", "ask_practice"])
async def test_late_changes_can_be_refused(diary: Diary, late_change: str) -> None:
    strict = await under(diary, cancel_notice_minutes=1440, late_change=late_change)
    today, later = (await diary.free())[0], (await diary.free(MONDAY))[0]
    soon = await strict.book(today)
    with pytest.raises(PolicyRefused):
        await strict.cancel(soon)
    with pytest.raises(PolicyRefused):
        await strict.move(soon, later)
    in_time = await strict.book(later, "+919810000002")
    assert (await strict.cancel(in_time, "+919810000002")).status == "cancelled"


async def test_late_changes_can_be_allowed(diary: Diary) -> None:
    easy = await under(diary, cancel_notice_minutes=1440, late_change="allow_with_fee")
    booked = await easy.book((await diary.free())[0])
    assert (await easy.cancel(booked)).status == "cancelled"


async def test_what_has_passed_is_not_changed(diary: Diary) -> None:
    booked = await diary.book((await diary.free())[0])
    after = replace(diary, now=booked.starts_at + timedelta(minutes=1))
    with pytest.raises(SlotInPast):
        await after.cancel(booked)
    assert (
        await bookings.appointments_of(diary.db, diary.practice, "+919810000001", after.now) == ()
    )


async def test_an_unknown_caller_cannot_book(diary: Diary) -> None:
    diary.known.add("+919810000009")  # so that the test does not introduce them
    with pytest.raises(CallerNotIdentified):
        await diary.book((await diary.free(MONDAY))[0], "+919810000009")


async def test_closed_meanwhile_is_outside_opening_hours(diary: Diary) -> None:
    slot = (await diary.free(MONDAY))[0]
    file = PracticeFile.model_validate(CLINIC | {"closures": ["2026-06-15"]})
    closed = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    with pytest.raises(OutsideOpeningHours):
        await closed.book(slot)
    assert await closed.starts(MONDAY) == []
    again = replace(diary, practice=await apply_practice(diary.db, CLINIC_FILE, NOW))
    assert (await again.starts(MONDAY))[0] == "15 09:00"


async def test_only_who_performs_a_service_is_offered(diary: Diary) -> None:
    people = [{"name": "Dr. A"}, {"name": "Dr. B", "hours": {"monday": ["09:00-10:00"]}}]
    services = [{"name": "Check-up"}, {"name": "Laser", "providers": ["Dr. B"]}]
    file = PracticeFile.model_validate(CLINIC | {"providers": people, "services": services})
    two = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    laser = SlotQuery("Laser", MONDAY.first, MONDAY.last)
    assert await two.starts(laser) == ["15 09:00", "15 09:30"]
    anyone = await two.free(MONDAY)
    assert len({slot.starts_at for slot in anyone}) == len(anyone)
    assert anyone[0].provider == "Dr. A"
    await two.book(anyone[0])
    assert (await two.free(MONDAY))[0].provider == "Dr. B"
    with pytest.raises(SlotNotFound):
        await two.book(replace(anyone[4], service="Laser"))


async def test_rolling_twice_changes_nothing(diary: Diary) -> None:
    assert await roll_slots(diary.db, diary.practice, NOW) == 0
    newly_reached = 3 * 16  # Monday 13 to Wednesday 15 July
    later = NOW + timedelta(days=3)
    assert await roll_slots(diary.db, diary.practice, later) == newly_reached


async def test_buffers_of_both_neighbours_count(diary: Diary) -> None:
    cleaning = SlotQuery("Cleaning", MONDAY.first, MONDAY.last)
    nine, half_past, *_ = await diary.free(cleaning)
    await diary.book(half_past)
    assert await diary.starts(replace(cleaning, latest=nine.starts_at.time(), limit=2)) == []
    check_ups = await diary.starts(MONDAY)
    assert check_ups[:2] == ["15 09:00", "15 10:30"]


async def test_a_buffer_may_reach_beyond_closing_time(diary: Diary) -> None:
    starts = await diary.starts(SlotQuery("Cleaning", MONDAY.first, MONDAY.last))
    assert starts[-1] == "15 17:30"
    assert datetime(2026, 6, 15, 12, tzinfo=UTC) > NOW


CLINIC_FILE = PracticeFile.model_validate(CLINIC)
