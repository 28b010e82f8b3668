"""How many calls a machine holds with the vendors' speech: `python -m bench.cloud [calls …]`.

Real worker, rooms and audio; the stand-ins answer at zero delay and speak a tone, so that any
silence inside it is audio that came too late. They, and the callers, share the machine. Aims: 15
calls on two cores, no silence, at the 95th percentile less than 150 ms more than alone.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from tests.e2e.running import Running, own_home, ringbook_up
from tests.speech.audio import spoken, trimmed

from bench.crowd import APART, RoomCaller, memory_mb
from bench.figures import report
from bench.vendors import Vendors, vendors

CROWDS = (1, 5, 10, 15, 20)
TURNS = 6
QUESTION = trimmed(spoken("Can you tell me about that?"))
MORE_THAN_ALONE = 150.0
"""Milliseconds at the 95th percentile from which there are too many calls at once."""


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
    before = memory_mb(running.home)
    for callers in crowds:
        made.heard.clear()
        made.spoken.clear()
        pauses, memory = await _talk_together(running, callers)
        figures[f"transcript to speech request, {callers} at once"] = made.waits()
        each = (memory - before) / callers
        facts[f"{callers} at once"] = f"{pauses} silences in speech, {each:.0f} MB a call"
    return figures, facts


async def _talk_together(running: Running, callers: int) -> tuple[int, float]:
    """Silences heard by all, and the memory in use meanwhile."""
    async with AsyncExitStack() as calls:
        rooms = [await _called(running, calls) for _ in range(callers)]
        await asyncio.gather(*(_talk(room, n / callers) for n, room in enumerate(rooms)))
        return sum(room.pauses for room in rooms), memory_mb(running.home)


async def _called(running: Running, calls: AsyncExitStack) -> RoomCaller:
    """A call that was greeted: the calls begin one after the other, and are then held at once."""
    room = await calls.enter_async_context(RoomCaller(running.url))
    await room.greeted()
    return room


async def _talk(room: RoomCaller, late: float) -> None:
    await asyncio.sleep(APART * late)
    for _ in range(TURNS):
        await room.turn(QUESTION)


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
