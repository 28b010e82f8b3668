"""What the commands about the data do."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import phonenumbers
import typer

from ringbook.cli.exits import exit_codes
from ringbook.config import Settings
from ringbook.domain.model import Practice, SlotQuery
from ringbook.domain.phone import masked
from ringbook.errors import ConfigurationError
from ringbook.local.postgres import database
from ringbook.store import bookings, callers
from ringbook.store import calls as call_store
from ringbook.store.migrate import migrate as apply_migrations
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import practice_by_slug, practices, roll_slots
from ringbook.store.unsaved import bring_back, forget_unsaved, unsaved_calls

__all__ = [
    "calls",
    "day_of",
    "e164",
    "erase",
    "instant",
    "migrate",
    "one_practice",
    "openings",
    "roll",
    "run",
]


def migrate() -> None:
    with exit_codes():
        settings = Settings()
        if settings.database_url is None:
            with database(settings):
                typer.echo("the local database is up to date")
            return
        applied = apply_migrations(settings.database_url.get_secret_value())
        typer.echo(f"applied: {', '.join(applied)}" if applied else "up to date")


# ---- diary ------------------------------------------------------------------------------------


def roll(slug: str | None, now: str | None) -> None:
    async def work(db: Database) -> None:
        at = instant(now)
        for one in [await practice_by_slug(db, slug)] if slug else await practices(db):
            typer.echo(f"{one.slug}: {await roll_slots(db, one, at)} cells new or changed")

    run(work)


def openings(
    slug: str | None,
    service: str | None,
    provider: str | None,
    day: str | None,
    days: int,
    now: str | None,
) -> None:
    async def work(db: Database) -> None:
        at, one = instant(now), await one_practice(db, slug)
        first = day_of(day, "--day") if day else at.astimezone(one.zone).date()
        last = first + timedelta(days=days - 1)
        query = SlotQuery(service, first, last, provider=provider, limit=1000)
        for slot in await bookings.find_slots(db, one, query, at):
            local = slot.starts_at.astimezone(one.zone)
            typer.echo(f"{local:%a %Y-%m-%d %H:%M}  {slot.service}  {slot.provider}")

    run(work)


# ---- calls and callers ------------------------------------------------------------------------


def calls(slug: str | None, limit: int) -> None:
    async def work(db: Database) -> None:
        one = await one_practice(db, slug)
        for call in await call_store.recent_calls(db, one.tenant_id, limit):
            typer.echo(_call_line(call, one))

    run(work)


def erase(number: str, slug: str | None, sure: bool, now: str | None) -> None:
    async def work(db: Database) -> None:
        one = await one_practice(db, slug)
        contact = e164(number, one)
        if not sure:
            typer.confirm(f"Erase the caller {masked(contact)} of {one.name}?", abort=True)
        kept = unsaved_calls(Settings().home())
        await bring_back(db, kept)  # the database forgets those calls like all others
        by, at = getpass.getuser(), instant(now)
        proof = await callers.erase_caller(db, one.tenant_id, contact, by, at)
        files = await forget_unsaved(kept, one.tenant_id, contact)
        if proof is None and not files:
            typer.echo("nothing is known of this number", err=True)
            raise typer.Exit(1)
        typer.echo(_erased(proof, files))

    run(work)


def _erased(proof: callers.Erasure | None, files: int) -> str:
    said = "erased"
    if proof is not None:
        said += (
            f" (proof {proof.id}): {proof.appointments_cancelled} appointments cancelled, "
            f"{proof.logs_scrubbed} calls scrubbed"
        )
    return f"{said}, {files} unsaved calls deleted" if files else said


def _call_line(call: call_store.CallRow, practice: Practice) -> str:
    when = f"{call.created_at.astimezone(practice.zone):%Y-%m-%d %H:%M}"
    who = masked(call.contact_number) if call.contact_number else "-"
    ended = call.end_reason or "running"
    lasted = "-" if call.duration_seconds is None else f"{call.duration_seconds} s"
    did = ", ".join(call.did) or "-"
    felt = [f"frustration: {call.frustration}"] if call.frustration else []
    return "  ".join([call.session_id, when, who, ended, lasted, did, *felt, *_stopped(call)])


def _stopped(call: call_store.CallRow) -> list[str]:
    """What the claim guard kept from being said, if anything."""
    kinds = [f"{s['claim']} ({s['why']}) {s['count']}" for s in call.claims.get("stopped", [])]
    return [f"stopped: {', '.join(kinds)}"] if kinds else []


# ---- running ----------------------------------------------------------------------------------


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
