"""A worker that stops and can wait no longer: the caller is told, and the record says why."""

import asyncio
import os
import signal
from collections.abc import Callable

import httpx
from livekit import rtc
from tests.e2e.rows import Rows
from tests.e2e.running import Running, apart, own_home, ringbook_up, until

from ringbook.agent.last_words import STOPPING

PATIENCE = 60.0


class Line:
    """A caller without a browser, who reads what the agent says."""

    def __init__(self) -> None:
        self.room = rtc.Room()
        self.said: list[str] = []
        self._more = asyncio.Event()
        self._reading: set[asyncio.Task[None]] = set()
        self.room.register_text_stream_handler("lk.transcription", self._on_text)

    def _on_text(self, reader: rtc.TextStreamReader, _: str) -> None:
        task = asyncio.create_task(self._read(reader))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, reader: rtc.TextStreamReader) -> None:
        self.said.append(await reader.read_all())
        self._more.set()

    async def hears(self, line: Callable[[str], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not any(map(line, self.said)):
                self._more.clear()
                await self._more.wait()


async def hold(running: Running) -> str:
    """A call from its greeting to its last line; gives its session id."""
    async with httpx.AsyncClient() as web:
        given = (await web.post(f"{running.url}/api/token")).raise_for_status().json()
    line = Line()
    await line.room.connect(given["server_url"], given["participant_token"])
    session = line.room.name
    await line.hears(bool)
    assert running.worker is not None
    os.kill(running.worker, signal.SIGTERM)
    await line.hears(lambda said: said == STOPPING)
    await line.room.disconnect()
    return session


def test_the_caller_is_told_before_the_call_is_closed() -> None:
    with own_home() as home, ringbook_up(home, drain=1) as running:
        session = apart(hold(running))
        rows = Rows(running.database)
        record = until(lambda: rows.ended(session), what="the record is complete")
        assert record["end_reason"] == "worker_stopped"
