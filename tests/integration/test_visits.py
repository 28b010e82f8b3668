"""A visit in the database: written all or nothing, changed as one."""

import asyncio
from collections import Counter
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import Diary
from tests.integration.diary_facts import DRIFT, scalar
from tests.integration.visit_salon import (
    ANIL,
    FAMILY,
    MONDAY,
    OWN,
    PRIYA,
    book,
    cancel,
    found,
    move,
    on_monday,
    salon,
)

from ringbook.domain.model import Appointment, SlotQuery
from ringbook.domain.visit import Visit, VisitPart, Wish
from ringbook.errors import (
    AppointmentNotFound,
    CallerNotIdentified,
    NoRoom,
    PersonBusy,
    PolicyRefused,
    RingbookError,
    SlotTaken,
    TooManyBookings,
)
from ringbook.store.bookings import appointments_of

__all__ = ["salon"]

# ---- booking ------------------------------------------------------------------------------------


async def test_all_parts_are_booked_as_one(salon: Diary) -> None:
    (visit, *_) = await found(salon, FAMILY)
    rows = await book(salon, visit)
    assert [(r.service, r.attendee) for r in rows] == [(p.service, p.attendee) for p in visit.parts]
    assert len({r.visit_id for r in rows}) == 1
    listed = await appointments_of(salon.db, salon.practice, PRIYA, salon.now)
    assert {r.id: r.visit_id for r in listed} == {r.id: r.visit_id for r in rows}
    assert await scalar(salon.db, DRIFT) == 0


async def test_one_part_taken_means_that_nothing_is_booked_and_which(salon: Diary) -> None:
    (visit, *_) = await found(salon, OWN)
    await salon.book(visit.slots[1], ANIL)
    with pytest.raises(SlotTaken, match=r"^slot_taken$") as refused:
        await book(salon, visit)
    assert refused.value.spoken.startswith("Colour, Monday, June 15 at 9:45 AM: ")
    assert refused.value.spoken.endswith("So nothing was changed.")
    assert await scalar(salon.db, "SELECT count(*) FROM visits") == 0
    assert await appointments_of(salon.db, salon.practice, PRIYA, salon.now) == ()
    assert await scalar(salon.db, DRIFT) == 0


async def test_the_same_request_again_answers_the_same(salon: Diary) -> None:
    request = uuid4()
    (visit, *_) = await found(salon, FAMILY)
    rows = await book(salon, visit, request=request)
    assert await book(salon, visit, request=request) == rows
    at_once = await asyncio.gather(*(book(salon, visit, request=request) for _ in range(6)))
    assert all(again == rows for again in at_once)
    assert await scalar(salon.db, "SELECT count(*) FROM appointments") == 3


async def test_the_same_request_at_once_books_once(salon: Diary) -> None:
    request = uuid4()
    (visit, *_) = await found(salon, FAMILY)
    answers = await asyncio.gather(*(book(salon, visit, request=request) for _ in range(8)))
    assert len({tuple(r.id for r in rows) for rows in answers}) == 1
    assert await scalar(salon.db, "SELECT count(*) FROM appointments") == 3


async def test_of_many_callers_for_one_visit_one_gets_it(salon: Diary) -> None:
    (visit, *_) = await found(salon, FAMILY)
    answers = await asyncio.gather(
        *(book(salon, visit, f"+9198100{n:05}") for n in range(40)), return_exceptions=True
    )
    told = Counter(type(answer) for answer in answers)
    assert told == {tuple: 1, SlotTaken: 39}
    assert await scalar(salon.db, "SELECT count(*) FROM appointments") == 3


async def test_visits_and_single_bookings_in_each_others_way_do_not_deadlock(salon: Diary) -> None:
    visits = await found(salon, FAMILY)
    singles = await salon.free(SlotQuery("Trim", MONDAY, MONDAY, limit=12))
    answers = await asyncio.gather(
        *(book(salon, visits[n % len(visits)], f"+9198100{n:05}") for n in range(20)),
        *(salon.book(singles[n % len(singles)], f"+9198100{n:05}") for n in range(20, 40)),
        return_exceptions=True,
    )
    assert all(isinstance(a, tuple | Appointment | SlotTaken) for a in answers)
    whole = await scalar(
        salon.db,
        "SELECT count(*) FROM visits v WHERE (SELECT count(*) FROM appointments a"
        " WHERE a.visit_id = v.id) <> 3",
    )
    assert whole == 0
    assert await scalar(salon.db, DRIFT) == 0


