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

import httpx
from tests.e2e.running import Running, own_home, ringbook_up
from tests.speech.audio import spoken, trimmed

from bench.crowd import RoomCaller, memory_mb
from bench.figures import percentile, report
from bench.vendors import Vendors, vendors

CROWDS = (1, 4, 6, 8, 10, 12, 15)
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
        try:
            pauses, memory = await _talk_together(made, running, callers)
        except ExceptionGroup as group:
            if group.split((TimeoutError, httpx.HTTPError))[1] is not None:
                raise
            facts[f"{callers} at once"] = "somebody waited in vain"
            break
        figures[f"transcript to speech request, {callers} at once"] = waits = made.waits()
        alone = next(iter(figures.values()))
        more = percentile(waits, 95) - percentile(alone, 95)
        each = (memory - before) / callers
        facts[f"{callers} at once"] = (
            f"p95 {more:+.0f} ms to alone, {pauses} silences in speech, {each:.0f} MB a call"
        )
        if more > MORE_THAN_ALONE:
            break
    return figures, facts


async def _talk_together(made: Vendors, running: Running, callers: int) -> tuple[int, float]:
    """Silences heard by all, and the memory in use meanwhile.

    The calls begin one after the other, and are measured from when all are there.
    """
    complete = asyncio.Event()
    async with AsyncExitStack() as calls, asyncio.TaskGroup() as talks:
        rooms = []
        for _ in range(callers):
            rooms.append(room := await calls.enter_async_context(RoomCaller(running.url)))
            await room.greeted()
            talks.create_task(_talk(room, complete))
        made.forget()
        for room in rooms:
            room.pauses = 0
        complete.set()
        memory = memory_mb(running.home)
    return sum(room.pauses for room in rooms), memory


async def _talk(room: RoomCaller, complete: asyncio.Event) -> None:
    """Without end while others are still calling, then for the measured turns."""
    while not complete.is_set():
        await room.turn(QUESTION)
    for _ in range(TURNS):
        await room.turn(QUESTION)


@contextmanager
def _exported(made: Vendors) -> Iterator[None]:
    """The stand-ins in the environment of what is started meanwhile."""
    before = dict(os.environ)
    os.environ.update(made.environment() | {"RINGBOOK_MAX_CALLS": str(2 * CROWDS[-1])})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


if __name__ == "__main__":
    chosen = [int(number) for number in sys.argv[1:]] or [*CROWDS]
    report("cloud", *asyncio.run(measure(chosen)))
