"""The domain's values as the page sees them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from ringbook.dialogue.record import CallRecord
from ringbook.dialogue.speak.visit_words import Item, items_offered
from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    CancelledSeries,
    Identified,
    Listed,
    Moved,
    MovedSeries,
    Offered,
    OfferedSeries,
    Outcome,
    Refused,
    WaitlistDone,
)
from ringbook.domain.model import Appointment, Caller, Slot
from ringbook.domain.phone import masked
from ringbook.domain.pricing import CostBreakdown
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.domain.zones import CallerZone
from ringbook.events import (
    COST,
    AppointmentView,
    CallerView,
    CallSummaryEvent,
    ClockView,
    CostView,
    PartView,
    PreferencesView,
    SlotView,
    ToolData,
    WaitView,
)

__all__ = [
    "LinkOf",
    "appointment_view",
    "clock_view",
    "cost_view",
    "parts_view",
    "slot_view",
    "summary_event",
    "tool_data",
]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"

type LinkOf = Callable[[Appointment], str | None]
"""The private page of an appointment, None for who may not have it."""


type WaitingLinkOf = Callable[[Waiting], str | None]
"""The private page of a place on the waiting list, likewise."""


def _no_waiting_link(_: Waiting) -> None:
    return None


def _no_link(_: Appointment) -> None:
    return None


def clock_view(at: datetime, zone: ZoneInfo, caller_zone: CallerZone | None) -> ClockView | None:
    """The caller's clock at `at`, None where it shows the practice's time or is not known."""
    there = caller_zone.clock(at, zone) if caller_zone else None
    if caller_zone is None or there is None:
        return None
    date, time = there.date().isoformat(), f"{there:%H:%M}"
    return ClockView(date=date, time=time, place=caller_zone.place)


def appointment_view(
    appointment: Appointment,
    zone: ZoneInfo,
    caller_zone: CallerZone | None = None,
    link: str | None = None,
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
        attendee=appointment.attendee,
        there=clock_view(appointment.starts_at, zone, caller_zone),
        link=link,
    )


def slot_view(
    label: str, slot: Slot, zone: ZoneInfo, caller_zone: CallerZone | None = None
) -> SlotView:
    local = slot.starts_at.astimezone(zone)
    return SlotView(
        label=label,
        date=local.date().isoformat(),
        time=f"{local:%H:%M}",
        starts_at=slot.starts_at,
        duration_minutes=slot.duration_minutes,
        service=slot.service,
        provider=slot.provider,
        there=clock_view(slot.starts_at, zone, caller_zone),
    )


def parts_view(items: Iterable[Item], zone: ZoneInfo) -> list[PartView]:
    """The services of a visit, as the page shows them."""
    return [
        PartView(
            service=item.service,
            provider=item.provider,
            time=f"{item.starts_at.astimezone(zone):%H:%M}",
            attendee=item.attendee,
        )
        for item in items
    ]


def _offered(
    found: Offered | OfferedSeries, zone: ZoneInfo, caller_zone: CallerZone | None
) -> ToolData:
    slots = found.slots if isinstance(found, Offered) else _of_dates(found)
    views = [
        slot_view(label, slot, zone, caller_zone)
        for label, slot in zip(LETTERS, slots, strict=False)
    ]
    visits = found.visits if isinstance(found, Offered) else ()
    for n, visit in enumerate(visits):
        parts = parts_view(items_offered(visit), zone)
        views[n] = views[n].model_copy(update={"parts": parts})
    return {"slots": views}


def _of_dates(found: OfferedSeries) -> tuple[Slot, ...]:
    return tuple(slot for d in found.dates if (slot := d.slot or d.other) is not None)


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


def _series(
    done: BookedSeries | MovedSeries | CancelledSeries,
    view: Callable[[Appointment], AppointmentView],
) -> ToolData:
    views = [view(a) for a in done.appointments]
    visit = done.appointments[0].visit_id is not None
    several: ToolData = {"visit": views} if visit else {"series": views}
    data: ToolData = {"appointment": views[0], **several}
    return {**data, "was": done.was[0]} if isinstance(done, MovedSeries) else data


def _of_the_list(outcome: Outcome, link_of: WaitingLinkOf) -> ToolData:
    if not isinstance(outcome, WaitlistDone):
        return {}
    return {"waitlist": [wait_view(e.wish, link_of(e)) for e in outcome.entries]}


def tool_data(
    outcome: Outcome,
    zone: ZoneInfo,
    *,
    open_record: bool = False,
    caller_zone: CallerZone | None = None,
    link_of: LinkOf = _no_link,
    waiting_link_of: WaitingLinkOf = _no_waiting_link,
) -> ToolData:
    """The `data` of a finished tool's event; see `CallState.open_record`."""

    def view(appointment: Appointment) -> AppointmentView:
        return appointment_view(appointment, zone, caller_zone)

    def written(appointment: Appointment) -> AppointmentView:
        return appointment_view(appointment, zone, caller_zone, link_of(appointment))

    match outcome:
        case Identified(caller=caller):
            return {"user": caller_view(caller, open_record=open_record)}
        case Offered() | OfferedSeries():
            return _offered(outcome, zone, caller_zone)
        case BookedSeries() | MovedSeries() | CancelledSeries():
            return _series(outcome, written)
        case Listed(appointments=appointments):
            return {"appointments": [view(a) for a in appointments]}
        case Booked(appointment=appointment) | Cancelled(appointment=appointment):
            return {"appointment": written(appointment)}
        case Moved(appointment=appointment, was=was):
            return {"appointment": written(appointment), "was": was}
        case Refused(code=code, spoken=spoken):
            return {"error": code, "message": spoken}
        case _:
            return _of_the_list(outcome, waiting_link_of)


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
        appointments=[appointment_view(a, zone, link=link_of(a)) for a in record.appointments],
        user_preferences=PreferencesView(
            preferred_time=record.preferences.preferred_time,
            preferred_days=list(record.preferences.preferred_days),
        ),
        cost_breakdown=cost,
        duration_seconds=record.duration_seconds,
        timestamp=at,
        frustration=record.frustration,
    )
