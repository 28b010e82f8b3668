"""What a caller waits for when a provider fails: `python -m bench.failover [times]`.

End of the utterance → first audio of the answer, with the settings' own limits, a fresh call for
each fault, which strikes in that turn. The aim is that nobody waits longer than four seconds.
"""

import asyncio
import sys

from tests.speech.audio import spoken, trimmed
from tests.standins.faults import Fault
from tests.standins.voices import local_ears

from bench.figures import report
from bench.lines import ringbook_call
from bench.rig import Rig, rig
from bench.vendors import Vendors, vendors

TIMES = 3
QUESTION = trimmed(spoken("Is there parking?"))
ANYWHERE = (Fault.REFUSED, Fault.SERVER_ERROR, Fault.HANG_FIRST, Fault.HANG_MID, Fault.CUT_MID)
FAULTS = {
    "model": (*ANYWHERE, Fault.UNAUTHORIZED, Fault.RATE_LIMITED, Fault.MALFORMED, Fault.EMPTY),
    "voice": (*ANYWHERE, Fault.MALFORMED, Fault.EMPTY),
    "ears": (*ANYWHERE, Fault.MALFORMED),
}


async def measure(times: int) -> dict[str, list[float]]:
    """Milliseconds by role and fault."""
    async with rig() as parts:
        figures = {"no fault": [await _turn(parts) for _ in range(times)]}
        for role, faults in FAULTS.items():
            for fault in faults:
                waits = [await _turn(parts, role, fault) for _ in range(times)]
                figures[f"{role}: {fault}"] = waits
    return figures


async def _turn(parts: Rig, role: str = "", fault: Fault = Fault.EMPTY) -> float:
    """One call with stand-ins of its own, for one that refuses stays away."""
    async with vendors() as made:
        made.deepgram.ears = local_ears(parts.local.whisper, parts.local.hearing)
        async with ringbook_call(parts, made.settings()) as line:
            _break(made, role, fault)
            return await line.turn(QUESTION)


def _break(made: Vendors, role: str, fault: Fault) -> None:
    match role:
        case "model":
            made.azure.faults.add(fault)
        case "voice":
            made.cartesia.faults.add(fault)
        case "ears":
            made.deepgram.faults.add(fault)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    report("failover", asyncio.run(measure(count)))
