"""A time that came free, told by text message to who waits for it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.waiting import FIRST, OTHER, SECOND, full, give_up, join, nine
from tests.standins.faults import Fault
from tests.standins.messages import MessagesStandIn

from ringbook.agent.after_call import AfterCall
from ringbook.agent.call import Call
from ringbook.config import Settings, Webhook
from ringbook.dialogue.state.call_events import Cancelled, Did
from ringbook.domain.booking_link import BookingLinks
from ringbook.local.livekit_server import Keys
from ringbook.local.machine import LiveKit
from ringbook.local.up import _channels
from ringbook.messages import Gateway
from ringbook.messages.waitlist import REST, MessageChannel
from ringbook.store.waitlist_channels import announce

__all__ = ["full"]

LINKS = BookingLinks.of("a secret of the test")


@dataclass
class Clock:
    now: float = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
async def there() -> AsyncIterator[MessagesStandIn]:
    async with MessagesStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def gateway(there: MessagesStandIn, clock: Clock) -> AsyncIterator[Gateway]:
    webhook = Webhook(f"{there.url}/send", there.key)
    async with aiohttp.ClientSession() as client:
        yield Gateway(webhook, client, sleep=clock.sleep, monotonic=clock.monotonic)


async def test_each_offer_is_told_once_with_its_private_page(
    full: Diary, there: MessagesStandIn, gateway: Gateway
) -> None:
    entry = await join(full, FIRST)
    await give_up(full)
    channel = MessageChannel(gateway, links=LINKS, public_url="https://book.example/")
    assert await announce(full.db, [channel], NOW) == 1
    assert await announce(full.db, [channel], NOW) == 0
    (told,) = there.sent
    assert (told["to"], told["kind"]) == (FIRST, "waitlist")
    assert told["text"] == (
        "Test Dental: a time has come free for you: Check-up on Monday, June 15 at 9:00 AM. "
        "It is kept for you until Friday, June 12 at 9:30 AM. "
        f"To take it or let it go: https://book.example{LINKS.waiting_path(entry.id)}"
    )


async def test_without_an_address_of_the_page_it_says_to_call(
    full: Diary, there: MessagesStandIn, gateway: Gateway
) -> None:
    await join(full, FIRST)
    await give_up(full)
    assert await announce(full.db, [MessageChannel(gateway, links=LINKS)], NOW) == 1
    assert there.sent[0]["text"].endswith("9:30 AM. To take it, call us.")


async def test_a_gateway_that_is_away_is_left_alone_for_a_while_and_asked_again(
    full: Diary, there: MessagesStandIn, gateway: Gateway, clock: Clock
) -> None:
    await join(full, FIRST)
    await give_up(full)
    channel = MessageChannel(gateway, monotonic=clock.monotonic)
    there.faults.add(Fault.SERVER_ERROR)
    assert await announce(full.db, [channel], NOW) == 0
    asked = there.asked
    assert await announce(full.db, [channel], NOW) == 0
    assert there.asked == asked
    there.faults.clear()
    clock.now += REST
    assert await announce(full.db, [channel], NOW) == 1


async def test_who_can_get_no_messages_is_not_tried_again(
    full: Diary, there: MessagesStandIn, gateway: Gateway
) -> None:
    await join(full, FIRST)
    await give_up(full)
    there.landlines.add(FIRST)
    channel = MessageChannel(gateway)
    assert await announce(full.db, [channel], NOW) == 1
    assert await announce(full.db, [channel], NOW) == 0
    assert there.asked == 1


async def test_the_same_offer_from_two_programs_is_one_message(
    full: Diary, there: MessagesStandIn, gateway: Gateway
) -> None:
    """One that was told, and died before it could note so, or two that tell at once."""
    await join(full, SECOND)
    await give_up(full)
    first, second = MessageChannel(gateway), MessageChannel(gateway)
    second.name = "the same, under a name that has told nothing"
    await announce(full.db, [first, second], NOW)
    assert there.asked == 2
    assert len(there.sent) == 1


async def test_a_worker_tells_when_a_call_made_a_time_free(
    full: Diary, there: MessagesStandIn, gateway: Gateway
) -> None:
    await join(full, FIRST)
    booked = await nine(full)
    await full.cancel(booked, OTHER)
    call = Call(practice=full.practice, session_id="s", db=full.db, clock=lambda: NOW)
    call.apply(call.started(None))
    after = AfterCall.of(Settings(), call, full.db, gateway)
    await after.tell_who_waits()
    assert there.sent == []  # nothing came free by this call
    call.apply(Did(NOW, "cancel_appointment", {}, Cancelled(booked)))
    await AfterCall.of(Settings(), call, full.db, None).tell_who_waits()
    assert there.sent == []
    await after.tell_who_waits()
    assert [m["to"] for m in there.sent] == [FIRST]


async def test_the_links_are_signed_like_the_web_servers(gateway: Gateway) -> None:
    server = LiveKit("ws://127.0.0.1:1", Keys("key", "secret-of-livekit"))
    given = Settings(ringbook_public_url="https://book.example")
    (channel,) = _channels(given, server, gateway)
    assert isinstance(channel, MessageChannel)
    assert channel._links == BookingLinks.of("secret-of-livekit")
    own = Settings(ringbook_public_url="https://book.example", ringbook_link_secret="s")
    (channel,) = _channels(own, server, gateway)
    assert isinstance(channel, MessageChannel)
    assert channel._links == BookingLinks.of("s")
    assert _channels(given, server, None) == ()
