"""What the commands about practice files do."""

import sys
from datetime import datetime
from pathlib import Path

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.practice_text import changed, languages
from ringbook.cli.running import instant, one_practice, run
from ringbook.config import Settings
from ringbook.practice import PracticeFile, PreloadFile, load_practice, load_preload
from ringbook.store.pool import Database
from ringbook.store.practice_change import change_practice
from ringbook.store.practices import practice_file

__all__ = ["apply", "check", "on_terminal", "show"]


def check(file: Path, preload: Path | None) -> None:
    with exit_codes():
        practice = load_practice(file)
        if preload:
            load_preload(preload)
        services, providers = len(practice.services), len(practice.providers)
        typer.echo(f"{file.name}: {practice.name}: {services} services, {providers} providers")
        if said := languages(practice.languages, *_spoken(practice.languages)):
            typer.echo(said)


def _spoken(listed: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that can be spoken here by voice, and in a text call."""
    from ringbook.agent.providers.call_languages import call_languages

    settings = Settings()
    by_voice, by_text = (call_languages(settings, listed, by_voice=v) for v in (True, False))
    return by_voice, by_text


def apply(file: Path, preload: Path | None, now: str | None, *, yes: bool, dry_run: bool) -> None:
    with exit_codes():  # what is wrong with the files is said before a database is needed
        at, form = instant(now), load_practice(file)
        brought = load_preload(preload) if preload else None
        asks = on_terminal() and not yes

        async def work(db: Database) -> None:
            if (dry_run or asks) and not await _looked(db, form, brought, at, asks=not dry_run):
                return
            change = await change_practice(db, form, brought, at)
            if not asks:
                typer.echo(changed(change), err=True)
            typer.echo(f"{form.slug}: {'applied' if change else 'nothing to change'}")

        run(work)


def on_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


async def _looked(
    db: Database, form: PracticeFile, brought: PreloadFile | None, at: datetime, *, asks: bool
) -> bool:
    """Shows what would change; whether it is to be done.

    Raises:
        typer.Abort: the owner said no.
    """
    change = await change_practice(db, form, brought, at, only_look=True)
    typer.echo(changed(change))
    return asks and (not change or typer.confirm("Apply this?", abort=True))


def show(slug: str | None) -> None:
    async def work(db: Database) -> None:
        form = await practice_file(db, (await one_practice(db, slug)).slug)
        typer.echo(form.as_yaml(), nl=False)

    run(work)
