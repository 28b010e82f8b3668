"""What the commands about the waiting list do."""

from datetime import datetime

import typer

from ringbook.cli.running import instant, one_practice, run
from ringbook.dialogue.speak.waitlist_words import what
from ringbook.domain.model import Practice
from ringbook.domain.phone import masked
from ringbook.store import waitlist
from ringbook.store.pool import Database
from ringbook.store.waitlist_entries import Entry, entries

__all__ = ["show", "withdraw"]

SHORT = 8
"""Letters of an entry's id that are shown, and are enough to name it."""


def show(slug: str | None, everything: bool, now: str | None) -> None:
    async def work(db: Database) -> None:
        at, one = instant(now), await one_practice(db, slug)
        for entry in await entries(db, one, at, over=everything):
            typer.echo(_line(entry, one))

    run(work)


def withdraw(named: str, slug: str | None, now: str | None) -> None:
    async def work(db: Database) -> None:
        at, one = instant(now), await one_practice(db, slug)
        found = [e for e in await entries(db, one, at) if str(e.id).startswith(named.lower())]
        if len(found) != 1:
            typer.echo(f"{'several' if found else 'no'} entries are called {named}", err=True)
            raise typer.Exit(1)
        await waitlist.withdraw(db, one, None, found[0].id, at)
        typer.echo(f"{str(found[0].id)[:SHORT]}: off the waiting list")

    run(work)


def _line(entry: Entry, practice: Practice) -> str:
    wish = what(entry.wish())
    days = f"{entry.first_day}" + (
        f"..{entry.last_day}" if entry.last_day > entry.first_day else ""
    )
    times = f"{entry.earliest or ''}-{entry.latest or ''}" if entry.earliest or entry.latest else ""
    return "  ".join(
        part
        for part in (
            str(entry.id)[:SHORT],
            masked(entry.contact_number),
            wish,
            days,
            times,
            entry.state,
            _kept(entry.held_at, entry.held_until, practice),
        )
        if part
    )


def _kept(at: datetime | None, until: datetime | None, practice: Practice) -> str:
    if at is None or until is None:
        return ""
    local, end = at.astimezone(practice.zone), until.astimezone(practice.zone)
    return f"{local:%a %Y-%m-%d %H:%M} kept until {end:%H:%M}"
