"""Simulated callers by voice, in real time: `python -m tests.eval.voice --help`."""

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer
from livekit.agents import utils
from tests.eval.by_voice import Room, hold
from tests.eval.grade import grade
from tests.eval.report import PAGE, VOICE, by_voice, failures, write
from tests.eval.run import Attempt, Plan, postgres
from tests.eval.scenario import Scenario, load

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.store.pool import open_database

CALLS = 30


@dataclass(frozen=True, slots=True)
class Way:
    """How the calls of a run are held."""

    noise: float
    listens: bool


def main(
    calls: Annotated[int, typer.Option(min=1, help="how many scenarios, one call of each")] = CALLS,
    noise: Annotated[float, typer.Option(help="the room's noise, in dB below the voice")] = 15.0,
    scenario: Annotated[str | None, typer.Option(help="only this one; prints the call")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="calls at once, a processor each")] = 1,
    caller_listens: Annotated[
        bool, typer.Option(help="callers hear the agent's voice by the local ears as well")
    ] = False,
) -> None:
    """Holds the calls with local speech, in real time, and prints how they ended."""
    chosen = (
        [s for s in load() if s.name == scenario] if scenario else sample(_first_calls(), calls)
    )
    if not chosen:
        raise typer.BadParameter("there is no such scenario")
    done = [
        attempt for share in _held(chosen, Way(noise, caller_listens), jobs) for attempt in share
    ]
    text = by_voice(done, noise)
    print("\n".join([text, *failures(done)]))  # noqa: T201 - the result
    if scenario:
        for said, heard in done[0].held.by_ear:
            print(f"  said: {said}\n heard: {heard}")  # noqa: T201 - the result
        print(done[0].held.script())  # noqa: T201 - the result
    elif not caller_listens:
        write(PAGE, text, VOICE)


def _first_calls() -> list[Scenario]:
    """Those to which nothing before them matters: a call by voice is held by itself."""
    return [s for s in load() if not s.calls_again]


def sample(scenarios: Sequence[Scenario], count: int) -> list[Scenario]:
    """The same ones each time, by a hash of their names."""
    return sorted(scenarios, key=lambda s: sha256(f"voice {s.name}".encode()).digest())[:count]


def _held(chosen: Sequence[Scenario], how: Way, jobs: int) -> Iterator[list[Attempt]]:
    """The calls as they are over; each job is a process with a database and models of its own."""
    if jobs == 1:
        yield _share(chosen, how)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        shares = [pool.submit(_share, chosen[n::jobs], how) for n in range(jobs)]
        for share in as_completed(shares):
            yield share.result()


def _share(chosen: Sequence[Scenario], how: Way) -> list[Attempt]:
    with postgres() as url:
        return asyncio.run(_all(url, chosen, how))


async def _all(url: str, chosen: Sequence[Scenario], how: Way) -> list[Attempt]:
    done = []
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.model_validate({"ringbook_home": Path(home)})
        local = await asyncio.to_thread(prewarm, settings)
        async with open_database(url) as db, utils.http_context.open():
            room = Room(db, local, how.noise, how.listens)
            for one in chosen:
                plan = Plan(one, one.form.style, 0.0, 0)
                held = await hold(room, one, plan.caller())
                done.append(Attempt(plan, held, grade(held)))
                sys.stderr.write(f"{one.split}: {'failed' if done[-1].grade.faults else 'ok'}\n")
        local.close()
    return done


if __name__ == "__main__":
    typer.run(main)
