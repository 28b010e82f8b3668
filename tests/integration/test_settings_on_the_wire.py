"""What is set reaches the vendor: model, region, language, voice, speed, key terms, api-version."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from livekit.agents import APIConnectOptions, utils
from livekit.agents.llm import ChatContext
from tests.integration.provider_calls import cloud_calls, settings_of
from tests.speech.audio import frames, joined, silence, spoken
from tests.standins.azure import AzureStandIn
from tests.standins.azure_script import in_turn
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.voices import scripted_ears

from ringbook.agent.providers import cloud
from ringbook.agent.providers.language import AnyLLM, large_models
from ringbook.domain.model import Practice, Provider, Service
from ringbook.store.pool import Database

ID = UUID(int=1)
OAK = Practice(
    ID,
    "oak",
    "Oak Street Dental",
    "UTC",
    ((),) * 7,
    (Service(ID, "Cleaning", 30, aliases=("hygiene",)),),
    (Provider(ID, "Dr. Rao"),),
)
ONCE = APIConnectOptions(max_retry=0, timeout=60.0)


@pytest.fixture
async def _connections() -> AsyncIterator[None]:
    async with utils.http_context.open():
        yield


@pytest.mark.usefixtures("_connections")
async def test_deepgram_is_told_what_it_hears() -> None:
    async with DeepgramStandIn(scripted_ears("Hello.")) as deepgram:
        given = settings_of(
            deepgram.environment(), deepgram_model="nova-3-medical", deepgram_language="en-IN"
        )
        ears = cloud.deepgram(given, cloud.key_terms(OAK))
        async with ears, ears.stream(conn_options=ONCE) as stream:
            for frame in frames(joined(silence(0.3), spoken("Hello."), silence(0.6))):
                stream.push_frame(frame)
            stream.end_input()
            assert [event async for event in stream]
    (served,) = deepgram.served
    wanted = {
        "model": "nova-3-medical",
        "language": "en-IN",
        "numerals": "true",
        "smart_format": "false",
        "interim_results": "true",
        "mip_opt_out": "true",
    }
    assert {name: served.options[name] for name in wanted} == wanted
    assert served.key_terms == ["Oak Street Dental", "Dr. Rao", "Cleaning", "hygiene"]


@pytest.mark.usefixtures("_connections")
async def test_cartesia_is_told_how_it_speaks() -> None:
    async with CartesiaStandIn() as cartesia:
        given = settings_of(
            cartesia.environment(),
            cartesia_voice="ava",
            cartesia_language="es",
            cartesia_speed="1.2",
        )
        voice = cloud.cartesia(given)
        async with voice, voice.stream(conn_options=ONCE) as stream:
            stream.push_text("Hola.")
            stream.end_input()
            assert [audio async for audio in stream]
    (served,) = cartesia.served
    assert served.asked["model_id"] == "sonic-3"
    assert served.asked["voice"] == {"mode": "id", "id": "ava"}
    assert served.asked["language"] == "es"
    assert served.asked["generation_config"] == {"speed": 1.2}
    assert served.asked["add_timestamps"] is True


async def test_azure_is_asked_by_deployment_and_version() -> None:
    async with AzureStandIn(in_turn("OK."), deployments=("front-desk",)) as azure:
        given = settings_of(
            azure.environment(), ringbook_llm="azure", openai_api_version="2025-01-01-preview"
        )
        ((_, model),) = large_models(given)
        await _ask(model)
    assert azure.versions == {"2025-01-01-preview"}
    assert [one.deployment for one in azure.served] == ["front-desk"]


async def test_any_endpoint_like_openais_is_asked_by_its_address() -> None:
    async with AzureStandIn(in_turn("OK.")) as other:
        given = settings_of(
            openai_base_url=f"{other.url}/v1",
            openai_model="qwen3",
            openai_api_key=other.key,
            ringbook_llm="openai",
        )
        ((_, model),) = large_models(given)
        await _ask(model)
    assert [one.deployment for one in other.served] == ["qwen3"]


async def test_a_whole_booking_by_an_endpoint_like_openais(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with AzureStandIn() as other:
        given = settings_of(
            openai_base_url=f"{other.url}/v1",
            openai_model="qwen3",
            openai_api_key=other.key,
            ringbook_llm="openai",
        )
        async with cloud_calls(db, practice, tmp_path, given) as calls:
            held = await calls.hold()
            (row,) = await calls.appointments()
    assert (row.status, held.ended()) == ("scheduled", "goodbye")
    assert len(other.served) > 4


async def _ask(model: AnyLLM) -> None:
    asked = ChatContext.empty()
    asked.add_message(role="user", content="Say OK.")
    async with model, model.chat(chat_ctx=asked, conn_options=ONCE) as stream:
        assert [chunk async for chunk in stream]
