"""Rooms and daily caps: what is offered, and what the writing functions let through."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.errors import DayFull, NoRoom, OutsideOpeningHours, SlotTaken, TooShortNotice
from ringbook.practice import PracticeFile
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice

MONDAY, TUESDAY = date(2026, 6, 15), date(2026, 6, 16)
TWO = [{"name": "Dr. A"}, {"name": "Dr. B"}]
CHECK_UP = {"name": "Check-up", "duration_minutes": 30}
OTHER = "+919810000002"

ROOMS = """
SELECT a.id, r.name FROM appointments a JOIN rooms r ON r.id = a.room_id
 WHERE a.status = 'scheduled' ORDER BY a.starts_at, r.name
"""


async def clinic(diary: Diary, **fields: Any) -> Diary:
    """The test clinic with two doctors and what else is given."""
    file = PracticeFile.model_validate(CLINIC | {"providers": TWO} | fields)
    return replace(diary, practice=await apply_practice(diary.db, file, NOW))


async def chairs(diary: Diary, *names: str, **service: Any) -> Diary:
    """The clinic with these rooms, all of them for its check-up."""
    services = [CHECK_UP | {"rooms": list(names)} | service]
    return await clinic(diary, rooms=list(names), services=services)


async def capped(diary: Diary, cap: int | None, **fields: Any) -> Diary:
    return await clinic(diary, services=[CHECK_UP | {"daily_cap": cap}, {"name": "Talk"}], **fields)


async def on(diary: Diary, day: date = MONDAY, **query: Any) -> tuple[Slot, ...]:
    return await diary.free(SlotQuery(first=day, last=day, **query))


def rooms_in(database_url: str) -> dict[UUID, str]:
    with psycopg.connect(database_url) as connection:
        return dict(connection.execute(ROOMS).fetchall())


# ---- rooms --------------------------------------------------------------------------------------


async def test_one_room_holds_one_of_two_doctors(diary: Diary, database_url: str) -> None:
    one = await chairs(diary, "Chair 1")
    a, b = await on(one, provider="Dr. A"), await on(one, provider="Dr. B")
    booked = await one.book(a[0])
    assert rooms_in(database_url) == {booked.id: "Chair 1"}
    assert (await on(one, provider="Dr. B"))[0].starts_at > b[0].starts_at
    with pytest.raises(NoRoom):
        await one.book(b[0], OTHER)
    await one.cancel(booked)
    assert (await one.book(b[0], OTHER)).starts_at == booked.starts_at


async def test_a_room_is_taken_for_the_buffers_too(diary: Diary) -> None:
    one = await chairs(diary, "Chair 1", buffer_after_minutes=10)
    await one.book((await on(one, provider="Dr. A"))[0])
    starts = [f"{s.starts_at.astimezone(one.practice.zone):%H:%M}" for s in await on(one)]
    assert starts[0] == "10:00"


async def test_the_least_wanted_room_is_given_first(diary: Diary, database_url: str) -> None:
    """The surgery can be nowhere but in the first room."""
    services = [
        CHECK_UP | {"rooms": ["Theatre", "Chair"]},
        {"name": "Surgery", "duration_minutes": 30, "rooms": ["Theatre"]},
    ]
    both = await clinic(diary, rooms=["Theatre", "Chair"], services=services)
    check_up = await both.book((await on(both, provider="Dr. A"))[0])
    surgery = await both.book((await on(both, service="Surgery"))[0], OTHER)
    assert check_up.starts_at == surgery.starts_at
    assert rooms_in(database_url) == {check_up.id: "Chair", surgery.id: "Theatre"}


async def test_a_move_keeps_its_room_or_takes_another(diary: Diary, database_url: str) -> None:
    two = await chairs(diary, "Chair 1", "Chair 2")
    nine, half_past, *_ = await on(two, provider="Dr. A")
    first = await two.book(nine)
    second = await two.book((await on(two, provider="Dr. B"))[0], OTHER)
    assert rooms_in(database_url) == {first.id: "Chair 1", second.id: "Chair 2"}
    moved = await two.move(second, half_past, OTHER)
    assert rooms_in(database_url)[moved.id] == "Chair 2"
    third = await two.book((await on(two, provider="Dr. B"))[0], "+919810000003")
    assert third.starts_at == nine.starts_at
    assert rooms_in(database_url)[third.id] == "Chair 2"
    with pytest.raises(SlotTaken):
        await two.move(moved, nine, OTHER)


async def test_a_room_no_longer_named_is_retired_and_not_deleted(
    diary: Diary, database_url: str
) -> None:
    two = await chairs(diary, "Chair 1", "Chair 2")
    await two.book((await on(two, provider="Dr. A"))[0])
    nine, half_past = (await on(two, provider="Dr. B"))[:2]
    in_two = await two.book(nine, OTHER)
    one = await chairs(diary, "Chair 1")
    assert rooms_in(database_url)[in_two.id] == "Chair 2"
    in_one = await one.book((await on(one, provider="Dr. A"))[0], "+919810000003")
    assert rooms_in(database_url)[in_one.id] == "Chair 1"
    with pytest.raises(NoRoom):
        await one.book(half_past, "+919810000004")


async def test_what_was_booked_before_gets_a_room_where_there_is_one(
    diary: Diary, database_url: str
) -> None:
    none = await clinic(diary)
    first = await none.book((await on(none, provider="Dr. A"))[0])
    second = await none.book((await on(none, provider="Dr. B"))[0], OTHER)
    assert first.starts_at == second.starts_at
    await chairs(diary, "Chair 1")
    assert list(rooms_in(database_url).values()) == ["Chair 1"]
    assert len(await none.starts(SlotQuery(first=MONDAY, last=MONDAY))) == 15


async def test_no_two_in_a_room_by_any_hand(diary: Diary, database_url: str) -> None:
    one = await chairs(diary, "Chair 1")
    booked = await one.book((await on(one, provider="Dr. A"))[0])
    other = (await on(await clinic(diary), provider="Dr. B"))[0]
    await chairs(diary, "Chair 1")
    by_hand = """INSERT INTO appointments (tenant_id, contact_number, slot_id, service_id)
                 SELECT tenant_id, contact_number, %s, service_id FROM appointments WHERE id = %s"""
    with psycopg.connect(database_url) as connection, pytest.raises(psycopg.IntegrityError):
        connection.execute(by_hand, (other.id, booked.id))
    with psycopg.connect(database_url) as connection:
        connection.execute("ALTER TABLE appointments DISABLE TRIGGER a_place")  # rolled back
        with pytest.raises(psycopg.errors.ExclusionViolation, match="appointments_one_in_a_room"):
            connection.execute(COPY_OF, {"slot": other.id, "of": booked.id})


COPY_OF = """
INSERT INTO appointments (tenant_id, contact_number, slot_id, appointment_date, appointment_time,
  duration_minutes, provider_id, service_id, starts_at, ends_at, buffer_before_minutes,
  buffer_after_minutes, busy, room_id)
