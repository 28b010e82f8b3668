"""The diary as it grows, a year applied, crowds at one slot: `python -m bench.diary [rows …]`.

Fifty practices with ten providers each, on the embedded Postgres with its durability on. Aims: a
median at a million appointments at most 1.3 times that of the smallest size, a year of slots for
thirty providers in less than 5 s, one winner and 199 true answers.
"""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import uuid4

from bench.figures import percentile, report
from bench.recurring import after_one_series
from bench.store import TIMES, Tools, server, timed
from bench.store_fill import NOW, fill, make_practices
from bench.waiting import after_a_held_slot
from ringbook.domain.model import Appointment, Practice, Slot, SlotQuery
from ringbook.errors import SlotHeld, SlotTaken
from ringbook.practice import PracticeFile
from ringbook.store import bookings
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice

SIZES = (10_000, 100_000, 1_000_000)
CROWD = 200
CONNECTIONS = 32
WARM = 50
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")

type Figures = dict[str, list[float]]


async def fetch_and_book(db: Database, practices: list[Practice]) -> Figures:
    """Milliseconds of a search and of a booking, tomorrow: the same work at every size."""
    tools = Tools(db, practices, ahead=1)
    await timed(tools.one_day, WARM)
    found = await timed(tools.one_day)
    booked: list[float] = []
    while len(booked) < TIMES:
        practice, slots = await tools.one_day()
        booked += await timed(partial(tools.book, practice, slots[-1]), 1)
    return {"find_slots": found, "book_appointment": booked}


async def year_applied(db: Database) -> float:
    """Seconds in which a large practice and its year of slots are written."""
    form = PracticeFile.model_validate(
        {
            "name": "Large",
            "timezone": "America/New_York",
            "opening_hours": {day: ["09:00-12:30", "13:30-18:00"] for day in WEEK},
            "services": [{"name": "Check-up"}],
            "providers": [{"name": f"Dr. {number}"} for number in range(30)],
            "policies": {"max_days_ahead": 365},
        }
    )
    began = time.perf_counter()
    await apply_practice(db, form, NOW)
    return time.perf_counter() - began


# ---- two hundred callers for one slot -----------------------------------------------------------


async def crowd(tries: Sequence[Callable[[], Awaitable[object]]]) -> str:
    """What became of all of them at once."""

    async def told(attempt: Callable[[], Awaitable[object]]) -> str:
        try:
            await attempt()
        except SlotTaken:
            return "told that it is taken"
        except SlotHeld:
            return "told that it is kept for somebody else"
        return "won"

    began = time.perf_counter()
    answers = Counter(await asyncio.gather(*map(told, tries)))
    took = 1000 * (time.perf_counter() - began)
    return ", ".join(f"{n} {answer}" for answer, n in answers.most_common()[::-1]) + (
        f", all in {took:.0f} ms"
    )


async def crowds(db: Database, practice: Practice) -> dict[str, str]:
    days = SlotQuery(first=NOW.date(), last=NOW.date() + timedelta(days=60), limit=CROWD + 2)
    wanted, moved_to, *others = await bookings.find_slots(db, practice, days, NOW)
    numbers = [f"+9198{number:08}" for number in range(1, CROWD + 1)]
    booking = [partial(book, db, practice, number, wanted) for number in numbers]
    held = [await book(db, practice, n, s) for n, s in zip(numbers, others, strict=False)]
    moving = [
        partial(move, db, practice, n, a, moved_to) for n, a in zip(numbers, held, strict=False)
    ]
    told = {
        f"{CROWD} callers book one slot": await crowd(booking),
        f"{len(moving)} callers move to one slot": await crowd(moving),
    }
    waiting = await after_a_held_slot(db, practice, held[-1], numbers[len(held) - 1], numbers)
    series = await after_one_series(db, practice, wanted, numbers)
    return told | {
        f"{CROWD} callers after one held slot": await crowd(waiting),
        f"{CROWD} callers after one series": await crowd(series),
    }


async def book(db: Database, practice: Practice, number: str, slot: Slot) -> Appointment:
    return await bookings.book(
        db,
        practice,
        contact_number=number,
        slot=slot,
        request_id=uuid4(),
        session_id="bench",
        now=NOW,
    )


async def move(
    db: Database, practice: Practice, number: str, appointment: Appointment, slot: Slot
) -> None:
    await bookings.modify(
        db,
        practice,
        contact_number=number,
        appointment_id=appointment.id,
        slot=slot,
        request_id=uuid4(),
        session_id="bench",
        now=NOW,
    )


# ---- the run ------------------------------------------------------------------------------------


async def measure(url: str, rows: int, *, largest: bool) -> tuple[int, Figures, dict[str, str]]:
    async with open_database(url, max_size=CONNECTIONS) as db:
        practices = await make_practices(db)
        made = await asyncio.to_thread(fill, url, rows)
        figures = await fetch_and_book(db, practices)
        if not largest:
            return made, figures, {}
        facts = {"a year for 30 providers, applied": f"{await year_applied(db):.1f} s"}
        return made, figures, facts | await crowds(db, practices[0])


def grown(figures: Figures, sizes: list[int]) -> dict[str, str]:
    """The largest size's medians as a multiple of the smallest's."""
    small, large = sizes[0], sizes[-1]
    return {
        f"{what}, {large} appointments to {small}": "{:.2f} times at the median".format(
            percentile(figures[f"{what}, {large} appointments"], 50)
            / percentile(figures[f"{what}, {small} appointments"], 50)
        )
        for what in ("find_slots", "book_appointment")
    }


def main(sizes: list[int]) -> None:
    figures: Figures = {}
    facts: dict[str, str] = {}
    counts: list[int] = []
    for rows in sizes:
        print(f"filling {rows} …", flush=True)
        with server() as postgres:
            migrate(postgres.url)
            made, found, said = asyncio.run(measure(postgres.url, rows, largest=rows == sizes[-1]))
        counts.append(made)
        figures |= {f"{what}, {made} appointments": times for what, times in found.items()}
        facts |= said
    report("diary", figures, grown(figures, counts) | facts, percents=(50, 95, 99), digits=1)


if __name__ == "__main__":
    main([int(rows) for rows in sys.argv[1:]] or [*SIZES])
