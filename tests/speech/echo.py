"""A model that answers at once with what it heard, so that only the speech parts are tested."""

from typing import Any

from livekit.agents import Agent, AgentSession, llm
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions
from tests.speech.line import AgentLine, CallerLine

from ringbook.agent.providers.local_speech import LocalSpeech
from ringbook.agent.providers.stack import choose
from ringbook.config import Settings
from ringbook.domain.model import Practice

__all__ = ["EchoLLM", "echo_call"]


class EchoLLM(llm.LLM[Any]):
    """Says "You said …"."""

    def chat(
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        **_: Any,
    ) -> llm.LLMStream:
        return _Echo(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class _Echo(llm.LLMStream):
    async def _run(self) -> None:
        heard = [m.text_content or "" for m in self._chat_ctx.messages() if m.role == "user"]
        said = f"You said {heard[-1].rstrip('.?!')}." if heard else "Hello."
        delta = llm.ChoiceDelta(role="assistant", content=said)
        self._event_ch.send_nowait(llm.ChatChunk(id="echo", delta=delta))


LOCAL = Settings.model_validate({"ringbook_stt": "local", "ringbook_tts": "local"})


async def echo_call(
    practice: Practice, local: LocalSpeech, settings: Settings = LOCAL
) -> tuple[AgentSession[None], CallerLine, AgentLine]:
    """A started session on lines held by the test, with local speech if not told otherwise.

    Close it afterwards.
    """
    stack = choose(settings, practice, local)
    session = AgentSession[None](
        stt=stack.stt,
        tts=stack.tts,
        vad=stack.vad,
        llm=EchoLLM(),
        turn_handling=stack.turn_handling,
        conn_options=stack.conn_options,
        user_away_timeout=None,
        aec_warmup_duration=None,
    )
    caller, agent = CallerLine(), AgentLine()
    session.input.audio, session.output.audio = caller, agent
    await session.start(Agent(instructions="Echo."), record=False, session_host=False)
    return session, caller, agent
