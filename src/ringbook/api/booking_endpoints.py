"""A booking by its private link: seen, kept in a calendar, moved, cancelled.

Whatever is wrong with a token (misspelled, forged, too old, its caller erased), the answer is the
same. The refusals are those of a call, with their code and the line that a caller would hear.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import ValidationError

from ringbook.api.bodies import read_body, what_is_wrong
from ringbook.api.booking_views import (
    BookingView,
    CancelRequest,
    MoveRequest,
    OpeningsView,
    OpeningView,
    fee_notice,
)
from ringbook.api.diary import BookingDesk
from ringbook.api.rate_limit import RateLimiter, bucket_of
from ringbook.calendar_file import calendar_file, calendar_file_name
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import Appointment, Clock
from ringbook.errors import AppointmentChanged, FeeNotAgreed
from ringbook.store.booking_links import Booking

__all__ = ["BookingEndpoints"]

_FURTHEST = timedelta(days=3 * 366)  # days asked for beyond this have no openings


@dataclass(slots=True)
class BookingEndpoints:
    """`now` is a monotonic clock in seconds, `clock` tells the time of day.

    `public_url` is our own address; without it links name the address that was asked.
    """

    links: BookingLinks
    desk: BookingDesk
    limiter: RateLimiter
    now: Callable[[], float]
    clock: Clock
    public_url: str | None = None

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/api/bookings", dependencies=[Depends(self._limit)])
        router.add_api_route("/{token}.ics", self.file)  # before the next, which it also fits
        router.add_api_route("/{token}", self.show)
        router.add_api_route("/{token}/openings", self.openings)
        router.add_api_route("/{token}/move", self.move, methods=["POST"])
        router.add_api_route("/{token}/cancel", self.cancel, methods=["POST"])
        return router

    async def show(self, token: str) -> BookingView:
        """The booking as it is now."""
        now = self.clock()
        return BookingView.of(await self._booking(token, now), now)

    async def file(self, token: str, request: Request) -> Response:
        """The booking as a calendar file."""
        now = self.clock()
        booking = await self._booking(token, now)
        one, practice = booking.appointment, booking.practice
        home = (self.public_url or str(request.base_url)).rstrip("/")
        file = calendar_file(one, practice, home + self.links.path(one.id), now)
        name = calendar_file_name(one, practice)
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(file, headers=disposition, media_type="text/calendar; charset=utf-8")

    async def openings(self, token: str, day: str = "") -> OpeningsView:
        """The times of a day that the booking could move to; without a day those of its own."""
        now = self.clock()
        booking = await self._booking(token, now)
        zone = booking.practice.zone
        today = now.astimezone(zone).date()
        own = booking.appointment.starts_at.astimezone(zone).date()
        wanted = _date(day) if day else max(own, today)
        if not today <= wanted <= today + _FURTHEST:
            return OpeningsView(day=wanted, openings=[], next_day=None)
        found = await self.desk.openings(booking, wanted, now)
        later = await self.desk.next_opening(booking, wanted, now)
        away = "" if found else await self.desk.away(booking, wanted)
        return OpeningsView(
            day=wanted,
            openings=[OpeningView.of(slot, booking) for slot in found],
            next_day=later.starts_at.astimezone(zone).date() if later else None,
            away=f"{away[0].upper()}{away[1:]}." if away else None,
        )

    async def move(self, token: str, request: Request) -> BookingView:
        """Moves the booking to an opening that was read back and agreed to."""
        now = self.clock()
        booking = await self._booking(token, now)
        wish = await _read(MoveRequest, request)
        if booking.appointment.slot_id != wish.slot:  # else the answer to it was lost
            _agreed(booking, wish, now)
        return _after(booking, await self.desk.move(booking, wish.slot, now), now)

    async def cancel(self, token: str, request: Request) -> BookingView:
        """Cancels the booking that was read back and agreed to."""
        now = self.clock()
        booking = await self._booking(token, now)
        wish = await _read(CancelRequest, request)
        if booking.appointment.status != "cancelled":
            _agreed(booking, wish, now)
        return _after(booking, await self.desk.cancel(booking, now), now)

    async def _limit(self, request: Request) -> None:
        address = bucket_of(request.client.host if request.client else "")
        if seconds := self.limiter.wait(address, self.now()):
            wait = {"Retry-After": str(seconds)}
            raise HTTPException(429, "too many requests from this address", wait)

    async def _booking(self, token: str, now: datetime) -> Booking:
        appointment_id = self.links.appointment_id(token)
        found = await self.desk.find(appointment_id, now) if appointment_id else None
        if found is None:
            raise HTTPException(404, "no such booking")
        return found


async def _read[T: CancelRequest](kind: type[T], request: Request) -> T:
    try:
        return kind.model_validate_json(await read_body(request) or b"{}")
    except ValidationError as error:
        raise HTTPException(422, what_is_wrong(error)) from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HTTPException(422, "day: not a date, as in 2026-01-29") from None


def _agreed(booking: Booking, wish: CancelRequest, now: datetime) -> None:
    """What was read back must still be so, and a fee must have been agreed to.

    Raises:
        AppointmentChanged, FeeNotAgreed
    """
    if booking.appointment.version != wish.version:
        raise AppointmentChanged
    if (notice := fee_notice(booking, now)) is not None and not wish.agrees_to_fee:
        raise FeeNotAgreed(spoken=notice)


def _after(booking: Booking, appointment: Appointment, now: datetime) -> BookingView:
    return BookingView.of(replace(booking, appointment=appointment), now)
