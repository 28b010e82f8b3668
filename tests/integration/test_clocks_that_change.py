"""The two nights a year on which local time is not single: instants decide."""

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from ringbook.domain.model import Practice, SlotQuery
from ringbook.errors import PracticeInvalid
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.store import bookings
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice, apply_preload

NIGHT: dict[str, Any] = {
    "name": "Night",
    "timezone": "America/New_York",
    "opening_hours": {"sunday": ["00:00-04:00"]},
    "slot_minutes": 60,
    "policies": {"max_days_ahead": 3},
    "services": [{"name": "Check-up", "duration_minutes": 60}],
}


async def starts(db: Database, practice: Practice, day: date, now: datetime) -> list[str]:
    found = await bookings.find_slots(db, practice, SlotQuery(first=day, last=day), now)
    return [f"{s.starts_at.astimezone(practice.zone):%H:%M %Z}" for s in found]


async def test_a_skipped_hour_is_not_offered(db: Database) -> None:
    now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    practice = await apply_practice(db, PracticeFile.model_validate(NIGHT), now)
    offered = await starts(db, practice, date(2026, 3, 8), now)
    assert offered == ["00:00 EST", "01:00 EST", "03:00 EDT"]


async def test_a_doubled_hour_is_two_openings(db: Database) -> None:
    now = datetime(2026, 10, 31, 12, tzinfo=UTC)
    practice = await apply_practice(db, PracticeFile.model_validate(NIGHT), now)
    offered = await starts(db, practice, date(2026, 11, 1), now)
    assert offered == ["00:00 EDT", "01:00 EDT", "01:00 EST", "02:00 EST", "03:00 EST"]


async def test_a_preloaded_time_that_the_clocks_skip_is_an_error(db: Database) -> None:
    now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    practice = await apply_practice(db, PracticeFile.model_validate(NIGHT), now)
    skipped = PreloadFile.model_validate({"slots": [{"start": "2026-03-08T02:30"}]})
    with pytest.raises(PracticeInvalid, match="the clocks skip"):
        await apply_preload(db, practice, skipped, now)


async def test_a_row_by_hand_means_the_first_of_a_doubled_time(
    db: Database, database_url: str
) -> None:
    now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    practice = await apply_practice(db, PracticeFile.model_validate(NIGHT), now)
    row = (practice.tenant_id, practice.providers[0].id)
    insert = """INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time)
                VALUES (%s, %s, %s, %s) RETURNING starts_at"""
    with psycopg.connect(database_url, autocommit=True) as connection:
        found = connection.execute(insert, (*row, "2026-11-01", "01:30")).fetchone()
        assert found == (datetime(2026, 11, 1, 5, 30, tzinfo=UTC),)
        with pytest.raises(psycopg.errors.DatetimeFieldOverflow):
            connection.execute(insert, (*row, "2027-03-14", "02:30"))
