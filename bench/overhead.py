"""What Ringbook adds to a turn: `python -m bench.overhead [turns]`.

Final transcript → first request for speech, and tool result → the same, beside a bare session of
the SDK on the same stand-ins at zero delay, turn by turn in the same run. Aims over bare: 30 ms
at the median, 80 ms at the 95th percentile. Both wait for the end of the turn alike.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

from tests.speech.audio import spoken, trimmed

from bench.figures import percentile, report
from bench.lines import TalkLine, bare_call, ringbook_call
from bench.rig import rig
from bench.vendors import Vendors, vendors

TURNS = 30
WHOSE = ("ringbook", "bare")
QUESTION = trimmed(spoken("Can you tell me about that?"))


async def measure(turns: int) -> dict[str, list[float]]:
    """Milliseconds by what was waited for and by whom."""
    async with rig() as parts, vendors() as made, AsyncExitStack() as calls:
        ours = await calls.enter_async_context(ringbook_call(parts, made.settings()))
        bare = await calls.enter_async_context(bare_call(made.settings()))
        pairs = tuple(zip(WHOSE, (ours, bare), strict=True))
        figures: dict[str, list[float]] = {}
        for looks_up in (False, True):
            made.looks_up = looks_up
            for _ in range(turns):
                for whose, line in pairs:
                    label, waited = await _turn(made, line)
                    figures.setdefault(f"{label}, {whose}", []).append(waited)
    return figures


async def _turn(made: Vendors, line: TalkLine) -> tuple[str, float]:
    tools, heard = len(line.tools_done), set(made.heard)
    await line.turn(QUESTION)
    [word] = set(made.heard) - heard
    asked = made.spoken[word]
    if made.looks_up:
        return "tool result to speech request", 1000 * (asked - line.tools_done[tools])
    return "transcript to speech request", 1000 * (asked - made.heard[word])


def over_bare(figures: dict[str, list[float]]) -> dict[str, str]:
    """Each percentile of ours less that of the bare session."""
    ours, bare = (f", {whose}" for whose in WHOSE)
    whats = [label.removesuffix(ours) for label in figures if label.endswith(ours)]
    return {
        f"{what}, over bare": ", ".join(
            f"p{p} {_more(figures[what + ours], figures[what + bare], p):+.0f} ms" for p in (50, 95)
        )
        for what in whats
    }


def _more(ours: list[float], bare: list[float], percent: float) -> float:
    return percentile(ours, percent) - percentile(bare, percent)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    measured = asyncio.run(measure(count))
    report("overhead", measured, over_bare(measured))
