"""Practices as they were last read, kept on disk: a call that finds no database still has a name
to answer with and a number to give."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ringbook.domain.model import Practice
from ringbook.errors import DatabaseUnavailable
from ringbook.files import PRIVATE, write_whole
from ringbook.store.pool import Database
from ringbook.store.practices import default_practice, practice_by_slug, practice_called

__all__ = ["Known", "known_practice"]

log = logging.getLogger("ringbook.practices")

_FILE: TypeAdapter[Practice] = TypeAdapter(Practice)
_DEFAULT = "_default"  # no slug has an underscore


@dataclass(frozen=True, slots=True)
class Known:
    """A practice; `current` says that it was read just now, and so that the database answers."""

    practice: Practice
    current: bool


async def known_practice(
    db: Database, slug: str | None, home: Path, called: str | None = None
) -> Known:
    """The practice of this slug, that of the E.164 number `called`, or the first one.

    As it was last read if nothing answers.

    Raises:
        ConfigurationError: there is none.
        NumberUnknown: the number is none of theirs, and there are several.
        DatabaseUnavailable: nothing answers, and it was never read.
    """
    kept = home / "practices"
    try:
        practice = await _read(db, slug, called)
    except DatabaseUnavailable:
        return Known(await asyncio.to_thread(_recall, kept / _name(slug or called)), current=False)
    for name in {slug or called, practice.slug, *practice.phone_numbers}:
        await asyncio.to_thread(_remember, practice, kept / _name(name))
    return Known(practice, current=True)


async def _read(db: Database, slug: str | None, called: str | None) -> Practice:
    if slug:
        return await practice_by_slug(db, slug)
    return await (practice_called(db, called) if called else default_practice(db))


def _name(known_by: str | None) -> str:
    """No slug begins with a plus, as numbers do."""
    return f"{known_by or _DEFAULT}.json"


def _remember(practice: Practice, file: Path) -> None:
    """Written only when it has changed: it is read for each call and each look at the page."""
    content = _FILE.dump_json(practice)
    try:
        if not file.is_file() or file.read_bytes() != content:
            write_whole(file, content, PRIVATE)
    except OSError as error:
        log.warning("the practice cannot be kept for later: %s", error)


def _recall(file: Path) -> Practice:
    try:
        return _FILE.validate_json(file.read_bytes())
    except (OSError, ValidationError):
        raise DatabaseUnavailable("nothing answers, and no practice is known") from None
