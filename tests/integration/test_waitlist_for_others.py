"""Waiting for somebody else, and for a visit, in a real database."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.test_waitlist_calls import IDENTIFY, NUMBER, call
from tests.integration.waiting import (
    FIRST,
    HALF_AN_HOUR,
    MONDAY,
    ONLY,
    OTHER,
    SECOND,
    THIRD,
    TUESDAY,
    accept,
    clinic,
    fill,
    give_up,
    join,
    later,
    offered,
    on,
    states,
    waiting,
    wish,
)

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Held, Wish
from ringbook.errors import OfferExpired, SlotHeld, SlotNotFound, SlotTaken
from ringbook.practice import PracticeFile
from ringbook.store import bookings, waitlist
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.practices import apply_practice
from ringbook.store.visits import book_visit, find_visits
from ringbook.store.waitlist_links import find_place, take_place

TOM = wish(attendee="Tom")
OTHERS = {"Dr. A": "+919810000021", "Dr. B": "+919810000022"}


@pytest.fixture
async def full(diary: Diary, database_url: str) -> Diary:
    """A clinic whose Monday has one cell, at 9:00, and that is booked by `OTHER`."""
    return await fill(diary, database_url)


async def book_for(diary: Diary, slot: Slot, number: str, attendee: str | None) -> Appointment:
    if number not in diary.known:
        await identify_user(diary.db, diary.practice.tenant_id, number, None, diary.now)
        diary.known.add(number)
    return await bookings.book(
        diary.db, diary.practice, contact_number=number, slot=slot, request_id=uuid4(),
        session_id="s", now=diary.now, attendee=attendee,
    )  # fmt: skip


# ---- for somebody else -------------------------------------------------------------------------


async def test_a_place_for_another_is_another_place(full: Diary) -> None:
    own, toms = await join(full, FIRST), await join(full, FIRST, TOM)
    assert own.id != toms.id
    assert (await join(full, FIRST, replace(TOM, attendee="tom"))).id == toms.id
    assert [w.wish for w in await waiting(full, FIRST)] == [wish(), TOM]


async def test_a_held_time_is_booked_for_whom_it_was_waited_for(full: Diary) -> None:
    await join(full, FIRST, TOM)
    await give_up(full)
    assert (await accept(full, FIRST)).attendee == "Tom"
    assert await waiting(full, FIRST) == ()


async def test_one_entry_is_met_by_a_booking_for_the_same_person_only(
    full: Diary, database_url: str
) -> None:
    week = wish(last=TUESDAY, attendee="Tom")
    await join(full, FIRST, week)
    first, second, *_ = await on(full, TUESDAY)
    await book_for(full, first, FIRST, None)
    assert states(database_url) == {FIRST: "waiting"}
    await book_for(full, second, FIRST, "Tom Shah")
    assert states(database_url) == {FIRST: "booked"}


async def test_one_person_is_not_kept_two_times_at_once(diary: Diary) -> None:
    """Two entries for Tom that fit the same hour, with two who could see him."""
    two = await clinic(diary, providers=[{"name": "Dr. A"}, {"name": "Dr. B"}])
    rows = [
        await two.book((await on(two, provider=name))[0], number) for name, number in OTHERS.items()
    ]
    await join(two, FIRST, wish(attendee="Tom", provider="Dr. A"))
    await join(two, FIRST, wish(attendee="tom", provider="Dr. B"))
    await join(two, FIRST, wish(attendee="Anna", provider="Dr. B"))
    for row, number in zip(rows, OTHERS.values(), strict=True):
        await two.cancel(row, number)
    await waitlist.tend(two.db, two.practice, NOW)
    kept = [(w.wish.attendee, w.held.slot.provider) for w in await waiting(two, FIRST) if w.held]
    assert kept == [("Tom", "Dr. A"), ("Anna", "Dr. B")]


async def test_nothing_is_kept_for_who_is_elsewhere_then(diary: Diary, database_url: str) -> None:
    two = await clinic(diary, providers=[{"name": "Dr. A"}, {"name": "Dr. B"}])
    taken = await two.book((await on(two, provider="Dr. A"))[0], OTHER)
    await book_for(two, (await on(two, provider="Dr. B"))[0], FIRST, "Tom")
    await join(two, FIRST, wish(attendee="Tom", provider="Dr. A"))
    await join(two, SECOND)
    await two.cancel(taken, OTHER)
    assert states(database_url) == {FIRST: "waiting", SECOND: "offered"}


async def test_what_is_kept_ends_when_its_person_books_something_else_then(diary: Diary) -> None:
    two = await clinic(diary, providers=[{"name": "Dr. A"}, {"name": "Dr. B"}])
    taken = await two.book((await on(two, provider="Dr. A"))[0], OTHER)
    await join(two, FIRST, wish(attendee="Tom", provider="Dr. A"))
    await join(two, SECOND, wish(provider="Dr. A"))
    await two.cancel(taken, OTHER)
    assert await offered(two, FIRST)
    await book_for(two, (await on(two, provider="Dr. B"))[0], FIRST, "Tom")
    assert await offered(two, FIRST) is None
    await waitlist.tend(two.db, two.practice, NOW)
    assert await offered(two, SECOND)


async def test_a_caller_who_takes_the_childs_time_for_herself_leaves_the_child_waiting(
    full: Diary, database_url: str
) -> None:
    await join(full, FIRST, TOM)
    await give_up(full)
    held = await offered(full, FIRST)
    assert held is not None
    assert (await book_for(full, held, FIRST, None)).attendee is None
    assert states(database_url) == {FIRST: "waiting"}
    assert await offered(full, FIRST) is None


async def test_of_two_hundred_after_a_time_held_for_a_child_only_the_holder_wins(
    full: Diary,
) -> None:
    numbers = [f"+9198200{n:05}" for n in range(199)]
    for number in numbers:
        await identify_user(full.db, full.practice.tenant_id, number, None, NOW)
    full.known.update(numbers)
    await join(full, FIRST, TOM)
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
    assert [(a.starts_at, a.attendee) for a in won] == [(held.starts_at, "Tom")]
    assert all(isinstance(t, SlotHeld | SlotTaken) for t in told if t is not won[0])


async def test_two_times_that_come_free_at_once_keep_one_person_in_one_place(diary: Diary) -> None:
    """Two cancellations in two transactions, and two entries for Tom at the same hour."""
    for _ in range(5):
        two = await clinic(diary, providers=[{"name": "Dr. A"}, {"name": "Dr. B"}])
        rows = [
            await two.book((await on(two, provider=name))[0], number)
            for name, number in (("Dr. A", SECOND), ("Dr. B", THIRD))
        ]
        for name in ("Dr. A", "Dr. B"):
            await join(two, FIRST, wish(attendee="Tom", provider=name))
        await asyncio.gather(two.cancel(rows[0], SECOND), two.cancel(rows[1], THIRD))
        await waitlist.tend(two.db, two.practice, NOW)
        kept = [w.held for w in await waiting(two, FIRST) if w.held]
        assert len(kept) == 1
        for entry in await waiting(two, FIRST):
            await waitlist.withdraw(two.db, two.practice, FIRST, entry.id, NOW)


async def test_a_call_for_a_child_from_the_wish_to_the_booking(
    full: Diary, database_url: str, tmp_path: Path
) -> None:
    wants = ["I'd like a check-up for my son Tom", *IDENTIFY, "Monday morning", "no", "yes please"]
    first = await call(full, tmp_path, *wants, "no thanks")
    assert first.data("update_waitlist")["waitlist"][0]["attendee"] == "Tom"
    assert "waiting list for Check-up for Tom on Monday, June 15" in first.said()[-2]
    await give_up(full)
    again = await call(full, tmp_path, "hi, any news?", *IDENTIFY, "book something", "yes", "no")
    assert any("come free: Check-up for Tom on Monday, June 15" in t for t in again.said())
    assert again.data("book_appointment")["appointment"]["attendee"] == "Tom"
    assert states(database_url) == {NUMBER: "booked"}


# ---- a visit -----------------------------------------------------------------------------------

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
