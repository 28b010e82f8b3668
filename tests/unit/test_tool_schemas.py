"""What a model is shown of the tools is what the SDK itself would send."""

from typing import Literal

from livekit.agents import function_tool
from livekit.agents.llm import ToolContext

from ringbook.agent.tool_schemas import ToolSchemas


@function_tool
async def fetch_slots(day: str, service: str | None = None) -> str:
    """Look up free times.

    Args:
        day: As YYYY-MM-DD.
        service: What for.
    """
    return f"{day} {service}"


@function_tool
async def book_appointment(slot: Literal["A", "B"]) -> str:
    """Book a time."""
    return slot


def test_the_request_is_the_same() -> None:
    shown = ToolSchemas().shown([fetch_slots, book_appointment])
    ours = ToolContext(shown).parse_function_tools("openai", strict=True)
    assert ours == ToolContext([fetch_slots, book_appointment]).parse_function_tools(
        "openai", strict=True
    )
    assert ours[0]["function"]["parameters"]["properties"]["day"]["description"]


def test_each_schema_is_made_once() -> None:
    schemas = ToolSchemas()
    [once] = schemas.shown([fetch_slots])
    again, _ = schemas.shown([fetch_slots, book_appointment])
    assert again is once
