"""The tools as a model is shown them, their schemas made once a call.

The SDK makes the schema of each tool anew for every request, 1 to 5 ms a tool in which the call
does nothing else; one that is given as it is to be sent costs nothing.
"""

from collections.abc import Sequence
from typing import Any

from livekit.agents import function_tool
from livekit.agents.llm import FunctionTool, Tool
from livekit.agents.llm.utils import build_strict_openai_schema

__all__ = ["ToolSchemas"]


class ToolSchemas:
    """Remembers each tool's description by its name. What it gives is shown, never run."""

    def __init__(self) -> None:
        self._shown: dict[str, Tool] = {}

    def shown(self, tools: Sequence[Tool]) -> list[Tool]:
        """The same tools, described strictly as OpenAI's and Azure's chat API want them."""
        return [self._shown.get(tool.id) or self._describe(tool) for tool in tools]

    def _describe(self, tool: Tool) -> Tool:
        if not isinstance(tool, FunctionTool):
            return tool
        described = build_strict_openai_schema(tool)["function"]
        shown = function_tool(_never_run, raw_schema=described)
        return self._shown.setdefault(tool.id, shown)


async def _never_run(raw_arguments: dict[str, Any]) -> str:
    raise NotImplementedError("the session runs the tool itself, not what the model was shown")
