"""What Ringbook adds to a turn: `python -m bench.overhead [turns]`.

Final transcript → first request for speech, and tool result → the same, beside a bare session of
the SDK on the same stand-ins at zero delay, turn by turn in the same run. Aims over bare: 30 ms
at the median, 80 ms at the 95th percentile. Both wait for the end of the turn alike, most of the
time after a transcript, and when it ends depends on how the caller's words fall into the steps of
the voice detector: so each question begins elsewhere in them. What is told from the end of the
turn on is free of it.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

from tests.speech.audio import Sound, joined, silence, spoken, trimmed
from tests.speech.line import TICK

from bench.figures import percentile, report
from bench.lines import TalkLine, bare_call, ringbook_call
from bench.rig import rig
from bench.vendors import Vendors, vendors

TURNS = 30
WHOSE = ("ringbook", "bare")
QUESTION = trimmed(spoken("Can you tell me about that?"))
PLACES = 8
"""A frame of 20 ms begins at so many places of the voice detector's steps of 32 ms."""


async def measure(turns: int) -> dict[str, list[float]]:
    """Milliseconds by what was waited for and by whom."""
    async with rig() as parts, vendors() as made, AsyncExitStack() as calls:
        ours = await calls.enter_async_context(ringbook_call(parts, made.settings()))
        bare = await calls.enter_async_context(bare_call(made.settings()))
        pairs = tuple(zip(WHOSE, (ours, bare), strict=True))
        figures: dict[str, list[float]] = {}
        for looks_up in (False, True):
            made.looks_up = looks_up
            for turn in range(turns):
                later = silence(TICK * (turn % PLACES))
                for whose, line in pairs:
                    for label, waited in (await _turn(made, line, joined(later, QUESTION))).items():
                        figures.setdefault(f"{label}, {whose}", []).append(waited)
    return figures


async def _turn(made: Vendors, line: TalkLine, question: Sound) -> dict[str, float]:
    """Milliseconds to the request for speech, by what it is counted from."""
    tools, turns, heard = len(line.tools_done), len(line.turns_over), set(made.heard)
    await line.turn(question)
    [word] = set(made.heard) - heard
    since = {
        "transcript": made.heard[word],
        "end of the turn": line.turns_over[turns],
    }
    if made.looks_up:
        since = {"tool result": line.tools_done[tools]}
    return {
        f"{what} to speech request": 1000 * (made.spoken[word] - at) for what, at in since.items()
    }


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
