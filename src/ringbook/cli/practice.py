"""Commands about practices: check, apply, show, export, out, schema.

What they do is in `practice_work`, imported when a command runs: help and completion stay quick.
"""

from pathlib import Path
from typing import Annotated

import typer

from ringbook.cli.panels import DIARY

__all__ = ["NowOption", "PracticeOption", "register"]

commands = typer.Typer(
    no_args_is_help=True, help="Check, apply, show and export practices; say who is out."
)

# Not `type` aliases, which typer does not look into: help and names would be lost
File = Annotated[Path, typer.Argument(help="The practice file, such as practice.yaml.")]
PreloadOption = Annotated[
    Path | None,
    typer.Option(
        "--preload",
        help="A file of what the practice already has: callers, appointments, absences.",
    ),
]
NowOption = Annotated[
    str | None, typer.Option("--now", help="The present instant, with offset. Default: the clock.")
]
PracticeOption = Annotated[
    str | None,
    typer.Option("--practice", help="The practice's slug; needed when there are several."),
]


def register(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.add_typer(commands, name="practice", rich_help_panel=DIARY)


@commands.command("check")
def practice_check(file: File, preload: PreloadOption = None) -> None:
    """Validate a practice file, and a preload file with --preload, without a database."""
    from ringbook.cli import practice_work

    practice_work.check(file, preload)


@commands.command("schema")
def practice_schema() -> None:
    """Print the JSON schema of practice.yaml, for editors."""
    from ringbook.practice.schema import schema_text

    typer.echo(schema_text(), nl=False)


@commands.command("apply")
def practice_apply(
    file: File,
    preload: PreloadOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    now: NowOption = None,
) -> None:
    """Bring the database in line with a practice file; shows what changes, and asks first.

    Booked appointments stay as they are; those that the file would not allow are listed.
    Without a terminal it does not ask. The same file again changes nothing.
    """
    from ringbook.cli import practice_work

    practice_work.apply(file, preload, now, yes=yes, dry_run=dry_run)


@commands.command("show")
def practice_show(practice: PracticeOption = None) -> None:
    """Print a practice as it was applied, in the form of its file."""
    from ringbook.cli import practice_work

    practice_work.show(practice)


@commands.command("export")
def practice_export(
    practice: PracticeOption = None,
    to: Annotated[Path, typer.Option("--to", help="The directory.", file_okay=False)] = Path(),
    now: NowOption = None,
) -> None:
    """Write a practice and what it holds as the two files that `apply --preload` reads.

    The second one names callers and appointments: only you may read it.
    """
    from ringbook.cli import export_work

    export_work.export(practice, to, now)


@commands.command("out")
def practice_out(
    provider: Annotated[
        str | None, typer.Argument(help="Name or alias, such as 'Dr Rao'. Without it: who is out.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", help="Local time, 14:00 or 2026-06-15T14:00. Default: now."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Local time. Default: the end of that day.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", help="The day, such as 2026-06-15. Default: today.")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="For your own records; callers do not hear it.")
    ] = "",
    back: Annotated[
        bool, typer.Option("--back", help="They are back: free times open again.")
    ] = False,
    numbers: Annotated[
        bool, typer.Option("--numbers", help="Show callers' whole numbers, to ring them.")
    ] = False,
    practice: PracticeOption = None,
    now: NowOption = None,
) -> None:
    """Say that a provider is out: free times are closed, booked ones are listed and stay."""
    from ringbook.cli import out_work

    if provider is None:
        out_work.listed(practice, now)
    elif back:
        out_work.back(provider, day, practice, now)
    else:
        wanted = out_work.Wanted(provider, start, until, day, reason)
        out_work.out(wanted, practice, now, numbers=numbers)
