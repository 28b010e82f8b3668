"""The command line, one module a topic. Heavy imports stay inside the commands."""

import typer

from ringbook.cli import (
    appointment,
    chat,
    data,
    demo,
    doctor,
    replay,
    serve,
    understand,
    waitlist,
    worker,
)

__all__ = ["app"]

app = typer.Typer(
    name="ringbook",
    help="An AI receptionist that books, moves and cancels appointments by conversation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
chat.register(app)
worker.register(app)
serve.register(app)
demo.register(app)
data.register(app)
appointment.register(app)
waitlist.register(app)
understand.register(app)
replay.register(app)
doctor.register(app)
