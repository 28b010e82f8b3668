"""What the private page of a booking takes and gives. No field holds a caller's name or number."""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from ringbook.dialogue.speak.lines import minutes, money
from ringbook.domain import late_change
from ringbook.domain.model import Practice, Slot
from ringbook.event_views import appointment_view
from ringbook.events import AppointmentView
from ringbook.store.booking_links import Booking

__all__ = [
    "BookingView",
    "CancelRequest",
    "MoveRequest",
    "OpeningView",
    "OpeningsView",
    "fee_notice",
]


class CancelRequest(BaseModel):
    """`version` is that of the booking which the person saw when they agreed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    agrees_to_fee: bool = False


class MoveRequest(CancelRequest):
    slot: UUID


class PlaceView(BaseModel):
    """The practice, as far as the page shows it. `phone` is the number to ring instead."""

    slug: str
    name: str
    color: str
    timezone: str
    address: str
    phone: str | None

    @classmethod
    def of(cls, practice: Practice) -> Self:
        return cls(
            slug=practice.slug,
            name=practice.name,
            color=practice.color,
            timezone=practice.timezone,
            address=practice.address,
            phone=practice.hand_over_phone,
        )


class BookingView(BaseModel):
    """`change`: open, late (too late to do it here) or over (past, cancelled or done).

    `fee_notice` says what a change costs now; null when it is free.
    """

    practice: PlaceView
    appointment: AppointmentView
    version: int
    change: Literal["open", "late", "over"]
    fee_notice: str | None

    @classmethod
    def of(cls, booking: Booking, now: datetime) -> Self:
        practice = booking.practice
        unnamed = replace(booking.appointment, attendee=None)  # whoever has the link may look
        return cls(
            practice=PlaceView.of(practice),
            appointment=appointment_view(unnamed, practice.zone),
            version=booking.appointment.version,
            change=_change(booking, now),
            fee_notice=fee_notice(booking, now),
        )


class OpeningView(BaseModel):
    """A time to move to; `date` and `time` are local to the practice."""

    slot: UUID
    date: str
    time: str
    starts_at: AwareDatetime
    provider: str

    @classmethod
    def of(cls, slot: Slot, booking: Booking) -> Self:
        local = slot.starts_at.astimezone(booking.practice.zone)
        return cls(
            slot=slot.id,
            date=local.date().isoformat(),
            time=f"{local:%H:%M}",
            starts_at=slot.starts_at,
            provider=slot.provider,
        )


class OpeningsView(BaseModel):
    """The openings of one day, and the first later day that has any."""

    day: date
    openings: list[OpeningView]
    next_day: date | None


def _change(booking: Booking, now: datetime) -> Literal["open", "late", "over"]:
    one, policies = booking.appointment, booking.practice.policies
    if one.status != "scheduled" or one.starts_at <= now:
        return "over"
    return "late" if late_change.forbidden(policies, one.starts_at, now) else "open"


def fee_notice(booking: Booking, now: datetime) -> str | None:
    """What a change now costs, in the words of the telephone; None when it is free."""
    if _change(booking, now) != "open":
        return None
    policies = booking.practice.policies
    fee = late_change.late_fee(policies, booking.appointment.starts_at, now)
    if fee is None:
        return None
    notice = minutes(policies.cancel_notice_minutes)
    return f"As it's less than {notice} away, there is a fee of {money(fee)}."
