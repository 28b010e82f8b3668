"""What a caller waits for and how many calls a machine holds: `python -m bench.call [turns]`.

Everything is real: `ringbook up`, a browser, speech. Aims: the agent's first sound in the page at
most 600 ms after the end of the utterance (median) and 900 ms (95th percentile).
"""

import asyncio
import sys

from tests.e2e.running import own_home, ringbook_up

from bench.browser import waits
from bench.crowd import crowd, memory_mb
from bench.figures import percentile, report

TURNS = 32
CROWDS = (1, 2, 4, 6, 8, 10, 12)
TURNS_IN_A_CROWD = 5
TOO_SLOW = 1000.0
"""Milliseconds at the 95th percentile from which there are too many calls at once."""


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    with own_home() as home, ringbook_up(home) as running:
        figures = {"end of speech to first agent audio in the page": waits(running, turns)}
        before = memory_mb(running.home)
        held, memory = 0, before
        for callers in CROWDS:
            measured, used = asyncio.run(crowd(running, callers, TURNS_IN_A_CROWD))
            figures[f"the same without a browser, {callers} calls at once"] = measured
            if percentile(measured, 95) > TOO_SLOW:
                break
            held, memory = callers, used
        report("call", figures, _facts(held, memory - before))


def _facts(held: int, memory: float) -> dict[str, str]:
    return {
        "calls at once before p95 passes 1 s": str(held),
        "memory a call": f"{memory / held:.0f} MB" if held else "not measured",
    }


if __name__ == "__main__":
    main()
