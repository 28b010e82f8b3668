"""An event loop whose time passes only when everybody waits, and then at once."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

__all__ = ["VirtualLoop", "in_virtual_time"]


class _Skipping(selectors.DefaultSelector):
    """Never waits for a timer: notes what the wait would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select()
        ready = super().select(0)
        if not ready:
            self.skipped += max(0.0, timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """For whole tests marked `virtual_time`."""

    def __init__(self) -> None:
        self._waits = _Skipping()
        super().__init__(self._waits)

    def time(self) -> float:
        return self._waits.skipped


def in_virtual_time[T](work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What `work` gives. It may use no thread and no other process: they take real time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work())
