"""Processor time by part of a running Ringbook (Linux): what a call costs, and where."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Self

from tests.e2e.running import parent, processes

__all__ = ["Spent"]

TICKS = os.sysconf("SC_CLK_TCK")
PARTS = {
    "multiprocessing": "call",
    "livekit-server": "LiveKit server",
    " worker": "worker",
    " web": "web",
}
"""By what their command lines have; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time that each process has used so far, with its part, at an instant."""

    at: float
    used: Mapping[int, tuple[str, float]]

    @classmethod
    def now(cls, home: Path, callers: int) -> Self:
        """Of the Ringbook in `home`, its callers, and the vendors, who are in this process."""
        own = {os.getpid(): "vendors", callers: "callers"}
        parts = dict(_ringbook(home)) | dict(_database(home)) | own
        return cls(monotonic(), {pid: (part, _seconds(pid)) for pid, part in parts.items()})

    def since(self, before: Self) -> dict[str, float]:
        """Percent of one core by part, of the processes that were there all the time."""
        spent = defaultdict[str, float](float)
        for pid, (part, seconds) in self.used.items():
            if pid in before.used:
                spent[part] += seconds - before.used[pid][1]
        took = self.at - before.at
        most_first = sorted(spent.items(), key=lambda item: -item[1])
        return {part: 100 * seconds / took for part, seconds in most_first}


def _ringbook(home: Path) -> Iterator[tuple[int, str]]:
    for pid, command in processes(home):
        if "leash" not in command:
            yield pid, next((part for mark, part in PARTS.items() if mark in command), "rest")


def _database(home: Path) -> Iterator[tuple[int, str]]:
    """Its processes have their parent's environment or none."""
    everybody = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    server = {pid for pid in everybody if str(home / "postgres") in _command(pid)}
    for pid in everybody:
        if pid in server or parent(pid) in server:
            yield pid, "Postgres"


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
