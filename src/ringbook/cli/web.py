"""`ringbook web`."""

import asyncio
import logging

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import PARTS
from ringbook.config import Settings

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this command to the command line."""
    app.command(rich_help_panel=PARTS)(web)


def web() -> None:
    """Serve the caller's page, and what it asks for: tokens, practices, bookings, summaries."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with exit_codes():
        asyncio.run(_serve(Settings()))


async def _serve(settings: Settings) -> None:
    import uvicorn

    from ringbook.api.app import create_app
    from ringbook.api.stored_diary import StoredDesk, StoredDiary, StoredWaiting
    from ringbook.store.pool import open_database

    async with open_database(settings.require_database(), max_size=5) as db:
        config = uvicorn.Config(
            create_app(
                settings,
                StoredDiary(db, settings.home()),
                StoredDesk(db),
                waiting=StoredWaiting(db),
            ),
            host=settings.ringbook_web_host,
            port=settings.ringbook_web_port,
            access_log=False,  # it names addresses; ours does not
            server_header=False,
            log_config=None,
            timeout_graceful_shutdown=5,
        )
        await uvicorn.Server(config).serve()
