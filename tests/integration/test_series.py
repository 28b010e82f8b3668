"""A series in the database: found by one query, written all or nothing, changed from a date on."""

import asyncio
from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from tests.integration.conftest import Diary
from tests.integration.test_races import DRIFT, known, scalar

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.series import Rule, SeriesDate, SeriesQuery, expand, rrule
from ringbook.errors import (
    AppointmentNotFound,
    CallerNotIdentified,
    PolicyRefused,
    RingbookError,
    SlotTaken,
    TooManyBookings,
)
from ringbook.store.series import book_series, cancel_series, find_series, modify_series

MONDAY = date(2026, 6, 15)
FOUR = Rule("weekly", MONDAY, 4)
PRIYA = "+919810000000"
ANIL = "+919810000001"


def wanted(diary: Diary, rule: Rule = FOUR, at: time = time(10), **more: object) -> SeriesQuery:
    text = rrule(rule, diary.practice.zone)
    query = SeriesQuery(expand(rule), rule.every, text, at, at, "Check-up")
    return replace_query(query, more)


def replace_query(query: SeriesQuery, more: dict[str, object]) -> SeriesQuery:
    from dataclasses import replace

    return replace(query, **more)  # type: ignore[arg-type]  # test data, checked by use


async def found(
    diary: Diary, query: SeriesQuery | None = None, moving: Sequence[Appointment] = ()
) -> tuple[SeriesDate, ...]:
    return await find_series(diary.db, diary.practice, query or wanted(diary), moving, diary.now)


async def slots(diary: Diary, rule: Rule = FOUR, at: time = time(10)) -> list[Slot]:
    dates = await found(diary, wanted(diary, rule, at))
    return [d.slot for d in dates if d.slot is not None]


async def book(
    diary: Diary, chosen: Sequence[Slot], number: str = PRIYA, request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await book_series(
        diary.db, diary.practice, contact_number=number, slots=chosen,
        rule=rrule(FOUR, diary.practice.zone), request_id=request or uuid4(),
        session_id="test-session", now=diary.now,
    )  # fmt: skip


async def cancel(
    diary: Diary, one: Appointment, *, whole: bool = False, number: str = PRIYA
) -> tuple[Appointment, ...]:
    return await cancel_series(
        diary.db, diary.practice, contact_number=number, appointment_id=one.id, whole=whole,
        session_id="test-session", now=diary.now,
    )  # fmt: skip


async def move(
    diary: Diary, moves: Sequence[tuple[Appointment, Slot]], request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await modify_series(
        diary.db, diary.practice, contact_number=PRIYA, moves=moves,
        request_id=request or uuid4(), session_id="test-session", now=diary.now,
    )  # fmt: skip


async def one_slot(diary: Diary, day: date, at: time) -> Slot:
    (slot,) = await diary.free(SlotQuery("Check-up", day, day, at, at))
    return slot


async def count(diary: Diary, status: str = "scheduled") -> object:
    return await scalar(diary.db, f"SELECT count(*) FROM appointments WHERE status = '{status}'")


def local(diary: Diary, appointments: Sequence[Appointment]) -> list[str]:
    return [f"{a.starts_at.astimezone(diary.practice.zone):%m-%d %H:%M}" for a in appointments]


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
    numbers = await known(diary, 20)
    every = await slots(diary)
    wishes = [every, every[::-1], every[1:], every[2:]]
    told = await asyncio.gather(
        *(book(diary, wishes[n % 4], number) for n, number in enumerate(numbers)),
        return_exceptions=True,
    )
    won = [answer for answer in told if isinstance(answer, tuple)]
    assert len(won) == 1
    assert sum(isinstance(answer, SlotTaken) for answer in told) == 19
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
    from ringbook.store.callers import erase_caller

    await known(diary, 1)
    await book(diary, await slots(diary))
    await erase_caller(diary.db, diary.practice.tenant_id, PRIYA, "owner", diary.now)
    assert await scalar(diary.db, "SELECT contact_number LIKE 'erased:%' FROM series") is True
    assert await count(diary) == 0
