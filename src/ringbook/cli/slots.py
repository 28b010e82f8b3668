"""Commands about the diary's free times; what they do is imported when one runs."""

from typing import Annotated

import typer

from ringbook.cli.panels import DIARY
from ringbook.cli.practice import NowOption, PracticeOption

__all__ = ["register"]

commands = typer.Typer(no_args_is_help=True, help="List free times, open the diary further ahead.")


def register(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.add_typer(commands, name="slots", rich_help_panel=DIARY)


@commands.command("roll")
def slots_roll(
    practice: Annotated[str | None, typer.Option(help="A practice's slug. Default: all.")] = None,
    now: NowOption = None,
) -> None:
    """Open the diary as far ahead as can be booked; each start and each call does so too."""
    from ringbook.cli import slots_work

    slots_work.roll(practice, now)


@commands.command("list")
def slots_list(
    practice: PracticeOption = None,
    service: Annotated[str | None, typer.Option(help="Default: the practice's first.")] = None,
    provider: Annotated[str | None, typer.Option(help="Default: anyone.")] = None,
    day: Annotated[
        str | None, typer.Option(help="First day, such as 2026-06-15. Default: today.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How many days.")] = 7,
    now: NowOption = None,
) -> None:
    """List free times, on the practice's own clock."""
    from ringbook.cli import slots_work

    slots_work.openings(practice, service, provider, day, days, now)
