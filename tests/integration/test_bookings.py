"""Booking, cancelling and moving, as the store promises them."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import Diary

from ringbook.domain.model import SlotQuery
from ringbook.errors import AppointmentNotFound, SlotTaken
from ringbook.store import bookings

MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))


async def test_openings_are_the_cells_of_the_opening_hours(diary: Diary) -> None:
    starts = await diary.starts(MONDAY)
    assert starts[0] == "15 09:00"
    assert starts[7:9] == ["15 12:30", "15 14:00"]
    assert starts[-1] == "15 17:30"
    assert len(starts) == 16


async def test_a_longer_service_needs_room_before_the_break(diary: Diary) -> None:
    starts = await diary.starts(SlotQuery("Filling", MONDAY.first, MONDAY.last))
    assert "15 12:00" in starts
    assert "15 12:30" not in starts
    assert starts[-1] == "15 17:00"


async def test_a_booking_takes_every_cell_that_it_covers(diary: Diary) -> None:
    slot = (await diary.free(SlotQuery("Filling", MONDAY.first, MONDAY.last)))[0]
    booked = await diary.book(slot)
    assert booked.duration_minutes == 60
    assert (await diary.starts(MONDAY))[0] == "15 10:00"
    with pytest.raises(SlotTaken):
        await diary.book(slot, "+919810000002")


async def test_a_cancelled_slot_can_be_booked_again(diary: Diary) -> None:
    slot = (await diary.free(MONDAY))[0]
    booked = await diary.book(slot)
    cancelled = await diary.cancel(booked)
    assert (cancelled.id, cancelled.status) == (booked.id, "cancelled")
    assert (await diary.cancel(booked)).status == "cancelled"
    again = await diary.book(slot, "+919810000002")
    assert again.id != booked.id


async def test_a_move_keeps_the_appointment_and_frees_its_time(diary: Diary) -> None:
    first, second, *_ = await diary.free(MONDAY)
    booked = await diary.book(first)
    moved = await diary.move(booked, second)
    assert (moved.id, moved.starts_at, moved.version) == (booked.id, second.starts_at, 2)
    assert (await diary.starts(MONDAY))[0] == "15 09:00"
    mine = await bookings.appointments_of(diary.db, diary.practice, "+919810000001", diary.now)
    assert [a.id for a in mine] == [booked.id]


async def test_an_appointment_may_move_onto_its_own_time(diary: Diary) -> None:
    filling = SlotQuery("Filling", MONDAY.first, MONDAY.last)
    booked = await diary.book((await diary.free(filling))[0])
    moving = SlotQuery(None, MONDAY.first, MONDAY.last, moving=booked.id)
    assert (await diary.starts(moving))[0] == "15 09:30"
    moved = await diary.move(booked, (await diary.free(moving))[0])
    assert moved.starts_at - booked.starts_at == timedelta(minutes=30)
    assert (await diary.starts(MONDAY))[:2] == ["15 09:00", "15 10:30"]


async def test_nobody_touches_another_callers_appointment(diary: Diary) -> None:
    first, second, *_ = await diary.free(MONDAY)
    booked = await diary.book(first)
    with pytest.raises(AppointmentNotFound):
        await diary.cancel(booked, "+919810000002")
    with pytest.raises(AppointmentNotFound):
        await diary.move(booked, second, "+919810000002")


async def test_the_same_request_books_once(diary: Diary) -> None:
    request = uuid4()
    slot = (await diary.free(MONDAY))[0]
    booked = await diary.book(slot, request=request)
    assert await diary.book(slot, request=request) == booked


async def test_a_query_narrows_by_time_and_weekday(diary: Diary) -> None:
    query = SlotQuery(
        first=date(2026, 6, 15),
        last=date(2026, 6, 19),
        earliest=time(16),
        latest=time(16, 30),
        excluded_weekdays=frozenset({0, 2}),
        limit=3,
    )
    assert await diary.starts(query) == ["16 16:00", "16 16:30", "18 16:00"]
