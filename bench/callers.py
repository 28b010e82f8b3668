"""Callers in processes of their own, some in each: so they share no interpreter with the vendors.

Run as
`python -m bench.callers URL TURNS SAMPLES`, told what to do line by line.
"""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import numpy as np

from bench.room_caller import RoomCaller, Sound

__all__ = ["Callers", "callers"]

IN_A_PROCESS = 8
LEAN = os.environ | {"TOKIO_WORKER_THREADS": "1"}  # threads of the SDK that wake each other
CALL, COMPLETE, IN_VAIN = "call", "complete", "somebody waited in vain"


class Callers:
    """Calls to `url`, which ask a question again and again; nobody hangs up before all are done.

    `question` is a file of samples, `turns` how many are measured.
    """

    def __init__(self, url: str, question: Path, turns: int) -> None:
        self._arguments = (url, str(turns), str(question))
        self._processes: list[Process] = []
        self._calling = 0

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes]

    async def call(self) -> None:
        """One more, until it is answered.

        Raises:
            TimeoutError: somebody waits in vain.
        """
        if self._calling % IN_A_PROCESS == 0:
            command = (sys.executable, "-m", "bench.callers", *self._arguments)
            self._processes.append(
                await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=LEAN)
            )
        self._calling += 1
        _tell(self._processes[-1], CALL)
        await _answer(self._processes[-1])

    def complete(self) -> None:
        """All are there: from now on each has its measured turns."""
        for process in self._processes:
            _tell(process, COMPLETE)

    async def done(self) -> int:
        """Silences that all heard inside what was said to them, when all have had their turns.

        Raises:
            TimeoutError: somebody waited in vain.
        """
        return sum([int(await _answer(process)) for process in self._processes])

    async def hang_up(self) -> None:
        for process in self._processes:
            await process.communicate()


@asynccontextmanager
async def callers(url: str, question: Sound, turns: int) -> AsyncIterator[Callers]:
    """Nobody yet; all have hung up afterwards."""
    with tempfile.NamedTemporaryFile(suffix=".npy") as file:
        np.save(file, question)
        file.flush()
        crowd = Callers(url, Path(file.name), turns)
        try:
            yield crowd
        finally:
            await crowd.hang_up()


def _tell(process: Process, what: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{what}\n".encode())


async def _answer(process: Process) -> str:
    assert process.stdout is not None
    said = (await process.stdout.readline()).decode().strip()
    if said in ("", IN_VAIN):
        raise TimeoutError(IN_VAIN)
    return said


# ---- in a process of callers --------------------------------------------------------------------


async def _calls(url: str, turns: int, question: Sound) -> None:
    async with AsyncExitStack() as calls:
        try:
            print(await _talk_together(calls, url, question, turns), flush=True)
        except* (TimeoutError, httpx.HTTPError):
            print(IN_VAIN, flush=True)
        await asyncio.to_thread(sys.stdin.read)  # nobody hangs up before all are done


async def _talk_together(calls: AsyncExitStack, url: str, question: Sound, turns: int) -> int:
    complete, rooms = asyncio.Event(), list[RoomCaller]()
    async with asyncio.TaskGroup() as talks:
        while await asyncio.to_thread(sys.stdin.readline) == f"{CALL}\n":
            rooms.append(room := await calls.enter_async_context(RoomCaller(url)))
            await room.answered()
            talks.create_task(_talk(room, question, turns, complete))
            print("answered", flush=True)
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


if __name__ == "__main__":
    address, count, samples = sys.argv[1:]
    asyncio.run(_calls(address, int(count), np.load(samples)))
