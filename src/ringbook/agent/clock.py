"""The clock of one call: starts anywhere, runs with real time, and can skip ahead."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["CallClock"]


class CallClock:
    """Gives the call's present instant. `start` freezes where it begins; None is now."""

    def __init__(
        self, start: datetime | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._start = start or datetime.now(UTC)
        self._monotonic = monotonic
        self._began = monotonic()
        self._skipped = 0.0

    def __call__(self) -> datetime:
        elapsed = self._monotonic() - self._began
        return self._start + timedelta(seconds=elapsed + self._skipped)

    def skip(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._skipped += seconds
