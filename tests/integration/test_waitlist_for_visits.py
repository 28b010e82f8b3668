"""Waiting for a visit of several services, in a real database."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.waiting import (
    FIRST,
    HALF_AN_HOUR,
    MONDAY,
    ONLY,
    OTHER,
    SECOND,
    THIRD,
    TUESDAY,
    book_for,
    join,
    later,
    on,
    states,
    waiting,
)

from ringbook.domain.model import Appointment, SlotQuery
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Held, Wish
from ringbook.errors import OfferExpired, SlotHeld, SlotNotFound, SlotTaken
from ringbook.practice import PracticeFile
from ringbook.store import waitlist
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.practices import apply_practice
from ringbook.store.visits import book_visit, find_visits
from ringbook.store.waitlist_links import find_place, take_place

PARTS = (Part("Cut"), Part("Trim", "Tom"))
SALON = CLINIC | {
    "name": "Test Salon",
    "slug": "test-salon",
    "providers": [{"name": "Maria"}, {"name": "Jon"}],
    "services": [
        {"name": "Cut", "duration_minutes": 30, "providers": ["Maria"]},
        {"name": "Trim", "duration_minutes": 30, "providers": ["Jon"]},
        {"name": "Check-up", "duration_minutes": 30, "providers": ["Maria", "Jon"]},
    ],
}
BOTH = Wish("Cut", MONDAY, MONDAY, parts=PARTS)


@pytest.fixture
async def salon(diary: Diary) -> Diary:
    """Maria cuts and Jon trims; on Monday each has one cell, at 9:00."""
    file = PracticeFile.model_validate(SALON)
    practice = await apply_practice(diary.db, file, NOW)

    async def close(connection: Any) -> None:
        await connection.execute(ONLY, (MONDAY, [time(9)]))

    await diary.db.run(close)
    return Diary(diary.db, practice)


async def both_taken(salon: Diary) -> list[Appointment]:
    """Somebody else has each of the two cells."""
    return [
        await salon.book((await on(salon, service=service))[0], number)
        for service, number in (("Cut", SECOND), ("Trim", THIRD))
    ]


async def hold_of(diary: Diary, number: str) -> Held | None:
    held = [w.held for w in await waiting(diary, number) if w.held]
    return held[0] if held else None


async def take(diary: Diary, number: str, held: Held) -> tuple[Appointment, ...]:
    return await waitlist.accept_visit(
        diary.db, diary.practice, contact_number=number, offer_id=held.id,
        parts=[VisitPart(p.service, p.attendee) for p in PARTS], request_id=uuid4(),
        session_id="s", now=diary.now,
    )  # fmt: skip


async def held_visit(salon: Diary) -> Held:
    rows = await both_taken(salon)
    await join(salon, FIRST, BOTH)
    await salon.cancel(rows[0], SECOND)
    assert await hold_of(salon, FIRST) is None
    await salon.cancel(rows[1], THIRD)
    held = await hold_of(salon, FIRST)
    assert held is not None
    return held


def services(parts: Sequence[VisitPart]) -> list[tuple[str, str | None, str]]:
    return sorted((p.service, p.attendee, p.slot.provider) for p in parts if p.slot)


async def test_a_visit_is_kept_once_all_of_it_is_free(salon: Diary) -> None:
    held = await held_visit(salon)
    assert services(held.visit) == [("Cut", None, "Maria"), ("Trim", "Tom", "Jon")]
    assert held.until == NOW + HALF_AN_HOUR
    (entry,) = await waiting(salon, FIRST)
    assert entry.wish == BOTH
    assert (await join(salon, FIRST, BOTH)).id == entry.id


async def test_no_part_of_a_kept_visit_is_anybody_elses(salon: Diary) -> None:
    held = await held_visit(salon)
    assert await on(salon, service="Cut") == ()
    assert await on(salon, service="Trim") == ()
    for part in held.visit:
        assert part.slot is not None
        with pytest.raises(SlotHeld):
            await salon.book(part.slot, SECOND)


async def test_a_kept_visit_is_booked_whole_and_once(salon: Diary, database_url: str) -> None:
    held = await held_visit(salon)
    made = await take(salon, FIRST, held)
    assert [(a.service, a.attendee) for a in made] == [("Cut", None), ("Trim", "Tom")]
    assert len({a.visit_id for a in made}) == 1
    assert states(database_url) == {FIRST: "booked"}
    assert await take(later(salon, 2 * HALF_AN_HOUR), FIRST, held) == made
    with psycopg.connect(database_url) as connection:
        ends = connection.execute("SELECT state FROM waitlist_offers").fetchall()
    assert ends == [("accepted",), ("accepted",)]


async def test_a_visit_kept_for_one_is_not_taken_by_another(salon: Diary) -> None:
    held = await held_visit(salon)
    await identify_user(salon.db, salon.practice.tenant_id, OTHER, None, NOW)
    with pytest.raises(OfferExpired):
        await take(salon, OTHER, held)
    with pytest.raises(OfferExpired):
        await take(later(salon, HALF_AN_HOUR), FIRST, held)


async def test_a_visit_that_is_declined_or_runs_out_passes_on_whole(
    salon: Diary, database_url: str
) -> None:
    held = await held_visit(salon)
    await join(salon, SECOND, Wish("Cut", MONDAY, MONDAY))
    await join(salon, THIRD, Wish("Trim", MONDAY, MONDAY))
    assert await waitlist.decline(salon.db, salon.practice, FIRST, held.id, NOW)
    await waitlist.tend(salon.db, salon.practice, NOW)
    assert states(database_url) == {FIRST: "waiting", SECOND: "offered", THIRD: "offered"}
    after = later(salon, HALF_AN_HOUR)
    await waitlist.tend(after.db, after.practice, after.now)
    assert await hold_of(after, FIRST) is None  # the very time that was declined


async def test_a_visit_is_not_kept_where_one_of_its_people_is_elsewhere(salon: Diary) -> None:
    rows = await both_taken(salon)
    with_maria = await on(salon, TUESDAY, service="Check-up")
    await book_for(salon, with_maria[0], FIRST, "Tom")
    await join(salon, FIRST, replace(BOTH, first=TUESDAY, last=TUESDAY, latest=time(9)))
    await waitlist.tend(salon.db, salon.practice, NOW)
    assert await hold_of(salon, FIRST) is None
    assert rows


async def test_who_books_the_visit_elsewhere_waits_no_longer(
    salon: Diary, database_url: str
) -> None:
    await both_taken(salon)
    await join(salon, FIRST, replace(BOTH, last=TUESDAY))
    query = SlotQuery(first=TUESDAY, last=TUESDAY)
    visit = (await find_visits(salon.db, salon.practice, query, PARTS, NOW))[0]
    await book_visit(
        salon.db, salon.practice, contact_number=FIRST, parts=visit.parts,
        request_id=uuid4(), session_id="s", now=NOW,
    )  # fmt: skip
    assert states(database_url) == {FIRST: "booked"}


async def test_a_single_booking_does_not_end_the_wait_for_a_visit(
    salon: Diary, database_url: str
) -> None:
    await both_taken(salon)
    await join(salon, FIRST, replace(BOTH, last=TUESDAY))
    await book_for(salon, (await on(salon, TUESDAY, service="Cut"))[0], FIRST, None)
    assert states(database_url) == {FIRST: "waiting"}


async def test_what_is_no_visit_cannot_be_waited_for(salon: Diary) -> None:
    for wrong in (
        replace(BOTH, parts=(Part("Cut"), Part("Surgery"))),
        replace(BOTH, provider="Nobody"),
    ):
        with pytest.raises(SlotNotFound):
            await join(salon, FIRST, wrong)


async def test_an_erased_caller_leaves_no_visit_and_no_name(
    salon: Diary, database_url: str
) -> None:
    await held_visit(salon)
    await erase_caller(salon.db, salon.practice.tenant_id, FIRST, "owner", NOW)
    with psycopg.connect(database_url) as connection:
        for table in (b"waitlist", b"waitlist_parts", b"waitlist_offers"):
            assert connection.execute(b"SELECT count(*) FROM " + table).fetchone() == (0,)


async def test_of_two_hundred_after_a_kept_visit_only_the_holder_gets_any_of_it(
    salon: Diary,
) -> None:
    held = await held_visit(salon)
    slots = [p.slot for p in held.visit if p.slot]
    numbers = [f"+9198200{n:05}" for n in range(199)]
    for number in numbers:
        await identify_user(salon.db, salon.practice.tenant_id, number, None, NOW)
    salon.known.update(numbers)
    told = await asyncio.gather(
        *(salon.book(slots[n % 2], number) for n, number in enumerate(numbers[:100])),
        take(salon, FIRST, held),
        *(salon.book(slots[n % 2], number) for n, number in enumerate(numbers[100:])),
        return_exceptions=True,
    )
    assert isinstance(told[100], tuple)
    assert len(told[100]) == 2
    others = [t for n, t in enumerate(told) if n != 100]
    assert all(isinstance(t, SlotHeld | SlotTaken) for t in others)


async def test_the_private_page_takes_a_kept_visit(salon: Diary, database_url: str) -> None:
    await held_visit(salon)
    (entry,) = await waiting(salon, FIRST)
    place = await find_place(salon.db, entry.id, NOW)
    assert place is not None
    assert place.entry.held is not None
    await take_place(salon.db, place, place.entry.held.id, NOW)
    again = await find_place(salon.db, entry.id, NOW)
    assert again is not None
    assert again.state == "booked"
    assert again.appointment_id is not None
    assert states(database_url) == {FIRST: "booked"}
