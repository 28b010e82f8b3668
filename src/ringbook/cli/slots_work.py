"""What `ringbook slots` does."""

from datetime import timedelta

import typer

from ringbook.cli.running import day_of, instant, one_practice, run
from ringbook.domain.model import SlotQuery
from ringbook.store import bookings
from ringbook.store.pool import Database
from ringbook.store.practices import practice_by_slug, practices, roll_slots

__all__ = ["openings", "roll"]


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
