"""The web server's diary in Postgres."""

from pathlib import Path
from typing import Any

from ringbook.domain.model import Practice
from ringbook.practice.logo import Logo
from ringbook.store import calls
from ringbook.store.last_known import known_practice
from ringbook.store.logos import logo_of
from ringbook.store.pool import Database
from ringbook.store.practices import practices

__all__ = ["StoredDiary"]


class StoredDiary:
    """A `Diary` over the store. `home` keeps the practices for when it does not answer."""

    def __init__(self, db: Database, home: Path) -> None:
        self._db, self._home = db, home

    async def practice(self, slug: str | None) -> Practice:
        """As last read when the database is away: the call it is for says so itself."""
        return (await known_practice(self._db, slug, self._home)).practice

    async def practices(self) -> list[Practice]:
        return await practices(self._db)

    async def logo(self, slug: str) -> Logo | None:
        return await logo_of(self._db, slug)

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        return await calls.read_record(self._db, session_id)
