"""Cells made at once are as the row triggers would have made them."""

from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.practice import PracticeFile
from ringbook.store.practices import apply_practice

DERIVED = """
SELECT count(*) AS wrong FROM slots s JOIN tenants t ON t.id = s.tenant_id
 WHERE (s.slot_date + s.slot_time) IS DISTINCT FROM (s.starts_at AT TIME ZONE t.timezone)
    OR s.ends_at IS DISTINCT FROM s.starts_at + make_interval(mins => s.duration_minutes)
    OR s.is_available IS DISTINCT FROM (s.is_open AND NOT EXISTS (
         SELECT FROM appointments a WHERE a.provider_id = s.provider_id AND a.status = 'scheduled'
            AND a.busy && tstzrange(s.starts_at, s.ends_at)))
"""


@dataclass(frozen=True)
class Found:
    wrong: int


MADE_AFTER = """
SELECT id::text, slot_date FROM slots WHERE id::text > %s AND starts_at > '2026-07-12' ORDER BY id
"""
A_MOMENT = """
SELECT date_part('epoch', clock_timestamp()) * 1000, time_ordered_id()::text,
       date_part('epoch', clock_timestamp()) * 1000
"""


async def wrong(diary: Diary) -> int:
    """How many cells are not what their instant, length and the bookings say."""
    return (await diary.db.rows(Found, DERIVED))[0].wrong


@pytest.mark.parametrize("minutes", [30, 20, 45])
async def test_a_grid_made_again_around_bookings_is_right(diary: Diary, minutes: int) -> None:
    """Half of an hour's cells are taken, then all are made anew with another step."""
    for slot in (await diary.free())[:6:2]:
        await diary.book(slot)
    form = PracticeFile.model_validate(CLINIC | {"slot_minutes": minutes})
    diary.practice = await apply_practice(diary.db, form, NOW)
    assert await wrong(diary) == 0
    assert await diary.free()


async def test_cells_that_were_closed_are_opened_again_as_they_are_now(diary: Diary) -> None:
    booked = await diary.book((await diary.free())[0])
    shut = PracticeFile.model_validate(CLINIC | {"opening_hours": {}})
    diary.practice = await apply_practice(diary.db, shut, NOW)
    assert await diary.free() == ()
    open_again = PracticeFile.model_validate(CLINIC)
    diary.practice = await apply_practice(diary.db, open_again, NOW)
    assert await wrong(diary) == 0
    starts = [slot.starts_at for slot in await diary.free()]
    assert booked.starts_at not in starts
    assert booked.starts_at + timedelta(minutes=30) in starts


async def test_a_year_is_made_day_by_day_at_the_end_of_what_is_there(
    diary: Diary, database_url: str
) -> None:
    """Ids tell the order of the making, so that new cells lie together and behind older ones."""
    with psycopg.connect(database_url) as connection:
        (before,) = connection.execute("SELECT max(id::text) FROM slots").fetchone() or ("",)
        longer = CLINIC | {"policies": {"max_days_ahead": 60}}
        await apply_practice(diary.db, PracticeFile.model_validate(longer), NOW)
        made = connection.execute(MADE_AFTER, (before,)).fetchall()
    days = [day for _, day in made]
    assert len(days) > 300
    assert days == sorted(days)
    assert {key[14] for key, _ in made} == {"7"}
    assert {key[19] for key, _ in made} <= set("89ab")


async def test_an_id_tells_the_millisecond_in_which_it_was_made(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        before, key, after = connection.execute(A_MOMENT).fetchone() or (0, "", 0)
    assert before - 1 <= int(key.replace("-", "")[:12], 16) <= after + 1
    assert key[14] == "7"
