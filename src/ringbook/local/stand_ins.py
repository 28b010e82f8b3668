"""The stand-ins of a checkout, for the vendors and for a gateway of text messages.

They are a program of the tests: here is known only how it is started and what it prints.
"""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from ringbook.errors import ConfigurationError
from ringbook.local.component import Component
from ringbook.local.ports import choose_row
from ringbook.local.probes import http_answers

__all__ = ["StandIns", "exports", "find_checkout", "messages", "refusals"]

_NAME = "stand-ins"
_VENDORS = 5
_EXPORT = "export "
_READY = "# all are there"
_MESSAGE = "# message "
_LOOK = 0.5  # seconds
_TRACEBACK = r"(?:^.*\n)?^Traceback .*\n(?:^[ \t].*\n)*^\S.*\n?"
_LOGGED = r"^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):.*\n?"
_OWN_LOG = re.compile(f"{_TRACEBACK}|{_LOGGED}", re.MULTILINE)
"""A failure of their own, with the line that introduces it, or a library's line: no refusal."""
_GRACE = 10.0  # seconds
_CHECKOUT = Path(__file__).resolve().parents[3]


def find_checkout(root: Path = _CHECKOUT) -> Path:
    """The checkout of the repository that we run from.

    Raises:
        ConfigurationError: we were installed without it; the message says what to do.
    """
    if (root / "tests" / "standins" / "__main__.py").is_file():
        return root
    raise ConfigurationError(
        "the vendors' stand-ins are not in the installed package, only in Ringbook's repository"
        " (tests/standins): run `make demo` in a checkout of it, or `ringbook demo` without"
        " --cloud-stand-ins for the local parts"
    )


def exports(printed: str) -> dict[str, str] | None:
    """The settings that the stand-ins print; None until they have printed all."""
    lines = printed.splitlines()
    if _READY not in lines:
        return None
    pairs = (line.removeprefix(_EXPORT).partition("=") for line in lines if _is_export(line))
    return {name: value for name, _, value in pairs}


def refusals(printed: str) -> list[str]:
    """What a vendor would have refused, which they say when they end."""
    _, ready, afterwards = printed.rpartition(f"{_READY}\n")
    said = _OWN_LOG.sub("", afterwards) if ready else ""
    return [line for line in said.splitlines() if line.strip() and not line.startswith(_MESSAGE)]


def messages(printed: str) -> list[str]:
    """The text messages that were sent, each with its number masked."""
    return [line.removeprefix("# ") for line in printed.splitlines() if line.startswith(_MESSAGE)]


class StandIns:
    """All five, on ports that stay the same when the supervisor starts them again."""

    def __init__(self, checkout: Path, home: Path) -> None:
        self._checkout, self._log = checkout, home / "logs" / f"{_NAME}.log"
        self._first_port = choose_row(_VENDORS)
        self._settings: dict[str, str] | None = None

    @property
    def settings(self) -> dict[str, str]:
        """What makes Ringbook use them; empty before they are ready."""
        return self._settings or {}

    def component(self) -> Component:
        """How to start them; the last run's words are removed from their log."""
        self._log.unlink(missing_ok=True)
        last = self._first_port + _VENDORS - 1
        path = os.pathsep.join(filter(None, (str(self._checkout), os.environ.get("PYTHONPATH"))))
        return Component(
            name=_NAME,
            command=(sys.executable, "-m", "tests.standins", "--port", str(self._first_port)),
            healthy=self._healthy,
            env={**os.environ, "PYTHONPATH": path},
            grace=_GRACE,
            where=f"127.0.0.1:{self._first_port} to {last}",
        )

    def refused(self) -> list[str]:
        """What a vendor would have refused; known once they have ended."""
        return refusals(self._printed())

    async def relay_messages(self, say: Callable[[str], None]) -> None:
        """Says each text message, which nobody else would show; until cancelled."""
        told = 0
        while True:
            sent = messages(self._printed())
            for line in sent[min(told, len(sent)) :]:
                say(line)
            told = len(sent)
            await asyncio.sleep(_LOOK)

    async def _healthy(self) -> bool:
        # Read once: a log that has grown large is moved away
        self._settings = self._settings or exports(self._printed())
        return self._settings is not None and await http_answers(self._first_port)

    def _printed(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""


def _is_export(line: str) -> bool:
    return line.startswith(_EXPORT) and "=" in line
