"""Commands about appointments; what they do is imported when one runs."""

from typing import Annotated

import typer

from ringbook.cli.panels import DIARY
from ringbook.cli.practice import NowOption, PracticeOption
from ringbook.domain.owners_rules import OwnersRule

__all__ = ["register"]

commands = typer.Typer(no_args_is_help=True, help="List, move and cancel appointments.")

Which = Annotated[
    str, typer.Argument(help="Its id, or the last letters of it as listed; or the caller's number.")
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        help="When it is now, local time, where a number has several, such as 2026-06-15T10:00.",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
OverrideOption = Annotated[
    list[OwnersRule] | None,
    typer.Option(
        "--override",
        help="A rule of yours to leave aside this once, again for another: late_change (too close "
        "to be changed), notice (too soon to be booked), horizon (too far ahead), daily_cap (the "
        "day is full), hours (outside opening hours, or away). Nobody and no room is booked twice.",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.add_typer(commands, name="appointment", rich_help_panel=DIARY)


@commands.command("list")
def appointment_list(
    practice: PracticeOption = None,
    number: Annotated[str | None, typer.Option(help="Only those of this caller's number.")] = None,
    day: Annotated[
        str | None, typer.Option(help="First day, such as 2026-06-15. Default: today.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How many days.")] = 7,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
    now: NowOption = None,
) -> None:
    """List appointments in order: id, local time, service, with whom, number, for whom."""
    from ringbook.cli import appointment_work

    appointment_work.show(practice, number, day, days, everything, now)


@commands.command("move")
def appointment_move(
    which: Which,
    to: Annotated[str, typer.Option("--to", help="To when, local time, such as 2026-06-16T11:00.")],
    at: AtOption = None,
    provider: Annotated[
        str | None, typer.Option(help="With whom then. Default: as it is, else who is free.")
    ] = None,
    override: OverrideOption = None,
    yes: YesOption = False,
    practice: PracticeOption = None,
    now: NowOption = None,
) -> None:
    """Move an appointment to another time, under the practice's own rules; asks first.

    The caller's calendar file follows: same entry, next version.
    """
    from ringbook.cli import appointment_work

    chosen = appointment_work.Chosen(which, at, practice, now, tuple(override or ()), yes)
    appointment_work.move(chosen, to, provider)


@commands.command("cancel")
def appointment_cancel(
    which: Which,
    at: AtOption = None,
    override: OverrideOption = None,
    yes: YesOption = False,
    practice: PracticeOption = None,
    now: NowOption = None,
) -> None:
    """Cancel an appointment, under the practice's own rules; asks first. Its row stays."""
    from ringbook.cli import appointment_work

    chosen = appointment_work.Chosen(which, at, practice, now, tuple(override or ()), yes)
    appointment_work.cancel(chosen)
