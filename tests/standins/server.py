"""What all stand-ins have in common: a server on loopback that notes what it was sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web
from tests.standins.faults import Fault, Faults

__all__ = ["StandIn", "broken_tls", "closed_port"]

HANDSHAKE_FAILURE = bytes((0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28))
"""A TLS alert: fatal, no cipher in common."""


class StandIn[R]:
    """A vendor on loopback; `R` is what its faults are chosen by.

    Leaving the context fails the test when a request came that the vendor would refuse. A test
    that sends such requests on purpose takes them out with `take_violations`.
    """

    def __init__(self) -> None:
        self.faults = Faults[R]()
        self._violations: list[str] = []
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None
        self._stopping = asyncio.Event()
        self._port = 0

    def _app(self) -> web.Application:
        """The vendor's routes."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """The settings with which Ringbook uses this stand-in."""
        raise NotImplementedError

    @property
    def host(self) -> str:
        """Address and port, to be put behind `http://` or `ws://`."""
        return f"127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    async def start(self, port: int = 0) -> Self:
        """Listen on loopback; 0 is any free port."""
        self._stopping.clear()
        self._runner = web.AppRunner(self._app(), shutdown_timeout=0.1)
        await self._runner.setup()
        server = self._runner.server
        assert server is not None
        self._listener = await asyncio.get_running_loop().create_server(server, "127.0.0.1", port)
        self._port = self._listener.sockets[0].getsockname()[1]
        return self

    async def start_again(self) -> None:
        """Listen at the same address; does nothing while it listens."""
        if self._listener is None or not self._listener.is_serving():
            await self.stop()
            await self.start(self._port)

    async def stop(self) -> None:
        """Let go of everybody who hangs, then close."""
        self._stopping.set()
        self.refuse()
        if self._runner is not None:
            await self._runner.cleanup()

    def refuse(self) -> None:
        """From now on connections are refused; open ones stay as they are."""
        if self._listener is not None:
            self._listener.close()

    def violation(self, what: str) -> None:
        self._violations.append(what)

    def take_violations(self) -> list[str]:
        """What the vendor would have refused so far; forgotten afterwards."""
        taken, self._violations = self._violations, []
        return taken

    async def hang(self) -> None:
        """Say nothing more, until the stand-in is stopped."""
        await self._stopping.wait()

    def cut(self, request: web.BaseRequest) -> None:
        """Drop the connection without a closing word; what was sent before still arrives."""
        if request.transport is not None:
            request.transport.close()

    async def struck_down(self, request: web.BaseRequest, fault: Fault | None) -> bool:
        """Whether the request is dropped or hangs before its first byte."""
        if fault is Fault.REFUSED:
            self.refuse()
            self.cut(request)
            return True
        if fault in (Fault.HANG_CONNECT, Fault.HANG_FIRST):
            await self.hang()
            return True
        return False

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()
        if error is None and (refused := self.take_violations()):
            raise AssertionError("the vendor would refuse: " + "; ".join(refused))


def closed_port() -> int:
    """A port on which nobody listens: tcpmux's. One that was free just now may be another's."""
    return 1


@asynccontextmanager
async def broken_tls() -> AsyncIterator[str]:
    """`host:port` of a server with which no TLS connection can be agreed on."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(HANDSHAKE_FAILURE)
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
