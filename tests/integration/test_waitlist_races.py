"""What is held when many want it at once, and where several share a room or a cap."""

import asyncio
from dataclasses import replace
from datetime import time
from typing import Any

import psycopg
import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.waiting import (
    FIRST,
    HALF_AN_HOUR,
    MONDAY,
    OTHER,
    SECOND,
    TUESDAY,
    accept,
    cells_on_monday,
    clinic,
    full,
    give_up,
    join,
    offered,
    on,
    wish,
)

from ringbook.domain.model import Appointment, Slot
from ringbook.domain.series import SeriesQuery
from ringbook.errors import DayFull, NoRoom, OfferExpired, SlotHeld, SlotTaken
from ringbook.store import waitlist
from ringbook.store.callers import identify_user
from ringbook.store.series import find_series

__all__ = ["full"]

TWO = [{"name": "Dr. A"}, {"name": "Dr. B"}]
CHECK_UP = {"name": "Check-up", "duration_minutes": 30}


# ---- places that several share -------------------------------------------------------------------


async def test_a_held_room_is_nobody_elses(diary: Diary) -> None:
    services = [CHECK_UP | {"rooms": ["Chair"]}]
    one = await clinic(diary, providers=TWO, rooms=["Chair"], services=services)
    booked = await one.book((await on(one, provider="Dr. A"))[0], OTHER)
    at_b = (await on(one, TUESDAY, provider="Dr. B"))[0]
    await join(one, FIRST, wish(provider="Dr. A"))
    await one.cancel(booked, OTHER)
    assert await offered(one, FIRST)
    assert await on(one, provider="Dr. B") == ()
    cell = await cell_at_nine(one, at_b)
    with pytest.raises(NoRoom):
        await one.book(replace(at_b, id=cell), SECOND)
    assert (await accept(one, FIRST)).status == "scheduled"


async def cell_at_nine(diary: Diary, of: Slot) -> Any:
    query = "SELECT id FROM slots WHERE provider_id = %s AND slot_date = %s AND slot_time = '09:00'"

    async def work(connection: Any) -> Any:
        rows = await connection.execute(query, (of.provider_id, MONDAY))
        return (await rows.fetchone())[0]

    return await diary.db.run(work)


async def test_a_held_place_counts_under_the_cap(diary: Diary) -> None:
    services = [CHECK_UP | {"daily_cap": 1}]
    one = await clinic(diary, providers=TWO, services=services)
    booked = await one.book((await on(one, provider="Dr. A"))[0], OTHER)
    await join(one, FIRST)
    assert await on(one) == ()
    await one.cancel(booked, OTHER)
    held = await offered(one, FIRST)
    assert held is not None
    assert await on(one) == ()
    other = await cell_at_nine(one, (await on(one, TUESDAY, provider="Dr. B"))[0])
    with pytest.raises(DayFull):
        await one.book(replace(held, id=other), SECOND)
    assert (await accept(one, FIRST)).status == "scheduled"


async def test_no_part_of_a_visit_or_a_series_is_offered_where_something_is_held(
    diary: Diary, database_url: str
) -> None:
    two = await clinic(diary, services=[CHECK_UP, {"name": "Cleaning", "duration_minutes": 30}])
    booked = await two.book((await on(two))[0], OTHER)
    await join(two, FIRST)
    await two.cancel(booked, OTHER)
    options = """SELECT slot_id FROM visit_options{}(%s,
                   ARRAY(SELECT id FROM services WHERE name = 'Check-up'), ARRAY[1], NULL, %s,
                   ARRAY[]::uuid[], %s)"""
    with psycopg.connect(database_url) as connection:
        args = (two.practice.tenant_id, MONDAY, NOW)
        free = connection.execute(options.format("_in_diary").encode(), args).fetchall()
        assert free == [(booked.slot_id,)]
        assert connection.execute(options.format("").encode(), args).fetchall() == []
    series = SeriesQuery(dates=(MONDAY,), service="Check-up", earliest=time(9), latest=time(9))
    (found,) = await find_series(two.db, two.practice, series, [], NOW)
    assert found.slot is None


# ---- races ---------------------------------------------------------------------------------------


async def test_two_cancellations_at_once_are_two_offers_to_two(
    diary: Diary, database_url: str
) -> None:
    cells_on_monday(database_url, 9, 11)
    first, second = [await diary.book(s, OTHER) for s in await on(diary)]
    await join(diary, FIRST)
    await join(diary, SECOND)
    await asyncio.gather(diary.cancel(first, OTHER), diary.cancel(second, OTHER))
    await waitlist.tend(diary.db, diary.practice, NOW)  # what one of them had locked
    held = [await offered(diary, FIRST), await offered(diary, SECOND)]
    assert {s.starts_at for s in held if s} == {first.starts_at, second.starts_at}


async def test_no_time_is_held_for_two(full: Diary, database_url: str) -> None:
    await join(full, FIRST)
    await join(full, SECOND)
    await give_up(full)
    again = """INSERT INTO waitlist_offers (tenant_id, entry_id, slot_id, service_id, provider_id,
                 day, starts_at, busy, offered_at, expires_at)
               SELECT o.tenant_id, w.id, slot_id, o.service_id, o.provider_id, day, starts_at,
                      busy, offered_at, expires_at
                 FROM waitlist_offers o, waitlist w WHERE w.contact_number = %s"""
    held_once = pytest.raises(psycopg.errors.ExclusionViolation, match="waitlist_offers_held_once")
    with psycopg.connect(database_url) as connection, held_once:
        connection.execute(again, (SECOND,))


async def test_of_two_hundred_after_one_held_slot_only_the_holder_wins(full: Diary) -> None:
    numbers = [f"+9198200{n:05}" for n in range(199)]
    for number in numbers:
        await identify_user(full.db, full.practice.tenant_id, number, None, NOW)
    full.known.update(numbers)
    await join(full, FIRST)
    await give_up(full)
    held = await offered(full, FIRST)
    assert held is not None
    told = await asyncio.gather(
        *(full.book(held, number) for number in numbers[:100]),
        accept(full, FIRST),
        *(full.book(held, number) for number in numbers[100:]),
        return_exceptions=True,
    )
    won = [t for t in told if isinstance(t, Appointment)]
    assert [a.starts_at for a in won] == [held.starts_at]
    assert told[100] == won[0]
    assert all(isinstance(t, SlotHeld | SlotTaken) for t in told if t is not won[0])


async def test_holds_that_run_out_while_they_are_taken_up_do_not_deadlock(
    diary: Diary, database_url: str
) -> None:
    """At the last moment: the job on a clock that is ahead, and the holders on theirs."""
    cells_on_monday(database_url, 9, 10, 11, 12)
    booked = [await diary.book(s, OTHER) for s in await on(diary)]
    numbers = [f"+9198300{n:05}" for n in range(8)]
    for number in numbers:
        await join(diary, number)
    for one in booked:
        await diary.cancel(one, OTHER)
    holders = [n for n in numbers if await offered(diary, n)]
    assert len(holders) == 4
    late = NOW + HALF_AN_HOUR
    told = await asyncio.gather(
        *(accept(diary, n) for n in holders),
        *(waitlist.tend(diary.db, diary.practice, late) for _ in range(6)),
        return_exceptions=True,
    )
    unexpected = [t for t in told if not isinstance(t, Appointment | int | OfferExpired | SlotHeld)]
    assert unexpected == []
    starts = [t.starts_at for t in told if isinstance(t, Appointment)]
    assert len(set(starts)) == len(starts)
