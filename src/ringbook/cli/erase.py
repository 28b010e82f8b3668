"""`ringbook erase`; what it does is imported when it runs."""

from typing import Annotated

import typer

from ringbook.cli.panels import DIARY
from ringbook.cli.practice import NowOption, PracticeOption

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this command to the command line."""
    app.command(rich_help_panel=DIARY)(erase)


def erase(
    number: Annotated[str, typer.Argument(help="The caller's number, such as +918860141821.")],
    practice: PracticeOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    now: NowOption = None,
) -> None:
    """Forget a caller: name, number and words, also in records that wait in files.

    Open appointments are cancelled.
    """
    from ringbook.cli import erase_work

    erase_work.erase(number, practice, yes, now)