SELECT a.tenant_id, contact_number, s.id, appointment_date, appointment_time, a.duration_minutes,
  s.provider_id, service_id, a.starts_at, a.ends_at, buffer_before_minutes, buffer_after_minutes,
  busy, room_id
  FROM appointments a, slots s WHERE a.id = %(of)s AND s.id = %(slot)s
"""


# ---- caps ---------------------------------------------------------------------------------------


async def test_a_full_day_is_neither_offered_nor_booked(diary: Diary) -> None:
    stale = (await on(await capped(diary, None)))[5]
    two = await capped(diary, 2)
    for number, slot in zip((None, OTHER), (await on(two))[:2], strict=True):
        await two.book(slot, number or "+919810000001")
    assert await on(two) == ()
    assert (await two.free())[0].starts_at < stale.starts_at  # Friday is not full
    assert await on(two, service="Talk")
    with pytest.raises(DayFull):
        await two.book(stale, "+919810000003")


async def test_a_cap_is_read_when_the_write_happens(diary: Diary) -> None:
    """A stale call, and a forged id, against the rules of now."""
    slots = await on(await capped(diary, None))
    one = await capped(diary, 1)
    await one.book(slots[0])
    with pytest.raises(DayFull):
        await one.book(slots[3], OTHER)


async def test_a_move_within_the_day_does_not_count_itself(diary: Diary) -> None:
    one = await capped(diary, 1)
    monday, tuesday = await on(one), await on(one, TUESDAY)
    booked = await one.book(monday[0])
    moving = await on(one, moving=booked.id, provider="Dr. A")
    assert [s.starts_at for s in moving] == [s.starts_at for s in monday[1:]]
    moved = await one.move(booked, moving[0])
    await one.book(tuesday[0], OTHER)
    assert await on(one, TUESDAY, moving=moved.id) == ()
    with pytest.raises(DayFull):
        await one.move(moved, tuesday[3])


async def test_a_cancelled_one_leaves_its_place(diary: Diary) -> None:
    one = await capped(diary, 1)
    booked = await one.book((await on(one))[0])
    await one.cancel(booked)
    assert (await one.book((await on(one))[4], OTHER)).status == "scheduled"


async def test_a_lower_cap_keeps_what_is_booked(diary: Diary) -> None:
    two = await capped(diary, 2)
    first, second, third, *_ = await on(two)
    booked = await two.book(first)
    await two.book(second, OTHER)
    one = await capped(diary, 1)
    with pytest.raises(DayFull):
        await one.book(third, "+919810000003")
    assert (await one.move(booked, third)).starts_at == third.starts_at


# ---- races --------------------------------------------------------------------------------------


async def race(diary: Diary, slots: tuple[Slot, ...], callers: int) -> list[object]:
    """Many callers at once, each for one of the slots in turn; what each was told."""
    numbers = [f"+9198100{n:05}" for n in range(callers)]
    for number in numbers:
        await identify_user(diary.db, diary.practice.tenant_id, number, None, NOW)
    diary.known.update(numbers)
    asked = (diary.book(slots[n % len(slots)], number) for n, number in enumerate(numbers))
    return await asyncio.gather(*asked, return_exceptions=True)


def winners(told: list[object]) -> int:
    refusals = [t for t in told if not isinstance(t, Appointment)]
    assert all(isinstance(t, SlotTaken | DayFull | NoRoom) for t in refusals), refusals
    return len(told) - len(refusals)


async def test_the_last_places_of_a_day_go_to_as_many(diary: Diary) -> None:
    three = await capped(diary, 3)
    assert winners(await race(three, await on(three), 40)) == 3
    assert await on(three) == ()


async def test_the_last_rooms_go_to_as_many(diary: Diary) -> None:
    """Three doctors at the same time, two rooms: two callers get one, and only two."""
    three = [*TWO, {"name": "Dr. C"}]
    services = [CHECK_UP | {"rooms": ["Chair 1", "Chair 2"]}]
    rooms = ["Chair 1", "Chair 2"]
    shared = await clinic(diary, providers=three, rooms=rooms, services=services)
    at_nine = [(await on(shared, provider=p["name"], limit=1))[0] for p in three]
    assert winners(await race(shared, tuple(at_nine), 30)) == 2


async def test_moves_and_bookings_for_the_last_place_do_not_deadlock(diary: Diary) -> None:
    one = await capped(diary, 1)
    monday, tuesday = await on(one), await on(one, TUESDAY)
    booked = await one.book(monday[0])
    told, moved = await asyncio.gather(
        race(one, tuesday, 20),
        asyncio.gather(*(one.move(booked, s) for s in tuesday[:4]), return_exceptions=True),
    )
    came = {m.starts_at for m in moved if isinstance(m, Appointment)}
    assert winners(told) + len(came) >= 1
    assert winners([m for m in moved if not isinstance(m, Appointment)]) == 0
    assert await on(one, TUESDAY) == ()


# ---- other rules, by a slot that is stale or forged ---------------------------------------------


async def test_a_forged_slot_books_neither_a_break_nor_inside_the_notice(diary: Diary) -> None:
    before_the_break = (await on(await clinic(diary)))[7]
    long = await clinic(diary, services=[CHECK_UP | {"duration_minutes": 60, "rooms": []}])
    with pytest.raises(OutsideOpeningHours):
        await long.book(before_the_break)
    soon = (await long.free())[0]
    strict = await capped(diary, 5, policies={"max_days_ahead": 30, "min_notice_minutes": 240})
    with pytest.raises(TooShortNotice):
        await strict.book(soon)


# ---- anyone -------------------------------------------------------------------------------------


async def test_anyone_is_who_has_most_room_that_day(diary: Diary) -> None:
    two = await clinic(diary, services=[CHECK_UP, {"name": "Filling", "duration_minutes": 60}])
    assert {s.provider for s in await on(two)} == {"Dr. A"}
    await two.book((await on(two, provider="Dr. A"))[-1])
    assert {s.provider for s in (await on(two))[:-1]} == {"Dr. B"}
    assert (await on(two, TUESDAY))[0].provider == "Dr. A"
    await two.book((await on(two, provider="Dr. B", service="Filling"))[0], OTHER)
    assert (await on(two))[4].provider == "Dr. A"
