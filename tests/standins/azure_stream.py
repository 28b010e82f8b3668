"""One answer of the stand-in for Azure OpenAI as server-sent events, whole or broken."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from tests.standins.azure_request import Answer, ToolUse
from tests.standins.faults import Fault

__all__ = ["ChatServed", "ChatStream", "tokens"]

SPLIT = 7
"""Characters of tool arguments in one chunk: never a whole JSON value."""
BROKEN_LINE = '{"id": "chatcmpl-1", "object": "chat.completion.chu'
INCOMPLETE = (Fault.HANG_MID, Fault.CUT_MID, Fault.MALFORMED, Fault.ERROR_MID, Fault.FILTERED)
MID_ERROR = {"error": {"code": "server_error", "message": "The server had an error.", "type": None}}

PIECE = re.compile(r" ?[^\W\d_]{1,10}|\d{1,3}| ?[^\w\s]{1,3}|_|\s+")

LATE_FILTER: dict[str, Any] = {"index": 0, "finish_reason": None, "content_filter_results": {}}
"""What Azure's asynchronous filter sends after the words, without a delta and without an id."""

type Delta = dict[str, Any]


@dataclass(slots=True)
class ChatServed:
    """What one request cost: the vendor bills what it generated, also of a cut answer.

    `told` says whether the client was sent the usage.
    """

    deployment: str
    input_tokens: int
    cached_tokens: int
    output_tokens: int = 0
    told: bool = False


def tokens(text: str) -> int:
    """A stand-in for a tokenizer: on our prompts within a hundredth of o200k_base, GPT-4o's."""
    return len(PIECE.findall(text))


class ChatStream:
    """Sends the chunks of one answer and counts them."""

    def __init__(
        self, request: web.Request, served: ChatServed, number: int, pace: float = 0.0
    ) -> None:
        self._request = request
        self._pace = pace
        self._served = served
        self._id = f"chatcmpl-{number}"
        self._call_id = f"call_{number}"
        self.response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})

    async def answer(self, answer: Answer, fault: Fault | None) -> None:
        """The chunks of `answer`, as far as the fault lets them come."""
        await self.response.prepare(self._request)
        await self._send({"id": "", "model": "", "choices": [], "prompt_filter_results": [{}]})
        deltas = [] if fault is Fault.EMPTY else [*_deltas(answer, self._call_id)]
        reach = len(deltas) // 2 if fault in INCOMPLETE else len(deltas)
        await self._delta({"role": "assistant", "content": ""})
        for delta in deltas[:reach]:
            await asyncio.sleep(self._pace)
            await self._delta(delta)
            self._served.output_tokens += _delta_tokens(delta)
        if fault is Fault.MALFORMED:
            await self._line(BROKEN_LINE)
        if fault is Fault.ERROR_MID:
            await self._line(json.dumps(MID_ERROR))
        if fault is Fault.FILTERED:
            await self._delta({}, "content_filter")
        if fault not in INCOMPLETE:
            is_call = isinstance(answer, ToolUse) and fault is not Fault.EMPTY
            await self._delta({}, "tool_calls" if is_call else "stop")
        if fault is None:
            await self._send({"id": "", "model": "", "choices": [LATE_FILTER]})

    async def finish(self) -> None:
        """The usage, and the mark of the end."""
        served = self._served
        usage = {
            "prompt_tokens": served.input_tokens,
            "completion_tokens": served.output_tokens,
            "total_tokens": served.input_tokens + served.output_tokens,
            "prompt_tokens_details": {"cached_tokens": served.cached_tokens},
            "completion_tokens_details": {"reasoning_tokens": 0},
        }
        await self._send({"choices": [], "usage": usage})
        await self._line("[DONE]")
        served.told = True

    async def _delta(self, delta: Delta, reason: str | None = None) -> None:
        """With what Azure's filter says of it; other endpoints leave that out."""
        said = {"index": 0, "delta": delta, "finish_reason": reason, "content_filter_results": {}}
        await self._send({"choices": [said]})

    async def _send(self, content: dict[str, Any]) -> None:
        frame = {"id": self._id, "object": "chat.completion.chunk", "created": 0, "model": "gpt-4o"}
        await self._line(json.dumps(frame | content))

    async def _line(self, data: str) -> None:
        await self.response.write(f"data: {data}\n\n".encode())


def _deltas(answer: Answer, call_id: str) -> Iterator[Delta]:
    if isinstance(answer, str):
        for place, word in enumerate(answer.split(" ")):
            yield {"content": f" {word}" if place else word}
        return
    function = {"name": answer.name, "arguments": ""}
    yield {"tool_calls": [{"index": 0, "id": call_id, "type": "function", "function": function}]}
    for start in range(0, len(answer.arguments), SPLIT):
        piece = {"arguments": answer.arguments[start : start + SPLIT]}
        yield {"tool_calls": [{"index": 0, "function": piece}]}


def _delta_tokens(delta: Delta) -> int:
    calls = delta.get("tool_calls", ())
    said = "".join(c["function"].get("name", "") + c["function"]["arguments"] for c in calls)
    return tokens(delta.get("content", "") + said)
