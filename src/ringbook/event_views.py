"""The domain's values as the page sees them."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from ringbook.dialogue.call_events import (
    Booked,
    Cancelled,
    Identified,
    Listed,
    Moved,
    Offered,
    Outcome,
    Refused,
    WaitlistDone,
)
from ringbook.dialogue.record import CallRecord
from ringbook.domain.model import Appointment, Caller, Slot
from ringbook.domain.phone import masked
from ringbook.domain.pricing import CostBreakdown
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.events import (
    COST,
    AppointmentView,
    CallerView,
    CallSummaryEvent,
    CostView,
    PreferencesView,
    SlotView,
    ToolData,
    WaitView,
)

__all__ = ["LinkOf", "appointment_view", "cost_view", "slot_view", "summary_event", "tool_data"]


type LinkOf = Callable[[Appointment], str | None]
"""The private page of an appointment, None for who may not have it."""


type WaitingLinkOf = Callable[[Waiting], str | None]
"""The private page of a place on the waiting list, likewise."""


def _no_waiting_link(_: Waiting) -> None:
    return None


def _no_link(_: Appointment) -> None:
    return None


def appointment_view(
    appointment: Appointment, zone: ZoneInfo, link: str | None = None
) -> AppointmentView:
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
        link=link,
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


def caller_view(caller: Caller, *, open_record: bool) -> CallerView:
    """What a caller may see of the record; of another's, not even whether there is one."""
    return CallerView(
        contact_number=masked(caller.contact_number),
        name=caller.name if open_record else None,
        is_new=caller.is_new if open_record else None,
    )


def wait_view(wish: Wish, link: str | None = None) -> WaitView:
    return WaitView(
        service=wish.service,
        provider=wish.provider,
        first_date=wish.first.isoformat(),
        last_date=wish.last.isoformat(),
        earliest=f"{wish.earliest:%H:%M}" if wish.earliest else None,
        latest=f"{wish.latest:%H:%M}" if wish.latest else None,
        link=link,
    )


def tool_data(
    outcome: Outcome,
    zone: ZoneInfo,
    *,
    open_record: bool = False,
    link_of: LinkOf = _no_link,
    waiting_link_of: WaitingLinkOf = _no_waiting_link,
) -> ToolData:
    """The `data` of a finished tool's event; see `CallState.open_record`."""
    match outcome:
        case Identified(caller=caller):
            return {"user": caller_view(caller, open_record=open_record)}
        case Offered(slots=slots):
            labelled = zip("ABCDEFGHIJKLMNOPQRSTUVWX", slots, strict=False)
            return {"slots": [slot_view(label, slot, zone) for label, slot in labelled]}
        case Listed(appointments=appointments):
            return {"appointments": [appointment_view(a, zone) for a in appointments]}
        case Booked(appointment=appointment) | Cancelled(appointment=appointment):
            return {"appointment": appointment_view(appointment, zone, link_of(appointment))}
        case Moved(appointment=appointment, was=was):
            view = appointment_view(appointment, zone, link_of(appointment))
            return {"appointment": view, "was": was}
        case WaitlistDone(entries=entries):
            return {"waitlist": [wait_view(e.wish, waiting_link_of(e)) for e in entries]}
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


def summary_event(record: CallRecord, at: datetime, link_of: LinkOf = _no_link) -> CallSummaryEvent:
    """`call_summary` of a call, sent `at`; a record without a known cost counts as free."""
    zone = ZoneInfo(record.timezone)
    cost = COST.validate_python(record.cost_breakdown or cost_view(CostBreakdown()))
    return CallSummaryEvent(
        summary=record.summary,
        appointments=[appointment_view(a, zone, link_of(a)) for a in record.appointments],
        user_preferences=PreferencesView(
            preferred_time=record.preferences.preferred_time,
            preferred_days=list(record.preferences.preferred_days),
        ),
        cost_breakdown=cost,
        duration_seconds=record.duration_seconds,
        timestamp=at,
    )
