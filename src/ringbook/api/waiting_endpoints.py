"""A place on the waiting list by its private link: how it stands, and what is held for it.

Whatever is wrong with a token, the answer is the same, as for a booking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, Self
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from ringbook.api.bodies import read_body, what_is_wrong
from ringbook.api.booking_views import PlaceView
from ringbook.api.rate_limit import RateLimiter, bucket_of
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import Clock, Slot
from ringbook.domain.waitlist import Held
from ringbook.event_views import wait_view
from ringbook.events import WaitView
from ringbook.store.waitlist_links import Place

__all__ = ["WaitingDesk", "WaitingEndpoints"]


class WaitingDesk(Protocol):
    """One place at a time, for who has its private link; see `store.waitlist_links`."""

    async def find(self, entry_id: UUID, now: datetime) -> Place | None: ...

    async def take(self, place: Place, offer_id: UUID, now: datetime) -> None: ...

    async def decline(self, place: Place, offer_id: UUID, now: datetime) -> None: ...

    async def leave(self, place: Place, now: datetime) -> None: ...


class OfferRequest(BaseModel):
    """`offer` is the one that the person saw."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offer: UUID


class HeldPartView(BaseModel):
    """One service of a visit that is held; `time` is local to the practice."""

    time: str
    service: str
    provider: str
    attendee: str | None


class HeldView(BaseModel):
    """A time that is held until `until`; `date` and `time` are local to the practice.

    `attendee` is for whom, null for the caller. Of a visit `parts` are all of it, in order of time.
    """

    offer: UUID
    date: str
    time: str
    starts_at: AwareDatetime
    service: str
    provider: str
    attendee: str | None
    parts: list[HeldPartView]
    until: AwareDatetime


class WaitingView(BaseModel):
    """`booking` is the private page of what came of it, `away` says who is out all that time."""

    practice: PlaceView
    wish: WaitView
    state: Literal["waiting", "offered", "booked", "over"]
    held: HeldView | None
    booking: str | None
    away: str | None

    @classmethod
    def of(cls, place: Place, links: BookingLinks) -> Self:
        held = place.entry.held
        booked = place.appointment_id
        return cls(
            practice=PlaceView.of(place.practice),
            wish=wait_view(place.entry.wish),
            state=place.state,
            held=_held(held, place) if held is not None else None,
            booking=links.path(booked) if booked is not None else None,
            away=f"{place.away[0].upper()}{place.away[1:]}." if place.away else None,
        )


def _held(held: Held, place: Place) -> HeldView:
    local = held.slot.starts_at.astimezone(place.practice.zone)
    return HeldView(
        offer=held.id,
        date=local.date().isoformat(),
        time=f"{local:%H:%M}",
        starts_at=held.slot.starts_at,
        service=held.slot.service,
        provider=held.slot.provider,
        attendee=place.entry.wish.attendee,
        parts=[_part(part.slot, part.attendee, place) for part in held.visit if part.slot],
        until=held.until,
    )


def _part(slot: Slot, attendee: str | None, place: Place) -> HeldPartView:
    local = slot.starts_at.astimezone(place.practice.zone)
    return HeldPartView(
        time=f"{local:%H:%M}", service=slot.service, provider=slot.provider, attendee=attendee
    )


@dataclass(slots=True)
class WaitingEndpoints:
    """`now` is a monotonic clock in seconds, `clock` tells the time of day."""

    links: BookingLinks
    desk: WaitingDesk
    limiter: RateLimiter
    now: Callable[[], float]
    clock: Clock

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/api/waiting", dependencies=[Depends(self._limit)])
        router.add_api_route("/{token}", self.show)
        router.add_api_route("/{token}/take", self.take, methods=["POST"])
        router.add_api_route("/{token}/decline", self.decline, methods=["POST"])
        router.add_api_route("/{token}/leave", self.leave, methods=["POST"])
        return router

    async def show(self, token: str) -> WaitingView:
        """The place as it is now."""
        return WaitingView.of(await self._place(token), self.links)

    async def take(self, token: str, request: Request) -> WaitingView:
        """Books the time that was seen."""
        place, wish = await self._place(token), await _offer(request)
        await self.desk.take(place, wish.offer, self.clock())
        return await self.show(token)

    async def decline(self, token: str, request: Request) -> WaitingView:
        """Lets the time that was seen go to the next."""
        place, wish = await self._place(token), await _offer(request)
        await self.desk.decline(place, wish.offer, self.clock())
        return await self.show(token)

    async def leave(self, token: str) -> WaitingView:
        """Off the list."""
        await self.desk.leave(await self._place(token), self.clock())
        return await self.show(token)

    async def _limit(self, request: Request) -> None:
        address = bucket_of(request.client.host if request.client else "")
        if seconds := self.limiter.wait(address, self.now()):
            wait = {"Retry-After": str(seconds)}
            raise HTTPException(429, "too many requests from this address", wait)

    async def _place(self, token: str) -> Place:
        entry_id = self.links.appointment_id(token)
        found = await self.desk.find(entry_id, self.clock()) if entry_id else None
        if found is None:
            raise HTTPException(404, "no such place on the waiting list")
        return found


async def _offer(request: Request) -> OfferRequest:
    try:
        return OfferRequest.model_validate_json(await read_body(request) or b"{}")
    except ValidationError as error:
        raise HTTPException(422, what_is_wrong(error)) from None
