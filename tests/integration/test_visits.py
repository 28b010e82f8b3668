"""A visit in the database: found with the least waiting, written all or nothing, changed as one."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import permutations, product
from uuid import UUID, uuid4

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.test_races import DRIFT, known, scalar

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
from ringbook.practice import PracticeFile
from ringbook.store.bookings import appointments_of
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice
from ringbook.store.visits import book_visit, cancel_visit, find_visits, modify_visit


@dataclass(frozen=True, slots=True)
class _Cell:
    starts_at: datetime


MONDAY = date(2026, 6, 15)
PRIYA = "+919810000000"
ANIL = "+919810000001"
OWN = (Wish("Cut"), Wish("Colour"))
FAMILY = (Wish("Cut"), Wish("Colour"), Wish("Trim", "Tom"))
SALON = CLINIC | {
    "name": "Test Salon",
    "slug": "test-salon",
    "slot_minutes": 15,
    "rooms": ["Basin", "Desk"],
    "providers": [{"name": "Maria"}, {"name": "Jon"}],
    "services": [
        {"name": "Cut", "duration_minutes": 45, "providers": ["Maria", "Jon"]},
        {"name": "Colour", "duration_minutes": 60, "buffer_after_minutes": 15,
         "providers": ["Maria"]},
        {"name": "Trim", "duration_minutes": 30, "providers": ["Maria", "Jon"]},
        {"name": "Wash", "duration_minutes": 30, "rooms": ["Basin"], "providers": ["Maria", "Jon"]},
        {"name": "Nails", "duration_minutes": 30, "rooms": ["Basin", "Desk"], "daily_cap": 2,
         "providers": ["Maria", "Jon"]},
    ],
}  # fmt: skip


@pytest.fixture
async def salon(db: Database) -> Diary:
    """Two people, cells of a quarter of an hour, two places, open 9 to 13 and 14 to 18."""
    practice = await apply_practice(db, PracticeFile.model_validate(SALON), NOW)
    diary = Diary(db, practice)
    await known(diary, 40)
    return diary


def on_monday(at: time | None = None, provider: str | None = None) -> SlotQuery:
    return SlotQuery("Cut", MONDAY, MONDAY, at, at, provider)


async def found(
    diary: Diary,
    wishes: Sequence[Wish] = OWN,
    query: SlotQuery | None = None,
    moving: Sequence[UUID] = (),
) -> tuple[Visit, ...]:
    query = query or on_monday()
    return await find_visits(diary.db, diary.practice, query, wishes, diary.now, moving)


async def book(
    diary: Diary, visit: Visit, number: str = PRIYA, request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await book_visit(
        diary.db, diary.practice, contact_number=number, parts=visit.parts,
        request_id=request or uuid4(), session_id="test-session", now=diary.now,
    )  # fmt: skip


async def cancel(
    diary: Diary, rows: Sequence[Appointment], number: str = PRIYA
) -> tuple[Appointment, ...]:
    return await cancel_visit(
        diary.db, diary.practice, contact_number=number, parts=parts_of(rows),
        session_id="test-session", now=diary.now,
    )  # fmt: skip


async def move(
    diary: Diary, parts: Sequence[VisitPart], request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await modify_visit(
        diary.db, diary.practice, contact_number=PRIYA, parts=parts,
        request_id=request or uuid4(), session_id="test-session", now=diary.now,
    )  # fmt: skip


def parts_of(rows: Sequence[Appointment]) -> list[VisitPart]:
    return [VisitPart(row.service, row.attendee, None, row.id) for row in rows]


def told(diary: Diary, visit: Visit) -> list[str]:
    zone = diary.practice.zone
    return [
        f"{slot.starts_at.astimezone(zone):%d %H:%M} {part.service} {slot.provider}"
        for part, slot in zip(visit.parts, visit.slots, strict=True)
    ]


# ---- finding ------------------------------------------------------------------------------------


async def test_services_of_one_person_follow_each_other(salon: Diary) -> None:
    visits = await found(salon)
    assert [v.waiting_minutes for v in visits] == [0] * 6
    assert told(salon, visits[0]) == ["15 09:00 Cut Maria", "15 09:45 Colour Maria"]
    starts = [v.slots[0].starts_at for v in visits]
    assert starts == sorted(set(starts))


async def test_two_people_are_served_at_the_same_time(salon: Diary) -> None:
    (visit, *_) = await found(salon, (Wish("Colour"), Wish("Trim", "Tom")))
    assert told(salon, visit) == ["15 09:00 Colour Maria", "15 09:00 Trim Jon"]
    assert visit.waiting_minutes == 30  # Tom's, until the colour is done


async def test_three_services_and_two_people_take_the_shortest_way(salon: Diary) -> None:
    (visit, *_) = await found(salon, FAMILY, on_monday(time(10)))
    begins, ends = visit.slots[0].starts_at, max(s.starts_at + lasts(s) for s in visit.slots)
    assert ends - begins == timedelta(minutes=105)


def lasts(slot: object) -> timedelta:
    return timedelta(minutes=slot.duration_minutes)  # type: ignore[attr-defined]  # any booked thing


async def test_who_is_asked_for_does_what_they_can(salon: Diary) -> None:
    (visit, *_) = await found(salon, OWN, on_monday(provider="Jon"))
    assert sorted((p.service, p.slot.provider) for p in visit.parts if p.slot) == [
        ("Colour", "Maria"),
        ("Cut", "Jon"),
    ]


async def test_the_least_waiting_of_a_day_comes_first(salon: Diary) -> None:
    """With Maria's morning in pieces, only the afternoon has both without a gap."""
    for at in (time(9, 45), time(11, 15)):
        (slot,) = await salon.free(SlotQuery("Trim", MONDAY, MONDAY, at, at, "Maria"))
        await salon.book(slot, f"+91981000000{2 + at.hour % 2}")
    visits = await found(salon, (Wish("Colour"), Wish("Cut")), on_monday(provider="Maria"))
    waits = [v.waiting_minutes for v in visits]
    assert waits == sorted(waits)
    assert waits[0] == 0


