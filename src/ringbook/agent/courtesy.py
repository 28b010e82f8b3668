"""Manners in a voice call: no silence while we are at work, and no stopping at an "mm-hm"."""

from collections.abc import AsyncIterable, AsyncIterator

from livekit import rtc
from livekit.agents import Agent, ModelSettings
from livekit.agents.llm import ChatChunk, ChatContext
from livekit.agents.stt import SpeechEvent
from livekit.agents.types import FlushSentinel

from ringbook.agent.backchannels import Backchannels
from ringbook.agent.call import Call
from ringbook.agent.slow_model import with_fillers

__all__ = ["Courteous"]


class Courteous(Agent):
    """An agent that waits and listens as people on the telephone do."""

    def __init__(self, call: Call, instructions: str) -> None:
        super().__init__(instructions=instructions)
        self._call = call

    def bridged(
        self, chat_ctx: ChatContext, answer: AsyncIterable[ChatChunk | str | FlushSentinel]
    ) -> AsyncIterable[ChatChunk | str | FlushSentinel]:
        """The answer of a model that may be slow; who reads is not told to wait."""
        call, session = self._call, self.session
        if call.channel == "text":
            return answer
        return with_fillers(
            answer,
            call.state.filler,
            taken=lambda: call.taken(chat_ctx),
            busy=lambda: session.user_state == "speaking",
            quiet_for=call.quiet_for,
            language=call.state.tongue.language,
        )

    async def stt_node(
        self, audio: AsyncIterable[rtc.AudioFrame], model_settings: ModelSettings
    ) -> AsyncIterator[SpeechEvent | str]:
        """What the caller says, without the "mm-hm" of somebody who only listens."""
        with Backchannels(self.session, self._call).attached() as backchannels:
            async for event in Agent.default.stt_node(self, audio, model_settings):
                if backchannels.passes(event):
                    yield event
