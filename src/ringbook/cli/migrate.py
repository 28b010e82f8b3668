"""`ringbook migrate`."""

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import PARTS
from ringbook.config import Settings

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this command to the command line."""
    app.command(rich_help_panel=PARTS)(migrate)


def migrate() -> None:
    """Bring the database to this version's schema; the local one is brought there by itself."""
    from ringbook.local.postgres import database
    from ringbook.store.migrate import migrate as apply_migrations

    with exit_codes():
        settings = Settings()
        if settings.database_url is None:
            with database(settings):
                typer.echo("the local database is up to date")
            return
        applied = apply_migrations(settings.database_url.get_secret_value())
        typer.echo(f"applied: {', '.join(applied)}" if applied else "up to date")
