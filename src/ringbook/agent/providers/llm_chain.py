"""Large models one behind the other, and the offline engine behind all: never silent.

The SDK's own adapter bounds single reads of the connection, not the time to the first words, so
a provider that trickles empty chunks holds the caller in silence; it also passes on an answer
without a word, and hands what was said so far to the log.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from livekit.agents import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr
from livekit.agents.llm import (
    LLM,
    ChatChunk,
    ChatContext,
    ChoiceDelta,
    LLMStream,
    Tool,
    ToolChoice,
)

from ringbook.agent.providers.sentences import split
from ringbook.agent.providers.service import PAUSES, Broken, Service

__all__ = ["AnyLLM", "ChainLLM", "in_time"]

type AnyLLM = LLM[Any]
"""The SDK's models differ in the events that they emit besides the common ones."""

STALL = 0.25
"""Seconds from one chunk to the next when time is up and a sentence is still unfinished: words
that are coming are worth that much more."""


class ChainLLM(LLM[Any]):
    """Asks the first model in service; `last` answers when none does, and is never left.

    A change of the chunks' id in mid-answer means that another model has taken over.
    """

    def __init__(
        self,
        models: Sequence[tuple[str, AnyLLM]],
        last: AnyLLM,
        *,
        limit: float,
        total: float = float("inf"),
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """`models` are names for the log and models; `limit` is in seconds, to the first words
        and then from one chunk to the next. All models together have `total` seconds to the end
        of the first sentence, the first one at least `limit`: then `last` answers."""
        super().__init__()
        self.limit = limit
        self.total = max(limit, total)
        self.last = last
        self.links = [
            (Service(name, partial(self._probe, model), pauses), model) for name, model in models
        ]
        for model in self.clients():
            model.on("metrics_collected", self._pass_on)
        for service, model in self.links:
            model.on("error", service.noted)

    @property
    def model(self) -> str:
        return self._next().model

    @property
    def provider(self) -> str:
        return self._next().provider

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
        once = replace(conn_options, max_retry=0, timeout=self.limit)
        return _Answer(self, chat_ctx, tools or [], once, tool_choice, extra_kwargs)

    def prewarm(self, *, loop: asyncio.AbstractEventLoop | None = None) -> None:
        """Connect to the first model before the first question."""
        if self.links:
            self.links[0][1].prewarm(loop=loop)

    async def aclose(self) -> None:
        for model in self.clients():
            model.off("metrics_collected", self._pass_on)
        for service, model in self.links:
            model.off("error", service.noted)
            await service.aclose()
            await model.aclose()
        await super().aclose()

    def clients(self) -> list[AnyLLM]:
        """All that may be asked; each counts what it used."""
        return [*(model for _, model in self.links), self.last]

    def _next(self) -> AnyLLM:
        return next((model for service, model in self.links if service.up), self.last)

    def _pass_on(self, *arguments: Any) -> None:
        self.emit("metrics_collected", *arguments)

    async def _probe(self, model: AnyLLM) -> None:
        """A question of a few tokens, which says nothing of any call."""
        asked = ChatContext.empty()
        asked.add_message(role="user", content="Say OK.")
        once = APIConnectOptions(max_retry=0, timeout=self.limit)
        async with model.chat(chat_ctx=asked, conn_options=once) as stream:
            async for chunk in in_time(stream, self.limit):
                if chunk.has_response():
                    return


class _Answer(LLMStream):
    # the models inside record the request itself
    _llm_request_span_name: ClassVar[str] = "llm_chain"
    _llm_attempt_span_name: ClassVar[str | None] = None
    _genai_operation_name: ClassVar[str | None] = None

    def __init__(
        self,
        chain: ChainLLM,
        chat_ctx: ChatContext,
        tools: list[Tool],
        conn_options: APIConnectOptions,
        tool_choice: NotGivenOr[ToolChoice],
        extra_kwargs: NotGivenOr[dict[str, Any]],
    ) -> None:
        super().__init__(chain, chat_ctx=chat_ctx, tools=tools, conn_options=conn_options)
        self._chain = chain
        self._tool_choice = tool_choice
        self._extra_kwargs = extra_kwargs

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._chain.total
        for service, model in self._chain.links:
            if not service.up or loop.time() >= deadline:
                continue
            try:
                async with self._ask(model) as stream:
                    async for chunk in in_time(stream, self._chain.limit, deadline):
                        self._event_ch.send_nowait(chunk)
            except Exception as error:
                service.leave(error)
            else:
                service.served()
                return
        async with self._ask(self._chain.last) as stream:
            async for chunk in stream:
                self._event_ch.send_nowait(chunk)

    def _ask(self, model: AnyLLM) -> LLMStream:
        """One tool call at a time: each may change what is allowed. Without tools, providers
        refuse a request that speaks of them."""
        return model.chat(
            chat_ctx=self._chat_ctx,
            tools=self._tools,
            conn_options=self._conn_options,
            parallel_tool_calls=False if self._tools else NOT_GIVEN,
            tool_choice=self._tool_choice,
            extra_kwargs=self._extra_kwargs,
        )

    async def _metrics_monitor_task(self, event_aiter: Any) -> None:
        """The models inside report their own."""
        async for _ in event_aiter:
            pass


async def in_time(
    chunks: AsyncIterator[ChatChunk], limit: float, deadline: float = float("inf")
) -> AsyncIterator[ChatChunk]:
    """The chunks of an answer: its first words or tool call within `limit` seconds, whatever
    empty chunks come before, and then each chunk within `limit` after the last. Up to the end of
    the first sentence `deadline`, an instant of the event loop, holds too.

    Raises:
        TimeoutError: it took longer.
        Broken: the answer ended without a word, or was cut: its last chunk says so, or its usage
            is missing, where a proxy cut the stream politely.
    """
    loop = asyncio.get_running_loop()
    so_far = _SoFar()
    due = min(loop.time() + limit, deadline)
    while (chunk := await _next_before(chunks, due)) is not None:
        so_far.take(chunk)
        if so_far.answered:
            due = so_far.due(loop.time(), limit, deadline)
        yield chunk
    if so_far.cut:
        raise Broken(so_far.cut)
    if not so_far.answered:
        raise Broken("empty answer")
    if not so_far.complete:
        raise Broken("answer cut off")


@dataclass(slots=True)
class _SoFar:
    """What has come of an answer."""

    text: str = ""
    cut: str = ""
    answered: bool = False
    complete: bool = False

    def take(self, chunk: ChatChunk) -> None:
        self.answered = self.answered or _says_or_does(chunk.delta)
        self.complete = self.complete or chunk.usage is not None
        self.text += (chunk.delta and chunk.delta.content) or ""
        self.cut = ((chunk.delta and chunk.delta.extra) or {}).get("cut", self.cut)

    def due(self, now: float, limit: float, deadline: float) -> float:
        """When the next chunk must come."""
        speakable, _ = split(self.text)
        return now + limit if speakable else min(now + limit, max(deadline, now + STALL))


def _says_or_does(delta: ChoiceDelta | None) -> bool:
    return delta is not None and bool(delta.tool_calls or (delta.content or "").strip())


async def _next_before(chunks: AsyncIterator[ChatChunk], due: float) -> ChatChunk | None:
    async with asyncio.timeout_at(due):
        return await anext(chunks, None)
