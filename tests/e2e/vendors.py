"""The stand-ins of the vendors, in a process of their own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

from tests.standins.__main__ import READY

__all__ = ["vendors"]

STOPPED_WITHIN = 30.0
EXPORT = "export "


@contextmanager
def vendors(*, avatar: bool = False) -> Iterator[dict[str, str]]:
    """The stand-ins' settings, with the avatar's or without, while they run.

    Afterwards nothing may have come that a vendor would have refused.
    """
    command = [sys.executable, "-m", "tests.standins"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        try:
            lines = takewhile(lambda line: line != READY, map(str.rstrip, run.stdout))
            pairs = [line.removeprefix(EXPORT).partition("=") for line in lines]
            yield {n: value for n, _, value in pairs if avatar or not n.startswith("BEY_")}
        finally:
            run.send_signal(signal.SIGINT)
            refused = run.stderr.read()
            assert run.wait(STOPPED_WITHIN) == 0, refused
