"""One `ringbook up` a data directory, and none before the last one's parts are gone.

Both are file locks, which the kernel lets go when a process ends, `kill -9` included: no pid is
remembered, so none can be mistaken for another's.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ringbook.errors import ConfigurationError

__all__ = ["only_one"]

_POLL = 0.1  # seconds


@contextmanager
def only_one(home: Path, say: Callable[[str], None], wait: float = 60.0) -> Iterator[int]:
    """Holds the data directory; the file descriptor given must be inherited by every part.

    Parts that a killed `up` left behind are on their way out: they are waited for, `wait` seconds.

    Raises:
        ConfigurationError: another `up` has this data directory, or old parts do not end.
    """
    directory = home / "run"
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "up.lock").open("a") as ours, (directory / "parts.lock").open("a") as parts:
        if not _lock(ours.fileno(), fcntl.LOCK_EX):
            raise ConfigurationError(
                f"already running with {home}: stop it with Ctrl-C, or set RINGBOOK_HOME to another"
                " directory for a second one"
            )
        _wait_for_old_parts(parts.fileno(), say, wait)
        yield parts.fileno()


def _wait_for_old_parts(parts: int, say: Callable[[str], None], wait: float) -> None:
    deadline = time.monotonic() + wait
    said = False
    while not _lock(parts, fcntl.LOCK_EX):
        if not said:
            say("waiting for what the last run left behind to end")
            said = True
        if time.monotonic() > deadline:
            raise ConfigurationError("parts of the last run do not end: see `ps` for `leash.py`")
        time.sleep(_POLL)


def _lock(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
