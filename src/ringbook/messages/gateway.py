"""A webhook in front of SMS or WhatsApp, to which messages are posted.

`Gateway` posts each message as JSON, with its id as the idempotency key, so that a message whose
answer was lost can be posted again and is sent once.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

import aiohttp

from ringbook.config import Webhook
from ringbook.domain.phone import masked

__all__ = ["Delivery", "Gateway", "Message", "Messages", "open_gateway"]

log = logging.getLogger("ringbook.messages")

type Kind = Literal["code", "waitlist"]
type Delivery = Literal["sent", "refused", "unavailable"]
"""`sent`: the gateway has taken it. `refused`: it never will take this one. `unavailable`: it does
not take any now; also when it does not know our key or its own address."""

type Sleep = Callable[[float], Awaitable[None]]
type Monotonic = Callable[[], float]

REQUEST_SECONDS = 5.0
"""How long one answer of the gateway is waited for."""
PAUSES = (0.3, 1.0, 2.0)
"""Between the first try and the second, and so on; seconds."""
OURS = (401, 403, 404, 405, 407)
"""Statuses about the settings and not about one message: no message at all gets through."""
AGAIN = (408, 425, 429)


@dataclass(frozen=True, slots=True)
class Message:
    """One text message. `to` is E.164; `id` is the same when the same message is sent again."""

    to: str
    text: str
    id: UUID
    kind: Kind

    def body(self) -> dict[str, str]:
        """What is posted."""
        return {"to": self.to, "text": self.text, "id": str(self.id), "kind": self.kind}


class Messages(Protocol):
    """What reaches callers by message."""

    @property
    def even_seconds(self) -> float:
        """So long does asking for a code take at least, whether one is sent or not."""
        ...

    async def send(self, message: Message, within: float) -> Delivery:
        """Sends it; gives up after `within` seconds. Never raises for what the gateway does."""
        ...

    async def reachable(self, within: float) -> bool:
        """Whether messages get through now, found out without sending one."""
        ...


class Gateway:
    """Posts messages to a webhook with one client, and again after what may pass."""

    def __init__(
        self,
        webhook: Webhook,
        client: aiohttp.ClientSession,
        *,
        sleep: Sleep = asyncio.sleep,
        monotonic: Monotonic | None = None,
        even_seconds: float = 1.0,
    ) -> None:
        self._webhook, self._client = webhook, client
        self._sleep = sleep
        self._monotonic = monotonic or asyncio.get_running_loop().time
        self.even_seconds = even_seconds

    async def send(self, message: Message, within: float) -> Delivery:
        """See `Messages.send`."""
        key = {"Idempotency-Key": str(message.id)}
        status = await self._answered("POST", key, message.body(), within)
        delivery = _meaning(status)
        if delivery != "sent":
            what = f"HTTP {status}" if status else "no answer"
            log.warning("a message to %s was not sent: %s", masked(message.to), what)
        return delivery

    async def reachable(self, within: float) -> bool:
        """See `Messages.reachable`; 405 says that it is there, and knows us by our key."""
        status = await self._answered("OPTIONS", {}, None, within)
        return status == 405 or _meaning(status) != "unavailable"

    async def _answered(
        self, method: str, headers: Mapping[str, str], body: Mapping[str, str] | None, within: float
    ) -> int:
        """The last status that was answered; 0 if there was none at all."""
        deadline = self._monotonic() + within
        status = 0
        for pause in (*PAUSES, None):
            left = deadline - self._monotonic()
            status = await self._once(method, headers, body, min(left, REQUEST_SECONDS))
            passing = status == 0 or status >= 500 or status in AGAIN
            if not passing or pause is None or self._monotonic() + pause >= deadline:
                break
            await self._sleep(pause)
        return status

    async def _once(
        self,
        method: str,
        headers: Mapping[str, str],
        body: Mapping[str, str] | None,
        seconds: float,
    ) -> int:
        given = {"Authorization": f"Bearer {self._webhook.key}", **headers}
        try:
            async with self._client.request(
                method,
                self._webhook.url,
                json=body,
                headers=given,
                timeout=aiohttp.ClientTimeout(total=seconds),
                allow_redirects=False,  # neither key nor number goes where nobody has said
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0


def _meaning(status: int) -> Delivery:
    if 200 <= status < 300:
        return "sent"
    lasting = 400 <= status < 500 and status not in (*OURS, *AGAIN)
    return "refused" if lasting else "unavailable"


@asynccontextmanager
async def open_gateway(webhook: Webhook | None) -> AsyncIterator[Gateway | None]:
    """The gateway for the time of the block, with one client; None where none is set up."""
    if webhook is None:
        yield None
        return
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield Gateway(webhook, client)
