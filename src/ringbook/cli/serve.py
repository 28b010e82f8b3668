"""`ringbook up` and `ringbook web`, and how a running Ringbook speaks to its owner."""

import asyncio
import logging
import sys
import webbrowser
from collections.abc import Callable
from typing import Annotated

import typer

from ringbook.cli.exits import exit_codes
from ringbook.config import Settings

__all__ = ["announcing", "register", "say"]


def register(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.command()(up)
    app.command()(web)


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


def web() -> None:
    """Serve the caller page, tokens and call summaries."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with exit_codes():
        asyncio.run(_serve(Settings()))


async def _serve(settings: Settings) -> None:
    import uvicorn

    from ringbook.api.app import create_app
    from ringbook.api.stored_diary import StoredDesk, StoredDiary
    from ringbook.store.pool import open_database

    async with open_database(settings.require_database(), max_size=5) as db:
        config = uvicorn.Config(
            create_app(settings, StoredDiary(db, settings.home()), StoredDesk(db)),
            host=settings.ringbook_web_host,
            port=settings.ringbook_web_port,
            access_log=False,  # it names addresses; ours does not
            server_header=False,
            log_config=None,
            timeout_graceful_shutdown=5,
        )
        await uvicorn.Server(config).serve()


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
