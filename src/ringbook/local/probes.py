"""Asking a component whether it works."""

import asyncio
from contextlib import suppress

__all__ = ["http_answers", "http_ok"]

_PATIENCE = 2.0  # seconds


async def http_ok(port: int, path: str = "/", host: str = "127.0.0.1") -> bool:
    """Whether an HTTP server on this machine answers 200."""
    return await _status(port, path, host) == b"200"


async def http_answers(port: int, path: str = "/", host: str = "127.0.0.1") -> bool:
    """Whether an HTTP server on this machine answers, whatever it says."""
    return await _status(port, path, host) != b""


async def _status(port: int, path: str, host: str) -> bytes:
    """The status that is answered; empty if there is none."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(request.encode())
                return b"".join((await reader.readline()).split()[1:2])
            finally:
                writer.close()
    return b""
