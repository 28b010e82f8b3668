"""A caller who listens, and then cuts in: real speech both ways, on this machine, in real time."""

import asyncio
from pathlib import Path

from tests.integration.conftest import NOW
from tests.speech.audio import spoken
from tests.speech.line import Loudspeaker
from tests.speech.voice_calls import PATIENCE, VoiceCall, call_by_voice

from ringbook.agent.providers.local_speech import prewarm
from ringbook.agent.voice_session import ECHO_SECONDS
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

HOURS = "What are your opening hours?"
HEARING = ECHO_SECONDS + 0.2
"""Seconds of a line after which the agent surely hears: what began before would be cut off."""


def lines(voice: VoiceCall) -> list[AgentSaid]:
    return [e for e in voice.call.events if isinstance(e, AgentSaid)]


async def heard(line: Loudspeaker, seconds: float) -> None:
    """Until so much of the line has been played."""
    async with asyncio.timeout(PATIENCE):
        while line.played_seconds < seconds:  # noqa: ASYNC110 - it has no event to wait for
            await asyncio.sleep(0.02)


async def turns(voice: VoiceCall, count: int) -> None:
    """Until so many turns were taken in: words stop the line before they are a turn."""
    async with asyncio.timeout(PATIENCE):
        while len(voice.heard()) < count:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)


async def test_okay_does_not_stop_the_agent_and_wait_does(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    local = await asyncio.to_thread(prewarm, Settings.model_validate({"ringbook_home": tmp_path}))
    async with call_by_voice(db, practice, local, NOW) as voice:
        voice.session.output.audio = line = Loudspeaker()
        for words, cut in (("Okay.", False), ("Wait, stop please.", True)):
            said = len(lines(voice))
            voice.session.generate_reply(user_input=HOURS)
            await heard(line, HEARING)
            await voice.caller.say(spoken(words))
            await voice.answer(after=said)
            assert lines(voice)[said].cut == cut, line.log
        await turns(voice, 3)
        assert len(voice.heard()) == 3
        assert voice.heard()[-1].startswith("Wait")
    local.close()
