"""The form of a preload file: what an existing practice already has."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, PrivateAttr, StringConstraints

from ringbook.practice.form import Form
from ringbook.practice.values import Name, Phone, WallClock

__all__ = [
    "PreloadAbsence",
    "PreloadAppointment",
    "PreloadFile",
    "PreloadSlot",
    "PreloadUser",
    "Row",
]


class Row(Form):
    """A row of the file; `place` names file, line and row for error messages."""

    _place: str = PrivateAttr("")

    @property
    def place(self) -> str:
        return self._place

    def at(self, place: str) -> None:
        self._place = place


class PreloadSlot(Row):
    """A time on offer, on the practice's wall clock. No provider: any."""

    start: WallClock
    provider: Name | None = None


class PreloadUser(Row):
    contact_number: Phone
    name: Name | None = None


class PreloadAppointment(Row):
    """An appointment that exists already. No service: the first; no provider: any.

    `attendee` is whom it is for, None the caller. No room: any that its service can be in.
    """

    contact_number: Phone
    start: WallClock
    service: Name | None = None
    provider: Name | None = None
    status: Literal["scheduled", "cancelled", "completed", "no_show"] = "scheduled"
    attendee: Name | None = None
    room: Name | None = None
    notes: Annotated[str, StringConstraints(min_length=1, max_length=2000)] | None = None


class PreloadAbsence(Row):
    """A provider who is out, on the practice's wall clock."""

    provider: Name
    starts: WallClock = Field(alias="from")
    ends: WallClock = Field(alias="until")
    reason: str = ""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


class PreloadFile(Form):
    """`slots` None: made from the opening hours; empty: nothing is free."""

    slots: tuple[PreloadSlot, ...] | None = None
    users: tuple[PreloadUser, ...] = ()
    appointments: tuple[PreloadAppointment, ...] = ()
    absences: tuple[PreloadAbsence, ...] = ()
