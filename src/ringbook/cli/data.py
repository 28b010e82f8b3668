"""Commands about the data: migrations, the diary, calls, costs, erasure.

What they do is in `data_work`, imported when a command runs: help and completion stay quick.
"""

from enum import StrEnum
from typing import Annotated

import typer

from ringbook.cli.practice import NowOption, PracticeOption, practice_commands

__all__ = ["register"]

slot_commands = typer.Typer(no_args_is_help=True, help="Roll the diary forward, list openings.")


class ClaimsBy(StrEnum):
    """What the rows of `ringbook claims` are."""

    day = "day"
    kind = "kind"
    practice = "practice"


class View(StrEnum):
    """What the rows of `ringbook costs` are."""

    day = "day"
    provider = "provider"
    practice = "practice"


def register(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.command()(migrate)
    app.command()(erase)
    app.command("calls")(list_calls)
    app.command("costs")(show_costs)
    app.command("claims")(show_claims)
    app.add_typer(practice_commands, name="practice")
    app.add_typer(slot_commands, name="slots")


def migrate() -> None:
    """Bring the database to this version's schema."""
    from ringbook.cli import data_work

    data_work.migrate()


@slot_commands.command("roll")
def slots_roll(practice: PracticeOption = None, now: NowOption = None) -> None:
    """Make the cells of the diary from today to the horizon, of one practice or of all."""
    from ringbook.cli import data_work

    data_work.roll(practice, now)


@slot_commands.command("list")
def slots_list(
    practice: PracticeOption = None,
    service: Annotated[str | None, typer.Option(help="default: the first")] = None,
    provider: Annotated[str | None, typer.Option(help="default: anyone")] = None,
    day: Annotated[str | None, typer.Option(help="first day, such as 2026-06-15")] = None,
    days: Annotated[int, typer.Option(min=1, help="how many days")] = 7,
    now: NowOption = None,
) -> None:
    """List openings on the practice's wall clock."""
    from ringbook.cli import data_work

    data_work.openings(practice, service, provider, day, days, now)


def list_calls(
    practice: PracticeOption = None,
    limit: Annotated[int, typer.Option(min=1, help="how many, newest first")] = 20,
) -> None:
    """List recent calls: session, when, number, how it ended, how long, what it did.

    Then how frustrated the caller was and what the claim guard stopped, if at all.
    """
    from ringbook.cli import data_work

    data_work.calls(practice, limit)


def show_costs(
    by: Annotated[View, typer.Option(help="one row for each")] = View.day,
    since: Annotated[str | None, typer.Option(help="first day, such as 2026-06-01")] = None,
    until: Annotated[str | None, typer.Option(help="last day, included")] = None,
    practice: Annotated[str | None, typer.Option(help="slug; default: all practices")] = None,
) -> None:
    """Add up what calls cost, in US dollars, with the models that have no price by name.

    Days are those of each call's practice. By provider, a call counts for each that it used.
    """
    from ringbook.cli import costs

    costs.show_costs(by.value, since, until, practice)


def show_claims(
    by: Annotated[ClaimsBy, typer.Option(help="one row for each")] = ClaimsBy.day,
    since: Annotated[str | None, typer.Option(help="first day, such as 2026-06-01")] = None,
    until: Annotated[str | None, typer.Option(help="last day, included")] = None,
    practice: Annotated[str | None, typer.Option(help="slug; default: all practices")] = None,
) -> None:
    """Count what was claimed of bookings, and what the claim guard kept from being said.

    By kind: what the stopped sentences claimed, and why it was untrue.
    """
    from ringbook.cli import claims

    claims.show_claims(by.value, since, until, practice)


def erase(
    number: Annotated[str, typer.Argument(help="the caller's number, such as +918860141821")],
    practice: PracticeOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    now: NowOption = None,
) -> None:
    """Forget a caller: name, number and words, also in records that wait in files.

    Open appointments are cancelled.
    """
    from ringbook.cli import data_work

    data_work.erase(number, practice, yes, now)
