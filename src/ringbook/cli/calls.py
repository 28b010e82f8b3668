"""Commands about calls that are over: what they did, what they cost, what was claimed in them.

What they do is imported when one runs: help and completion stay quick.
"""

from enum import StrEnum
from typing import Annotated

import typer

from ringbook.cli.panels import CALLS
from ringbook.cli.practice import PracticeOption

__all__ = ["register"]


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
    app.command("calls", rich_help_panel=CALLS)(list_calls)
    app.command("costs", rich_help_panel=CALLS)(show_costs)
    app.command("claims", rich_help_panel=CALLS)(show_claims)


def list_calls(
    practice: PracticeOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 20,
) -> None:
    """List recent calls: session, when, number, how it ended, how long, what it did.

    Then how frustrated the caller was and what the claim guard stopped, if at all.
    """
    from ringbook.cli import calls_work

    calls_work.calls(practice, limit)


def show_costs(
    by: Annotated[View, typer.Option(help="One row for each.")] = View.day,
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-06-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, included.")] = None,
    practice: Annotated[
        str | None, typer.Option(help="A practice's slug. Default: all practices.")
    ] = None,
) -> None:
    """Add up what calls cost, in US dollars; names the models whose price is not known.

    Days are those of each call's practice. By provider, a call counts for each that it used.
    """
    from ringbook.cli import costs

    costs.show_costs(by.value, since, until, practice)


def show_claims(
    by: Annotated[ClaimsBy, typer.Option(help="One row for each.")] = ClaimsBy.day,
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-06-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, included.")] = None,
    practice: Annotated[
        str | None, typer.Option(help="A practice's slug. Default: all practices.")
    ] = None,
) -> None:
    """Count what the agent claimed of bookings, and what the claim guard kept it from saying.

    By kind: what the stopped sentences claimed, and why it was untrue.
    """
    from ringbook.cli import claims

    claims.show_claims(by.value, since, until, practice)
