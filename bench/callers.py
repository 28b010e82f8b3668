"""Callers in processes of their own, a few in each: so they share no interpreter with the vendors.

A few only, because the SDK hands each frame that arrives to every stream of its process.
"""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

import httpx

from bench.room_caller import RoomCaller, Sound

__all__ = ["Callers", "callers"]

IN_A_PROCESS = 4
IN_VAIN = "somebody waited in vain"
SPAWN = multiprocessing.get_context("spawn")


class Callers:
    """Calls to `url`, which ask `question` again and again; nobody hangs up before all are done."""

    def __init__(self, url: str, question: Sound, turns: int) -> None:
        self._what = (url, question, turns)
        self._pipes: list[Connection[Any, Any]] = []
        self._processes: list[SpawnProcess] = []
        self._calling = 0

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes if process.pid is not None]

    async def call(self) -> None:
        """One more, until it is answered.

        Raises:
            TimeoutError: somebody waits in vain.
        """
        if self._calling % IN_A_PROCESS == 0:
            ours, theirs = SPAWN.Pipe()
            self._processes.append(SPAWN.Process(target=_serve, args=(theirs, *self._what)))
            self._processes[-1].start()
            self._pipes.append(ours)
            theirs.close()
        self._calling += 1
        self._pipes[-1].send(True)
        await _answer(self._pipes[-1])

    def complete(self) -> None:
        """All are there: from now on each has its measured turns."""
        for pipe in self._pipes:
            pipe.send(False)

    async def done(self) -> int:
        """Silences that all heard inside what was said to them, when all have had their turns.

        Raises:
            TimeoutError: somebody waited in vain.
        """
        return sum([await _answer(pipe) for pipe in self._pipes])

    async def hang_up(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            await asyncio.to_thread(process.join)


@asynccontextmanager
async def callers(url: str, question: Sound, turns: int) -> AsyncIterator[Callers]:
    """Nobody yet; all have hung up afterwards."""
    crowd = Callers(url, question, turns)
    try:
        yield crowd
    finally:
        await crowd.hang_up()


async def _answer(pipe: "Connection[Any, Any]") -> int:
    said = await asyncio.to_thread(pipe.recv)
    if said == IN_VAIN:
        raise TimeoutError(IN_VAIN)
    return int(said)


# ---- in a process of callers --------------------------------------------------------------------


def _serve(pipe: "Connection[Any, Any]", url: str, question: Sound, turns: int) -> None:
    asyncio.run(_calls(pipe, url, question, turns))


async def _calls(pipe: "Connection[Any, Any]", url: str, question: Sound, turns: int) -> None:
    async with AsyncExitStack() as calls:
        try:
            pipe.send(await _talk_together(calls, pipe, url, question, turns))
            await _gone(pipe)
        except* (TimeoutError, httpx.HTTPError):
            pipe.send(IN_VAIN)
            await _gone(pipe)


async def _talk_together(
    calls: AsyncExitStack, pipe: "Connection[Any, Any]", url: str, question: Sound, turns: int
) -> int:
    complete, rooms = asyncio.Event(), list[RoomCaller]()
    async with asyncio.TaskGroup() as talks:
        while await asyncio.to_thread(pipe.recv):
            rooms.append(room := await calls.enter_async_context(RoomCaller(url)))
            await room.answered()
            talks.create_task(_talk(room, question, turns, complete))
            pipe.send(0)
        for room in rooms:
            room.pauses = 0
        complete.set()
    return sum(room.pauses for room in rooms)


async def _talk(room: RoomCaller, question: Sound, turns: int, complete: asyncio.Event) -> None:
    """Without end while others are still calling, then for the measured turns."""
    while not complete.is_set():
        await room.turn(question)
    for _ in range(turns):
        await room.turn(question)


async def _gone(pipe: "Connection[Any, Any]") -> None:
    """Until the other end is closed."""
    try:
        while True:
            await asyncio.to_thread(pipe.recv)
    except EOFError:
        return
