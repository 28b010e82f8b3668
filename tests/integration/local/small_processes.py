"""Small real processes for the supervisor, each with a child of its own."""

import os
import sys
from pathlib import Path

from ringbook.local.backoff import Backoff
from ringbook.local.component import Component
from ringbook.local.supervisor import Supervisor

SERVER = """
import pathlib, signal, subprocess, sys
me = pathlib.Path(sys.argv[1])
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
me.write_text(f"{__import__('os').getpid()} {grandchild.pid}")
print("serving", flush=True)
while True:
    signal.pause()
"""


class World:
    """Components that write their pids into files, and what the supervisor said and waited."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.said: list[str] = []
        self.pauses: list[float] = []
        self.now = 0.0

    def component(self, name: str, code: str = SERVER, **more: float) -> Component:
        async def healthy() -> bool:
            return len(alive(self.pids(name))) == 2

        return Component(
            name=name,
            command=(sys.executable, "-c", code, str(self.home / name)),
            healthy=healthy,
            env=dict(os.environ),
            ready_within=more.get("ready_within", 60.0),
            grace=more.get("grace", 10.0),
            advice="Ask a grown-up.",
        )

    def pids(self, name: str) -> list[int]:
        file = self.home / name
        return [int(pid) for pid in file.read_text().split()] if file.exists() else []

    def supervisor(self, check_every: float = 3600.0) -> Supervisor:
        return Supervisor(
            self.home / "logs",
            self.said.append,
            backoff=Backoff(first=1.0, longest=8.0),
            pause=self.pause,
            now=lambda: self.now,
            check_every=check_every,
        )

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if process_state(pid) not in {None, "Z", "X"}]


def process_state(pid: int) -> str | None:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return None
