"""`ringbook up`, and how a running Ringbook speaks to its owner."""

import asyncio
import sys
import webbrowser
from collections.abc import Callable
from typing import Annotated

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import START
from ringbook.config import Settings

__all__ = ["announcing", "register", "say"]


def register(app: typer.Typer) -> None:
    """Adds this command to the command line."""
    app.command(rich_help_panel=START)(up)


def up(
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Start everything on this machine: database, LiveKit server, worker and page.

    All of it listens on loopback only and needs no key. Ctrl-C stops everything in order and lets
    calls in progress finish; a second Ctrl-C stops at once. Data and logs are in RINGBOOK_HOME.
    """
    from ringbook.local.up import up as run

    with exit_codes():
        asyncio.run(run(Settings(), say, announcing(open_page)))


def announcing(open_page: bool) -> Callable[[str], None]:
    """Tells the page's address once everything works, and opens the page if that is wanted."""

    def ready(address: str) -> None:
        typer.echo(f"\n  Ringbook is ready: {address}\n")
        sys.stdout.flush()
        if open_page:
            webbrowser.open(address)

    return ready


def say(line: str) -> None:
    """One line of what happens."""
    typer.echo(f"ringbook: {line}")
    sys.stdout.flush()
