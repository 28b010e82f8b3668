"""Ringbook as its owner runs it: `ringbook up` in a home of its own, found by its processes."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ringbook.config import Settings
from ringbook.local.ports import choose_port
from ringbook.local.postgres import database
from ringbook.practice import load_practice
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice

__all__ = [
    "Running",
    "apart",
    "own_home",
    "own_parts",
    "parent",
    "processes",
    "ringbook_up",
    "until",
]

PRACTICE = Path(__file__).parent / "practice.yaml"
PATIENCE = 120.0
"""Seconds after which a condition counts as never coming true, however busy the machine."""
READY_WITHIN = 180.0
STOPPED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Running:
    """A running Ringbook: the page's address, its database, its data directory."""

    url: str
    database: str
    home: Path

    @property
    def worker(self) -> int | None:
        """The pid of the worker; None while there is none."""
        found = [p for p, c in processes(self.home) if " worker" in c and "leash" not in c]
        return found[0] if found else None

    def said(self, line: str) -> bool:
        """Whether `ringbook up` has printed this."""
        return line in (self.home / "up.log").read_text()

    @property
    def jobs(self) -> list[int]:
        """The pids of the processes in which calls are held, or awaited."""
        forked = {pid for pid, command in processes(self.home) if "multiprocessing" in command}
        return [pid for pid in forked if parent(pid) in forked]  # not the fork server itself


def until[T](
    found: Callable[[], T | None], *, within: float = PATIENCE, every: float = 0.1, what: str = ""
) -> T:
    """The first answer that is not None or False; asks again until then.

    Raises:
        TimeoutError: there was none in that many seconds.
    """
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(every)  # between two looks, not for luck
    raise TimeoutError(f"not within {within:g} s: {what or found}")


def processes(home: Path) -> Iterator[tuple[int, str]]:
    """Pid and command line of every process that was started for this home (Linux)."""
    mark = f"RINGBOOK_HOME={home}".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                yield int(entry.name), command.decode(errors="replace")
        except OSError:
            continue  # it ended while we looked


def parent(pid: int) -> int:
    """The pid of a process's parent; 0 when it has ended."""
    try:
        # The name, in parentheses, may hold spaces: what follows it is state and parent
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@contextmanager
def own_home() -> Iterator[Path]:
    """A directory that Postgres may enter too, as whomever it runs; gone afterwards.

    `RINGBOOK_TEST_LOGS` names where its logs are kept.
    """
    home = Path(tempfile.mkdtemp(prefix="ringbook-e2e-"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        keep = os.environ.get("RINGBOOK_TEST_LOGS")
        if keep and (home / "logs").exists():
            shutil.copytree(home / "logs", Path(keep) / home.name, dirs_exist_ok=True)
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def ringbook_up(home: Path, *, prepared: bool = True, drain: int = 150) -> Iterator[Running]:
    """`ringbook up`; stopped with Ctrl-C and awaited.

    `prepared`: with the tests' practice, applied before; otherwise with what it brings itself.
    `drain`: seconds that calls may take to finish when the worker stops.
    """
    port = choose_port(0)
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "ringbook", "up"]
    with ExitStack() as stack:
        store = stack.enter_context(_prepared(home)) if prepared else ""
        log = stack.enter_context((home / "up.log").open("wb"))
        up = subprocess.Popen(command, env=_environment(home, port, drain), stdout=log, stderr=log)
        try:
            _ready(url, up, home)
            yield Running(url, store, home)
        finally:
            up.send_signal(signal.SIGINT)
            up.wait(STOPPED_WITHIN)


@contextmanager
def _prepared(home: Path) -> Iterator[str]:
    """The database that `up` will find, with the tests' practice; held while the block runs."""
    with database(Settings(ringbook_home=home, database_url=None)) as url:
        apart(_apply(url))
        yield url


def own_parts(home: Path) -> dict[str, str]:
    """Our environment with this home, and without what would replace a local part."""
    elsewhere = ("DATABASE_URL", "LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET")
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return {**kept, "RINGBOOK_HOME": str(home)}


def _environment(home: Path, port: int, drain: int) -> dict[str, str]:
    """With more calls at once than any machine holds: its speed decides nothing."""
    return {
        **own_parts(home),
        "RINGBOOK_MAX_CALLS": "30",
        "RINGBOOK_WEB_PORT": str(port),
        "RINGBOOK_TOKENS_PER_MINUTE": "600",
        "RINGBOOK_DRAIN_SECONDS": str(drain),
    }


def _ready(url: str, up: subprocess.Popen[bytes], home: Path) -> None:
    def says_so() -> bool:
        said = (home / "up.log").read_text()
        if up.poll() is not None:
            raise RuntimeError(f"`ringbook up` ended:\n{said}")
        return f"Ringbook is ready: {url}" in said  # the worker takes calls by then

    until(says_so, within=READY_WITHIN, what="the line that it is ready")


def apart[T](work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine in a thread of its own: Playwright's loop occupies the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _apply(url: str) -> None:
    async with open_database(url) as db:
        await apply_practice(db, load_practice(PRACTICE), datetime.now(UTC))
