"""The stand-ins speak the vendors' protocols with the real clients, and refuse what they refuse."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import aiohttp
import pytest
from livekit import rtc
from livekit.agents import APIConnectOptions, APIError, stt, tts, utils
from tests.integration.provider_calls import NUMBER, cloud_calls, settings_of
from tests.speech.audio import frames, joined, silence, spoken
from tests.standins.azure import AzureStandIn
from tests.standins.azure_rules import problems
from tests.standins.azure_schema import schema_problems
from tests.standins.bey import AVATAR, BeyStandIn
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.commands import obey
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.faults import Fault
from tests.standins.voices import local_ears, scripted_ears

from ringbook.agent.providers import cloud
from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

PATIENCE = APIConnectOptions(max_retry=0, timeout=3.0)
OAK = Practice(UUID(int=1), "oak", "Oak", "UTC", ((),) * 7, (), ())


@pytest.fixture
async def http() -> AsyncIterator[None]:
    """The connections of the clients, as a job of the worker has them."""
    async with utils.http_context.open():
        yield


# ---- Azure OpenAI -------------------------------------------------------------------------------


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
        path = f"{azure.url}/openai/deployments/gpt-4o/chat/completions?api-version=1"
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
            path = f"{azure.url}/openai/deployments/gpt-4o/chat/completions?api-version=1"
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
TOOL = {"type": "function", "function": {"name": "f"}}


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


# ---- Cartesia -----------------------------------------------------------------------------------


async def spoken_by(voice: tts.TTS[Any], *texts: str) -> list[rtc.AudioFrame]:
    """The audio of one answer that comes in pieces."""
    async with voice.stream(conn_options=PATIENCE) as stream:
        for text in texts:
            stream.push_text(text)
        stream.end_input()
        return [audio.frame async for audio in stream]


@pytest.mark.usefixtures("http")
async def test_cartesia_speaks_sentence_by_sentence_with_the_times_of_the_words() -> None:
    async with CartesiaStandIn() as cartesia:
        voice = cloud.cartesia(settings_of(cartesia.environment()))
        heard = await spoken_by(voice, "Hello there. ", "How can I help?")
        await voice.aclose()
    (served,) = cartesia.served
    assert served.sentences == ["Hello there.", "How can I help?"]
    assert served.characters == len("Hello there. How can I help?")
    assert sum(frame.duration for frame in heard) == pytest.approx(served.audio_seconds, abs=0.01)
    words = [word for frame in heard for word in frame.userdata.get("lk.timed_transcripts", ())]
    assert "".join(words).split() == ["Hello", "there.", "How", "can", "I", "help?"]


@pytest.mark.usefixtures("http")
async def test_cartesia_refuses_a_wrong_key() -> None:
    async with CartesiaStandIn() as cartesia:
        voice = cloud.cartesia(settings_of(cartesia.environment(), cartesia_api_key="wrong"))
        with pytest.raises(APIError):
            await spoken_by(voice, "Hello there.")
        await voice.aclose()
        assert cartesia.take_violations() == ["401: a wrong X-API-Key"]


# ---- Deepgram -----------------------------------------------------------------------------------


def client_of(deepgram: DeepgramStandIn) -> stt.STT[Any]:
    return cloud.deepgram(settings_of(deepgram.environment()), cloud.key_terms(OAK))


async def heard_by(ears: stt.STT[Any], *said: str) -> list[str]:
    """The finished transcripts of a line on which `said` was said."""
    async with ears.stream(conn_options=PATIENCE) as stream:
        sounds = [part for words in said for part in (silence(0.3), spoken(words), silence(0.6))]
        for frame in frames(joined(*sounds)):
            stream.push_frame(frame)
        stream.end_input()
        events = [event async for event in stream]
    kinds = [event.type for event in events]
    assert kinds.count(stt.SpeechEventType.START_OF_SPEECH) == len(said)
    assert kinds.count(stt.SpeechEventType.END_OF_SPEECH) == len(said)
    finals = [e for e in events if e.type is stt.SpeechEventType.FINAL_TRANSCRIPT]
    return [event.alternatives[0].text for event in finals]


@pytest.mark.usefixtures("http")
async def test_deepgram_hears_by_script() -> None:
    async with DeepgramStandIn(scripted_ears("Hello.", "A check-up.")) as deepgram:
        ears = client_of(deepgram)
        assert await heard_by(ears, "Hello.", "A check up.") == ["Hello.", "A check-up."]
    (served,) = deepgram.served
    assert served.closed_politely
    assert served.frames == pytest.approx(served.audio_seconds / 0.05, abs=1)


@pytest.mark.usefixtures("http")
async def test_deepgram_hears_for_real(tmp_path: Path) -> None:
    speech = await asyncio.to_thread(prewarm, Settings.model_validate({"ringbook_home": tmp_path}))
    async with DeepgramStandIn(local_ears(speech.whisper, speech.hearing)) as deepgram:
        ears = client_of(deepgram)
        (heard,) = await heard_by(ears, "I'd like to book an appointment.")
    assert "appointment" in heard
    speech.close()


@pytest.mark.usefixtures("http")
async def test_deepgram_refuses_a_wrong_key_and_wrong_options() -> None:
    async with DeepgramStandIn() as deepgram, aiohttp.ClientSession() as client:
        url = f"{deepgram.url}/v1/listen"
        good = {"model": "nova-3", "language": "en", "encoding": "linear16", "sample_rate": "16000"}
        for key, options, status in (
            ("wrong", good, 401),
            (deepgram.key, good | {"encoding": "opus"}, 400),
            (deepgram.key, good | {"keywords": "Oak:2"}, 400),
            (deepgram.key, good | {"utterance_end_ms": "500"}, 400),
        ):
            headers = {"Authorization": f"Token {key}"}
            async with client.get(url, params=options, headers=headers) as answer:
                assert answer.status == status
        assert len(deepgram.take_violations()) == 4


# ---- Beyond Presence -----------------------------------------------------------------------------


async def test_the_avatar_is_looked_up_as_doctor_does() -> None:
    async with BeyStandIn() as bey, aiohttp.ClientSession() as client:
        statuses = []
        for avatar, key in ((AVATAR, bey.key), ("nobody", bey.key), (AVATAR, "wrong")):
            url, headers = f"{bey.url}/v1/avatars/{avatar}", {"x-api-key": key}
            async with client.get(url, headers=headers) as answer:
                statuses.append(answer.status)
        assert bey.take_violations() == ["401: a wrong x-api-key"]
    assert statuses == [200, 404, 401]


# ---- switched from another process --------------------------------------------------------------


async def test_a_command_switches_a_fault_on_and_off() -> None:
    azure = AzureStandIn()
    vendors = {"azure": azure}
    assert await obey(vendors, "fault azure hang_first 2") == "# done fault azure hang_first 2"
    assert await obey(vendors, "fault azure empty") == "# done fault azure empty"
    assert [(rule.fault, rule.left) for rule in azure.faults.rules] == [
        (Fault.HANG_FIRST, 2),
        (Fault.EMPTY, None),
    ]
    assert await obey(vendors, "clear azure") == "# done clear azure"
    assert azure.faults.rules == []


@pytest.mark.parametrize(
    "line",
    ["", "fault azure", "fault azure x", "fault azure empty x", "stop x", "fault x empty 1 2"],
)
async def test_what_is_no_command_is_refused(line: str) -> None:
    assert await obey({"azure": AzureStandIn()}, line) == f"# refused {line}"


async def test_a_vendor_that_was_stopped_is_back_at_the_same_address() -> None:
    async with AzureStandIn() as azure, aiohttp.ClientSession() as session:
        models = f"{azure.url}/openai/models"
        await obey({"azure": azure}, "stop azure")
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(models)
        for _ in range(2):  # a second start changes nothing
            await obey({"azure": azure}, "start azure")
            async with session.get(models) as answer:
                assert answer.status == 200
