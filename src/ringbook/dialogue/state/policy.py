"""The owner's rules, as far as the call itself must explain them. Pure; the store decides."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.identity import enough
from ringbook.domain import late_change
from ringbook.domain.model import Appointment, Closure, Service, Tier

__all__ = [
    "closure_on",
    "days_ahead",
    "fee_for",
    "forbidden_late",
    "horizon",
    "is_late",
    "may",
    "may_keep_link",
    "needed_tier",
    "notice_minutes",
    "notice_of",
    "service_wanted",
]


def needed_tier(action: str, state: CallState) -> Tier:
    """The tier that the owner asks for: `action` is book, hear, move or cancel."""
    identity = state.practice.policies.identity
    tiers: dict[str, Tier] = {
        "book": identity.book,
        "hear": identity.hear,
        "move": identity.move,
        "cancel": identity.cancel,
    }
    return tiers[action]


def may(action: str, state: CallState, appointment: Appointment | None = None) -> bool:
    """True when the caller is known well enough; what was booked in this call is always theirs."""
    if state.caller is None:
        return False
    if appointment is not None and appointment.id in state.own:
        return True
    return enough(state.tier, needed_tier(action, state))


def may_keep_link(appointment: Appointment, state: CallState) -> bool:
    """True when the caller may do all that the appointment's private link allows."""
    return all(may(action, state, appointment) for action in ("hear", "move", "cancel"))


def is_late(appointment: Appointment, state: CallState) -> bool:
    """True inside the notice that the owner wants for a change."""
    return late_change.is_late(state.practice.policies, appointment.starts_at, state.now)


def forbidden_late(appointment: Appointment, state: CallState) -> bool:
    """True when a late change is not ours to make: refused, or for the practice to decide."""
    return late_change.forbidden(state.practice.policies, appointment.starts_at, state.now)


def fee_for(appointment: Appointment, state: CallState) -> Decimal | None:
    """The fee that a change now costs, None when it is free."""
    return late_change.late_fee(state.practice.policies, appointment.starts_at, state.now)


def service_wanted(state: CallState) -> Service | None:
    """The service in hand: the one named, that of the appointment being moved, or the only one."""
    services = state.practice.services
    moving = state.appointment(state.frame.source) if state.frame.intent == "move" else None
    name = state.frame.service or (moving.service if moving else None)
    if name is None:
        return services[0] if len(services) == 1 else None
    return next((s for s in services if s.name == name), None)


def notice_minutes(state: CallState) -> int:
    """How long before its start a booking must be made."""
    return notice_of(service_wanted(state), state)


def notice_of(service: Service | None, state: CallState) -> int:
    """The notice in minutes that this service wants, else the practice's own."""
    own = service.min_notice_minutes if service else None
    return state.practice.policies.min_notice_minutes if own is None else own


def horizon(state: CallState) -> date:
    """The last day that can be booked."""
    return state.today + timedelta(days=days_ahead(service_wanted(state), state))


def days_ahead(service: Service | None, state: CallState) -> int:
    """How many days ahead this service can be booked, else anything."""
    own = service.max_days_ahead if service else None
    return state.practice.policies.max_days_ahead if own is None else own


def closure_on(day: date, state: CallState) -> Closure | None:
    """The closure that covers `day`."""
    return next((c for c in state.practice.closures if c.first <= day <= c.last), None)


def opens(day: date, state: CallState) -> bool:
    """True when the week's hours have the practice open on `day` and no closure covers it."""
    return bool(state.practice.opening_hours[day.weekday()]) and closure_on(day, state) is None


def within_hours(at: datetime, state: CallState) -> bool:
    """True when the local time of day lies inside that weekday's opening hours."""
    local = state.local(at)
    ranges = state.practice.opening_hours[local.weekday()]
    return any(r.opens <= local.time() < r.closes for r in ranges)
