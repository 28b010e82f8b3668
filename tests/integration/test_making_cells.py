"""Cells made at once are as the row triggers would have made them."""

from dataclasses import dataclass
from datetime import timedelta

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
