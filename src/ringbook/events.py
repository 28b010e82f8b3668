"""What the page is told: the wire types of the data channel, in the specification's form.

`event_views` makes them from the domain's values; TypeScript is generated from `event_schema`.
Nothing in these events carries a phone number in full.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal, NotRequired, TypedDict

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
    with_config,
)

from ringbook.dialogue.state.tool_names import ToolName
from ringbook.domain.model import PartOfDay

__all__ = [
    "AppointmentView",
    "CallSummaryEvent",
    "CallerView",
    "ClockView",
    "CostView",
    "PartView",
    "PreferencesView",
    "ProposalEvent",
    "RingbookEvent",
    "SlotView",
    "ToolCallEvent",
    "ToolData",
    "WaitView",
    "rfc3339",
]


def rfc3339(at: datetime) -> str:
    """UTC with milliseconds and Z, as in the specification: 2026-01-26T10:30:00.123Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


type Timestamp = Annotated[AwareDatetime, PlainSerializer(rfc3339, when_used="json")]

STRICT = ConfigDict(
    extra="forbid",
    frozen=True,
    # Without this, discriminators are optional in TypeScript and exhaustive switches do not compile
    json_schema_serialization_defaults_required=True,
)


class Wire(BaseModel):
    model_config = STRICT


def _absent(value: object) -> bool:
    return value is None


class ClockView(Wire):
    """The same instant on the caller's clock, only where it shows another time.

    `place` is how it is told: "in London", "Pacific time".
    """

    date: str
    time: str
    place: str


class AppointmentView(Wire):
    """`date` and `time` (HH:MM) are local to the practice; `starts_at` is the instant.

    `link` is the private page, from the root of the page's address; there for a caller who may
    do all that it allows.
    """

    id: str
    date: str
    time: str
    status: Literal["scheduled", "cancelled", "completed", "no_show"]
    starts_at: Timestamp
    duration_minutes: int
    service: str
    provider: str
    attendee: str | None = Field(
        None, description="whom it is for; absent for the caller", exclude_if=_absent
    )
    there: ClockView | None = Field(None, exclude_if=_absent)
    link: str | None = Field(None, exclude_if=_absent)


class PartView(Wire):
    """One service of a visit: `time` is local to the practice."""

    service: str
    provider: str
    time: str
    attendee: str | None = Field(None, exclude_if=_absent)


class SlotView(Wire):
    """An opening on offer; `label` is how the call refers to it (A, B, C …)."""

    label: str
    date: str
    time: str
    starts_at: Timestamp
    duration_minutes: int
    service: str
    provider: str
    there: ClockView | None = Field(None, exclude_if=_absent)
    parts: list[PartView] | None = Field(
        None, description="all services of the visit that begins here", exclude_if=_absent
    )


class CallerView(Wire):
    contact_number: str = Field(description="masked but for its last digits")
    name: str | None = Field(description="on record; null until the caller has proven to be them")
    is_new: bool | None = Field(description="made by this call; null until proven, like the name")


class WaitView(Wire):
    """A wish on the waiting list; local days and times, `latest` is the last start.

    `link` is its private page, for who was put on the list in this call.
    """

    service: str
    provider: str | None
    first_date: str
    last_date: str
    earliest: str | None
    latest: str | None
    link: str | None = Field(None, exclude_if=lambda link: link is None)


@with_config(ConfigDict(extra="forbid"))
class ToolData(TypedDict):
    """Empty on `started`; stable `error` and its spoken `message`; else what was found or done.

    `series` has all the dates, `visit` all the services that were written in one go; `appointment`
    is their first.
    """

    appointment: NotRequired[AppointmentView]
    appointments: NotRequired[list[AppointmentView]]
    slots: NotRequired[list[SlotView]]
    user: NotRequired[CallerView]
    was: NotRequired[Timestamp]
    waitlist: NotRequired[list[WaitView]]
    series: NotRequired[list[AppointmentView]]
    visit: NotRequired[list[AppointmentView]]
    error: NotRequired[str]
    message: NotRequired[str]


class ToolCallEvent(Wire):
    """A tool started, succeeded or failed. `seq` counts the call's events from 1."""

    type: Literal["tool_call"] = "tool_call"
    tool: ToolName
    status: Literal["started", "success", "error"]
    data: ToolData
    timestamp: Timestamp
    call_id: str
    seq: int
    args: dict[str, str]


class PreferencesView(Wire):
    preferred_time: PartOfDay | None
    preferred_days: list[str]


@with_config(ConfigDict(extra="forbid"))
class CostView(TypedDict):
    """US dollars; `unpriced` is there only when a model without a known price was used."""

    stt: float
    llm_input: float
    llm_output: float
    tts: float
    avatar: float
    total: float
    unpriced: NotRequired[list[str]]


class CallSummaryEvent(Wire):
    type: Literal["call_summary"] = "call_summary"
    summary: str
    appointments: list[AppointmentView]
    user_preferences: PreferencesView
    cost_breakdown: CostView
    duration_seconds: int
    timestamp: Timestamp
    frustration: Literal["some", "high"] | None = Field(
        None,
        description="what the caller had to put up with, for the operator; absent when at ease",
        exclude_if=_absent,
    )


class ProposalEvent(Wire):
    """The read-back that waits for a yes; `action` None takes the card away.

    `series` has the starts of all its dates, when there are several; `parts` are all services of a
    visit.
    """

    type: Literal["proposal"] = "proposal"
    action: Literal["book", "move", "cancel"] | None
    date: str | None = None
    time: str | None = None
    starts_at: Timestamp | None = None
    service: str | None = None
    provider: str | None = None
    was: Timestamp | None = None
    attendee: str | None = Field(None, exclude_if=_absent)
    there: ClockView | None = Field(None, exclude_if=_absent)
    series: list[Timestamp] | None = None
    parts: list[PartView] | None = Field(None, exclude_if=_absent)


type RingbookEvent = Annotated[
    ToolCallEvent | CallSummaryEvent | ProposalEvent, Field(discriminator="type")
]

EVENT: TypeAdapter[RingbookEvent] = TypeAdapter(RingbookEvent)
"""Reads and writes any event as JSON."""


COST: TypeAdapter[CostView] = TypeAdapter(CostView)
