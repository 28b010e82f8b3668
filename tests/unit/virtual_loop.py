"""An event loop whose clock jumps to the next timer: seconds pass at once, and always alike."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any

__all__ = ["run_virtual"]


class _Jump(selectors.DefaultSelector):
    """Waits for nothing: what it would have waited is added to the clock."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.now += timeout or 0.0
        return super().select(0)


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._clock = _Jump()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


def run_virtual[T](work: Coroutine[Any, Any, T]) -> T:
    """Runs `work` on such a loop; it must wait for timers only."""
    with asyncio.Runner(loop_factory=_VirtualLoop) as runner:
        return runner.run(work)
