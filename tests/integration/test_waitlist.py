"""The waiting list in a real database: who is offered what, until when, and what others see."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.waiting import (
    FIRST,
    HALF_AN_HOUR,
    MONDAY,
    OTHER,
    SECOND,
    THIRD,
    TUESDAY,
    accept,
    clinic,
    full,
    give_up,
    join,
    later,
    nine,
    offered,
    on,
    states,
    waiting,
    wish,
)

from ringbook.errors import (
    OfferExpired,
    SlotHeld,
    SlotInPast,
    SlotNotFound,
    TooFarAhead,
    TooManyWishes,
)
from ringbook.store import waitlist
from ringbook.store.callers import erase_caller
from ringbook.store.practices import roll_slots

__all__ = ["full"]


# ---- joining and leaving -----------------------------------------------------------------------


async def test_the_same_wish_twice_is_one_entry(full: Diary) -> None:
    assert (await join(full, FIRST)).id == (await join(full, FIRST)).id
    assert (await join(full, FIRST, wish(earliest=time(9)))).id != (await join(full, FIRST)).id
    assert [w.wish for w in await waiting(full, FIRST)] == [wish(), wish(earliest=time(9))]


async def test_what_cannot_be_waited_for_is_refused(full: Diary) -> None:
    for wrong, error in (
        (wish(date(2026, 6, 11)), SlotInPast),
        (wish(date(2026, 9, 1)), TooFarAhead),
        (wish(service="Surgery"), SlotNotFound),
        (wish(provider="Dr. Nobody"), SlotNotFound),
    ):
        with pytest.raises(error):
            await join(full, FIRST, wrong)
    for day in range(5):
        await join(full, FIRST, wish(MONDAY + timedelta(days=day)))
    with pytest.raises(TooManyWishes):
        await join(full, FIRST, wish(date(2026, 6, 22)))


async def test_who_withdrew_gets_no_offer(full: Diary, database_url: str) -> None:
    entry = await join(full, FIRST)
    await join(full, SECOND)
    args = (full.db, full.practice)
    assert not await waitlist.withdraw(*args, SECOND, entry.id, NOW)
    assert await waitlist.withdraw(*args, FIRST, entry.id, NOW)
    assert not await waitlist.withdraw(*args, FIRST, entry.id, NOW)
    await give_up(full)
    assert states(database_url) == {FIRST: "withdrawn", SECOND: "offered"}


async def test_an_erased_caller_waits_for_nothing_and_holds_nothing(
    full: Diary, database_url: str
) -> None:
    await join(full, FIRST)
    await join(full, SECOND)
    await give_up(full)
    assert await erase_caller(full.db, full.practice.tenant_id, FIRST, "owner", NOW)
    assert states(database_url) == {SECOND: "waiting"}
    assert await waitlist.tend(full.db, full.practice, NOW) == 1
    assert await offered(full, SECOND)


async def test_who_gives_a_time_up_by_erasure_is_not_offered_it(
    full: Diary, database_url: str
) -> None:
    await join(full, OTHER)
    await join(full, FIRST)
    assert await erase_caller(full.db, full.practice.tenant_id, OTHER, "owner", NOW)
    assert states(database_url) == {FIRST: "offered"}


# ---- offers --------------------------------------------------------------------------------------


async def test_a_cancellation_holds_the_time_for_the_first_it_suits(full: Diary) -> None:
    await join(full, FIRST, wish(earliest=time(14)))
    await join(full, SECOND, wish(latest=time(8, 30)))
    await join(full, THIRD)
    await give_up(full)
    held = await offered(full, THIRD)
    assert held is not None
    assert f"{held.starts_at.astimezone(full.practice.zone):%d %H:%M}" == "15 09:00"
    assert await offered(full, FIRST) is None
    assert await offered(full, SECOND) is None


async def test_while_held_it_is_neither_offered_nor_booked_but_by_the_holder(
    full: Diary, database_url: str
) -> None:
    await join(full, FIRST)
    await give_up(full)
    held = await offered(full, FIRST)
    assert held is not None
    assert await on(full) == ()
    with pytest.raises(SlotHeld):
        await full.book(held, SECOND)
    elsewhere = await full.book((await on(full, TUESDAY))[0], SECOND)
    with pytest.raises(SlotHeld):
        await full.move(elsewhere, held, SECOND)
    assert (await full.book(held, FIRST)).starts_at == held.starts_at
    assert states(database_url) == {FIRST: "booked"}
    assert await waiting(full, FIRST) == ()


async def test_the_holder_may_move_there_too(full: Diary) -> None:
    mine = await full.book((await on(full, TUESDAY))[0], FIRST)
    await join(full, FIRST)
    await give_up(full)
    held = await offered(full, FIRST)
    assert held is not None
    assert (await full.move(mine, held, FIRST)).starts_at == held.starts_at


async def test_who_books_elsewhere_what_they_waited_for_lets_the_hold_go(
    full: Diary, database_url: str
) -> None:
    both = wish(last=TUESDAY, latest=time(12))
    await join(full, FIRST, both)
    await join(full, SECOND)
    await join(full, THIRD, wish(TUESDAY, earliest=time(15)))
    await give_up(full)
    await full.book((await on(full, TUESDAY))[0], FIRST)
    assert states(database_url) == {FIRST: "booked", SECOND: "waiting", THIRD: "waiting"}
    await waitlist.tend(full.db, full.practice, NOW)
    assert await offered(full, SECOND)


async def test_accepting_books_once(full: Diary, database_url: str) -> None:
    await join(full, FIRST)
    await give_up(full)
    offer = (await waiting(full, FIRST))[0].held
    assert offer is not None
    booked = await accept(full, FIRST)
    assert booked.starts_at == offer.slot.starts_at
    assert states(database_url) == {FIRST: "booked"}
    again = await waitlist.accept(
        full.db,
        full.practice,
        contact_number=FIRST,
        offer_id=offer.id,
        request_id=uuid4(),
        session_id="again",
        now=NOW + timedelta(hours=2),
    )
    assert again == booked
    with pytest.raises(OfferExpired):
        await waitlist.accept(
            full.db,
            full.practice,
            contact_number=SECOND,
            offer_id=offer.id,
            request_id=uuid4(),
            session_id="not theirs",
            now=NOW,
        )


async def test_a_hold_runs_out_and_passes_on(full: Diary, database_url: str) -> None:
    await join(full, FIRST)
    await join(full, SECOND)
    await give_up(full)
    offer = (await waiting(full, FIRST))[0].held
    assert offer is not None
    assert offer.until == NOW + HALF_AN_HOUR
    just_before = later(full, HALF_AN_HOUR - timedelta(seconds=1))
    assert await waitlist.tend(full.db, full.practice, just_before.now) == 0
    assert await offered(just_before, FIRST)
    after = later(full, HALF_AN_HOUR)
    assert await offered(after, FIRST) is None
    with pytest.raises(OfferExpired):
        await waitlist.accept(
            full.db,
            full.practice,
            contact_number=FIRST,
            offer_id=offer.id,
            request_id=uuid4(),
            session_id="late",
            now=after.now,
        )
    assert await waitlist.tend(full.db, full.practice, after.now) == 1
    assert states(database_url) == {FIRST: "waiting", SECOND: "offered"}
    end = later(after, HALF_AN_HOUR)
    assert await waitlist.tend(full.db, full.practice, end.now) == 0
    assert [s.starts_at for s in await on(end)] == [offer.slot.starts_at]


async def test_an_expired_hold_keeps_nobody_out_before_it_is_tended(full: Diary) -> None:
    await join(full, FIRST)
    await give_up(full)
    after = later(full, HALF_AN_HOUR)
    (slot,) = await on(after)
    assert (await after.book(slot, SECOND)).status == "scheduled"


async def test_declining_passes_on_at_once(full: Diary, database_url: str) -> None:
    await join(full, FIRST)
    await join(full, SECOND)
    await give_up(full)
    offer = (await waiting(full, FIRST))[0].held
    assert offer is not None
    assert await waitlist.decline(full.db, full.practice, FIRST, offer.id, NOW)
    assert not await waitlist.decline(full.db, full.practice, FIRST, offer.id, NOW)
    assert states(database_url) == {FIRST: "waiting", SECOND: "offered"}


async def test_a_hold_ends_when_the_time_can_no_longer_be_booked(full: Diary) -> None:
    rules = {"policies": {"max_days_ahead": 30, "min_notice_minutes": 120}}
    strict = await clinic(full, **rules)
    with_notice = replace(strict, now=NOW.replace(day=15, hour=1, minute=15))  # 6:45, for 9:00
    await join(with_notice, FIRST)
    await give_up(with_notice)
    offer = (await waiting(with_notice, FIRST))[0].held
    assert offer is not None
    assert offer.until - with_notice.now == timedelta(minutes=15)
    assert offer.slot.starts_at - offer.until == timedelta(hours=2)


async def test_the_owner_says_how_long(full: Diary) -> None:
    patient = await clinic(full, policies={"max_days_ahead": 30, "waitlist_hold_minutes": 90})
    await join(patient, FIRST)
    await give_up(patient)
    offer = (await waiting(patient, FIRST))[0].held
    assert offer is not None
    assert offer.until == NOW + timedelta(minutes=90)


async def test_a_move_frees_its_old_time_and_who_moved_is_not_asked(full: Diary) -> None:
    await join(full, OTHER)
    await join(full, FIRST)
    await full.move(await nine(full), (await on(full, TUESDAY))[0], OTHER)
    assert await offered(full, FIRST)
    assert await offered(full, OTHER) is None


async def test_a_cell_that_opens_is_found_by_the_job(full: Diary) -> None:
    await join(full, FIRST, wish(earliest=time(10), latest=time(11)))
    await roll_slots(full.db, full.practice, NOW)
    assert await offered(full, FIRST) is None
    assert await waitlist.tend(full.db, full.practice, NOW) == 1
    held = await offered(full, FIRST)
    assert held is not None
    assert f"{held.starts_at.astimezone(full.practice.zone):%H:%M}" == "10:00"


async def test_a_wish_whose_days_are_over_expires(full: Diary, database_url: str) -> None:
    await join(full, FIRST)
    await waitlist.tend(full.db, full.practice, NOW + timedelta(days=4))
    assert states(database_url) == {FIRST: "expired"}
    assert await waiting(later(full, timedelta(days=4)), FIRST) == ()
