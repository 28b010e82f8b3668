"""Two calls on the same stand-ins: Ringbook's, and a bare session of the SDK with one tool."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from livekit.agents import (
    Agent,
    AgentSession,
    ConversationItemAddedEvent,
    function_tool,
    inference,
)
from livekit.agents.llm import ChatMessage
from livekit.plugins import openai
from tests.speech.audio import Sound, silence
from tests.speech.line import AgentLine, CallerLine

from bench.rig import Rig
from ringbook.agent.call import Call
from ringbook.agent.clock import CallClock
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers import cloud
from ringbook.agent.providers.chosen import secret
from ringbook.agent.providers.language import choose_llm
from ringbook.agent.providers.local_speech import voice_activity
from ringbook.agent.providers.stack import choose, turn_handling
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.voice_session import voice_session
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import Did, Identified, Started
from ringbook.store.callers import identify_user

__all__ = ["TalkLine", "bare_call", "ringbook_call"]

PATIENCE = 30.0
NUMBER = "+919886014182"


@dataclass
class TalkLine:
    """A call on lines of this process.

    `tools_done` are the `perf_counter`s of tool results, `turns_over` of the ends of turns.
    """

    session: AgentSession[Any]
    caller: CallerLine = field(default_factory=CallerLine)
    agent: AgentLine = field(default_factory=AgentLine)
    tools_done: list[float] = field(default_factory=list)
    turns_over: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.on("conversation_item_added", self._on_item)
        self.session.input.audio, self.session.output.audio = self.caller, self.agent
        self.session.on("function_tools_executed", self._on_tools)

    async def turn(self, sound: Sound) -> float:
        """Milliseconds from the end of the utterance to the first audio of the answer.

        Returns when the agent listens again.
        """
        begun = len(self.agent.starts)
        async with asyncio.timeout(PATIENCE):
            ended = await self.caller.say(sound)
            started = await self.agent.next_start(begun)
            await self.quiet()
        return 1000 * (started - ended)

    async def quiet(self) -> None:
        """Until the agent has said what it had to."""
        await self.caller.say(silence(0.3))
        while self.session.agent_state != "listening":
            await self.caller.say(silence(0.1))

    def _on_tools(self, _: object) -> None:
        self.tools_done.append(time.perf_counter())

    def _on_item(self, event: ConversationItemAddedEvent) -> None:
        if isinstance(event.item, ChatMessage) and event.item.role == "user":
            self.turns_over.append(time.perf_counter())


@asynccontextmanager
async def ringbook_call(rig: Rig, settings: Settings) -> AsyncIterator[TalkLine]:
    """A call as the worker holds it, greeted, its caller known by their number."""
    now, practice, db = datetime.now(UTC), rig.practice, rig.db
    call = Call(
        practice=practice, session_id=f"bench-{uuid4()}", db=db, clock=CallClock(), channel="phone"
    )
    offline = OfflineLLM(call)
    model = choose_llm(settings, offline)
    line = TalkLine(voice_session(call, model, choose(settings, practice, rig.local)))
    line.session.on("conversation_item_added", call.on_item)
    call.apply(Started(now, practice, "phone", NUMBER))
    known = await identify_user(db, practice.tenant_id, NUMBER, "Priya Shah", now)
    call.apply(Did(now, "identify_user", {}, Identified(known)))
    async with _started(line, Receptionist(call, offline)):
        await line.agent.next_start(0)
        await line.quiet()
        yield line


@asynccontextmanager
async def bare_call(settings: Settings) -> AsyncIterator[TalkLine]:
    """The SDK's own session with the same clients, the same timing and one tool."""
    timing = turn_handling(inference.TurnDetector(version="v1-mini"), speaks_early=False)  # type: ignore[arg-type] # a bare one; our calls wrap it
    session = AgentSession[None](
        stt=cloud.deepgram(settings),
        llm=_model(settings),
        tts=cloud.cartesia(settings),
        vad=voice_activity(),
        turn_handling=timing,
        user_away_timeout=None,
        aec_warmup_duration=None,
    )
    async with _started(line := TalkLine(session), _Bare(instructions="You answer the phone.")):
        yield line


def _model(settings: Settings) -> openai.LLM:
    """One tool at a time, as strict schemas want it."""
    return openai.LLM.with_azure(
        azure_deployment=settings.azure_openai_deployment,
        azure_endpoint=settings.azure_openai_endpoint,
        api_version=settings.openai_api_version,
        api_key=secret(settings.azure_openai_api_key),
        parallel_tool_calls=False,
    )


class _Bare(Agent):
    @function_tool
    async def fetch_slots(
        self,
        appointment_date: str | None,
        until_date: str | None,
        earliest: str | None,
        latest: str | None,
        service: str | None,
        provider: str | None,
    ) -> str:
        """Look up free times."""
        return "A=Monday at 9 AM"


@asynccontextmanager
async def _started(line: TalkLine, agent: Agent) -> AsyncIterator[None]:
    await line.session.start(agent, record=False, session_host=False)
    try:
        yield
    finally:
        await line.session.aclose()
