"""`ringbook demo --cloud-stand-ins`: the named stack at work, without any key."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page
from tests.e2e.caller import Caller
from tests.e2e.running import own_home, own_parts, processes, until

WITHIN = 180.0
SOMEBODYS = {"DEEPGRAM_API_KEY": "a real one", "DATABASE_URL": "postgresql://practice"}
CLOUD = {
    "speech recognition": "Deepgram",
    "language model": "Azure OpenAI",
    "voice": "Cartesia",
    "avatar": "Beyond Presence",
}


class Demo:
    """A running demo and what it has printed."""

    def __init__(self, home: Path, process: subprocess.Popen[bytes], printed: Path) -> None:
        self.home, self.process, self._printed = home / "demo", process, printed

    @property
    def printed(self) -> str:
        return self._printed.read_text()

    def address(self) -> str:
        ready = r"Ringbook is ready: (http://127\.0\.0\.1:\d+)"
        return until(lambda: re.search(ready, self.printed), within=WITHIN, what=ready)[1]

    def worker(self) -> int:
        found = [p for p, c in processes(self.home) if c.endswith("ringbook worker ")]
        return next(pid for pid in found if "leash" not in Path(f"/proc/{pid}/cmdline").read_text())

    def ends(self) -> None:
        """By Ctrl-C; nothing may be left."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(WITHIN) == 0, self.printed
        assert list(processes(self.home)) == []


@contextmanager
def started(home: Path, *options: str) -> Iterator[Demo]:
    env = {**own_parts(home), **SOMEBODYS, "RINGBOOK_WEB_PORT": "0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "ringbook", "demo", *options]
    printed = home / "printed"
    with printed.open("wb") as out:
        process = subprocess.Popen(command, env=env, cwd=home, stdout=out, stderr=out)
    try:
        yield Demo(home, process, printed)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(WITHIN)


@pytest.fixture
def home() -> Iterator[Path]:
    with own_home() as home:
        yield home


def doctor(demo: Demo) -> dict[str, str]:
    """What `ringbook doctor` finds where the worker is: its environment, its directory."""
    of_worker = Path(f"/proc/{demo.worker()}")
    pairs = (of_worker / "environ").read_bytes().decode().rstrip("\0").split("\0")
    said = subprocess.run(
        [sys.executable, "-m", "ringbook", "doctor", "--json"],
        env=dict(pair.split("=", 1) for pair in pairs),
        cwd=os.readlink(of_worker / "cwd"),
        capture_output=True,
        check=False,
    )
    return {finding["part"]: finding["found"] for finding in json.loads(said.stdout)}


@pytest.mark.voice
def test_a_call_is_held_by_the_named_stack_and_ctrl_c_leaves_nothing(
    in_real_time: None, home: Path, page: Page
) -> None:
    with started(home, "--cloud-stand-ins") as demo:
        assert httpx.get(f"{demo.address()}/api/practice").json()["opening_hours"]
        assert f"apart from any practice's: {demo.home}\n" in demo.printed
        assert "not used in the demo: DATABASE_URL, DEEPGRAM_API_KEY\n" in demo.printed
        used = doctor(demo)
        for role, vendor in CLOUD.items():
            assert f"{role}: simulated {vendor}" in demo.printed
            assert used[role].startswith(vendor)
        caller = Caller(page, demo.address())
        caller.opens().calls()
        caller.says("I would like to book an appointment.")
        caller.hears("phone number")
        assert "number" in caller.heard_aloud()
        caller.hangs_up()
        demo.ends()
        assert demo.printed.endswith(
            "ringbook: no request was noted that a vendor would have refused\n"
        )


def test_without_stand_ins_only_local_parts_are_used(home: Path) -> None:
    with started(home) as demo:
        assert httpx.get(f"{demo.address()}/api/practice").is_success
        used = doctor(demo)
        assert not [role for role, vendor in CLOUD.items() if used[role].startswith(vendor)]
        assert "speech recognition: Whisper" in demo.printed
        demo.ends()
