"""A series in the database: found by one query, booked all or nothing."""

import asyncio
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import Diary
from tests.integration.diary_facts import DRIFT, known, scalar
from tests.integration.series_diary import (
    ANIL,
    FOUR,
    MONDAY,
    PRIYA,
    book,
    count,
    found,
    local,
    one_slot,
    slots,
    wanted,
)

from ringbook.domain.model import Appointment
from ringbook.domain.series import Rule, expand
from ringbook.errors import (
    CallerNotIdentified,
    RingbookError,
    SlotTaken,
    TooManyBookings,
)


async def test_each_date_is_found_at_its_time(diary: Diary) -> None:
    dates = await found(diary)
    assert [d.day for d in dates] == [*expand(FOUR)]
    assert all(d.slot and d.refusal is None and d.other is None for d in dates)
    assert {d.time for d in dates} == {time(10)}


async def test_a_taken_date_has_its_reason_and_the_nearest_other_that_day(diary: Diary) -> None:
    second = MONDAY + timedelta(days=7)
    await diary.book(await one_slot(diary, second, time(10)))
    dates = await found(diary)
    assert [d.refusal for d in dates] == [None, "slot_taken", None, None]
    other = dates[1].other
    assert other is not None
    assert f"{other.starts_at.astimezone(diary.practice.zone):%H:%M}" in ("09:30", "10:30")


async def test_a_date_past_the_horizon_and_a_closed_one_have_nothing(diary: Diary) -> None:
    dates = await found(diary, wanted(diary, Rule("weekly", MONDAY, 6)))
    assert [d.slot is None for d in dates] == [False, False, False, False, True, True]
    sunday = await found(diary, wanted(diary, Rule("weekly", date(2026, 6, 14), 2)))
    assert [(d.refusal, d.other) for d in sunday] == [("outside_opening_hours", None)] * 2


async def test_a_part_of_day_takes_the_time_that_most_dates_have(diary: Diary) -> None:
    for week in range(2):
        await diary.book(await one_slot(diary, MONDAY + timedelta(weeks=week), time(9)))
    morning = wanted(diary, earliest=time(9), latest=time(11, 59))
    dates = await found(diary, morning)
    assert {d.time for d in dates} == {time(9, 30)}
    assert all(d.slot for d in dates)


async def test_a_series_is_booked_whole_and_knows_its_places(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    assert local(diary, booked) == ["06-15 10:00", "06-22 10:00", "06-29 10:00", "07-06 10:00"]
    assert len({a.series_id for a in booked}) == 1
    assert await scalar(
        diary.db, "SELECT array_agg(series_position ORDER BY starts_at) FROM appointments"
    ) == [1, 2, 3, 4]
    assert await scalar(diary.db, "SELECT rule FROM series") == (
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=4"
    )
    assert await scalar(diary.db, DRIFT) == 0


async def test_one_date_that_is_taken_undoes_all_and_is_named(diary: Diary) -> None:
    await known(diary, 2)
    chosen = await slots(diary)
    await diary.book(chosen[2], ANIL)
    with pytest.raises(SlotTaken) as refused:
        await book(diary, chosen)
    assert "Monday, June 29 at 10:00 AM" in refused.value.spoken
    assert await count(diary) == 1
    assert await scalar(diary.db, "SELECT count(*) FROM series") == 0
    assert await scalar(diary.db, DRIFT) == 0


async def test_nobody_unknown_gets_a_series(diary: Diary) -> None:
    with pytest.raises(CallerNotIdentified):
        await book(diary, await slots(diary))


async def test_the_same_request_again_is_the_same_series(diary: Diary) -> None:
    await known(diary, 2)
    chosen, request = await slots(diary), uuid4()
    first = await book(diary, chosen, request=request)
    assert await book(diary, chosen, request=request) == first
    twenty = await asyncio.gather(*(book(diary, chosen, request=request) for _ in range(20)))
    assert all(answer == first for answer in twenty)
    assert await count(diary) == 4
    with pytest.raises(RingbookError):
        await book(diary, chosen, ANIL, request=request)


async def test_of_many_series_for_one_cell_one_wins_whole(diary: Diary) -> None:
    """Each wants another stretch of the same Mondays; all of them want June 29."""
    numbers = await known(diary, 200)
    every = await slots(diary)
    wishes = [every, every[::-1], every[1:], every[2:]]
    told = await asyncio.gather(
        *(book(diary, wishes[n % 4], number) for n, number in enumerate(numbers)),
        return_exceptions=True,
    )
    won = [answer for answer in told if isinstance(answer, tuple)]
    assert len(won) == 1
    assert sum(isinstance(answer, SlotTaken) for answer in told) == 199
    assert await count(diary) == len(won[0])
    assert await scalar(diary.db, DRIFT) == 0


async def test_series_and_single_bookings_race_without_deadlock(diary: Diary) -> None:
    numbers = await known(diary, 24)
    every = await slots(diary)

    async def one(n: int, number: str) -> object:
        if n % 2:
            return await diary.book(every[n % 4], number)
        return await book(diary, every, number)

    told = await asyncio.gather(
        *(one(n, number) for n, number in enumerate(numbers)), return_exceptions=True
    )
    assert all(isinstance(t, tuple | Appointment | SlotTaken) for t in told)
    assert await scalar(diary.db, DRIFT) == 0


async def test_a_series_counts_once_among_the_open_bookings(diary: Diary) -> None:
    """Five are allowed: a series of four and four others, and no sixth."""
    await known(diary, 1)
    await book(diary, await slots(diary))
    for hour in (14, 15, 16, 17):
        await diary.book(await one_slot(diary, MONDAY, time(hour)), PRIYA)
    with pytest.raises(TooManyBookings):
        await diary.book(await one_slot(diary, MONDAY, time(11)), PRIYA)
    tuesdays = await slots(diary, Rule("weekly", MONDAY + timedelta(days=1), 3))
    with pytest.raises(TooManyBookings):
        await book(diary, tuesdays)
    assert await count(diary) == 8


async def test_the_last_open_booking_may_be_a_series(diary: Diary) -> None:
    await known(diary, 1)
    for hour in (14, 15, 16, 17):
        await diary.book(await one_slot(diary, MONDAY, time(hour)), PRIYA)
    assert len(await book(diary, await slots(diary))) == 4
