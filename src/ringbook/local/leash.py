"""Holds one child process: its output goes to a rotated log, and it never outlives its owner.

Run as a script, `python -I -S leash.py LOG GRACE COMMAND …`, with a pipe on standard input that
the owner keeps open and never writes to. When the pipe closes, because the owner wants the child
to stop or because the owner was killed, the child gets SIGTERM and, GRACE seconds later, its whole
process group SIGKILL; a SIGTERM to the leash itself ends the grace. Exits with the child's own
code. Standard library only, so that it starts at once.
"""

import contextlib
import ctypes
import math
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["KEEP_BYTES", "RotatedLog", "hold"]

KEEP_BYTES = 5_000_000
"""A log larger than this moves to `NAME.1`; one older file is kept."""

_PR_SET_PDEATHSIG = 1
_LOOK_AGAIN = 0.25  # seconds; a child whose grandchildren keep its output open ends unheard


class _Hurry(Exception):
    """The owner does not want to wait any longer."""


class RotatedLog:
    """Appends bytes to a file, and starts a new one at a line's end once it is large."""

    def __init__(self, path: Path, keep_bytes: int = KEEP_BYTES) -> None:
        self._path, self._keep = path, keep_bytes
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)

    def close(self) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        if data.endswith(b"\n") and self._file.tell() > self._keep:
            self._file.close()
            self._path.replace(f"{self._path}.1")
            self._file = self._path.open("ab", buffering=0)


def hold(log: RotatedLog, grace: float, command: list[str]) -> int:
    """Runs the command until it ends or standard input closes; its exit code."""
    child = subprocess.Popen(  # noqa: S603 - the command is the supervisor's own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with(os.getpid()),
    )
    with contextlib.suppress(_Hurry):
        if not _follow(child, log, sys.stdin.fileno(), math.inf):
            child.terminate()
            _follow(child, log, None, time.monotonic() + grace)
    _kill_group(child.pid)  # also what a child that ended by itself has left behind
    return child.wait()


def _follow(
    child: subprocess.Popen[bytes], log: RotatedLog, owner: int | None, until: float
) -> bool:
    """Copies the child's output; True once it ended, False if the owner left or time is up."""
    output = child.stdout
    assert output is not None  # noqa: S101 - Popen was asked for a pipe
    sources: list[int] = [output.fileno(), *([] if owner is None else [owner])]
    while child.poll() is None and time.monotonic() < until:
        ready = select.select(sources, [], [], _LOOK_AGAIN)[0]
        if output.fileno() in ready and not _copy(output.fileno(), log):
            sources.remove(output.fileno())
        if owner in ready:
            return False
    while select.select([output], [], [], 0)[0] and _copy(output.fileno(), log):
        pass  # the last words; a grandchild that keeps the pipe open is not waited for
    return child.returncode is not None


def _copy(output: int, log: RotatedLog) -> bool:
    data = os.read(output, 65536)
    log.write(data)
    return bool(data)


def _kill_group(group: int) -> None:
    # Nobody may be left; macOS answers "not permitted" for a group of zombies.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _die_with(parent: int) -> Callable[[], None] | None:
    """On Linux the child also gets SIGTERM if this very process is killed."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


def _ignore(_number: int, _frame: object) -> None:
    """A handler rather than SIG_IGN, because the child would inherit that."""


def _hurry(_number: int, _frame: object) -> None:
    raise _Hurry


def _main(log: str, grace: str, *command: str) -> int:
    signal.signal(signal.SIGINT, _ignore)
    signal.signal(signal.SIGHUP, _ignore)
    signal.signal(signal.SIGTERM, _hurry)
    with contextlib.closing(RotatedLog(Path(log))) as rotated:
        code = hold(rotated, float(grace), list(command))
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
