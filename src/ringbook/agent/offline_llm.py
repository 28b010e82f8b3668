"""The offline engine as a model like any other: it plans from the call's state, never the text."""

import json
from collections.abc import AsyncIterator
from typing import Any

from livekit.agents import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr
from livekit.agents.llm import (
    LLM,
    ChatChunk,
    ChatContext,
    ChoiceDelta,
    CompletionUsage,
    FunctionToolCall,
    LLMStream,
    Tool,
    ToolChoice,
)
from livekit.agents.utils import shortuuid

from ringbook.agent.call import Call
from ringbook.dialogue.plan.next_step import Do, Say, plan
from ringbook.dialogue.reduce.reducer import CallState
from ringbook.dialogue.speak.lines import outcome as told
from ringbook.dialogue.state.call_events import Did

__all__ = ["OfflineLLM"]

NO_TOKENS = CompletionUsage(prompt_tokens=0, completion_tokens=0, total_tokens=0)
ASK_AGAIN = "I'm sorry, I lost the thread there. What can I do for you?"


class OfflineLLM(LLM[Any]):
    """Answers by `plan`, which is pure: speculation and recovery probes may run it too."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self._call = call

    @property
    def model(self) -> str:
        return "offline"

    @property
    def provider(self) -> str:
        return "ringbook"

    def chat(
        self,
        *,
        chat_ctx: ChatContext,
        tools: list[Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,
        tool_choice: NotGivenOr[ToolChoice] = NOT_GIVEN,
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,
    ) -> LLMStream:
        may_act = bool(tools) and tool_choice != "none"
        step = self._step(self._call.view(chat_ctx), may_act)
        return _Planned(self, chat_ctx, tools or [], conn_options, step)

    async def answer(
        self, chat_ctx: ChatContext, tools: list[Tool], tool_choice: NotGivenOr[ToolChoice]
    ) -> AsyncIterator[ChatChunk]:
        """The chunks of one step, for use without a session in between."""
        async with self.chat(chat_ctx=chat_ctx, tools=tools, tool_choice=tool_choice) as stream:
            async for chunk in stream:
                yield chunk

    def _step(self, state: CallState, may_act: bool) -> Say | Do:
        step = plan(state)
        if may_act or isinstance(step, Say):
            return step
        last = self._call.events[-1]  # out of steps for this turn: say where we got to
        return Say(told(last.outcome, state) if isinstance(last, Did) else ASK_AGAIN, None)


class _Planned(LLMStream):
    """A stream of one step: what to say or which tool to run, then the usage."""

    def __init__(
        self,
        engine: OfflineLLM,
        chat_ctx: ChatContext,
        tools: list[Tool],
        conn_options: APIConnectOptions,
        step: Say | Do,
    ) -> None:
        super().__init__(engine, chat_ctx=chat_ctx, tools=tools, conn_options=conn_options)
        self._step = step

    async def _run(self) -> None:
        source = shortuuid("offline_")
        self._event_ch.send_nowait(ChatChunk(id=source, delta=_delta(self._step)))
        self._event_ch.send_nowait(ChatChunk(id=source, usage=NO_TOKENS))


def _delta(step: Say | Do) -> ChoiceDelta:
    if isinstance(step, Say):
        return ChoiceDelta(role="assistant", content=step.text)
    call = FunctionToolCall(
        name=step.tool, arguments=json.dumps(step.args), call_id=shortuuid("call_")
    )
    return ChoiceDelta(role="assistant", tool_calls=[call])
