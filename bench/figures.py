"""Percentiles and a result file, the same for every bench."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["percentile", "report"]

RESULTS = Path(__file__).parent / "results"


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank: the smallest value that at least `percent` of all do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * int(percent) // 100) - 1)]


def report(
    name: str,
    figures: Mapping[str, Sequence[float]],
    facts: Mapping[str, str] | None = None,
    *,
    percents: Sequence[int] = (50, 95),
    digits: int = 0,
) -> None:
    """Print a table of milliseconds and write bench/results/NAME.json.

    `facts` are what is not a distribution of times, each with its unit; `digits` is how many of
    a millisecond are told.
    """
    rows = {
        label: {"n": len(values)}
        | {f"p{p}_ms": _rounded(percentile(values, p), digits) for p in percents}
        for label, values in figures.items()
        if values
    }
    print(f"{'':38}{'n':>5}" + "".join(f"{f'p{p} ms':>9}" for p in percents))
    for label, row in rows.items():
        n, *times = row.values()
        print(f"{label:38}{n:>5}" + "".join(f"{value:>9}" for value in times))
    for label, fact in (facts or {}).items():
        print(f"{label:38} {fact}")
    result = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds")} | _machine()
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(
        json.dumps(result | {"figures": rows, "facts": facts or {}}, indent=2) + "\n"
    )


def _rounded(value: float, digits: int) -> float:
    return round(value, digits) if digits else round(value)


def _machine() -> dict[str, object]:
    load = os.getloadavg()[0]
    return {"processors": os.cpu_count(), "architecture": platform.machine(), "load_1m": load}
