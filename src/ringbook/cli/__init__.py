"""The command line, one module a topic. Heavy imports stay inside the commands."""

import typer

from ringbook.cli import (
    appointment,
    calls,
    chat,
    demo,
    doctor,
    erase,
    migrate,
    practice,
    replay,
    slots,
    understand,
    up,
    waitlist,
    web,
    worker,
)

__all__ = ["app"]

app = typer.Typer(
    name="ringbook",
    rich_markup_mode="markdown",  # else the help breaks lines where the source does
    help="An AI receptionist that books, moves and cancels appointments by conversation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
# in the order in which the help lists them
demo.register(app)
up.register(app)
chat.register(app)
doctor.register(app)
understand.register(app)
practice.register(app)
appointment.register(app)
waitlist.register(app)
slots.register(app)
erase.register(app)
calls.register(app)
replay.register(app)
worker.register(app)
web.register(app)
migrate.register(app)
