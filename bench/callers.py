"""Callers that cost next to nothing, so that the machine is left to the calls: `light_callers`.

Written in Go, as the LiveKit server is: the sound is encoded once for all of them, and none of
what they hear is decoded. A caller by LiveKit's Python SDK takes ten times as much.
"""

import asyncio
import json
import subprocess
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from bench.heard import Packet
from bench.opus import opus_packets
from bench.room_caller import Sound
from ringbook.local.livekit_build import toolchain
from ringbook.local.livekit_server import cache_directory

__all__ = ["Callers", "callers"]

SOURCE = Path(__file__).parent / "light_callers"
LONGEST_LINE = 2**26  # bytes
IN_VAIN = "in vain"
HANGING_UP = 10.0  # seconds
PATIENCE = 60.0  # seconds, for a call to be answered and for each turn


class Callers:
    """Calls that ask a question again and again; nobody hangs up before all are done."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._turns = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    async def call(self) -> None:
        """One more, until it is answered.

        Raises:
            TimeoutError: it is not.
        """
        self._tell("call")
        await self._answer(PATIENCE)

    def complete(self, turns: int) -> None:
        """All are there: from now on each has so many turns."""
        self._tell(f"complete {turns}")
        self._turns = turns

    async def done(self) -> list[list[Packet]]:
        """What each heard in its turns, when all have had them.

        Raises:
            TimeoutError: somebody waits in vain.
        """
        heard = json.loads(await self._answer(PATIENCE * self._turns))
        return [[Packet(*packet) for packet in packets] for packets in heard]

    async def hang_up(self) -> None:
        """Also when somebody still waits."""
        try:
            async with asyncio.timeout(HANGING_UP):
                await self._process.communicate()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _tell(self, what: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n".encode())

    async def _answer(self, seconds: float) -> str:
        assert self._process.stdout is not None
        async with asyncio.timeout(seconds):
            said = (await self._process.stdout.readline()).decode()
        if not said or said.startswith(IN_VAIN):
            raise TimeoutError(said.strip() or "the callers are gone")
        return said


@asynccontextmanager
async def callers(url: str, question: Sound) -> AsyncIterator[Callers]:
    """Of the page at `url`, nobody yet; all have hung up afterwards."""
    with tempfile.TemporaryDirectory() as place:
        program, packets = Path(place, "light_callers"), Path(place, "question")
        await asyncio.to_thread(_build, program)
        await asyncio.to_thread(_write, packets, opus_packets(question))
        process = await asyncio.create_subprocess_exec(
            program, url, packets, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE
        )
        crowd = Callers(process)
        try:
            yield crowd
        finally:
            await crowd.hang_up()


def _build(program: Path) -> None:
    """Only the first time takes long, as Go keeps what it has compiled."""
    go, environment = toolchain(cache_directory(), print)
    subprocess.run([go, "build", "-o", program, "."], cwd=SOURCE, env=environment, check=True)


def _write(file: Path, packets: Iterable[bytes]) -> None:
    """Each with its length before it."""
    file.write_bytes(b"".join(len(one).to_bytes(2, "little") + one for one in packets))
