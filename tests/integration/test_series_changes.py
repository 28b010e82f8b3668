"""A series in the database, cancelled or moved from a date on, all or nothing."""

import asyncio
from datetime import time, timedelta
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
    cancel,
    count,
    found,
    local,
    move,
    one_slot,
    slots,
    wanted,
)

from ringbook.domain.series import Rule, expand
from ringbook.errors import (
    AppointmentNotFound,
    PolicyRefused,
    SlotTaken,
)
from ringbook.store.callers import erase_caller
from ringbook.store.series import cancel_series


async def test_one_of_a_series_is_cancelled_alone(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    await diary.cancel(booked[1], PRIYA)
    assert await count(diary) == 3


async def test_this_and_the_following_are_cancelled_and_the_earlier_stay(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    gone = await cancel(diary, booked[2])
    assert local(diary, gone) == ["06-29 10:00", "07-06 10:00"]
    assert {a.status for a in gone} == {"cancelled"}
    assert await count(diary) == 2
    assert [a.id for a in await cancel(diary, booked[2])] == [a.id for a in gone]  # a lost answer
    assert await scalar(diary.db, DRIFT) == 0


async def test_only_those_that_were_read_back_are_cancelled(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    gone = await cancel_series(
        diary.db, diary.practice, contact_number=PRIYA, appointment_id=booked[0].id,
        only=[booked[0].id, booked[2].id], session_id="test-session", now=diary.now,
    )  # fmt: skip
    assert local(diary, gone) == ["06-15 10:00", "06-29 10:00"]
    assert await count(diary) == 2


async def test_all_of_a_series_are_cancelled(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    assert len(await cancel(diary, booked[2], whole=True)) == 4
    assert await count(diary) == 0


async def test_a_late_one_keeps_all_of_them(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    await diary.db.execute(
        "UPDATE tenants SET cancel_notice_minutes = 10000, late_change = 'refuse'"
    )
    with pytest.raises(PolicyRefused) as refused:
        await cancel(diary, booked[0])
    assert "Monday, June 15" in refused.value.spoken
    assert await count(diary) == 4


async def test_a_stranger_cancels_nothing(diary: Diary) -> None:
    await known(diary, 2)
    booked = await book(diary, await slots(diary))
    with pytest.raises(AppointmentNotFound):
        await cancel(diary, booked[0], number=ANIL)
    single = await diary.book(await one_slot(diary, MONDAY, time(15)), ANIL)
    with pytest.raises(AppointmentNotFound):
        await cancel(diary, single, number=ANIL)
    assert await count(diary) == 5


async def test_this_and_the_following_move_by_a_day_and_an_hour(diary: Diary) -> None:
    await known(diary, 1)
    booked = await book(diary, await slots(diary))
    following = booked[1:]
    days = tuple(day + timedelta(days=1) for day in expand(FOUR)[1:])
    query = wanted(diary, at=time(11), dates=days, moving=tuple(a.id for a in following))
    dates = await found(diary, query, following)
    moves = [(d.moving, d.slot) for d in dates if d.moving and d.slot]
    request = uuid4()
    moved = await move(diary, moves, request)
    assert local(diary, moved) == ["06-23 11:00", "06-30 11:00", "07-07 11:00"]
    assert [a.id for a in moved] == [a.id for a in following]
    assert await move(diary, moves, request) == moved  # a lost answer
    assert await scalar(diary.db, DRIFT) == 0


@pytest.mark.parametrize("weeks", [1, -1])
async def test_a_series_moves_onto_its_own_times(diary: Diary, weeks: int) -> None:
    """By one interval: each date but one takes the place of its neighbour."""
    await known(diary, 1)
    rule = Rule("weekly", MONDAY + timedelta(weeks=weeks < 0), 3)
    booked = await book(diary, await slots(diary, rule))
    days = tuple(day + timedelta(weeks=weeks) for day in expand(rule))
    query = wanted(diary, dates=days, moving=tuple(a.id for a in booked))
    dates = await found(diary, query, booked)
    assert [d.refusal for d in dates] == [None] * 3
    moved = await move(diary, [(d.moving, d.slot) for d in dates if d.moving and d.slot])
    assert [f"{day:%m-%d} 10:00" for day in days] == local(diary, moved)
    assert await scalar(diary.db, DRIFT) == 0


async def test_one_taken_target_moves_none(diary: Diary) -> None:
    await known(diary, 2)
    booked = await book(diary, await slots(diary))
    targets = await slots(diary, at=time(11))
    await diary.book(targets[3], ANIL)
    with pytest.raises(SlotTaken) as refused:
        await move(diary, [*zip(booked, targets, strict=True)])
    assert "Monday, July 6 at 11:00 AM" in refused.value.spoken
    scheduled = "SELECT count(*) FROM appointments WHERE appointment_time = '10:00'"
    assert await scalar(diary.db, scheduled) == 4


async def test_two_moves_across_each_other_do_not_deadlock(diary: Diary) -> None:
    await known(diary, 2)
    mine = await book(diary, await slots(diary))
    free = await slots(diary, at=time(11))
    there, back = [*zip(mine, free, strict=True)], [*zip(mine[::-1], free[::-1], strict=True)]
    told = await asyncio.gather(
        *(move(diary, there if n % 2 else back) for n in range(10)), return_exceptions=True
    )
    assert all(isinstance(t, tuple) for t in told)
    assert await count(diary) == 4


async def test_erasing_the_caller_keeps_no_number_on_the_series(diary: Diary) -> None:
    await known(diary, 1)
    await book(diary, await slots(diary))
    await erase_caller(diary.db, diary.practice.tenant_id, PRIYA, "owner", diary.now)
    assert await scalar(diary.db, "SELECT contact_number LIKE 'erased:%' FROM series") is True
    assert await count(diary) == 0
