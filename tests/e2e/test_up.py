"""`ringbook up` as a person starts and stops it, or does worse to it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.e2e.running import own_home, own_parts, processes, until

from ringbook.local.postgres import EmbeddedPostgres, answers

WITHIN = 400.0  # seconds, on a busy machine
LOOPBACK = {"0100007F", "00000000000000000000000001000000"}


class Up:
    """A running `ringbook up` and what it has printed."""

    def __init__(self, home: Path, process: subprocess.Popen[bytes], printed: Path) -> None:
        self.home, self.process, self._printed = home, process, printed

    @property
    def printed(self) -> str:
        return self._printed.read_text()

    def wait_for(self, pattern: str) -> re.Match[str]:
        return until(lambda: re.search(pattern, self.printed), within=WITHIN, what=pattern)

    def address(self) -> str:
        return self.wait_for(r"Ringbook is ready: (http://127\.0\.0\.1:\d+)")[1]

    def leaves_nothing(self) -> bool:
        server = EmbeddedPostgres(self.home / "postgres")
        return not list(processes(self.home)) and not answers(server.socket)


@contextmanager
def started(home: Path) -> Iterator[Up]:
    env = {**own_parts(home), "RINGBOOK_WEB_PORT": "0", "PYTHONUNBUFFERED": "1"}
    printed = home / f"printed-{len(list(home.glob('printed-*')))}"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "ringbook", "up"], env=env, stdout=out, stderr=out
        )
    try:
        yield Up(home, process, printed)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(WITHIN)


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with own_home() as home, started(home) as up:
        up.address()
        yield up


def test_prints_one_address_where_the_demo_practice_answers(up: Up) -> None:
    assert up.printed.count("http") == 2  # the web component's line, and the one to open
    assert httpx.get(f"{up.address()}/api/practice").json()["opening_hours"]
    slugs = [one["slug"] for one in httpx.get(f"{up.address()}/api/practices").json()]
    assert slugs == ["lotus-dental", "maple-hair"]
    assert (
        httpx.get(f"{up.address()}/api/logo/maple-hair").headers["Content-Type"] == "image/svg+xml"
    )


def test_listens_on_loopback_only(up: Up) -> None:
    ours = dict(processes(up.home))
    assert len(ours) >= 4
    sockets = [socket for pid in ours for socket in listening(pid)]
    assert {address for address, _ in sockets} <= LOOPBACK
    assert len(sockets) >= 3  # page, signalling, media


def test_a_second_start_in_the_same_place_is_told_so(up: Up) -> None:
    env = {**os.environ, "RINGBOOK_HOME": str(up.home)}
    second = subprocess.run(
        [sys.executable, "-m", "ringbook", "up"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 2
    assert second.stderr.startswith("already running with ")


def test_a_worker_that_dies_is_said_and_started_again(up: Up) -> None:
    before = up.printed.count("worker is back")
    os.kill(worker(up), signal.SIGKILL)
    until(lambda: up.printed.count("worker is back") > before, within=WITHIN)
    assert re.search(r"worker ended \(exit code 137\); starting it again in 0\.5 s", up.printed)


@pytest.fixture
def home() -> Iterator[Path]:
    with own_home() as home:
        yield home


def test_kill_minus_nine_then_the_next_start_recovers_and_ctrl_c_leaves_nothing(
    home: Path,
) -> None:
    with started(home) as first:
        first.address()
        first.process.kill()
        first.process.wait()
        until(first.leaves_nothing, within=WITHIN, what="everything of the killed start ends")
    with started(home) as second:
        assert httpx.get(f"{second.address()}/api/practice").is_success
        assert "applied the demo practice" not in second.printed
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(WITHIN) == 0
        assert second.leaves_nothing()
        assert second.printed.endswith("ringbook: stopped\n")


def worker(up: Up) -> int:
    found: Callable[[], int | None] = lambda: next(  # noqa: E731 - typed, for until
        (p for p, c in processes(up.home) if c.endswith("ringbook worker ") and "leash" not in c),
        None,
    )
    return until(found, what="a worker")


def listening(pid: int) -> Iterator[tuple[str, str]]:
    """(local address, kind) in the kernel's hexadecimal, of a process's listening sockets."""
    inodes = {link.removeprefix("socket:[").removesuffix("]") for link in open_files(pid)}
    for kind, state in (("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")):
        for line in Path(f"/proc/{pid}/net/{kind}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == state and fields[9] in inodes:
                yield fields[1].partition(":")[0], kind


def open_files(pid: int) -> Iterator[str]:
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            yield os.readlink(link)
        except FileNotFoundError:
            continue
