"""Simulated callers by voice, in real time: `python -m tests.eval.voice --help`."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from livekit.agents import utils
from rich.console import Console
from rich.progress import Progress
from tests.eval.by_voice import Room, hold
from tests.eval.grade import grade
from tests.eval.report import PAGE, VOICE, by_voice, failures, write
from tests.eval.run import Attempt, Plan, postgres
from tests.eval.scenario import Scenario, load

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.store.pool import open_database

CALLS = 30


def main(
    calls: Annotated[int, typer.Option(min=1, help="how many scenarios, one call of each")] = CALLS,
    noise: Annotated[float, typer.Option(help="the room's noise, in dB below the voice")] = 15.0,
    scenario: Annotated[str | None, typer.Option(help="only this one; prints the call")] = None,
) -> None:
    """Holds the calls with local speech, one after the other, and prints how they ended."""
    chosen = (
        [s for s in load() if s.name == scenario] if scenario else sample(_first_calls(), calls)
    )
    if not chosen:
        raise typer.BadParameter("there is no such scenario")
    with Progress(console=Console(file=sys.stderr)) as progress, postgres() as url:
        held = progress.add_task("calls", total=len(chosen))
        done = asyncio.run(_all(url, chosen, noise, lambda: progress.advance(held)))
    text = by_voice(done, noise)
    print("\n".join([text, *failures(done)]))  # noqa: T201 - the result
    if scenario:
        print(done[0].held.script())  # noqa: T201 - the result
    else:
        write(PAGE, text, VOICE)


def _first_calls() -> list[Scenario]:
    """Those to which nothing before them matters: a call by voice is held by itself."""
    return [s for s in load() if not s.calls_again]


def sample(scenarios: Sequence[Scenario], count: int) -> list[Scenario]:
    """The same ones each time, by a hash of their names."""
    return sorted(scenarios, key=lambda s: sha256(f"voice {s.name}".encode()).digest())[:count]


async def _all(
    url: str, chosen: Sequence[Scenario], noise: float, step: Callable[[], None]
) -> list[Attempt]:
    done = []
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.model_validate({"ringbook_home": Path(home)})
        local = await asyncio.to_thread(prewarm, settings)
        async with open_database(url) as db, utils.http_context.open():
            for one in chosen:
                plan = Plan(one, one.form.style, 0.0, 0)
                held = await hold(Room(db, local, noise), one, plan.caller())
                done.append(Attempt(plan, held, grade(held)))
                step()
        local.close()
    return done


if __name__ == "__main__":
    typer.run(main)
