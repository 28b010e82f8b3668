"""What tests ask of the whole diary, and callers whom it knows."""

from tests.integration.conftest import Diary

from ringbook.store.callers import identify_user
from ringbook.store.pool import Database

DRIFT = """
SELECT count(*) FROM slots s WHERE s.is_available <> (s.is_open AND NOT EXISTS (
  SELECT FROM appointments a WHERE a.provider_id = s.provider_id AND a.status = 'scheduled'
    AND a.busy && tstzrange(s.starts_at, s.ends_at)))
"""


async def scalar(db: Database, statement: str) -> object:
    async def work(connection):  # type: ignore[no-untyped-def]  # one value of any type
        row = await (await connection.execute(statement)).fetchone()
        return row[0]

    return await db.run(work)


async def known(diary: Diary, count: int) -> list[str]:
    numbers = [f"+9198100{n:05}" for n in range(count)]
    for number in numbers:
        await identify_user(diary.db, diary.practice.tenant_id, number, None, diary.now)
    diary.known.update(numbers)
    return numbers
