"""The waiting list by text message: who waits hears at once that a time is kept for them."""

import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic as real_time
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from ringbook.dialogue.understand.for_whom import told
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.phone import masked
from ringbook.domain.phrases import join
from ringbook.domain.spoken import spoken_when
from ringbook.messages.gateway import Message, Messages
from ringbook.store.waitlist_channels import Notice
from ringbook.store.waitlist_rows import parts_of

__all__ = ["MessageChannel", "offer_text"]

log = logging.getLogger("ringbook.messages")

WITHIN: Final = 20.0
"""Seconds for one offer; it is kept for minutes."""
REST: Final = 30.0
"""Seconds for which a gateway that is away is left alone, so that a long list is not held up."""
_OFFERS: Final = UUID("c2f0a9a4-6f0e-4b8e-9d59-8a6c8f6f3b11")


class MessageChannel:
    """Tells each offer by one text message; with the private page where its address is known."""

    name = "message"

    def __init__(
        self,
        messages: Messages,
        *,
        links: BookingLinks | None = None,
        public_url: str | None = None,
        monotonic: Callable[[], float] = real_time,
    ) -> None:
        self._messages = messages
        self._links = links if public_url else None
        self._public_url = (public_url or "").rstrip("/")
        self._monotonic = monotonic
        self._rests_until = float("-inf")

    async def tell(self, notice: Notice) -> bool:
        """See `Channel.tell`. A number that can get no messages is told of nothing, once."""
        if self._monotonic() < self._rests_until:
            return False
        link = self._links.waiting_path(notice.entry_id) if self._links else None
        text = offer_text(notice, f"{self._public_url}{link}" if link else None)
        known = uuid5(_OFFERS, str(notice.offer_id))  # the same again, whoever tells it again
        message = Message(notice.contact_number, text, known, "waitlist")
        delivery = await self._messages.send(message, WITHIN)
        if delivery == "unavailable":
            self._rests_until = self._monotonic() + REST
        if delivery == "refused":
            log.warning("an offer cannot be told to %s by message", masked(notice.contact_number))
        return delivery != "unavailable"


def offer_text(notice: Notice, link: str | None) -> str:
    """What is kept, until when, and how to take it."""
    what = _what(notice)
    free = f"{what} on {_local(notice.starts_at, notice)}"
    kept = f"{notice.practice}: a time has come free for you: {free}."
    until = f"It is kept for you until {_local(notice.expires_at, notice)}."
    return f"{kept} {until} {_how(notice, link)}"


def _what(notice: Notice) -> str:
    """ "Cleaning with Dr Rao for Tom"; of a visit "Cut and Trim for Tom, together"."""
    parts = parts_of(notice.services, notice.people)
    if parts:
        return f"{join([f'{part.service}{told(part.attendee)}' for part in parts])}, together,"
    who = f" with {notice.provider}" if notice.provider != notice.practice else ""
    return f"{notice.service}{who}{told(notice.attendee)}"


def _how(notice: Notice, link: str | None) -> str:
    if link is not None:
        return f"To take it or let it go: {link}"
    return f"To take it, call us{f' at {notice.phone}' if notice.phone else ''}."


def _local(at: datetime, notice: Notice) -> str:
    return spoken_when(at.astimezone(ZoneInfo(notice.timezone)))
