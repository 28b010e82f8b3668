"""The timers of a call: one thing that happens later unless something happens first."""

import asyncio
from collections.abc import Callable

__all__ = ["KeyCollector", "Timer"]

KEYS = frozenset("0123456789*#")


class Timer:
    """Calls `fire` once, `seconds` after the last `start`, unless stopped."""

    def __init__(self, seconds: float, fire: Callable[[], None]) -> None:
        self.seconds = seconds
        self._fire = fire
        self._handle: asyncio.TimerHandle | None = None

    def start(self, seconds: float | None = None) -> None:
        """Start, or start again from the beginning; `seconds` replaces the time from now on."""
        self.stop()
        self.seconds = self.seconds if seconds is None else seconds
        self._handle = asyncio.get_running_loop().call_later(self.seconds, self._run)

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _run(self) -> None:
        self._handle = None
        self._fire()


class KeyCollector:
    """Puts keys that are pressed one after the other into one entry.

    An entry ends with `#`, or `seconds` after its last key.
    """

    def __init__(self, entered: Callable[[str], None], seconds: float = 2.5) -> None:
        self._entered = entered
        self._keys = ""
        self._pause = Timer(seconds, self._flush)

    def press(self, keys: str) -> None:
        """Take in keys; anything that no telephone has is ignored."""
        self._keys += "".join(key for key in keys if key in KEYS)
        if self._keys.endswith("#"):
            self._flush()
        elif self._keys:
            self._pause.start()

    def stop(self) -> None:
        """Forget what was begun."""
        self._keys = ""
        self._pause.stop()

    def _flush(self) -> None:
        self._pause.stop()
        keys, self._keys = self._keys, ""
        if keys:
            self._entered(keys)
