"""The planner believes that the diary is empty: it was, when it was last analyzed."""

import psycopg
from tests.integration.conftest import Diary
from tests.integration.visit_salon import FAMILY, book, cancel, found, salon

__all__ = ["salon"]

ANALYZED_EMPTY = """
SET session_replication_role = replica;
CREATE TEMP TABLE kept AS TABLE slots;
DELETE FROM slots;
ANALYZE slots;
ANALYZE appointments;
INSERT INTO slots SELECT * FROM kept;
"""


async def test_a_visit_is_booked_and_cancelled_in_good_time(
    salon: Diary, database_url: str
) -> None:
    """Cells that are looked for again beside each slot would take longer than is waited for."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(ANALYZED_EMPTY)
    (visit, *_) = await found(salon, FAMILY)
    rows = await book(salon, visit)
    assert len(rows) == 3
    assert {row.status for row in await cancel(salon, rows)} == {"cancelled"}
