"""The stand-in for Azure OpenAI speaks its protocol, and refuses what it refuses."""

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from tests.integration.provider_calls import NUMBER, cloud_calls, settings_of
from tests.standins.azure import AzureStandIn
from tests.standins.azure_rules import problems
from tests.standins.azure_schema import schema_problems

from ringbook.domain.model import Practice
from ringbook.store.pool import Database


async def test_a_whole_booking_by_azure_is_written_and_counted(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with AzureStandIn() as azure:
        settings = settings_of(azure.environment(), ringbook_llm="azure")
        async with cloud_calls(db, practice, tmp_path, settings) as calls:
            held = await calls.hold()
            (row,) = await calls.appointments()
            used = await calls.usage(held)
    assert (row.contact_number, row.status) == (NUMBER, "scheduled")
    assert row.starts_at == datetime(2026, 6, 15, 4, 30, tzinfo=UTC)  # 10:00 in Kolkata
    assert held.ended() == "goodbye"
    assert "A Check-up on Monday, June 15 at 10:00 AM. Shall I book that?" in held.said()
    cached = sum(one.cached_tokens for one in azure.served)
    assert used == {
        "llm_input": sum(one.input_tokens for one in azure.served) - cached,
        "llm_cached": cached,
        "llm_output": sum(one.output_tokens for one in azure.served),
    }


async def test_azure_refuses_a_wrong_key_an_unknown_deployment_and_a_bad_body() -> None:
    async with AzureStandIn() as azure, aiohttp.ClientSession() as client:
        path = f"{azure.url}/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"
        statuses = []
        for url, key in (
            (path, "wrong"),
            (path.replace("gpt-4o", "gpt-9"), azure.key),
            (path.partition("?")[0], azure.key),
            (path, azure.key),
        ):
            async with client.post(url, json={"messages": []}, headers={"api-key": key}) as answer:
                statuses.append(answer.status)
        assert len(azure.take_violations()) == 4
    assert statuses == [401, 404, 404, 400]


async def test_a_refused_request_fails_the_test() -> None:
    async def ask_without_a_key() -> None:
        async with AzureStandIn() as azure, aiohttp.ClientSession() as client:
            path = f"{azure.url}/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"
            await client.post(path, json={})

    with pytest.raises(AssertionError, match="the vendor would refuse: 401"):
        await ask_without_a_key()


CHAT = {
    "messages": [{"role": "user", "content": "hello"}],
    "stream": True,
    "stream_options": {"include_usage": True},
}
CALLED = {
    "role": "assistant",
    "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
}
TOLD = {"role": "tool", "tool_call_id": "a", "content": "done"}
PARAMETERS = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
TOOL = {"type": "function", "function": {"name": "f", "strict": True, "parameters": PARAMETERS}}
LOOSE = {"type": "function", "function": {"name": "f", "parameters": PARAMETERS}}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"messages": [CALLED, TOLD]}, None),
        ({"tools": [TOOL], "parallel_tool_calls": False}, None),
        ({"messages": []}, "too short"),
        ({"messages": [CALLED]}, "without an answer"),
        ({"messages": [CALLED, *CHAT["messages"], TOLD]}, "without an answer"),  # type: ignore[misc]
        ({"messages": [TOLD]}, "must answer a preceding"),
        ({"messages": [{"role": "user", "content": None}]}, "expected a string"),
        ({"tools": []}, "too short"),
        ({"tools": [TOOL, TOOL]}, "offered twice"),
        ({"tools": [TOOL]}, "parallel_tool_calls"),
        ({"tools": [LOOSE]}, "not strict"),
        ({"parallel_tool_calls": False}, "only allowed when 'tools'"),
        ({"stream_options": {}}, "include_usage"),
        ({"patience": 3}, "Unrecognized request argument"),
        ({"temperature": 3.0}, "temperature"),
    ],
)
def test_a_chat_request_is_checked_as_azure_checks_it(
    change: dict[str, object], problem: str | None
) -> None:
    found = problems(CHAT | change)
    if problem is None:
        assert found == []
    else:
        assert any(problem in one for one in found)


@pytest.mark.parametrize(
    ("properties", "problem"),
    [
        ({"day": {"type": ["string", "null"]}}, None),
        ({"slot": {"type": "string", "enum": ["A", "B"]}}, None),
        ({"day": {"type": "string", "format": "date"}}, "'format' is not permitted"),
        ({"day": {"type": "string", "default": ""}}, "'default' is not permitted"),
        ({"day": {"oneOf": [{"type": "string"}]}}, "'oneOf' is not permitted"),
        ({"day": {}}, "must have a 'type'"),
        ({"day": {"type": "object", "properties": {}}}, "'additionalProperties'"),
    ],
)
def test_a_strict_schema_is_checked_as_azure_checks_it(
    properties: dict[str, object], problem: str | None
) -> None:
    schema = {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }
    found = schema_problems(schema)
    assert found == [] if problem is None else any(problem in one for one in found)
    assert schema_problems(schema | {"required": []}) != []
