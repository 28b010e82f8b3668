"""Visits of three and four services are not looked for everywhere: is a shorter one missed?

Days of four people with different skills are filled at random, from seeds, and each start is
compared with the shortest visit that trying everything finds.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.diary_facts import known

from ringbook.domain.model import SlotQuery
from ringbook.domain.visit import Visit, Wish
from ringbook.errors import RingbookError
from ringbook.practice import PracticeFile
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice
from ringbook.store.visits import find_visits

MONDAY = date(2026, 6, 15)
ABLE = {
    "Cut": ("Maria", "Jon", "Ana", "Bo"),
    "Colour": ("Maria", "Ana"),
    "Trim": ("Jon", "Ana", "Bo"),
    "Nails": ("Bo", "Maria"),
}
PEOPLE = ("Maria", "Jon", "Ana", "Bo")
LASTS = {"Cut": 45, "Colour": 60, "Trim": 30, "Nails": 30}
SALON = CLINIC | {
    "slug": "four-chairs",
    "name": "Four Chairs",
    "slot_minutes": 15,
    "providers": [{"name": name} for name in PEOPLE],
    "services": [
        {"name": name, "duration_minutes": LASTS[name], "providers": [*who]}
        for name, who in ABLE.items()
    ],
}
THREE = (Wish("Cut"), Wish("Colour"), Wish("Trim", "Tom"))
FOUR = (Wish("Cut"), Wish("Trim"), Wish("Nails", "Ann"), Wish("Cut", "Tom"))
FREE = """
SELECT p.name AS who, s.starts_at FROM slots s JOIN providers p ON p.id = s.provider_id
 WHERE s.is_available AND s.slot_date = %(day)s
"""


@dataclass(frozen=True, slots=True)
class _Free:
    who: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class _Placed:
    begins: datetime
    ends: datetime
    who: str
    person: str


@pytest.fixture
async def salon(db: Database) -> Diary:
    """Four people with different skills, cells of a quarter of an hour."""
    practice = await apply_practice(db, PracticeFile.model_validate(SALON), NOW)
    diary = Diary(db, practice)
    await known(diary, 60)
    return diary


async def fill(salon: Diary, chance: random.Random, bookings: int) -> set[tuple[str, datetime]]:
    """A day in pieces; returns whose cells are free."""
    for n in range(bookings):
        who = chance.choice(PEOPLE)
        free = await salon.free(SlotQuery("Cut", MONDAY, MONDAY, provider=who, limit=200))
        if not free:
            continue
        try:
            await salon.book(chance.choice(free), f"+9198100{n:05}")
        except RingbookError:  # the same cell again
            continue
    rows = await salon.db.rows(_Free, FREE, {"day": MONDAY})
    return {(row.who, row.starts_at.astimezone(salon.practice.zone)) for row in rows}


def options(free: set[tuple[str, datetime]], wish: Wish) -> list[_Placed]:
    """Everywhere that a part could be."""
    lasts = LASTS[wish.service]
    found = []
    for who, at in free:
        cells = [(who, at + timedelta(minutes=n)) for n in range(0, lasts, 15)]
        if who in ABLE[wish.service] and all(cell in free for cell in cells):
            ends = at + timedelta(minutes=lasts)
            found.append(_Placed(at, ends, who, wish.attendee or ""))
    return sorted(found, key=lambda p: (p.ends, p.who))


def shortest(
    begins: datetime, ways: Sequence[Sequence[_Placed]], longest: timedelta
) -> timedelta | None:
    """The shortest visit that begins then, by trying everything."""
    best: datetime | None = None
    latest = begins + longest

    def place(n: int, placed: list[_Placed]) -> None:
        nonlocal best
        if n == len(ways):
            if any(p.begins == begins for p in placed):
                best = max(p.ends for p in placed)
            return
        for way in ways[n]:
            if way.ends > latest or (best is not None and way.ends >= best):
                return
            if way.begins >= begins and not any(clash(way, p) for p in placed):
                place(n + 1, [*placed, way])

    place(0, [])
    return best - begins if best is not None else None


def clash(a: _Placed, b: _Placed) -> bool:
    same = a.who == b.who or a.person == b.person
    return same and a.begins < b.ends and b.begins < a.ends


def span(visit: Visit) -> timedelta:
    ends = [s.starts_at + timedelta(minutes=s.duration_minutes) for s in visit.slots]
    return max(ends) - visit.slots[0].starts_at


async def counted(salon: Diary, wishes: Sequence[Wish], seed: int) -> tuple[int, int, int]:
    """Starts with a visit, those where none was found, those where a shorter one was missed."""
    free = await fill(salon, random.Random(seed), 8 + seed)
    ways = [options(free, wish) for wish in wishes]
    longest = timedelta(minutes=sum(LASTS[w.service] for w in wishes) + 60)
    starts = sorted({at for _, at in free})[seed % 2 :: 2]
    there = unfound = longer = 0
    for begins in starts:
        best = shortest(begins, ways, longest)
        at = begins.time()
        query = SlotQuery(wishes[0].service, MONDAY, MONDAY, at, at)
        found = await find_visits(salon.db, salon.practice, query, wishes, NOW)
        assert best is not None or not found
        assert not found or best is None or span(found[0]) >= best
        there += best is not None
        unfound += best is not None and not found
        longer += best is not None and bool(found) and span(found[0]) > best
    return there, unfound, longer


@pytest.mark.parametrize("seed", range(0, 16, 2))
@pytest.mark.parametrize("wishes", [THREE, FOUR], ids=["three", "four"])
async def test_no_shorter_visit_is_missed(salon: Diary, wishes: Sequence[Wish], seed: int) -> None:
    there, unfound, longer = await counted(salon, wishes, seed)
    assert there > 0
    assert (unfound, longer) == (0, 0)
