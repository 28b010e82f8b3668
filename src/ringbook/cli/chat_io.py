"""Standard input and output of a text call: what comes in as it comes, nothing but lines out."""

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any, TextIO

from ringbook.agent.text_lines import Hangup, Input

__all__ = ["Inputs", "json_writer", "own_stdout"]

CHUNK = 65536

type Parse = Callable[[bytes], Input | None]
type Write = Callable[[dict[str, Any]], None]


def own_stdout() -> TextIO:
    """Standard output for us alone: whatever else prints there goes to standard error."""
    sys.stdout.flush()
    ours = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(ours, "w", encoding="utf-8", newline="\n")


def json_writer(out: TextIO) -> Write:
    """Writes one JSON object a line, flushed at once; silent once nobody reads any more."""

    def write(line: dict[str, Any]) -> None:
        try:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
        except BrokenPipeError:
            pass  # the call goes on to its recorded end: the end of standard input hangs up

    return write


class Inputs:
    """What the caller does, from a file descriptor and from signals, in the order it happens.

    A daemon thread reads with `os.read`, because a pipe, a terminal and a file all allow that,
    and because a thread inside Python's buffered reader cannot be left behind at exit.
    """

    def __init__(self, fd: int, parse: Parse) -> None:
        self._fd, self._parse = fd, parse
        self._queue: asyncio.Queue[Input] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    async def __aiter__(self) -> AsyncIterator[Input]:
        self._loop.add_signal_handler(signal.SIGINT, self._queue.put_nowait, Hangup())
        stopped = Hangup("worker_stopped")
        self._loop.add_signal_handler(signal.SIGTERM, self._queue.put_nowait, stopped)
        threading.Thread(target=self._read, daemon=True, name="stdin").start()
        while True:
            yield await self._queue.get()

    def _read(self) -> None:
        rest = b""
        try:
            while chunk := os.read(self._fd, CHUNK):
                *whole, rest = (rest + chunk).split(b"\n")
                self._hand_over(whole)
        except OSError:
            pass  # a descriptor that was closed is the end of the file
        self._hand_over([rest])
        self._put(Hangup())

    def _hand_over(self, lines: list[bytes]) -> None:
        for line in lines:
            if (heard := self._parse(line)) is not None:
                self._put(heard)

    def _put(self, heard: Input) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._queue.put_nowait, heard)
