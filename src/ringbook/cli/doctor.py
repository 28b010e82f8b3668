"""`ringbook doctor`."""

import asyncio
import json
from contextlib import suppress
from dataclasses import asdict
from typing import Annotated

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import START
from ringbook.config import Settings
from ringbook.errors import ConfigurationError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this command to the command line."""
    app.command(rich_help_panel=START)(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    live: Annotated[
        bool, typer.Option("--live", help="Ask each provider that is set up one small question.")
    ] = False,
) -> None:
    """Tell what is there, what is missing and how to get it, and what a call would use now."""
    from ringbook.local.doctor import examine, examine_live

    with exit_codes():
        settings = Settings()
    findings = examine(settings)
    if live:
        with suppress(ConfigurationError):  # named among the findings already
            findings += asyncio.run(examine_live(settings))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for one in findings:
            typer.echo(f"{'ok ' if one.ok else '-- '} {one.part:<19} {one.found}")
            if not one.ok:
                typer.echo(f"{'':24}{one.advice}")
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)
