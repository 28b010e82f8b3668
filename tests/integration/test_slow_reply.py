"""A reply that the model writes slowly is spoken by one voice, which waits for the text."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from livekit.agents import utils
from tests.integration.provider_calls import settings_of
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.faults import Fault
from tests.unit.providers.scripted_voices import Voice

from ringbook.agent.providers import cloud
from ringbook.agent.providers.tts_chain import ChainTTS

LIMIT = 0.5
PAUSE = 4 * LIMIT
"""Longer than the voice may take; what the model may take is another limit."""


@pytest.fixture(autouse=True)
async def _connections() -> AsyncIterator[None]:
    async with utils.http_context.open():
        yield


async def reply(chain: ChainTTS, first: str, then: str) -> float:
    """Seconds of audio of a reply whose second half comes later."""
    async with chain.stream() as stream:
        stream.push_text(first)
        await asyncio.sleep(PAUSE)
        stream.push_text(then)
        stream.end_input()
        return sum([audio.frame.duration async for audio in stream])


async def test_the_voice_is_not_left_while_the_model_thinks() -> None:
    async with CartesiaStandIn() as cartesia:
        local = Voice()
        remote = cloud.cartesia(settings_of(cartesia.environment()))
        chain = ChainTTS(remote, local, name="Cartesia", limit=LIMIT)
        assert await reply(chain, "One moment, please. ", "You are booked for Monday.") > 1.0
        assert chain.service.up
        await chain.aclose()
    assert local.said == []
    (served,) = cartesia.served
    assert served.sentences == ["One moment, please.", "You are booked for Monday."]


async def test_one_that_says_nothing_of_the_rest_is_left_in_time() -> None:
    async with CartesiaStandIn() as cartesia:
        cartesia.faults.add(Fault.HANG_FIRST, when=lambda sentence: "booked" in sentence)
        local = Voice()
        remote = cloud.cartesia(settings_of(cartesia.environment()))
        chain = ChainTTS(remote, local, name="Cartesia", limit=LIMIT, pauses=(3600.0,))
        await asyncio.wait_for(
            reply(chain, "One moment, please. ", "You are booked for Monday."), 10 * PAUSE
        )
        assert not chain.service.up
        await chain.aclose()
    assert [said.strip() for said in local.said] == ["You are booked for Monday."]
