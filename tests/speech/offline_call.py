"""A voice call in a process of its own, under watch: `python -m tests.speech.offline_call HOME`.

Writes one line for everything that left the machine, and last what the caller said.
With `leak` instead of a directory it leaks on purpose, to show that the watch sees it.
"""

import asyncio
import socket
import sys
import time
from uuid import UUID

from tests.speech.watch import Watch

ELSEWHERE = ("192.0.2.1", 9)
"""A documentation address (RFC 5737): nothing answers there, and connecting UDP sends nothing."""


async def call(home: str) -> str:
    from tests.speech.audio import spoken
    from tests.speech.echo import echo_call

    from ringbook.agent.providers.local_speech import prewarm
    from ringbook.config import Settings
    from ringbook.domain.model import Practice

    local = prewarm(Settings.model_validate({"ringbook_home": home}))
    practice = Practice(UUID(int=1), "oak", "Oak", "UTC", ((),) * 7, (), ())
    session, caller, agent = await echo_call(practice, local)
    async with asyncio.timeout(300):
        await caller.say(spoken("I'd like to book an appointment."))
        await agent.next_start(0)
    said = [m.text_content or "" for m in session.history.messages() if m.role == "user"]
    await session.aclose()
    local.close()
    return said[0]


def leak() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.connect(ELSEWHERE)
        while len(watch.left) < 2:  # both ways of noticing
            time.sleep(0.01)
    return "leaked"


if __name__ == "__main__":
    watch = Watch()
    said = leak() if sys.argv[1] == "leak" else asyncio.run(call(sys.argv[1]))
    watch.stop()
    lines = [*(f"left: {what}" for what in sorted(watch.left)), f"said: {said}"]
    sys.stdout.write("\n".join(lines))
