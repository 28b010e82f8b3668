"""What is done when a call is over and its record is kept: who waits is told of what came free."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Self

from ringbook.agent.call import Call
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import Cancelled, Moved
from ringbook.errors import RingbookError
from ringbook.messages import Messages
from ringbook.messages.waitlist import MessageChannel
from ringbook.store.pool import Database
from ringbook.store.waitlist_channels import Channel, announce

__all__ = ["AfterCall"]

log = logging.getLogger("ringbook.waitlist")

PATIENCE = 20.0
"""Seconds; whoever is not told by then is told by `ringbook up`, or in their next call."""


@dataclass(frozen=True, slots=True)
class AfterCall:
    """The end of one call, for those who wait. No channel: nobody is told."""

    call: Call
    db: Database
    channel: Channel | None

    @classmethod
    def of(cls, settings: Settings, call: Call, db: Database, messages: Messages | None) -> Self:
        """With the channel that is set up."""
        if messages is None:
            return cls(call, db, None)
        links, page = settings.booking_links(), settings.ringbook_public_url
        return cls(call, db, MessageChannel(messages, links=links, public_url=page))

    async def tell_who_waits(self) -> None:
        """Tells of the times that this call made free, if it did. Never fails."""
        freed = any(isinstance(c, Cancelled | Moved) for c in self.call.state.commits)
        if self.channel is None or not freed:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await announce(self.db, [self.channel], self.call.now())
        except (RingbookError, TimeoutError) as error:
            log.warning("not everybody who waits was told: %s", type(error).__name__)
