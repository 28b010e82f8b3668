"""Large models that answer by a script, and fail where it says so."""

import asyncio
from collections.abc import Sequence
from typing import Any

from livekit.agents import APIConnectOptions
from livekit.agents.llm import (
    LLM,
    ChatChunk,
    ChatContext,
    ChoiceDelta,
    CompletionUsage,
    FunctionToolCall,
    LLMStream,
)

USAGE = CompletionUsage(prompt_tokens=1, completion_tokens=1, total_tokens=2)
HANG = "hang"
CUT = "cut"
"""The stream ends without its usage, as a proxy or a content filter ends it."""
ACT = FunctionToolCall(name="book_appointment", arguments="{}", call_id="c")

type Step = str | float | Exception | FunctionToolCall | ChoiceDelta
"""A number is a pause in seconds."""


class Model(LLM[Any]):
    """Plays the next script for each question; "" is a chunk without content."""

    def __init__(self, name: str, *scripts: Sequence[Step]) -> None:
        super().__init__()
        self.name, self.scripts, self.asked = name, list(scripts), 0

    @property
    def model(self) -> str:
        return self.name

    def chat(self, *, chat_ctx: ChatContext, **options: Any) -> LLMStream:
        self.asked += 1
        script = self.scripts.pop(0) if self.scripts else ["Fine."]
        conn = options.get("conn_options", APIConnectOptions(max_retry=0))
        return Played(self, chat_ctx, conn, script)


class Played(LLMStream):
    def __init__(
        self, model: Model, chat_ctx: ChatContext, conn: APIConnectOptions, script: Sequence[Step]
    ) -> None:
        super().__init__(model, chat_ctx=chat_ctx, tools=[], conn_options=conn)
        self._source, self._script = f"{model.name}-{model.asked}", script

    async def _run(self) -> None:
        for step in self._script:
            if isinstance(step, Exception):
                raise step
            if step == HANG:
                await asyncio.Event().wait()
            if step == CUT:
                return
            if isinstance(step, float):
                await asyncio.sleep(step)
                continue
            self._event_ch.send_nowait(self._chunk(step))
            await asyncio.sleep(0)
        self._event_ch.send_nowait(ChatChunk(id=self._source, usage=USAGE))

    def _chunk(self, step: str | FunctionToolCall | ChoiceDelta) -> ChatChunk:
        if isinstance(step, ChoiceDelta):
            return ChatChunk(id=self._source, delta=step)
        if isinstance(step, str):
            return ChatChunk(id=self._source, delta=ChoiceDelta(role="assistant", content=step))
        return ChatChunk(id=self._source, delta=ChoiceDelta(role="assistant", tool_calls=[step]))
