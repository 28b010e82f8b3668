"""How a command runs on the database, and how it reads what was typed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

import phonenumbers

from ringbook.cli.exits import exit_codes
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.errors import ConfigurationError
from ringbook.local.postgres import database
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import practice_by_slug, practices

__all__ = ["day_of", "e164", "instant", "one_practice", "run"]


def run(work: Callable[[Database], Awaitable[None]]) -> None:
    """Runs `work` on the migrated database that the settings name."""

    async def whole(url: str) -> None:
        async with open_database(url) as db:
            await work(db)

    with exit_codes(), database(Settings()) as url:
        asyncio.run(whole(url))


async def one_practice(db: Database, slug: str | None) -> Practice:
    """The practice of this slug, or the only one.

    Raises:
        ConfigurationError: there is no such practice, or there are several to choose from.
    """
    if slug:
        return await practice_by_slug(db, slug)
    found = await practices(db)
    if len(found) != 1:
        names = ", ".join(p.slug for p in found) or "none yet"
        raise ConfigurationError(f"which practice? --practice SLUG, one of: {names}")
    return found[0]


def instant(text: str | None) -> datetime:
    """The instant that `--now` names; without it the clock's.

    Raises:
        ConfigurationError: it is no instant.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ConfigurationError(f"--now {text}: must be like 2026-06-12T09:00:00-04:00")
    return moment


def day_of(text: str, option: str) -> date:
    """The day that an option names.

    Raises:
        ConfigurationError: it is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"{option} {text}: must be like 2026-06-15") from None


def e164(number: str, practice: Practice) -> str:
    """The number as it is stored.

    Raises:
        ConfigurationError: it is none.
    """
    try:
        parsed = phonenumbers.parse(number, practice.phone_region)
    except phonenumbers.NumberParseException:
        raise ConfigurationError("this is not a phone number") from None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
