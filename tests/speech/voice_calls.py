"""Voice calls for tests: the whole receptionist on local speech, lines instead of a room."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from livekit.agents import AgentSession
from tests.speech.audio import Sound
from tests.speech.closing import close_parts
from tests.speech.line import AgentLine, CallerLine

from ringbook.agent.call import Call
from ringbook.agent.clock import CallClock
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers.language import choose_llm
from ringbook.agent.providers.local_speech import LocalSpeech
from ringbook.agent.providers.stack import choose
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.voice_session import voice_session
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    CallEvent,
    Channel,
    Did,
    Started,
    UserSaid,
)
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

__all__ = ["VoiceCall", "call_by_voice"]

PATIENCE = 300.0
"""Seconds for one turn; only a broken call takes so long, however busy the machine."""

LOOK = 0.1
"""Seconds between two looks at whether the agent has answered."""

LOCAL = {"ringbook_stt": "local", "ringbook_llm": "offline", "ringbook_tts": "local"}


@dataclass
class VoiceCall:
    """A call in progress, from the caller's side."""

    call: Call
    session: AgentSession[Call]
    caller: CallerLine
    agent: AgentLine
    over: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.session.on("close", self._on_close)

    async def says(self, sound: Sound) -> str:
        """Speak, and wait until the agent has answered; gives the answer."""
        said = len(self._lines())
        await self.caller.say(sound)
        return await self.answer(after=said)

    async def answer(self, after: int) -> str:
        """The agent's next line, once it is over and the agent listens again, or has hung up."""
        async with asyncio.timeout(PATIENCE):
            while not self.over and not self._listens(after):  # noqa: ASYNC110 - several things
                await asyncio.sleep(LOOK)  # the line sends silence by itself
        return self._lines()[-1]

    def heard(self) -> list[str]:
        return [e.text for e in self.call.events if isinstance(e, UserSaid)]

    def done(self) -> list[str]:
        """The tools that succeeded, in order."""
        return [e.tool for e in self.call.events if isinstance(e, Did) and succeeded(e)]

    def _listens(self, after: int) -> bool:
        return len(self._lines()) > after and self.session.agent_state == "listening"

    def _on_close(self, _: object) -> None:
        self.over = True

    def _lines(self) -> list[str]:
        return [e.text for e in self.call.events if isinstance(e, AgentSaid)]


def succeeded(event: CallEvent) -> bool:
    return isinstance(event, Did) and event.outcome.kind != "refused"


@asynccontextmanager
async def call_by_voice(
    db: Database,
    practice: Practice,
    local: LocalSpeech,
    now: datetime,
    settings: Settings | None = None,
    *,
    caller_id: str | None = None,
    line: CallerLine | None = None,
) -> AsyncIterator[VoiceCall]:
    """A call that has been greeted; all is local unless `settings` name providers.

    With `caller_id` it comes from a telephone of that number.
    """
    clock = CallClock(now, monotonic=lambda: 0.0)
    channel: Channel = "phone" if caller_id else "web"
    session_id = f"test-{uuid4()}"
    call = Call(practice=practice, session_id=session_id, db=db, clock=clock, channel=channel)
    offline = OfflineLLM(call)
    settings = settings or Settings.model_validate(LOCAL)
    session = voice_session(call, choose_llm(settings, offline), choose(settings, practice, local))
    voice = VoiceCall(call, session, line or CallerLine(), AgentLine())
    session.input.audio, session.output.audio = voice.caller, voice.agent
    session.on("conversation_item_added", call.on_item)
    call.apply(Started(call.now(), practice, channel, caller_id))
    await session.start(Receptionist(call, offline), record=False, session_host=False)
    try:
        await voice.answer(after=0)
        yield voice
    finally:
        await session.aclose()
        await close_parts(session)
