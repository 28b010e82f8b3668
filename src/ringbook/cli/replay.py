"""`ringbook replay`: a call played again offline, up to where this version would act otherwise."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ringbook.cli.panels import CALLS

if TYPE_CHECKING:
    from ringbook.dialogue.state.call_events import CallEvent
    from ringbook.store.replays import KeptCall

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command(rich_help_panel=CALLS)(replay)


def replay(
    call: Annotated[str, typer.Argument(help="A session id of `ringbook calls`, or a saved file.")],
    save_as_scenario: Annotated[
        Path | None, typer.Option(help="Keep the call in this YAML file, words included.")
    ] = None,
) -> None:
    """Play a call again and stop where this version would say or do something else.

    What the caller said and what the diary answered are as they were; nothing is written. Ends
    with status 1 at a difference. A call in which a large model decided is compared by what was
    legal and true, not by its words.
    """
    from ringbook.cli.exits import exit_codes

    with exit_codes():
        kept = _kept(call)
        if save_as_scenario is not None:
            _save(kept, save_as_scenario)
        _show(kept)


def _kept(call: str) -> "KeptCall":
    from ringbook.cli.running import run
    from ringbook.store.pool import Database
    from ringbook.store.replays import KeptCall, kept_call, read_call

    if Path(call).is_file():
        return read_call(Path(call))
    found: list[KeptCall] = []

    async def work(db: Database) -> None:
        found.append(await kept_call(db, call))

    run(work)
    return found[0]


def _save(kept: "KeptCall", path: Path) -> None:
    from ringbook.store.replays import write_call

    write_call(path, kept)
    typer.echo(f"{path}: saved, with the caller's words and number: mind who gets it", err=True)


def _show(kept: "KeptCall") -> None:
    from ringbook.dialogue.replay import replay as play

    played = play(kept.events, kept.brain)
    for seq, event in enumerate(kept.events[: len(played.states) - 1]):
        typer.echo(f"{seq:>4}  {_line(event)}")
    if played.difference is None:
        typer.echo("the same again")
        return
    differs = played.difference
    typer.echo(f"{differs.seq:>4}  differs\n      was: {differs.was}\n      now: {differs.now}")
    raise typer.Exit(1)


def _line(event: "CallEvent") -> str:
    from ringbook.dialogue.state import call_events as of

    match event:
        case of.Started(channel=channel):
            return f"a call begins ({channel})"
        case of.UserSaid(text=text):
            return f"caller: {text or '(unclear)'}"
        case of.Keyed(digits=digits):
            return f"caller: [keypad] {digits}"
        case of.Silence(seconds=seconds):
            return f"silence for {seconds:g} s"
        case of.AgentSaid(text=text, cut=cut):
            return f"agent: {text}{' [interrupted]' if cut else ''}"
        case of.Did(tool=tool, outcome=outcome):
            return f"tool: {tool}: {outcome.kind}"
        case of.Ended(reason=reason):
            return f"the call ends ({reason})"
