"""What the writing functions answer, and the error that each refusal is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.domain.model import Appointment
from ringbook.domain.spoken import spoken_when
from ringbook.errors import (
    AppointmentNotFound,
    CallerNotIdentified,
    DayFull,
    LateChange,
    NoRoom,
    OfferExpired,
    OutsideOpeningHours,
    PersonBusy,
    PolicyRefused,
    RingbookError,
    SlotHeld,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TooFarAhead,
    TooManyBookings,
    TooShortNotice,
    UnexpectedFailure,
)

__all__ = ["Answer", "WrittenRow", "refusal"]

_TOO_LONG = "I'm sorry, that is more than I can book at once."
_ASK = (
    "That is so close to the appointment that the practice itself has to decide. Please ask them."
)

_ERRORS: dict[str, tuple[type[RingbookError], str | None]] = {
    "slot_not_found": (SlotNotFound, None),
    "slot_taken": (SlotTaken, None),
    "slot_held": (SlotHeld, None),
    "offer_expired": (OfferExpired, None),
    "slot_in_past": (SlotInPast, None),
    "outside_opening_hours": (OutsideOpeningHours, None),
    "person_busy": (PersonBusy, None),
    "too_short_notice": (TooShortNotice, None),
    "too_far_ahead": (TooFarAhead, None),
    "day_full": (DayFull, None),
    "no_room": (NoRoom, None),
    "too_many_bookings": (TooManyBookings, None),
    "caller_not_identified": (CallerNotIdentified, None),
    "appointment_not_found": (AppointmentNotFound, None),
    "not_scheduled": (AppointmentNotFound, "That appointment is no longer open."),
    "appointment_in_past": (SlotInPast, "That appointment has already passed."),
    "late_change_refused": (LateChange, None),
    "late_change_ask_practice": (LateChange, _ASK),
    "series_too_long": (PolicyRefused, _TOO_LONG),
    "visit_too_long": (PolicyRefused, _TOO_LONG),
}


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row that a writing function answers with: an appointment as committed, or what refused."""

    outcome: str
    replayed: bool
    id: UUID | None
    slot_id: UUID
    starts_at: datetime | None
    duration_minutes: int
    service: str
    provider_id: UUID
    provider: str
    status: Literal["scheduled", "cancelled", "completed", "no_show"]
    version: int
    attendee: str | None

    def committed(self) -> Appointment | None:
        """The row as it is now; None for what is in no appointment."""
        if self.id is None or self.starts_at is None:
            return None
        return Appointment(
            self.id, self.slot_id, self.starts_at, self.duration_minutes, self.service,
            self.provider_id, self.provider, self.status, self.version, self.attendee,
        )  # fmt: skip

    def refused(self, zone: ZoneInfo, part: str = "") -> RingbookError:
        """The error of a write of several, which names what refused: nothing at all was written.

        `part` is said before the time.
        """
        error = refusal(self.outcome)
        if self.starts_at is None:
            return error
        at = f"{part}{spoken_when(self.starts_at.astimezone(zone))}"
        return type(error)(self.outcome, spoken=f"{at}: {error.spoken} So nothing was changed.")


@dataclass(frozen=True, slots=True)
class Answer(WrittenRow):
    """A `booking_result`: the outcome and, when there is one, the appointment as committed."""

    def appointment(self) -> Appointment:
        """The committed row.

        Raises:
            RingbookError: the outcome is a refusal.
        """
        row = self.committed()
        if self.outcome not in {"booked", "cancelled", "modified"} or row is None:
            raise refusal(self.outcome)
        return row


def refusal(outcome: str) -> RingbookError:
    """The error that a refusal is."""
    kind, spoken = _ERRORS.get(outcome, (UnexpectedFailure, None))
    return kind(outcome, spoken=spoken)
