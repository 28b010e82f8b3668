"""Many callers at once, without browsers, and the memory of the worker meanwhile."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from tests.e2e.running import Running, processes
from tests.speech.audio import Sound, spoken, trimmed

from bench.browser import QUESTIONS
from bench.room_caller import RoomCaller

__all__ = ["crowd", "memory_mb"]

APART = 6.0  # seconds over which the callers begin: people do not speak in step


async def crowd(running: Running, callers: int, turns: int) -> tuple[list[float], float]:
    """Waits in milliseconds of all callers' turns, and the memory in use meanwhile."""
    sounds = [trimmed(spoken(question)) for question in QUESTIONS]
    async with AsyncExitStack() as calls:
        rooms = [await calls.enter_async_context(RoomCaller(running.url)) for _ in range(callers)]
        talks = [_talk(room, n, callers, sounds, turns) for n, room in enumerate(rooms)]
        waits = await asyncio.gather(*talks)
        memory = memory_mb(running.home)
    return [wait for talk in waits for wait in talk], memory


async def _talk(
    room: RoomCaller, number: int, callers: int, sounds: list[Sound], turns: int
) -> list[float]:
    await asyncio.sleep(APART * number / callers)
    return [await room.turn(sounds[(number + n) % len(sounds)]) for n in range(turns)]


def memory_mb(home: Path) -> float:
    """Memory of all processes of the worker, shared pages counted once (PSS)."""
    pids = [pid for pid, command in processes(home) if "multiprocessing" in command]
    return sum(_pss_kb(pid) for pid in pids) / 1024


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it ended while we looked
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
