"""A series that was booked before series could be for somebody else goes on as it was."""

from datetime import date, time, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.supabase_project import Project
from tests.integration.upgrading import KEPT, NUMBER, TABLES, left_by, server

from ringbook.domain.model import SlotQuery
from ringbook.practice import PracticeFile
from ringbook.store.bookings import appointments_of
from ringbook.store.migrate import migrate
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice
from ringbook.store.series import book_series, cancel_series

__all__ = ["server"]

BEFORE = "20261126000008"
# by that version's own function: the program that called it is not here any more
BOOKED = """
SELECT b.outcome, b.series_id FROM tenants t, services v,
  book_series(t.id, %(number)s, ARRAY(SELECT id FROM slots ORDER BY starts_at LIMIT 2), v.id,
              'FREQ=WEEKLY;COUNT=2', %(request)s, 'call-1', %(now)s) b
"""


@pytest.fixture
def with_series(server: Project, monkeypatch: pytest.MonkeyPatch) -> str:
    """The owner's URL of a database of the version before, with a series of two in it."""
    url = left_by(BEFORE, server, monkeypatch)
    with psycopg.connect(url) as owner:
        values = {"number": NUMBER, "request": uuid4(), "now": NOW}
        rows = owner.execute(BOOKED, values).fetchall()
        assert [outcome for outcome, _ in rows] == ["booked"] * 2
    return url


def _appointments(url: str) -> list[tuple[object, ...]]:
    columns = f"{TABLES['appointments']}, series_id, series_position, attendee"
    with psycopg.connect(url) as owner:
        found = owner.execute(KEPT.format(columns=columns, table="appointments").encode())
        return found.fetchall()


async def test_it_is_the_callers_own_and_can_be_cancelled_and_booked_anew(with_series: str) -> None:
    before = _appointments(with_series)
    migrate(with_series)
    assert _appointments(with_series) == before
    async with open_database(with_series, max_size=2) as db:
        practice = await apply_practice(db, PracticeFile.model_validate(CLINIC), NOW)
        mine = await appointments_of(db, practice, NUMBER, NOW)
        assert [a.attendee for a in mine] == [None, None]
        gone = await cancel_series(
            db, practice, contact_number=NUMBER, appointment_id=mine[0].id, session_id="s", now=NOW
        )
        assert [a.status for a in gone] == ["cancelled"] * 2
        free = await Diary(db, practice).free(_two_mornings(mine[0].starts_at.date()))
        booked = await book_series(
            db, practice, contact_number=NUMBER, slots=free[:2], rule="FREQ=WEEKLY;COUNT=2",
            request_id=UUID(int=1), session_id="s", now=NOW, attendee="Leo",
        )  # fmt: skip
        assert [a.attendee for a in booked] == ["Leo"] * 2


def _two_mornings(day: date) -> SlotQuery:
    return SlotQuery("Check-up", day, day + timedelta(days=7), time(9), time(9))
