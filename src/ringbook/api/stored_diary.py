"""The web server's diary in Postgres."""

from typing import Any

from ringbook.domain.model import Practice
from ringbook.store import calls, practices
from ringbook.store.pool import Database

__all__ = ["StoredDiary"]


class StoredDiary:
    """A `Diary` over the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def practice(self, slug: str | None) -> Practice:
        if slug is None:
            return await practices.default_practice(self._db)
        return await practices.practice_by_slug(self._db, slug)

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        return await calls.read_record(self._db, session_id)
