"""Messages to the gateway: sent once, again after what may pass, never for ever."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

import aiohttp
import pytest
from tests.standins.faults import Fault
from tests.standins.messages import MessagesStandIn
from tests.standins.server import closed_port

from ringbook.config import Webhook
from ringbook.messages import Gateway, Message, open_gateway

NUMBER = "+12125550123"
CODE = Message(NUMBER, "421990 is your code.", UUID(int=7), "code")


@dataclass
class Clock:
    """Time that passes only while somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


@pytest.fixture
async def there() -> AsyncIterator[MessagesStandIn]:
    async with MessagesStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def gateway(there: MessagesStandIn, clock: Clock) -> AsyncIterator[Gateway]:
    async with aiohttp.ClientSession() as client:
        yield _gateway(there.environment()["RINGBOOK_MESSAGES_URL"], there.key, client, clock)


def _gateway(url: str, key: str, client: aiohttp.ClientSession, clock: Clock) -> Gateway:
    return Gateway(Webhook(url, key), client, sleep=clock.sleep, monotonic=clock.monotonic)


async def test_a_message_is_posted_as_the_gateway_wants_it(
    there: MessagesStandIn, gateway: Gateway
) -> None:
    assert await gateway.send(CODE, 5.0) == "sent"
    assert there.sent == [
        {"to": NUMBER, "text": "421990 is your code.", "id": str(CODE.id), "kind": "code"}
    ]
    assert there.codes(NUMBER) == ["421990"]


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.RATE_LIMITED])
async def test_what_passes_is_tried_again_with_longer_pauses(
    there: MessagesStandIn, gateway: Gateway, clock: Clock, fault: Fault
) -> None:
    there.faults.add(fault, times=2)
    assert await gateway.send(CODE, 10.0) == "sent"
    assert clock.slept == [0.3, 1.0]
    assert len(there.sent) == 1


async def test_it_gives_up_in_time(there: MessagesStandIn, gateway: Gateway, clock: Clock) -> None:
    there.faults.add(Fault.SERVER_ERROR)
    assert await gateway.send(CODE, 1.0) == "unavailable"
    assert clock.now < 1.0
    assert there.asked == 2
    assert await gateway.send(CODE, 60.0) == "unavailable"
    assert there.asked == 6


async def test_what_is_final_is_not_tried_again(
    there: MessagesStandIn, gateway: Gateway, clock: Clock
) -> None:
    there.landlines.add(NUMBER)
    assert await gateway.send(CODE, 10.0) == "refused"
    assert there.asked == 1
    assert clock.slept == []


async def test_a_wrong_key_is_no_fault_of_the_message(
    there: MessagesStandIn, gateway: Gateway, clock: Clock
) -> None:
    there.key = "another"
    assert await gateway.send(CODE, 10.0) == "unavailable"
    assert clock.slept == []
    assert there.take_violations() == ["401: a wrong bearer"]


async def test_nobody_there(clock: Clock) -> None:
    async with aiohttp.ClientSession() as client:
        nobody = _gateway(f"http://127.0.0.1:{closed_port()}/send", "k", client, clock)
        assert await nobody.send(CODE, 10.0) == "unavailable"
        assert len(clock.slept) == 3
        assert not await nobody.reachable(10.0)


async def test_whether_it_is_reachable_is_found_out_without_a_message(
    there: MessagesStandIn, gateway: Gateway
) -> None:
    assert await gateway.reachable(5.0)
    there.faults.add(Fault.SERVER_ERROR)
    assert not await gateway.reachable(5.0)
    assert there.sent == []


async def test_the_log_has_neither_number_nor_text_nor_key(
    there: MessagesStandIn, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    there.landlines.add(NUMBER)
    with caplog.at_level(logging.DEBUG):
        await gateway.send(CODE, 5.0)
    assert "0123 was not sent: HTTP 422" in caplog.text
    for secret in (NUMBER, "421990", there.key):
        assert secret not in caplog.text
    assert there.key not in repr(Webhook(there.url, there.key))


async def test_nothing_is_opened_where_nothing_is_set_up() -> None:
    async with open_gateway(None) as none:
        assert none is None
    async with open_gateway(Webhook("https://sms.example/send", "k")) as one:
        assert isinstance(one, Gateway)


async def test_one_that_says_nothing_is_not_waited_for_any_longer_than_allowed(
    there: MessagesStandIn, gateway: Gateway
) -> None:
    there.faults.add(Fault.HANG_FIRST)
    assert await gateway.send(CODE, 0.2) == "unavailable"
    assert there.asked == 1
