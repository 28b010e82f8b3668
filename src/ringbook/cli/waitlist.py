"""Commands about the waiting list; what they do is imported when one runs."""

from typing import Annotated

import typer

from ringbook.cli.panels import DIARY
from ringbook.cli.practice import NowOption, PracticeOption

__all__ = ["register"]

commands = typer.Typer(
    no_args_is_help=True, help="List who waits for a time, take callers off the list."
)


def register(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.add_typer(commands, name="waitlist", rich_help_panel=DIARY)


@commands.command("list")
def waitlist_list(
    practice: PracticeOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Also who waits no longer.")] = False,
    now: NowOption = None,
) -> None:
    """List who waits for what, in order: entry, number, wish, and what is kept for them."""
    from ringbook.cli import waitlist_work

    waitlist_work.show(practice, everything, now)


@commands.command("withdraw")
def waitlist_withdraw(
    entry: Annotated[str, typer.Argument(help="The entry, or its first letters, as listed.")],
    practice: PracticeOption = None,
    now: NowOption = None,
) -> None:
    """Take an entry off the list; a time kept for it goes to the next."""
    from ringbook.cli import waitlist_work

    waitlist_work.withdraw(entry, practice, now)
