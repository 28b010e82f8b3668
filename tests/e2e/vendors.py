"""The stand-ins of the vendors, in a process of their own."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import takewhile

import pytest
from tests.e2e.running import Running, own_home, ringbook_up
from tests.standins.__main__ import READY

from ringbook.local.stand_ins import exports

__all__ = ["Vendors", "ringbook_with", "vendors"]

STOPPED_WITHIN = 120.0


class Vendors(dict[str, str]):
    """The stand-ins' settings, and the way to their faults."""

    def __init__(self, settings: Mapping[str, str], run: subprocess.Popen[str]) -> None:
        super().__init__(settings)
        self._run = run

    def tell(self, command: str) -> None:
        """Gives a command (`tests/standins/commands.py`), and waits until it has taken effect."""
        assert self._run.stdin is not None
        assert self._run.stdout is not None
        self._run.stdin.write(f"{command}\n")
        self._run.stdin.flush()
        assert self._run.stdout.readline().rstrip() == f"# done {command}"


@contextmanager
def vendors(*, avatar: bool = False) -> Iterator[Vendors]:
    """The stand-ins' settings, with the avatar's or without, while they run.

    Afterwards nothing may have come that a vendor would have refused.
    """
    command = [sys.executable, "-m", "tests.standins", "--commands"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        try:
            lines = takewhile(lambda line: line != READY, map(str.rstrip, run.stdout))
            settings = exports("\n".join([*lines, READY])) or {}
            used = {n: v for n, v in settings.items() if avatar or not n.startswith("BEY_")}
            yield Vendors(used, run)
        finally:
            run.send_signal(signal.SIGINT)
            refused = run.stderr.read()
            assert run.wait(STOPPED_WITHIN) == 0, refused


@contextmanager
def ringbook_with(settings: Mapping[str, str]) -> Iterator[Running]:
    """`ringbook up` in a home of its own, with these settings in its environment."""
    with pytest.MonkeyPatch.context() as environment, own_home() as home:
        for name, value in settings.items():
            environment.setenv(name, value)
        with ringbook_up(home) as running:
            yield running
