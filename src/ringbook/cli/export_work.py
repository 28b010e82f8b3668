"""What `ringbook practice export` does."""

from pathlib import Path

import typer

from ringbook.cli.practice_text import counted
from ringbook.cli.running import instant, one_practice, run
from ringbook.files import PRIVATE, write_whole
from ringbook.store.pool import Database
from ringbook.store.practice_export import Export, read_export

__all__ = ["export"]


def export(slug: str | None, directory: Path, now: str | None) -> None:
    async def work(db: Database) -> None:
        practice = await one_practice(db, slug)
        made = await read_export(db, practice.tenant_id, instant(now))
        for line in _written(made, directory):
            typer.echo(line)
        if made.left_out:
            lost = counted(made.left_out, "appointment")
            typer.echo(
                f"left out: {lost} ({made.left_out_ahead} still ahead) of a service or provider "
                "that is no longer there, or of another length than the service has now",
                err=True,
            )

    run(work)


def _written(made: Export, directory: Path) -> list[str]:
    practice, held = (directory / f"{made.file.slug}{end}.yaml" for end in ("", ".preload"))
    directory.mkdir(parents=True, exist_ok=True)
    write_whole(practice, made.file.as_yaml().encode(), PRIVATE)
    write_whole(held, made.preload.as_yaml().encode(), PRIVATE)
    if made.logo and made.file.branding.logo:
        write_whole(directory / made.file.branding.logo, made.logo.image)
    callers, booked = len(made.preload.users), len(made.preload.appointments)
    return [
        f"{practice}: the practice as applied",
        f"{held}: {counted(callers, 'caller')}, {counted(booked, 'appointment')}",
        f"on the other machine: ringbook practice apply {practice.name} --preload {held.name}",
    ]
