"""The transcript as LiveKit's chat context has it, in the same form as the call's record.

The record (`dialogue.record.fold`) is what is stored; this reads a `ChatContext` for whoever has
nothing else, and gives the same JSON for the same call.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from livekit.agents.llm import ChatContext, ChatMessage, FunctionCall, FunctionCallOutput

from ringbook.dialogue.record import function_result, transcript_time

__all__ = ["extract_conversation_from_chat_ctx", "format_transcript_for_llm"]

UNFINISHED = "not finished"
SPEAKERS = {"user": "User", "assistant": "Assistant"}


def extract_conversation_from_chat_ctx(chat_ctx: ChatContext) -> dict[str, Any]:
    """The conversation in the specification's transcript JSON; instructions are left out.

    A tool call and its output are one message, at the moment of the output.
    """
    calls = {item.call_id: item for item in chat_ctx.items if isinstance(item, FunctionCall)}
    finished = {i.call_id for i in chat_ctx.items if isinstance(i, FunctionCallOutput)}
    messages: list[dict[str, Any]] = []
    for item in chat_ctx.items:
        match item:
            case ChatMessage(role="user" | "assistant", text_content=str(text)) if text:
                messages.append(_said(item, text))
            case FunctionCallOutput() if item.call_id in calls:
                messages.append(_function(calls[item.call_id], item))
            case FunctionCall() if item.call_id not in finished:
                messages.append(_function(item, None))
    count = sum(message["role"] == "function" for message in messages)
    return {"messages": messages, "tool_calls_count": count}


def format_transcript_for_llm(transcript: Mapping[str, Any]) -> str:
    """The transcript as plain lines, one a message, for a model to read."""
    return "\n".join(_line(message) for message in transcript["messages"])


def _said(item: ChatMessage, text: str) -> dict[str, Any]:
    said = {"role": item.role, "content": text, "timestamp": _time(item.created_at)}
    return {**said, "interrupted": True} if item.interrupted else said


def _function(call: FunctionCall, output: FunctionCallOutput | None) -> dict[str, Any]:
    return {
        "role": "function",
        "name": call.name,
        "params": _params(call.arguments),
        "result": _result(call.name, output),
        "timestamp": _time((output or call).created_at),
    }


def _result(tool: str, output: FunctionCallOutput | None) -> str:
    if output is None:
        return UNFINISHED
    return function_result(tool, output.output if output.is_error else None)


def _params(arguments: str) -> dict[str, Any]:
    """Arguments as a model wrote them; strict schemas send null for what was left out."""
    try:
        parsed = json.loads(arguments or "{}")
    except ValueError:
        return {"unreadable": arguments}
    named = parsed.items() if isinstance(parsed, dict) else ()
    return {name: value for name, value in named if value is not None}


def _time(seconds: float) -> str:
    return transcript_time(datetime.fromtimestamp(seconds, UTC))


def _line(message: Mapping[str, Any]) -> str:
    if message["role"] == "function":
        params = ", ".join(f"{name}={value}" for name, value in message["params"].items())
        return f"[{message['name']}({params}): {message['result']}]"
    cut = " [interrupted]" if message.get("interrupted") else ""
    return f"{SPEAKERS[message['role']]}: {message['content']}{cut}"
