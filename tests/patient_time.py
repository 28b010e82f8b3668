"""An event loop whose time stands still while the machine is held up.

What is limited to so many seconds fails on a busy machine though nothing is wrong with it: the
process was simply not run for a while. Here a look at what is ready counts for `SLICE` at most,
however long it took, so that a limit passes only while the program itself does nothing about it.
Nor does it count in full what a thread computes, such as what was said: that is the machine's
speed.
"""

import asyncio
import selectors
import time
from collections.abc import Callable
from concurrent.futures import Executor

__all__ = ["SLICE", "PatientLoop"]

SLICE = 0.02
"""Seconds of real time between two looks, when there is nothing to do, and what each may count."""
COMPUTING = 0.1
"""What a second counts while a thread computes. Not nothing: it may wait for the loop in turn."""


class _Slices(selectors.DefaultSelector):
    """Waits in slices and counts them; a slice that took longer counts as one."""

    def __init__(self) -> None:
        super().__init__()
        self.computing = 0
        self._counted = 0.0
        self._looked_at = time.monotonic()

    def passed(self) -> float:
        """Seconds; never fewer than at the last look."""
        since = min(time.monotonic() - self._looked_at, SLICE)
        return self._counted + since * (COMPUTING if self.computing else 1.0)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(SLICE if timeout is None else min(timeout, SLICE))
        self.look()
        return ready

    def look(self) -> None:
        self._counted, self._looked_at = self.passed(), time.monotonic()


class PatientLoop(asyncio.SelectorEventLoop):
    """Real sockets, processes and threads, on such a time."""

    def __init__(self) -> None:
        self._slices = _Slices()
        super().__init__(self._slices)

    def time(self) -> float:
        return self._slices.passed()

    def run_in_executor[*Ts, T](
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        computed = super().run_in_executor(executor, func, *args)
        self._computes(1)
        computed.add_done_callback(lambda _: self._computes(-1))
        return computed

    def _computes(self, more: int) -> None:
        self._slices.look()
        self._slices.computing += more