async def test_days_without_room_are_passed_over(salon: Diary) -> None:
    query = SlotQuery("Cut", date(2026, 6, 13), date(2026, 6, 30), excluded_weekdays=frozenset({0}))
    (visit, *_) = await found(salon, OWN, query)
    assert told(salon, visit)[0] == "16 09:00 Cut Maria"


async def test_people_share_no_place_and_no_last_one_of_the_day(salon: Diary) -> None:
    (visit, *_) = await found(salon, (Wish("Wash"), Wish("Wash", "Tom")))
    first, second = visit.slots
    assert second.starts_at - first.starts_at == timedelta(minutes=30)  # there is one basin
    (visit, *_) = await found(salon, (Wish("Wash"), Wish("Nails", "Tom")))
    assert visit.slots[0].starts_at == visit.slots[1].starts_at
    assert len(await book(salon, visit)) == 2
    assert await found(salon, (Wish("Nails"), Wish("Nails", "Tom"))) == ()  # two a day, one is gone


async def test_nothing_unknown_is_found(salon: Diary) -> None:
    assert await found(salon, (Wish("Cut"), Wish("Perm"))) == ()
    assert await found(salon, OWN, on_monday(provider="Nobody")) == ()


def shortest(
    cells: dict[str, list[datetime]], able: dict[str, list[str]], wishes: Sequence[Wish]
) -> dict[datetime, timedelta]:
    """For each start the shortest visit, by trying everything: the slow way."""
    minutes = {"Cut": (45, 0), "Colour": (60, 15), "Trim": (30, 0)}
    best: dict[datetime, timedelta] = {}

    def options(wish: Wish) -> Iterator[tuple[datetime, datetime, datetime, str, str]]:
        stays, after = minutes[wish.service]
        for who in able[wish.service]:
            for at in cells[who]:
                ends = at + timedelta(minutes=stays)
                busy = [at + timedelta(minutes=n) for n in range(0, stays + after, 15)]
                shut = ends.astimezone(at.tzinfo).time() > (time(13) if at.hour < 13 else time(18))
                inside = [b for b in busy if b.hour < (13 if at.hour < 13 else 18)]
                if not shut and all(b in cells[who] for b in inside):
                    yield at, ends, ends + timedelta(minutes=after), who, wish.attendee or ""

    for way in product(*(list(options(w)) for w in wishes)):
        clash = any(
            (a[4] == b[4] and a[0] < b[1] and b[0] < a[1])
            or (a[3] == b[3] and a[0] < b[2] and b[0] < a[2])
            for a, b in permutations(way, 2)
        )
        span = max(part[1] for part in way) - min(part[0] for part in way)
        longest = timedelta(minutes=sum(minutes[w.service][0] for w in wishes) + 60)
        if not clash and span <= longest:
            begins = min(part[0] for part in way)
            best[begins] = min(span, best.get(begins, longest))
    return best


@pytest.mark.parametrize("seed", range(4))
async def test_it_is_the_visit_that_trying_everything_finds(salon: Diary, seed: int) -> None:
    chance = random.Random(seed)
    everything = await salon.free(SlotQuery("Trim", MONDAY, MONDAY, limit=200))
    for n, slot in enumerate(chance.sample(everything, 6)):
        try:
            await salon.book(slot, f"+9198100{n + 10:05}")
        except SlotTaken:
            continue
    zone = salon.practice.zone
    cells: dict[str, list[datetime]] = {"Maria": [], "Jon": []}
    for who in cells:
        rows = await salon.db.rows(
            _Cell,
            "SELECT s.starts_at FROM slots s JOIN providers p ON p.id = s.provider_id"
            " WHERE s.is_available AND p.name = %(who)s AND s.slot_date = %(day)s",
            {"who": who, "day": MONDAY},
        )
        cells[who] = [row.starts_at.astimezone(zone) for row in rows]
    able = {"Cut": ["Maria", "Jon"], "Colour": ["Maria"], "Trim": ["Maria", "Jon"]}
    for wishes in (OWN, (Wish("Trim"), Wish("Cut", "Tom"))):
        expected = shortest(cells, able, wishes)
        for begins, span in expected.items():
            visits = await found(salon, wishes, on_monday(begins.time()))
            (visit,) = visits
            ends = max(s.starts_at + lasts(s) for s in visit.slots)
            assert ends - visit.slots[0].starts_at == span
        listed = [v.slots[0].starts_at for v in await found(salon, wishes)]
        assert set(listed) <= {*expected}


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
