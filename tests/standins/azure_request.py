"""A chat request as a script sees it: what was said, what is offered, how the call stands."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Answer", "ChatRequest", "ToolUse", "read"]

NOTE = "STATE"
"""How the state note begins; it is the last message."""


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool call as a model makes it; `arguments` is JSON text, true or not."""

    name: str
    arguments: str = "{}"


type Answer = str | ToolUse
"""What a model answers: words, or one tool call."""


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One request. `used` are the tools called since the caller last spoke, `results` theirs."""

    deployment: str
    said: str
    note: str
    tools: tuple[str, ...]
    used: tuple[str, ...]
    results: tuple[str, ...]
    prompt: str

    def line(self, title: str) -> str:
        """A line of the state note, without its title."""
        found = re.search(rf"^{re.escape(title)}:? (.*)$", self.note, re.M)
        return found[1] if found else ""

    def value(self, tool: str, argument: str) -> str:
        """The first value that the note names for a tool's argument."""
        found = re.search(rf"{tool}\([^)]*\b{argument}=([^|,)]+)", self.note)
        return found[1] if found else ""


def read(body: Mapping[str, Any], deployment: str) -> ChatRequest:
    """The request in `body`, which is known to be valid."""
    messages: list[dict[str, Any]] = body["messages"]
    notes = [m["content"] for m in messages if m["role"] == "system" and _text(m).startswith(NOTE)]
    heard = [n for n, m in enumerate(messages) if m["role"] == "user"]
    since = messages[heard[-1] + 1 :] if heard else messages
    calls = [c["function"]["name"] for m in since for c in m.get("tool_calls") or ()]
    return ChatRequest(
        deployment=deployment,
        said=_text(messages[heard[-1]]) if heard else "",
        note=notes[-1] if notes else "",
        tools=tuple(tool["function"]["name"] for tool in body.get("tools") or ()),
        used=tuple(calls),
        results=tuple(_text(m) for m in since if m["role"] == "tool"),
        prompt=json.dumps([body.get("tools") or [], messages]),
    )


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)
