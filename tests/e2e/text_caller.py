"""A caller without a browser."""

import asyncio
from collections.abc import Callable

from livekit import rtc

PATIENCE = 60.0


class TextCaller:
    """Joins a room and reads what the agent says."""

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
