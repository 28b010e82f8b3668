"""Whatever the practice, what is offered and what can be written is what the slow oracle says."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row
from tests.integration.any_practice import WEEK, practice
from tests.integration.conftest import Diary
from tests.integration.slow_oracle import Held, Oracle, minutes

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.errors import OutsideOpeningHours, PolicyRefused, SlotInPast, SlotNotFound, SlotTaken
from ringbook.practice import PracticeFile
from ringbook.store import bookings
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice

EXAMPLES = 15
CHANGES = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Asia/Kolkata", date(2026, 6, 15)),
    ("America/Santiago", date(2026, 4, 4)),
    ("America/Santiago", date(2026, 9, 6)),
]
EVERYTHING = 10_000
RULES = (OutsideOpeningHours, PolicyRefused, SlotInPast, SlotNotFound, SlotTaken)

STORED = """
SELECT a.id, v.name AS service, p.name AS provider, a.starts_at, r.name AS room,
       lower(a.busy) AS first, upper(a.busy) AS last
  FROM appointments a
  JOIN services v ON v.id = a.service_id
  JOIN providers p ON p.id = a.provider_id
  LEFT JOIN rooms r ON r.id = a.room_id
 WHERE a.tenant_id = %s AND a.status = 'scheduled' ORDER BY a.starts_at
"""
CELLS = """
SELECT s.id, s.starts_at, s.duration_minutes, '' AS service, s.provider_id, p.name AS provider
  FROM slots s JOIN providers p ON p.id = s.provider_id
 WHERE s.tenant_id = %(tenant)s ORDER BY s.starts_at, p.position
