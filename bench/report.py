"""Writes docs/benchmarks.md from the last results of all benches: `python -m bench.report`."""

import json
import os
from pathlib import Path
from typing import Any

from bench.figures import RESULTS

__all__ = ["BENCHES", "write"]

BENCHES = {
    "start": "Start",
    "engine": "The engine, the gate and the guard",
    "store": "Tools and bookings",
    "diary": "The diary as it grows",
    "speech": "Speech parts",
    "turns": "Turns inside one process",
    "call": "Whole calls",
    "overhead": "What Ringbook adds to a turn with the vendors' speech",
    "failover": "Waiting when a provider fails",
    "cloud": "Calls at once with the vendors' speech",
}
"""Module of `bench` and title, in the order in which they run and are shown."""

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench` on a machine with {cores} cores; `load` is the machine's one-minute load when a
bench ended, and above the number of cores the figures are those of a busy machine. Times in
milliseconds.
"""


def write() -> None:
    """One section a bench, one table each; a bench that was not run again keeps its last."""
    sections = _sections()
    for name, title in BENCHES.items():
        result = RESULTS / f"{name}.json"
        if result.exists():
            sections[title] = _section(title, json.loads(result.read_text()))
    known = [sections[title] for title in BENCHES.values() if title in sections]
    PAGE.write_text("\n".join([HEAD.format(cores=os.cpu_count()), *known]))


def _sections() -> dict[str, str]:
    """The page as it is, by title."""
    _, *parts = PAGE.read_text().split("\n## ")
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def _section(title: str, result: dict[str, Any]) -> str:
    measured = f"{result['measured_at'][:10]}, load {result['load_1m']:.1f}"
    facts = [f"- {label}: {fact}" for label, fact in result.get("facts", {}).items()]
    lines = [f"## {title}", "", f"{measured}.", "", *_table(result["figures"]), "", *facts]
    return "\n".join(lines).rstrip() + "\n"


def _table(figures: dict[str, dict[str, Any]]) -> list[str]:
    if not figures:
        return []
    columns = list(dict.fromkeys(column for row in figures.values() for column in row))
    head = "| what | " + " | ".join(column.removesuffix("_ms") for column in columns) + " |"
    rule = "|---|" + "---:|" * len(columns)
    rows = [
        f"| {what} | " + " | ".join(str(row.get(column, "")) for column in columns) + " |"
        for what, row in figures.items()
    ]
    return [head, rule, *rows]


if __name__ == "__main__":
    write()
