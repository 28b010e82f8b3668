"""A provider that refuses and says for how long is not asked again before, by the real clients."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from livekit.agents import utils
from livekit.agents.llm import ChatContext
from tests.integration.provider_calls import settings_of
from tests.standins.azure import AzureStandIn
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.faults import Fault
from tests.standins.server import StandIn
from tests.unit.providers.hearing import Activity, Local, frame, sample
from tests.unit.providers.scripted_models import Model
from tests.unit.providers.scripted_voices import Voice, say

from ringbook.agent.providers import cloud
from ringbook.agent.providers.language import large_models
from ringbook.agent.providers.llm_chain import ChainLLM
from ringbook.agent.providers.stt_chain import ChainSTT
from ringbook.agent.providers.tts_chain import ChainTTS
from ringbook.config import Settings

AT_ONCE = (0.0,)
LIMIT = 30.0
ASKED = 0.95
"""The stand-ins say one second; their clock and ours are not read at the same moment."""


@pytest.fixture(autouse=True)
async def _connections() -> AsyncIterator[None]:
    async with utils.http_context.open():
        yield


async def thinks(settings: Settings, over: Callable[[], Awaitable[None]]) -> None:
    chain = ChainLLM(large_models(settings), Model("offline"), limit=LIMIT, pauses=AT_ONCE)
    asked = ChatContext.empty()
    asked.add_message(role="user", content="Is there parking?")
    async with chain.chat(chat_ctx=asked) as stream:
        assert [chunk async for chunk in stream]
    await over()
    await chain.aclose()


async def hears(settings: Settings, over: Callable[[], Awaitable[None]]) -> None:
    remote = cloud.deepgram(settings)
    chain = ChainSTT(
        remote, Local(), Activity(), sample, name="Deepgram", limit=LIMIT, pauses=AT_ONCE
    )
    async with chain.stream() as stream:
        for word in (1, *(0,) * 30):
            stream.push_frame(frame(word))
        await anext(aiter(stream))
        await over()
    await chain.aclose()


async def speaks(settings: Settings, over: Callable[[], Awaitable[None]]) -> None:
    remote = cloud.cartesia(settings)
    chain = ChainTTS(remote, Voice(), name="Cartesia", limit=LIMIT, pauses=AT_ONCE)
    assert await say(chain, "You are booked.") > 0
    await over()
    await chain.aclose()


@pytest.mark.parametrize(
    ("vendor", "uses", "choice"),
    [
        (AzureStandIn, thinks, {"ringbook_llm": "azure"}),
        (DeepgramStandIn, hears, {"ringbook_stt": "deepgram"}),
        (CartesiaStandIn, speaks, {"ringbook_tts": "cartesia"}),
    ],
    ids=["model", "ears", "voice"],
)
async def test_it_is_not_asked_again_before(
    vendor: Callable[[], StandIn[Any]],
    uses: Callable[[Settings, Callable[[], Awaitable[None]]], Awaitable[None]],
    choice: dict[str, str],
) -> None:
    asked: list[float] = []
    twice = asyncio.Event()

    def note(_: object) -> bool:
        asked.append(time.monotonic())
        if len(asked) > 1:
            twice.set()
        return True

    async def over() -> None:
        async with asyncio.timeout(60):
            await twice.wait()

    async with vendor() as there:
        there.faults.add(Fault.RATE_LIMITED, when=note)
        await uses(settings_of(there.environment(), choice), over)
    assert asked[1] - asked[0] > ASKED
