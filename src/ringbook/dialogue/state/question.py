"""What the agent asks, as the state remembers it. Pure data."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from ringbook.domain.visit import VisitPart
from ringbook.domain.waitlist import Wish

__all__ = ["READ_BACK", "WRITES", "Question"]

WRITES = ("confirm_book", "confirm_move", "confirm_cancel")
READ_BACK = (*WRITES, "confirm_wait")
"""Open points that a yes settles, if all that it would write was read back."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the agent's last words wait for.

    `about` names the open point; for the read-backs before a write `slot_id` / `appointment_id`
    say exactly what a "yes" would agree to, and `attendee` for whom, when it is not the caller; of
    a series `slot_ids` and `appointment_ids` say all, and those are the first. `number` is the
    E.164 number being read back. `visit` are all parts of a visit, that begins with those. About
    the waiting list `wish` and `entry_ids` say what a "yes" would agree to; `wishes` are all where
    it agrees to several, that begin with that one.
    """

    about: Literal[
        "anything",
        "number",
        "confirm_number",
        "name",
        "attendee",
        "service",
        "provider",
        "when",
        "caller_zone",
        "which_slot",
        "which_appointment",
        "confirm_book",
        "confirm_cancel",
        "confirm_move",
        "call_back",
        "call_back_language",
        "confirm_wait",
        "confirm_leave",
        "decline_offer",
        "anything_else",
        "how_often",
        "how_many",
        "which_dates",
        "which_scope",
        "code",
        "another_code",
        "usual",
        "resume",
    ]
    slot_id: UUID | None = None
    appointment_id: UUID | None = None
    number: str | None = None
    wish: Wish | None = None
    entry_ids: tuple[UUID, ...] = ()
    attendee: str | None = None
    slot_ids: tuple[UUID, ...] = ()
    appointment_ids: tuple[UUID, ...] = ()
    visit: tuple[VisitPart, ...] = ()
    wishes: tuple[Wish, ...] = ()

    @property
    def of_series(self) -> bool:
        """True when a yes agrees to several dates at once."""
        return bool(self.slot_ids or self.appointment_ids)


# ---- events -----------------------------------------------------------------------------------
