"""What Azure OpenAI refuses in a chat request, with its own reasons. Pure.

Only what a client could get wrong is checked: the frame of the body, the order of the messages,
the strict tool schemas (documented at learn.microsoft.com under "Structured outputs").
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.standins.azure_schema import schema_problems

__all__ = ["problems"]

KNOWN = frozenset((
    "messages", "model", "tools", "tool_choice", "parallel_tool_calls", "stream",
    "stream_options", "temperature", "top_p", "max_tokens", "max_completion_tokens", "n",
    "stop", "user", "seed", "presence_penalty", "frequency_penalty", "response_format",
    "reasoning_effort", "verbosity", "metadata", "store", "prompt_cache_key",
    "safety_identifier", "logprobs", "top_logprobs", "logit_bias",
))  # fmt: skip
ROLES = frozenset(("system", "developer", "user", "assistant", "tool"))
NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
LONGEST_DESCRIPTION = 1024
NEEDS_TOOLS = ("tool_choice", "parallel_tool_calls")

type Body = Mapping[str, Any]


def problems(body: object) -> list[str]:
    """Why Azure would answer 400, or our cost ledger would stay without figures; empty if not."""
    if not isinstance(body, Mapping):
        return ["the body is not a JSON object"]
    return [*_frame(body), *_messages(body.get("messages")), *_tools(body)]


def _frame(body: Body) -> Iterator[str]:
    for key in body.keys() - KNOWN:
        yield f"Unrecognized request argument supplied: {key}"
    if body.get("stream") is not True:
        yield "the answer is not asked for as a stream"
    elif not (body.get("stream_options") or {}).get("include_usage"):
        yield "stream_options.include_usage is missing: the tokens would not be told"
    temperature = body.get("temperature")
    if temperature is not None and not 0 <= temperature <= 2:
        yield "temperature is not between 0 and 2"


# ---- messages -----------------------------------------------------------------------------------


def _messages(messages: object) -> Iterator[str]:
    if not isinstance(messages, list) or not messages:
        yield "[] is too short - 'messages'"
        return
    waiting: set[str] = set()
    for place, message in enumerate(messages):
        role = message.get("role")
        if role not in ROLES:
            yield f"messages.{place}.role: {role!r} is not a role"
        if role != "tool" and waiting:
            yield f"tool_call_ids without an answer before messages.{place}"
            waiting = set()
        yield from _message(place, message, waiting)
    if waiting:
        yield "tool_call_ids without an answer at the end of the messages"


def _message(place: int, message: Body, waiting: set[str]) -> Iterator[str]:
    calls = message.get("tool_calls")
    if message.get("role") == "tool":
        if message.get("tool_call_id") not in waiting:
            yield f"messages.{place}: role 'tool' must answer a preceding 'tool_calls'"
        waiting.discard(message.get("tool_call_id", ""))
    if not _is_content(message.get("content")) and not calls:
        yield f"messages.{place}.content: expected a string or parts, got null"
    if calls is not None and (message.get("role") != "assistant" or not calls):
        yield f"messages.{place}.tool_calls: not allowed here"
    for call in calls or ():
        yield from _call(place, call)
        waiting.add(call.get("id", ""))


def _is_content(content: object) -> bool:
    if isinstance(content, list):
        return all(isinstance(part, dict) and part.get("type") for part in content)
    return isinstance(content, str)


def _call(place: int, call: Body) -> Iterator[str]:
    function = call.get("function") or {}
    if not call.get("id") or call.get("type") != "function":
        yield f"messages.{place}.tool_calls: a call without id or type"
    if not NAME.fullmatch(function.get("name", "")):
        yield f"messages.{place}.tool_calls: {function.get('name')!r} is no function name"
    if not isinstance(function.get("arguments"), str):
        yield f"messages.{place}.tool_calls: arguments are not a string"


# ---- tools --------------------------------------------------------------------------------------


def _tools(body: Body) -> Iterator[str]:
    tools = body.get("tools")
    if tools is None:
        for key in NEEDS_TOOLS:
            if key in body:
                yield f"'{key}' is only allowed when 'tools' are specified"
        return
    if not isinstance(tools, list) or not tools:
        yield "[] is too short - 'tools'"
        return
    names = [(tool.get("function") or {}).get("name") for tool in tools]
    if len(set(names)) < len(names):
        yield "a tool is offered twice"
    for tool in tools:
        yield from _tool(tool)
    if _is_strict(tools) and body.get("parallel_tool_calls") is not False:
        yield "strict tools need parallel_tool_calls: false"


def _is_strict(tools: list[Any]) -> bool:
    return any((tool.get("function") or {}).get("strict") for tool in tools)


def _tool(tool: Body) -> Iterator[str]:
    function = tool.get("function") or {}
    name = function.get("name", "")
    if tool.get("type") != "function" or not NAME.fullmatch(name):
        yield f"tools: {name!r} is no function"
    if len(function.get("description") or "") > LONGEST_DESCRIPTION:
        yield f"tools: the description of {name} is too long"
    if not function.get("strict"):
        yield f"tools: {name} is not strict, so that its arguments may have any form"
    else:
        for problem in schema_problems(function.get("parameters")):
            yield f"Invalid schema for function '{name}': {problem}"
