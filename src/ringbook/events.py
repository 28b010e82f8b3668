"""What the page is told: the wire types of the data channel, in the specification's form.

TypeScript is generated from here: `python -m ringbook.events` prints the JSON schema.
Nothing in these events carries a phone number in full.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, NotRequired, TypedDict
from zoneinfo import ZoneInfo

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
    with_config,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DataclassField, ModelField, TypedDictField

from ringbook.dialogue.call_events import (
    Booked,
    Cancelled,
    Identified,
    Listed,
    Moved,
    Offered,
    Outcome,
    Refused,
)
from ringbook.dialogue.record import CallRecord
from ringbook.domain.model import Appointment, PartOfDay, Slot
from ringbook.domain.phone import masked
from ringbook.domain.pricing import CostBreakdown

__all__ = [
    "AppointmentView",
    "CallSummaryEvent",
    "CallerView",
    "CostView",
    "PreferencesView",
    "ProposalEvent",
    "RingbookEvent",
    "SlotView",
    "ToolCallEvent",
    "ToolData",
    "appointment_view",
    "cost_view",
    "rfc3339",
    "schema",
    "slot_view",
    "summary_event",
    "tool_data",
]


def rfc3339(at: datetime) -> str:
    """UTC with milliseconds and Z, as in the specification: 2026-01-26T10:30:00.123Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


type Timestamp = Annotated[AwareDatetime, PlainSerializer(rfc3339, when_used="json")]
type ToolName = Literal[
    "identify_user",
    "fetch_slots",
    "book_appointment",
    "retrieve_appointments",
    "cancel_appointment",
    "modify_appointment",
    "end_conversation",
]

STRICT = ConfigDict(
    extra="forbid",
    frozen=True,
    # Without this, discriminators are optional in TypeScript and exhaustive switches do not compile
    json_schema_serialization_defaults_required=True,
)


class Wire(BaseModel):
    model_config = STRICT


class AppointmentView(Wire):
    """`date` and `time` (HH:MM) are local to the practice; `starts_at` is the instant."""

    id: str
    date: str
    time: str
    status: Literal["scheduled", "cancelled", "completed", "no_show"]
    starts_at: Timestamp
    duration_minutes: int
    service: str
    provider: str


class SlotView(Wire):
    """An opening on offer; `label` is how the call refers to it (A, B, C …)."""

    label: str
    date: str
    time: str
    starts_at: Timestamp
    duration_minutes: int
    service: str
    provider: str


class CallerView(Wire):
    contact_number: str = Field(description="masked but for its last digits")
    name: str | None
    is_new: bool


@with_config(ConfigDict(extra="forbid"))
class ToolData(TypedDict):
    """Empty on `started`; stable `error` and its spoken `message`; else what was found or done."""

    appointment: NotRequired[AppointmentView]
    appointments: NotRequired[list[AppointmentView]]
    slots: NotRequired[list[SlotView]]
    user: NotRequired[CallerView]
    was: NotRequired[Timestamp]
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


class ProposalEvent(Wire):
    """The read-back that waits for a yes; `action` None takes the card away."""

    type: Literal["proposal"] = "proposal"
    action: Literal["book", "move", "cancel"] | None
    date: str | None = None
    time: str | None = None
    starts_at: Timestamp | None = None
    service: str | None = None
    provider: str | None = None
    was: Timestamp | None = None


type RingbookEvent = Annotated[
    ToolCallEvent | CallSummaryEvent | ProposalEvent, Field(discriminator="type")
]

EVENT: TypeAdapter[RingbookEvent] = TypeAdapter(RingbookEvent)
"""Reads and writes any event as JSON."""


COST: TypeAdapter[CostView] = TypeAdapter(CostView)


# ---- domain values as the page sees them ---------------------------------------------------------


