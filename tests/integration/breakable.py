"""A line to Postgres that a test can cut: refuse everybody, or lose the reply to a write."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

__all__ = ["BreakableLine", "breakable_line"]

PIECE = 65536


class BreakableLine:
    """A loopback proxy in front of a server's socket."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._listener: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._lose = b""
        self.lost = asyncio.Event()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{database}?sslmode=disable"

    async def mend(self) -> None:
        """Let everybody through, at the same address as before."""
        self._listener = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._listener.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Break what is connected and refuse what comes."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for writer in self._open:
            writer.transport.abort()

    def lose_reply_to(self, statement: str) -> None:
        """Once: let the server do `statement`, and cut before anybody hears of it."""
        self._lose = statement.encode()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            up_reader, up_writer = await asyncio.open_unix_connection(str(self._server))
            self._open |= {writer, up_writer}
            losing = asyncio.Event()
            with suppress(OSError):
                await asyncio.gather(
                    self._ask(reader, up_writer, losing), self._reply(up_reader, writer, losing)
                )
            self._open -= {writer, up_writer}
            up_writer.transport.abort()
        writer.transport.abort()

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, losing: asyncio.Event
    ) -> None:
        while piece := await reader.read(PIECE):
            if self._lose and self._lose in piece:
                self._lose = b""
                losing.set()
            writer.write(piece)
        writer.transport.abort()

    async def _reply(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, losing: asyncio.Event
    ) -> None:
        """In autocommit the first word of a reply means that it is committed."""
        while piece := await reader.read(PIECE):
            if losing.is_set():
                self.cut()
                self.lost.set()
                return
            writer.write(piece)
        writer.transport.abort()


@asynccontextmanager
async def breakable_line(server: Path) -> AsyncIterator[BreakableLine]:
    line = BreakableLine(server)
    await line.mend()
    try:
        yield line
    finally:
        line.cut()
