"""Waiting for somebody else, in a real database."""

import asyncio
from dataclasses import replace
from pathlib import Path

from tests.integration.conftest import NOW, Diary
from tests.integration.waiting import (
    FIRST,
    OTHER,
    SECOND,
    THIRD,
    TUESDAY,
    accept,
    book_for,
    clinic,
    full,
    give_up,
    join,
    offered,
    on,
    states,
    waiting,
    wish,
)
from tests.integration.waiting_calls import IDENTIFY, NUMBER, call

from ringbook.domain.model import Appointment
from ringbook.errors import SlotHeld, SlotTaken
from ringbook.store import waitlist
from ringbook.store.callers import identify_user

__all__ = ["full"]

TOM = wish(attendee="Tom")
OTHERS = {"Dr. A": "+919810000021", "Dr. B": "+919810000022"}


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