def appointment_view(appointment: Appointment, zone: ZoneInfo) -> AppointmentView:
    local = appointment.starts_at.astimezone(zone)
    return AppointmentView(
        id=str(appointment.id),
        date=local.date().isoformat(),
        time=f"{local:%H:%M}",
        status=appointment.status,
        starts_at=appointment.starts_at,
        duration_minutes=appointment.duration_minutes,
        service=appointment.service,
        provider=appointment.provider,
    )


def slot_view(label: str, slot: Slot, zone: ZoneInfo) -> SlotView:
    local = slot.starts_at.astimezone(zone)
    return SlotView(
        label=label,
        date=local.date().isoformat(),
        time=f"{local:%H:%M}",
        starts_at=slot.starts_at,
        duration_minutes=slot.duration_minutes,
        service=slot.service,
        provider=slot.provider,
    )


def tool_data(outcome: Outcome, zone: ZoneInfo) -> ToolData:
    """The `data` of a finished tool's event."""
    match outcome:
        case Identified(caller=caller):
            number = masked(caller.contact_number)
            view = CallerView(contact_number=number, name=caller.name, is_new=caller.is_new)
            return {"user": view}
        case Offered(slots=slots):
            labelled = zip("ABCDEFGHIJKLMNOPQRSTUVWX", slots, strict=False)
            return {"slots": [slot_view(label, slot, zone) for label, slot in labelled]}
        case Listed(appointments=appointments):
            return {"appointments": [appointment_view(a, zone) for a in appointments]}
        case Booked(appointment=appointment) | Cancelled(appointment=appointment):
            return {"appointment": appointment_view(appointment, zone)}
        case Moved(appointment=appointment, was=was):
            return {"appointment": appointment_view(appointment, zone), "was": was}
        case Refused(code=code, spoken=spoken):
            return {"error": code, "message": spoken}
        case _:
            return {}


def cost_view(cost: CostBreakdown) -> CostView:
    """The breakdown as JSON numbers; each is the shortest form of an exact millionth."""
    view: CostView = {
        "stt": float(cost.stt),
        "llm_input": float(cost.llm_input),
        "llm_output": float(cost.llm_output),
        "tts": float(cost.tts),
        "avatar": float(cost.avatar),
        "total": float(cost.total),
    }
    return {**view, "unpriced": list(cost.unpriced)} if cost.unpriced else view


def summary_event(record: CallRecord, at: datetime) -> CallSummaryEvent:
    """`call_summary` of a call, sent `at`; a record without a known cost counts as free."""
    zone = ZoneInfo(record.timezone)
    cost = COST.validate_python(record.cost_breakdown or cost_view(CostBreakdown()))
    return CallSummaryEvent(
        summary=record.summary,
        appointments=[appointment_view(a, zone) for a in record.appointments],
        user_preferences=PreferencesView(
            preferred_time=record.preferences.preferred_time,
            preferred_days=list(record.preferences.preferred_days),
        ),
        cost_breakdown=cost,
        duration_seconds=record.duration_seconds,
        timestamp=at,
    )


# ---- schema for TypeScript ---------------------------------------------------------------------


class _Schema(GenerateJsonSchema):
    """Leaves a TypedDict's NotRequired keys optional, which the models' STRICT would not."""

    def field_is_required(
        self,
        field: ModelField | DataclassField | TypedDictField,
        total: bool,
    ) -> bool:
        if field["type"] == "typed-dict-field":
            return field.get("required", total)
        return super().field_is_required(field, total)


def schema() -> dict[str, Any]:
    """JSON schema of all events, without the property titles that would become type aliases."""
    full = EVENT.json_schema(mode="serialization", schema_generator=_Schema)
    return {"title": "RingbookEvent", **_without_titles(full)}


def _without_titles(node: Any) -> Any:
    if isinstance(node, Mapping):
        named = isinstance(node.get("title"), str)
        return {k: _without_titles(v) for k, v in node.items() if not (named and k == "title")}
    return [_without_titles(item) for item in node] if isinstance(node, list) else node


if __name__ == "__main__":
    import sys

    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
