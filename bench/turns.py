"""How long the caller waits: end of the utterance → first frame of the answer, in real time.

`python -m bench.turns [turns]`: local speech, a model that answers at once, audio lines inside
this process. Not in it: the network and the sound card.
"""

import asyncio
import sys
import tempfile
from uuid import UUID

from tests.speech.audio import silence, spoken, trimmed
from tests.speech.echo import echo_call

from bench.figures import report
from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.domain.model import Practice

PRACTICE = Practice(UUID(int=1), "bench", "Bench", "UTC", ((),) * 7, (), ())
SAID = (
    "I'd like to book an appointment.",
    "Next Tuesday at two thirty p.m.",
    "three one two, five five five, oh one four two",
    "Yes, that's right.",
    "The second one, please.",
    "Do you have anything on Friday morning?",
    "My name is John Smith.",
    "No, thank you. Goodbye.",
)


async def measure(turns: int) -> list[float]:
    """Milliseconds for each turn."""
    sounds = [trimmed(spoken(said)) for said in SAID]
    with tempfile.TemporaryDirectory() as home:
        local = prewarm(Settings.model_validate({"ringbook_home": home}))
        session, caller, agent = await echo_call(PRACTICE, local)
        waits = []
        try:
            for turn in range(turns):
                answered = len(agent.starts)
                said_at = await caller.say(sounds[turn % len(sounds)])
                async with asyncio.timeout(30):
                    waits.append(1000 * (await agent.next_start(answered) - said_at))
                await caller.say(silence(1.0))
        finally:
            await session.aclose()
            local.close()
    return waits


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 32
    report("turns", {"end of utterance to first audio": asyncio.run(measure(count))})
