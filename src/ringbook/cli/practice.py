"""Commands about practices: check, apply, show, export, out, schema.

What they do is in `practice_work`, imported when a command runs: help and completion stay quick.
"""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["practice_commands"]

practice_commands = typer.Typer(
    no_args_is_help=True, help="Check, apply, show and export practices; say who is out."
)

# Not `type` aliases, which typer does not look into: help and names would be lost
File = Annotated[Path, typer.Argument(help="practice.yaml")]
PreloadOption = Annotated[
    Path | None, typer.Option("--preload", help="what the practice already has")
]
NowOption = Annotated[
    str | None, typer.Option("--now", help="the present instant, with offset; default: the clock")
]
PracticeOption = Annotated[
    str | None, typer.Option("--practice", help="slug; needed when there are several")
]


@practice_commands.command("check")
def practice_check(file: File, preload: PreloadOption = None) -> None:
    """Validate a practice file, and a preload file with --preload, without a database."""
    from ringbook.cli import practice_work

    practice_work.check(file, preload)


@practice_commands.command("schema")
def practice_schema() -> None:
    """Print the JSON schema of practice.yaml, for editors."""
    from ringbook.practice.schema import schema_text

    typer.echo(schema_text(), nl=False)


@practice_commands.command("apply")
def practice_apply(
    file: File,
    preload: PreloadOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask on a terminal")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only show what would change")] = False,
    now: NowOption = None,
) -> None:
    """Bring the database in line with a practice file; shows what changes, and asks first.

    Booked appointments stay as they are; those that the file would not allow are listed.
    Without a terminal it does not ask. The same file again changes nothing.
    """
    from ringbook.cli import practice_work

    practice_work.apply(file, preload, now, yes=yes, dry_run=dry_run)


@practice_commands.command("show")
def practice_show(practice: PracticeOption = None) -> None:
    """Print a practice as it was applied, in the form of its file."""
    from ringbook.cli import practice_work

    practice_work.show(practice)


@practice_commands.command("export")
def practice_export(
    practice: PracticeOption = None,
    to: Annotated[Path, typer.Option("--to", help="directory", file_okay=False)] = Path(),
    now: NowOption = None,
) -> None:
    """Write a practice and what it holds as the two files that `apply --preload` reads.

    The second one names callers and appointments: only you may read it.
    """
    from ringbook.cli import export_work

    export_work.export(practice, to, now)


@practice_commands.command("out")
def practice_out(
    provider: Annotated[
        str | None, typer.Argument(help="name or alias, such as 'Dr Rao'; none: lists who is out")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="local time, 14:00 or 2026-06-15T14:00; now")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="local time; default: the end of that day")
    ] = None,
    day: Annotated[str | None, typer.Option("--date", help="2026-06-15; default: today")] = None,
    reason: Annotated[str, typer.Option("--reason", help="for your own records")] = "",
    back: Annotated[bool, typer.Option("--back", help="end it: free times open again")] = False,
    numbers: Annotated[
        bool, typer.Option("--numbers", help="show callers' whole numbers, to ring them")
    ] = False,
    practice: PracticeOption = None,
    now: NowOption = None,
) -> None:
    """Close a provider's free times at once; list the booked ones, which stay until you decide."""
    from ringbook.cli import out_work

    if provider is None:
        out_work.listed(practice, now)
    elif back:
        out_work.back(provider, day, practice, now)
    else:
        wanted = out_work.Wanted(provider, start, until, day, reason)
        out_work.out(wanted, practice, now, numbers=numbers)
