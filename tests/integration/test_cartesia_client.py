"""Cartesia's client learns of an error when it comes, not when its patience is over."""

import asyncio
import json

import pytest
from aiohttp import WSMessage, WSMsgType
from livekit.agents import APIConnectOptions, APIStatusError, utils
from tests.integration.provider_calls import settings_of
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.faults import Fault

from ringbook.agent.providers import cloud
from ringbook.agent.providers.cartesia_client import _Frank

HOURS = APIConnectOptions(max_retry=0, timeout=3600.0)


async def test_an_error_ends_a_reply_whose_text_has_not_ended() -> None:
    async with CartesiaStandIn() as vendor, utils.http_context.open():
        vendor.faults.add(Fault.SERVER_ERROR, when=bool)
        voice = cloud.cartesia(settings_of(vendor.environment()))
        stream = voice.stream(conn_options=HOURS)
        stream.push_text("Your appointment is booked. ")
        with pytest.raises(APIStatusError) as failed:
            async with asyncio.timeout(60):
                await anext(aiter(stream))
        assert failed.value.status_code == 500
        assert "appointment" not in str(failed.value)
        await stream.aclose()
        await voice.aclose()


class Socket:
    """Gives these messages, one after the other."""

    def __init__(self, *messages: dict[str, object]) -> None:
        self._messages = iter(messages)
        self.sent: list[str] = []

    async def send_str(self, data: str) -> None:
        self.sent.append(data)

    async def receive(self, _: float | None) -> WSMessage:
        return WSMessage(WSMsgType.TEXT, json.dumps(next(self._messages)), None)


async def test_an_error_of_an_earlier_reply_is_not_this_ones() -> None:
    late = {"type": "error", "context_id": "earlier", "status_code": 500, "done": True}
    own = {"type": "error", "context_id": "now", "status_code": 429, "done": True}
    socket = Socket(late, own)
    frank = _Frank(socket)  # type: ignore[arg-type] # what it uses of a websocket
    await frank.send_str(json.dumps({"context_id": "now"}))
    assert len(socket.sent) == 1
    assert json.loads((await frank.receive()).data) == late
    with pytest.raises(APIStatusError) as failed:
        await frank.receive()
    assert failed.value.status_code == 429