"""

type Act = tuple[str, int, int, int]
"""What a caller tries: kind, and which service, time and appointment, each modulo what there is."""

NUMBERS = st.integers(0, 10_000)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["book", "book", "book", "forge", "move", "forge a move", "cancel"]),
        NUMBERS,
        NUMBERS,
        NUMBERS,
    ),
    min_size=4,
    max_size=10,
)


class Case:
    """One random practice, as the database and as the oracle have it."""

    def __init__(self, diary: Diary, file: dict[str, Any], cells: list[Slot], url: str) -> None:
        self.diary, self.cells, self.url = diary, cells, url
        self.oracle = Oracle(file, diary.now)
        self.callers: dict[UUID, str] = {}  # each booking has its own: nobody is in two places

    async def offered(
        self, service: str, provider: str | None = None, moving: Held | None = None
    ) -> tuple[Slot, ...]:
        query = SlotQuery(service, provider=provider, limit=EVERYTHING)
        return await self.diary.free(replace(query, moving=moving.id if moving else None))

    async def act(self, act: Act) -> None:
        kind, service_number, time_number, held_number = act
        service = ("Check-up", "Filling")[service_number % 2]
        held = sorted(self.oracle.held.values(), key=lambda h: (h.starts_at, h.provider))
        mine = held[held_number % len(held)] if held else None
        if "move" in kind or kind == "cancel":
            if mine is None:
                return
            service = mine.service
        if kind == "cancel" and mine is not None:
            await self.cancel(mine)
            return
        moving = mine if "move" in kind else None
        forged = "forge" in kind
        times = self.cells if forged else await self.offered(service, moving=moving)
        if times:
            await self.write(replace(times[time_number % len(times)], service=service), moving)

    async def cancel(self, held: Held) -> None:
        await self.diary.cancel(await self.booked(held), self.callers[held.id])
        self.read()

    async def booked(self, held: Held) -> Appointment:
        number = self.callers[held.id]
        found = await bookings.appointments_of(
            self.diary.db, self.diary.practice, number, self.diary.now
        )
        return found[0]

    async def write(self, slot: Slot, moving: Held | None) -> None:
        """Succeeds if and only if the oracle says that it fits."""
        at = slot.starts_at.astimezone(UTC)
        stays = moving is not None and (moving.provider, moving.starts_at) == (slot.provider, at)
        allowed = stays or self.oracle.fits(slot.service, slot.provider, at, moving)
        refusal = await self._refusal(slot, moving)
        assert (refusal is None) == allowed, (slot, refusal)
        self.read()

    async def _refusal(self, slot: Slot, moving: Held | None) -> str | None:
        try:
            await self._write(slot, moving)
        except RULES as refused:
            return refused.code
        return None

    async def _write(self, slot: Slot, moving: Held | None) -> None:
        if moving is None:
            number = f"+9198100{len(self.callers):05}"
            self.callers[(await self.diary.book(slot, number)).id] = number
            return
        await self.diary.move(await self.booked(moving), slot, self.callers[moving.id])

    def read(self) -> None:
        """What is stored now, which must keep every rule by itself."""
        rows = stored(self.url, self.diary.practice.tenant_id)
        self.oracle.held = {
            row["id"]: Held(
                row["id"],
                row["service"],
                row["provider"],
                row["starts_at"].astimezone(UTC),
                row["room"],
            )
            for row in rows
        }
        for row in rows:
            assert bool(row["room"]) == bool(self.oracle.service(row["service"])["rooms"])
            assert self.oracle.busy(self.oracle.held[row["id"]]) == (row["first"], row["last"])
        for shared in ("provider", "room"):
            spans = sorted((r[shared], r["first"], r["last"]) for r in rows if r[shared])
            assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))

    async def compare(self) -> None:
        for form in self.oracle.file["services"]:
            for provider in (None, *(p["name"] for p in self.oracle.file["providers"])):
                await self._same(form["name"], provider, None)
        for held in list(self.oracle.held.values())[:2]:
            await self._same(held.service, None, held)

    async def _same(self, service: str, provider: str | None, moving: Held | None) -> None:
        found = await self.offered(service, provider, moving)
        assert {s.starts_at.astimezone(UTC): s.provider for s in found} == self.oracle.free(
            service, provider, moving
        )
        assert len({s.starts_at for s in found}) == len(found)


def stored(url: str, tenant: UUID) -> list[dict[str, Any]]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        return connection.execute(STORED, (tenant,)).fetchall()


@pytest.mark.parametrize(("zone", "change"), CHANGES, ids=lambda v: str(v).rpartition("/")[2])
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
async def test_offers_and_writes_are_what_the_slow_oracle_says(
    db: Database, database_url: str, zone: str, change: date, data: st.DataObject
) -> None:
    file = data.draw(practice(zone, change)) | {"slug": f"any-{uuid4()}"}
    before = datetime.combine(change - timedelta(days=1), time(), ZoneInfo(zone))
    now = before.astimezone(UTC) + minutes(data.draw(st.integers(0, 30 * 60)))
    applied = await apply_practice(db, PracticeFile.model_validate(file), now)
    cells = await db.rows(Slot, CELLS, {"tenant": applied.tenant_id})
    case = Case(Diary(db, applied, now), file, cells, database_url)
    await case.compare()
    for act in data.draw(ACTS):
        await case.act(act)
    await case.compare()


@pytest.mark.parametrize(("zone", "change"), CHANGES, ids=lambda v: str(v).rpartition("/")[2])
async def test_a_day_and_night_practice_has_a_start_for_each_half_hour_that_there_is(
    db: Database, zone: str, change: date
) -> None:
    file = PracticeFile.model_validate(ALWAYS | {"timezone": zone})
    midnight = datetime.combine(change, time(), ZoneInfo(zone))
    now = midnight.astimezone(UTC) - timedelta(hours=12)
    diary = Diary(db, await apply_practice(db, file, now), now)
    found = [s.starts_at for s in await diary.free(SlotQuery(first=change, last=change, limit=99))]
    after = datetime.combine(change + timedelta(days=1), time(), ZoneInfo(zone))
    lasts = after.astimezone(UTC) - midnight.astimezone(UTC)
    half_hours = range(int(lasts / minutes(30)))
    assert found == [midnight.astimezone(UTC) + minutes(30 * n) for n in half_hours]
    assert len(found) == HALF_HOURS.get((zone, change), 48)


DAY_AND_NIGHT = ["00:00-24:00"]
ALWAYS: dict[str, Any] = {
    "name": "Always",
    "opening_hours": dict.fromkeys(WEEK, DAY_AND_NIGHT),
    "services": [{"name": "Check-up"}],
    "policies": {"max_days_ahead": 3},
}
HALF_HOURS = {
    ("America/New_York", date(2026, 3, 8)): 46,
    ("America/New_York", date(2026, 11, 1)): 50,
    ("Europe/London", date(2026, 3, 29)): 46,
    ("Europe/London", date(2026, 10, 25)): 50,
    ("Australia/Lord_Howe", date(2026, 4, 5)): 49,
    ("Australia/Lord_Howe", date(2026, 10, 4)): 47,
    ("America/Santiago", date(2026, 4, 4)): 50,
    ("America/Santiago", date(2026, 9, 6)): 46,
}
