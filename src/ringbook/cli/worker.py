"""`ringbook worker`: takes voice calls from the LiveKit server."""

import asyncio
import logging
import os
import sys

import typer

from ringbook.cli.panels import PARTS
from ringbook.config import Settings
from ringbook.errors import RingbookError

__all__ = ["register"]

WRONG_CONFIGURATION = 2
FAILED = 1


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command(rich_help_panel=PARTS)(worker)


def worker() -> None:
    """Take voice calls from the LiveKit server until stopped; those in progress may finish."""
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)  # the health checks
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from ringbook.agent.providers.chosen import check
    from ringbook.local.postgres import database

    try:
        settings = Settings()
        settings.require_livekit()
        check(settings)
        with database(settings) as url:
            os.environ["DATABASE_URL"] = url  # for the processes of the calls
            _run(Settings())
    except RingbookError as error:
        typer.echo(f"ringbook worker: {error}", err=True)
        raise typer.Exit(WRONG_CONFIGURATION) from None


def _run(settings: Settings) -> None:
    from ringbook.agent.fork_server import start_fork_server

    start_fork_server()
    from ringbook.agent.stopping import run_worker
    from ringbook.agent.worker import build_server

    server = build_server(settings)
    try:
        asyncio.run(run_worker(server, settings))
    except (RuntimeError, OSError) as error:
        typer.echo(f"ringbook worker: {error}", err=True)
        raise typer.Exit(FAILED) from None
