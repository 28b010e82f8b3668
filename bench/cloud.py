"""How many calls a machine holds with the vendors' speech: `python -m bench.cloud [calls …]`.

Real worker, rooms and audio; the stand-ins answer at zero delay and speak a tone, so that any
silence inside it is audio that came too late. They, and the callers, share the machine. Aims: 15
calls on two cores, no silence, at the 95th percentile less than 150 ms more than alone; it goes
on until calls stutter. What a call costs is told by part, in percent of one core, with the pace of
that core.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.e2e.running import Running, own_home, ringbook_up
from tests.speech.audio import spoken, trimmed

from bench.callers import Callers, callers
from bench.crowd import memory_mb
from bench.figures import percentile, report
from bench.heard import pauses
from bench.processor import Spent
from bench.vendors import Vendors, vendors
from ringbook.agent.capacity import pace

CROWDS = (1, 4, 6, 8, 10, 12, 15)
TURNS = 6
SETTLING = 8.0  # seconds in which the processes for further calls are loaded
COST_SECONDS = 20.0  # less than the turns take
STUTTERING = 1.0  # silences in speech a call, from which there are too many


async def measure(crowds: list[int]) -> tuple[dict[str, list[float]], dict[str, str]]:
    async with vendors() as made:
        with _exported(made), own_home() as home:
            up = ringbook_up(home)
            running = await asyncio.to_thread(up.__enter__)
            try:
                return await _crowds(made, running, crowds)
            finally:
                await asyncio.to_thread(up.__exit__, None, None, None)


async def _crowds(
    made: Vendors, running: Running, crowds: list[int]
) -> tuple[dict[str, list[float]], dict[str, str]]:
    figures: dict[str, list[float]] = {}
    facts: dict[str, str] = {}
    question = trimmed(spoken("Can you tell me about that?"))  # not in each process of callers
    before = memory_mb(running.home)
    for number in crowds:
        try:
            async with callers(running.url, question) as crowd:
                heard = await _talk_together(made, running, crowd, number)
        except TimeoutError as error:
            facts[f"{number} at once"] = str(error)
            break
        figures[f"transcript to speech request, {number} at once"] = waits = made.waits()
        alone = next(iter(figures.values()))
        more = percentile(waits, 95) - percentile(alone, 95)
        each = (heard.memory - before) / number
        facts[f"{number} at once"] = (
            f"p95 {more:+.0f} ms to alone, {heard.pauses} silences in speech, {each:.0f} MB a call"
        )
        facts[f"processor a call, {number} at once"] = (
            f"{_by_part(heard.cost, number)}; a million additions take {heard.pace:.0f} ms"
        )
        if heard.pauses >= STUTTERING * number:
            break
    return figures, facts


@dataclass(frozen=True, slots=True)
class _Heard:
    """Silences heard by all; memory in MB, percent of a core by part, and its pace in ms a million
    additions, while all were talking."""

    pauses: int
    memory: float
    cost: dict[str, float]
    pace: float


async def _talk_together(made: Vendors, running: Running, crowd: Callers, number: int) -> _Heard:
    """The calls begin one after the other, and are measured a moment after all are there."""
    for _ in range(number):
        await crowd.call()
    await asyncio.sleep(SETTLING)
    made.forget()
    crowd.complete(TURNS)
    begun = Spent.now(running.home, crowd.pid)
    await asyncio.sleep(COST_SECONDS)
    cost = Spent.now(running.home, crowd.pid).since(begun)
    memory, its_pace = memory_mb(running.home), await asyncio.to_thread(pace)
    silences = sum(pauses(packets) for packets in await crowd.done())
    return _Heard(silences, memory, cost, its_pace)


def _by_part(cost: dict[str, float], number: int) -> str:
    parts = ", ".join(f"{part} {percent / number:.1f}" for part, percent in cost.items())
    return f"{sum(cost.values()) / number:.1f} % of a core ({parts})"


@contextmanager
def _exported(made: Vendors) -> Iterator[None]:
    """The stand-ins in the environment of what is started meanwhile."""
    before = dict(os.environ)
    os.environ.update(made.environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


if __name__ == "__main__":
    chosen = [int(number) for number in sys.argv[1:]] or [*CROWDS]
    report("cloud", *asyncio.run(measure(chosen)))
