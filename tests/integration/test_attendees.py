"""Bookings for somebody else: one person is in one place, whatever the number books."""

import asyncio
import random
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.family_diary import MONDAY, NUMBER, at_once, book, family

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.errors import (
    DatabaseUnavailable,
    PersonBusy,
    RingbookError,
    TooManyBookings,
    UnexpectedFailure,
)
from ringbook.practice import PreloadFile
from ringbook.store import bookings
from ringbook.store.callers import erase_caller
from ringbook.store.practices import apply_preload

__all__ = ["family"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (None, None),
        ("Tom", "Tom"),
        ("Tom", "tom shah"),
        ("Tom Shah", "Tom"),
        (None, "Priya Shah"),
        ("Priya", None),
    ],
)
async def test_the_same_person_cannot_be_in_two_places(
    family: Diary, first: str | None, second: str | None
) -> None:
    here, there = await at_once(family)
    await book(family, here, first)
    with pytest.raises(PersonBusy):
        await book(family, there, second)


@pytest.mark.parametrize(
    ("first", "second"), [(None, "Tom"), ("Tom", None), ("Tom", "Tomas"), ("Tom", "Anna")]
)
async def test_two_people_of_one_number_can_come_at_once(
    family: Diary, first: str | None, second: str | None
) -> None:
    here, there = await at_once(family)
    await book(family, here, first)
    booked = await book(family, there, second)
    assert booked.attendee == second
    mine = await bookings.appointments_of(family.db, family.practice, NUMBER, NOW)
    assert {a.attendee for a in mine} == {first, second}


async def test_overlap_counts_and_touching_does_not(family: Diary) -> None:
    filling, _ = await at_once(family, "Filling")  # an hour from nine
    await book(family, filling, "Tom")
    lena = family.practice.providers[1].name
    query = SlotQuery(None, MONDAY.first, MONDAY.last, provider=lena)
    nine, half, ten, *_ = await family.free(query)
    for taken in (nine, half):
        with pytest.raises(PersonBusy):
            await book(family, taken, "Tom")
    assert (await book(family, ten, "Tom")).starts_at == ten.starts_at


async def test_a_cancelled_appointment_leaves_its_person_free(family: Diary) -> None:
    here, there = await at_once(family)
    booked = await book(family, here, "Tom")
    await family.cancel(booked)
    assert (await book(family, there, "Tom")).attendee == "Tom"


async def test_a_move_is_held_to_the_same_and_not_by_itself(family: Diary) -> None:
    here, there = await at_once(family)
    await book(family, here, "Tom")
    lena = family.practice.providers[1].name
    query = SlotQuery(None, MONDAY.first, MONDAY.last, provider=lena)
    later = (await family.free(query))[4]
    second = await book(family, later, "Tom")
    with pytest.raises(PersonBusy):
        await family.move(second, there)
    half = (await family.free(SlotQuery(None, MONDAY.first, MONDAY.last, provider=lena)))[2]
    moved = await family.move(second, half)
    assert (moved.id, moved.attendee, moved.starts_at) == (second.id, "Tom", half.starts_at)


async def test_another_number_books_for_its_own_tom(family: Diary) -> None:
    here, there = await at_once(family)
    await book(family, here, "Tom")
    assert (await family.book(there, "+919810000002")).starts_at == there.starts_at


async def test_open_bookings_are_counted_by_number(family: Diary) -> None:
    slots = await family.free(MONDAY)
    for n in range(5):
        await book(family, slots[n], f"Guest {n}")
    with pytest.raises(TooManyBookings):
        await book(family, slots[6], "Somebody Else")


async def test_the_same_request_answers_with_whom_it_was_for(family: Diary) -> None:
    here, _ = await at_once(family)
    request = uuid4()
    first = await book(family, here, "Tom", request)
    assert await book(family, here, "Tom", request) == first


async def test_of_many_bookings_at_once_for_one_person_one_wins(family: Diary) -> None:
    here, there = await at_once(family)
    told = await asyncio.gather(
        *(book(family, slot, "Tom") for _ in range(10) for slot in (here, there)),
        return_exceptions=True,
    )
    won = [answer for answer in told if isinstance(answer, Appointment)]
    assert len(won) == 1
    assert not [t for t in told if isinstance(t, psycopg.Error)]


async def test_a_booking_and_a_move_at_once_leave_one_person_in_one_place(family: Diary) -> None:
    here, there = await at_once(family)
    lena = family.practice.providers[1].name
    query = SlotQuery(None, MONDAY.first, MONDAY.last, provider=lena)
    later = (await family.free(query))[4]
    moving = await book(family, later, "Tom")
    told = await asyncio.gather(
        book(family, here, "Tom"), family.move(moving, there), return_exceptions=True
    )
    assert sum(isinstance(answer, PersonBusy) for answer in told) == 1
    assert sum(isinstance(answer, Appointment) for answer in told) == 1


TWICE = """
SELECT count(*) FROM appointments a JOIN appointments b USING (tenant_id, contact_number)
 WHERE a.id < b.id AND a.status = 'scheduled' AND b.status = 'scheduled'
   AND a.attendee IS NOT DISTINCT FROM b.attendee
   AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
"""


async def test_a_family_that_does_everything_at_once_is_never_in_two_places(
    family: Diary, database_url: str
) -> None:
    """Books, moves and cancels of one number at the same time: no deadlock gets through."""
    choice = random.Random(5)
    slots: list[Slot] = []
    for provider in family.practice.providers:
        query = SlotQuery(None, MONDAY.first, MONDAY.last, provider=provider.name)
        slots += (await family.free(query))[:6]
    booked = [await book(family, slots[n], who) for n, who in ((0, "Tom"), (3, "Anna"), (9, None))]

    async def act(n: int) -> object:
        if n % 3 == 0:
            return await book(family, choice.choice(slots), choice.choice(("Tom", "Anna", None)))
        if n % 3 == 1:
            return await family.move(choice.choice(booked), choice.choice(slots))
        return await family.cancel(choice.choice(booked)) if n > 50 else None

    told = await asyncio.gather(*(act(n) for n in range(60)), return_exceptions=True)
    unexpected = [t for t in told if isinstance(t, Exception) and not isinstance(t, RingbookError)]
    assert unexpected == []
    assert not [t for t in told if isinstance(t, DatabaseUnavailable | UnexpectedFailure)]
    with psycopg.connect(database_url) as connection:
        assert connection.execute(TWICE).fetchone() == (0,)


async def test_erasure_forgets_whom_the_caller_booked_for(family: Diary, database_url: str) -> None:
    here, _ = await at_once(family)
    await book(family, here, "Tomasz")
    await erase_caller(family.db, family.practice.tenant_id, NUMBER, "owner", NOW)
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT a::text FROM appointments a").fetchall()
    assert rows
    assert not [row for (row,) in rows if "Tomasz" in row]


async def test_a_preload_brings_whom_it_is_for(family: Diary) -> None:
    row = {"contact_number": NUMBER, "start": "2026-06-16T14:30"}
    rows = [row, row | {"attendee": "Tom"}]
    for _ in range(2):
        form = PreloadFile.model_validate({"appointments": rows})
        await apply_preload(family.db, family.practice, form, NOW)
    mine = await bookings.appointments_of(family.db, family.practice, NUMBER, NOW)
    assert sorted(a.attendee or "" for a in mine) == ["", "Tom"]
