"""`ringbook demo`."""

import asyncio
from typing import Annotated

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import START
from ringbook.cli.up import announcing, say

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds this command to the command line."""
    app.command(rich_help_panel=START)(demo)


def demo(
    cloud_stand_ins: Annotated[
        bool,
        typer.Option(
            "--cloud-stand-ins",
            help="Simulate Deepgram, Azure OpenAI, Cartesia and Beyond Presence on this machine."
            " Needs a checkout of the repository.",
        ),
    ] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Look at Ringbook with a demo practice: like `ringbook up`, with no key, apart from your data.

    Everything is on this machine, in the directory `demo` of RINGBOOK_HOME. Keys, databases and
    servers of yours, in the environment or in .env, are left out, and it says which these are.

    With --cloud-stand-ins a call goes through the vendors' own clients and protocols, to stand-ins
    that check each request by what the vendors document. Behind them are the local hearing and
    voice, and for the large model a script that can book an appointment: it shows the stack at
    work, not how good the vendors are. Text messages are shown here. At the end it says what a
    vendor would have refused.
    """
    from ringbook.local.demo import demo as run

    with exit_codes():
        asyncio.run(run(say, announcing(open_page), cloud=cloud_stand_ins))
