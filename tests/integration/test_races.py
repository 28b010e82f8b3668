"""Many callers at once: the database decides, nobody is told a lie, nothing deadlocks."""

import asyncio
import random
from datetime import date
from itertools import pairwise
from uuid import uuid4

from tests.integration.conftest import Diary
from tests.integration.diary_facts import DRIFT, known, scalar

from ringbook.domain.model import Appointment, SlotQuery
from ringbook.errors import SlotTaken

MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))


async def test_of_two_hundred_callers_one_gets_the_slot(diary: Diary) -> None:
    slot = (await diary.free(MONDAY))[0]
    numbers = await known(diary, 200)
    told = await asyncio.gather(
        *(diary.book(slot, number) for number in numbers), return_exceptions=True
    )
    assert sum(isinstance(answer, Appointment) for answer in told) == 1
    assert sum(isinstance(answer, SlotTaken) for answer in told) == 199


async def test_overlapping_services_have_one_winner(diary: Diary) -> None:
    """Different first cells, common time: 60 minutes from 9:00, 9:30 and 10:00."""
    fillings = await diary.free(SlotQuery("Filling", MONDAY.first, MONDAY.last, limit=3))
    numbers = await known(diary, 30)
    told = await asyncio.gather(
        *(diary.book(fillings[n % 3], number) for n, number in enumerate(numbers)),
        return_exceptions=True,
    )
    won = [answer for answer in told if isinstance(answer, Appointment)]
    assert len(won) in (1, 2)
    starts = sorted(a.starts_at for a in won)
    assert all((b - a).total_seconds() >= 3600 for a, b in pairwise(starts))
    assert await scalar(diary.db, DRIFT) == 0


async def test_one_request_sent_twenty_times_books_once(diary: Diary) -> None:
    first, second, *_ = await diary.free(MONDAY)
    request = uuid4()
    (number,) = await known(diary, 1)
    told = await asyncio.gather(
        *(diary.book((first, second)[n % 2], number, request) for n in range(20))
    )
    assert len({booked.id for booked in told}) == 1


async def test_opposite_swaps_do_not_deadlock(diary: Diary) -> None:
    first, second, *_ = await diary.free(MONDAY)
    one, other = await known(diary, 2)
    a, b = await diary.book(first, one), await diary.book(second, other)
    told = await asyncio.gather(
        *(diary.move(a, second, one) for _ in range(20)),
        *(diary.move(b, first, other) for _ in range(20)),
        return_exceptions=True,
    )
    assert all(isinstance(answer, SlotTaken) for answer in told)
    assert await scalar(diary.db, DRIFT) == 0


async def test_a_storm_leaves_the_diary_consistent(diary: Diary) -> None:
    slots = (await diary.free(MONDAY))[:6]
    numbers = await known(diary, 12)

    async def caller(number: str, choice: random.Random) -> None:
        mine: Appointment | None = None
        for _ in range(12):
            try:
                if mine is None:
                    mine = await diary.book(choice.choice(slots), number)
                elif choice.random() < 0.5:
                    await diary.cancel(mine, number)
                    mine = None
                else:
                    mine = await diary.move(mine, choice.choice(slots), number)
            except SlotTaken:
                continue

    await asyncio.gather(*(caller(n, random.Random(n)) for n in numbers))
    assert await scalar(diary.db, DRIFT) == 0
