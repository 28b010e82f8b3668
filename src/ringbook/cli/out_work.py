"""What `ringbook practice out` does."""

from dataclasses import dataclass
from datetime import datetime

import typer

from ringbook.cli.practice_text import appointment, counted
from ringbook.cli.running import day_of, instant, one_practice, run
from ringbook.domain.model import Practice, SlotQuery
from ringbook.domain.spoken import spoken_when
from ringbook.practice.away import away_span, called, day_span
from ringbook.practice.strays import Booked
from ringbook.store.absences import Absence, come_back, go_out
from ringbook.store.away import absences
from ringbook.store.bookings import find_slots
from ringbook.store.pool import Database

__all__ = ["Wanted", "back", "listed", "out"]

_WHAT_TO_DO = """\
Ring these callers (--numbers shows whole numbers). To keep an appointment, do nothing; to change
one, use `ringbook appointment move` or `cancel`, or let the caller do it at /{slug}."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is out and when, as the options say it."""

    provider: str
    start: str | None
    until: str | None
    day: str | None
    reason: str


def out(wanted: Wanted, slug: str | None, now: str | None, *, numbers: bool) -> None:
    async def work(db: Database) -> None:
        at, practice = instant(now), await one_practice(db, slug)
        provider = called(wanted.provider, practice.providers)
        day = day_of(wanted.day, "--date") if wanted.day else None
        starts, ends = away_span(practice.zone, at, day, wanted.start, wanted.until)
        gone = await go_out(db, practice, Absence(provider.id, starts, ends, wanted.reason), at)
        first, last = _said(starts, practice), _said(ends, practice)
        cells = counted(gone.closed, "free cell")
        typer.echo(f"{provider.name} is out from {first} to {last}: {cells} closed")
        if gone.touched:
            await _tell(db, practice, gone.touched, at, numbers=numbers)

    run(work)


def back(name: str, day: str | None, slug: str | None, now: str | None) -> None:
    async def work(db: Database) -> None:
        at, practice = instant(now), await one_practice(db, slug)
        provider = called(name, practice.providers)
        today = at.astimezone(practice.zone).date()
        span = day_span(practice.zone, day_of(day, "--date") if day else today)
        opened = await come_back(db, practice, provider, span, at)
        if opened is None:
            typer.echo(f"{provider.name} is not out on {day or 'this day'}", err=True)
            raise typer.Exit(1)
        typer.echo(f"{provider.name} is back: {counted(opened, 'free cell')} opened")

    run(work)


def listed(slug: str | None, now: str | None) -> None:
    async def work(db: Database) -> None:
        at, practice = instant(now), await one_practice(db, slug)
        for one in await absences(db, practice.tenant_id, at):
            why = f"  ({one.reason})" if one.reason else ""
            first, last = _said(one.starts_at, practice), _said(one.ends_at, practice)
            typer.echo(f"{one.provider} is out from {first} to {last}{why}")

    run(work)


async def _tell(
    db: Database, practice: Practice, touched: tuple[Booked, ...], now: datetime, *, numbers: bool
) -> None:
    lie = counted(len(touched), "booked appointment")
    typer.echo(f"{lie} touched; kept as booked until you decide:")
    for one in touched:
        typer.echo(f"  {appointment(one, practice.zone, whole_number=numbers)}")
        for hint in await _instead(db, practice, one, now):
            typer.echo(f"    {hint}")
    typer.echo(_WHAT_TO_DO.format(slug=practice.slug))


async def _instead(db: Database, practice: Practice, one: Booked, now: datetime) -> list[str]:
    """Whom the caller could be offered at that time, and when the same provider is free."""
    local = one.starts_at.astimezone(practice.zone)
    day, time = local.date(), local.time()
    then = SlotQuery(first=day, last=day, earliest=time, latest=time, moving=one.id, limit=1)
    later = SlotQuery(provider=one.provider, moving=one.id, limit=1)
    others, soonest = [await find_slots(db, practice, query, now) for query in (then, later)]
    hints = [
        *(f"offer: then with {slot.provider}" for slot in others),
        *(f"move: soonest {_said(s.starts_at, practice)} with {s.provider}" for s in soonest),
    ]
    return hints or ["neither that time nor that provider is free for it"]


def _said(at: datetime, practice: Practice) -> str:
    return spoken_when(at.astimezone(practice.zone))