async def test_a_visit_counts_once_against_the_most_that_a_caller_may_have(salon: Diary) -> None:
    days = [
        SlotQuery("Cut", MONDAY + timedelta(days=n), MONDAY + timedelta(days=n)) for n in range(5)
    ]
    for day in days:
        (visit, *_) = await found(salon, FAMILY, day)
        await book(salon, visit)
    (visit, *_) = await found(salon, OWN, SlotQuery("Cut", date(2026, 6, 22), date(2026, 6, 22)))
    with pytest.raises(TooManyBookings):
        await book(salon, visit)


async def test_nobody_is_in_two_places(salon: Diary) -> None:
    (visit, *_) = await found(salon, (Wish("Cut"), Wish("Trim", "Tom")))
    twice = Visit(tuple(VisitPart(p.service, "Tom", p.slot) for p in visit.parts))
    with pytest.raises(PersonBusy):
        await book(salon, twice)
    assert await scalar(salon.db, "SELECT count(*) FROM appointments") == 0


async def test_what_is_no_visit_is_refused(salon: Diary) -> None:
    (visit, *_) = await found(salon, OWN)
    with pytest.raises(PolicyRefused):
        await book(salon, Visit(visit.parts[:1]))
    with pytest.raises(CallerNotIdentified):
        await book(salon, visit, "+919899999999")
    with pytest.raises(RingbookError):
        await book(salon, Visit((*visit.parts, VisitPart("Perm", None, visit.slots[0]))))
    assert await scalar(salon.db, "SELECT count(*) FROM visits") == 0


async def test_a_forged_pair_of_one_place_is_refused_whole(salon: Diary) -> None:
    (visit, *_) = await found(salon, (Wish("Wash"), Wish("Trim", "Tom")))
    forged = Visit(tuple(VisitPart("Wash", p.attendee, p.slot) for p in visit.parts))
    with pytest.raises((NoRoom, SlotTaken)):
        await book(salon, forged)
    assert await scalar(salon.db, "SELECT count(*) FROM appointments") == 0


# ---- changing -----------------------------------------------------------------------------------


async def test_a_whole_visit_is_cancelled_and_again_is_the_same(salon: Diary) -> None:
    (visit, *_) = await found(salon, FAMILY)
    rows = await book(salon, visit)
    gone = await cancel(salon, rows)
    assert {r.status for r in gone} == {"cancelled"}
    assert await cancel(salon, rows) == gone
    assert await appointments_of(salon.db, salon.practice, PRIYA, salon.now) == ()
    assert (await found(salon, FAMILY))[0].slots == visit.slots


async def test_a_visit_of_somebody_else_is_not_found(salon: Diary) -> None:
    (visit, *_) = await found(salon, OWN)
    rows = await book(salon, visit)
    with pytest.raises(AppointmentNotFound):
        await cancel(salon, rows, ANIL)
    single = await salon.book((await salon.free(SlotQuery("Cut", date(2026, 6, 17))))[0], PRIYA)
    with pytest.raises(AppointmentNotFound):
        await cancel(salon, (rows[0], single))


@pytest.mark.parametrize("at", [time(9, 15), time(10), time(9), time(14)])
async def test_a_whole_visit_moves_over_its_own_time(salon: Diary, at: time) -> None:
    """From half past nine: a little later and earlier, each part needs what another still has."""
    (visit, *_) = await found(salon, FAMILY, on_monday(time(9, 30)))
    rows = await book(salon, visit)
    wishes = [Wish(r.service, r.attendee) for r in rows]
    (new,) = await found(salon, wishes, on_monday(at), [r.id for r in rows])
    request = uuid4()
    moved = await move(salon, new.parts, request)
    assert {r.id for r in moved} == {r.id for r in rows}
    assert {r.starts_at for r in moved} == {s.starts_at for s in new.slots}
    assert await move(salon, new.parts, request) == moved
    assert await scalar(salon.db, "SELECT count(*) FROM visits") == 1
    assert await scalar(salon.db, DRIFT) == 0


async def test_one_part_that_cannot_move_keeps_the_others(salon: Diary) -> None:
    (visit, *_) = await found(salon, OWN)
    rows = await book(salon, visit)
    (new,) = await found(salon, OWN, on_monday(time(14)), [r.id for r in rows])
    await salon.book(new.slots[1], ANIL)
    with pytest.raises(SlotTaken) as refused:
        await move(salon, new.parts)
    assert refused.value.spoken.startswith("Colour, Monday, June 15 at 2:45 PM: ")
    assert await appointments_of(salon.db, salon.practice, PRIYA, salon.now) == rows


async def test_one_part_is_changed_like_any_appointment(salon: Diary) -> None:
    (visit, *_) = await found(salon, FAMILY)
    rows = await book(salon, visit)
    await salon.cancel(rows[-1], PRIYA)
    left = await appointments_of(salon.db, salon.practice, PRIYA, salon.now)
    assert [r.id for r in left] == [r.id for r in rows[:-1]]
