"""A visit is found with the least waiting, in the shortest time that there is."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import permutations, product

import pytest
from tests.integration.conftest import Diary
from tests.integration.visit_salon import (
    FAMILY,
    MONDAY,
    OWN,
    book,
    found,
    lasts,
    on_monday,
    salon,
    told,
)

from ringbook.domain.model import SlotQuery
from ringbook.domain.visit import Wish
from ringbook.errors import SlotTaken

__all__ = ["salon"]


@dataclass(frozen=True, slots=True)
class _Cell:
    starts_at: datetime


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
