"""The waiting list in a real database: who is offered what, until when, and what others see."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.errors import (
    DayFull,
    NoRoom,
    OfferExpired,
    SlotHeld,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TooFarAhead,
    TooManyWishes,
)
from ringbook.practice import PracticeFile
from ringbook.store import waitlist
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.practices import apply_practice, roll_slots

MONDAY, TUESDAY = date(2026, 6, 15), date(2026, 6, 16)
HALF_AN_HOUR = timedelta(minutes=30)
FIRST, SECOND, THIRD = "+919810000011", "+919810000012", "+919810000013"
OTHER = "+919810000099"
TWO = [{"name": "Dr. A"}, {"name": "Dr. B"}]
CHECK_UP = {"name": "Check-up", "duration_minutes": 30}

FILL = """
UPDATE slots SET is_open = false WHERE slot_date = %s AND slot_time <> ALL (%s)
"""
STATES = "SELECT contact_number, state FROM waitlist ORDER BY place"


def wish(day: date = MONDAY, **fields: Any) -> Wish:
    return Wish(fields.pop("service", "Check-up"), day, fields.pop("last", day), **fields)


async def join(diary: Diary, number: str, wanted: Wish | None = None) -> Waiting:
    if number not in diary.known:
        await identify_user(diary.db, diary.practice.tenant_id, number, None, diary.now)
        diary.known.add(number)
    return await waitlist.join(
        diary.db,
        diary.practice,
        contact_number=number,
        wish=wanted or wish(),
        request_id=uuid4(),
        now=diary.now,
    )


async def waiting(diary: Diary, number: str) -> tuple[Waiting, ...]:
    return await waitlist.waiting_of(diary.db, diary.practice, number, diary.now)


async def offered(diary: Diary, number: str) -> Slot | None:
    """What is held for the caller now."""
    held = [w.held.slot for w in await waiting(diary, number) if w.held]
    return held[0] if held else None


async def accept(diary: Diary, number: str) -> Appointment:
    held = [w.held.id for w in await waiting(diary, number) if w.held]
    return await waitlist.accept(
        diary.db,
        diary.practice,
        contact_number=number,
        offer_id=held[0],
        request_id=uuid4(),
        session_id=diary.session,
        now=diary.now,
    )


async def on(diary: Diary, day: date = MONDAY, **query: Any) -> tuple[Slot, ...]:
    return await diary.free(SlotQuery(first=day, last=day, **query))


def states(database_url: str) -> dict[str, str]:
    with psycopg.connect(database_url) as connection:
        return dict(connection.execute(STATES).fetchall())


@pytest.fixture
async def full(diary: Diary, database_url: str) -> Diary:
    """A clinic whose Monday has one cell, at 9:00, and that is booked by `OTHER`."""
    with psycopg.connect(database_url) as connection:
        connection.execute(FILL, (MONDAY, [time(9)]))
    await diary.book((await on(diary))[0], OTHER)
    assert await on(diary) == ()
    return diary


async def nine(diary: Diary) -> Appointment:
    """What `OTHER` has booked."""
    query = "SELECT id FROM appointments WHERE status = 'scheduled'"

    async def work(connection: Any) -> Any:
        return (await (await connection.execute(query)).fetchone())[0]

    found = await diary.db.run(work)
    slot = (await on(diary, TUESDAY))[0]
    return Appointment(found, slot.id, slot.starts_at, 30, "Check-up", slot.provider_id, "")


async def give_up(diary: Diary) -> None:
    await diary.cancel(await nine(diary), OTHER)


def later(diary: Diary, by: timedelta) -> Diary:
    return replace(diary, now=diary.now + by)


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


# ---- places that several share -------------------------------------------------------------------


async def clinic(diary: Diary, **fields: Any) -> Diary:
    file = PracticeFile.model_validate(CLINIC | fields)
    practice = await apply_practice(diary.db, file, NOW)

    async def close(connection: Any) -> None:
        await connection.execute(FILL, (MONDAY, [time(9)]))

    await diary.db.run(close)
    return replace(diary, practice=practice)


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


# ---- races ---------------------------------------------------------------------------------------


async def test_two_cancellations_at_once_are_two_offers_to_two(
    diary: Diary, database_url: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(FILL, (MONDAY, [time(9), time(11)]))
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
    with psycopg.connect(database_url) as connection:
        connection.execute(FILL, (MONDAY, [time(9), time(10), time(11), time(12)]))
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
