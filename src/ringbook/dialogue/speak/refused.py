"""Why the diary refused: which rule, with its value, and what it would allow. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import offers as speak_offers
from ringbook.dialogue.speak.rules import full_day, one
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_events import Outcome, Refused
from ringbook.dialogue.state.call_state import LABELS, CallState
from ringbook.domain.model import Appointment, Service, Slot
from ringbook.domain.spoken import spoken_date, spoken_when

__all__ = ["explained"]


def explained(outcome: Outcome, args: dict[str, str], state: CallState) -> Outcome:
    """The outcome; a refusal by a rule says which, for the slot and appointment in `args`.

    `state` is the one in which the tool was called.
    """
    if not isinstance(outcome, Refused):
        return outcome
    agreed = state.frame.agreed
    if agreed is not None and (agreed.visit or agreed.of_series):
        return outcome  # which says the part or the date that refused
    words = _about_slot(outcome, args, state) or _about_appointment(outcome, args, state)
    return replace(outcome, spoken=words) if words else outcome


def _about_slot(refused: Refused, args: dict[str, str], state: CallState) -> str:
    slot = _labelled(state.offered, args.get("slot"))
    service = next((s for s in state.practice.services if slot and s.name == slot.service), None)
    words = _RULES.get(refused.code)
    return words(slot, service, state) if words and slot and service else ""


def _about_appointment(refused: Refused, args: dict[str, str], state: CallState) -> str:
    appointment = _labelled(state.appointments, args.get("appointment"))
    if refused.code == "late_change" and appointment is not None:
        return speak.too_late(appointment, state)
    return ""


def _labelled[T: (Slot, Appointment)](items: tuple[T, ...], label: str | None) -> T | None:
    index = LABELS.find(label) if label else -1
    return items[index] if 0 <= index < len(items) else None


# ---- the rules ----------------------------------------------------------------------------------


def _too_short(_slot: Slot, service: Service, state: CallState) -> str:
    return speak_offers.short_notice(service, state)


def _too_far(_slot: Slot, service: Service, state: CallState) -> str:
    days = policy.days_ahead(service, state)
    last = spoken_date(state.today + timedelta(days=days))
    ahead = f"{days} day{'' if days == 1 else 's'} ahead"
    return f"I'm sorry, we book {one(service)} at most {ahead}, that is until {last}."


def _full(slot: Slot, service: Service, state: CallState) -> str:
    return full_day(state.local(slot.starts_at).date(), service)


def _no_room(slot: Slot, service: Service, state: CallState) -> str:
    at = spoken_when(state.local(slot.starts_at))
    needs = f"I'm sorry, {one(service)} needs"
    if len(service.rooms) == 1:
        return f"{needs} {service.rooms[0]}, and it is not free on {at}."
    rooms = f"one of {speak.join([*service.rooms])}" if service.rooms else "a room"
    return f"{needs} {rooms}, and none is free on {at}."


def _closed(slot: Slot, _service: Service, state: CallState) -> str:
    day = state.local(slot.starts_at).date()
    closure, ranges = policy.closure_on(day, state), state.practice.opening_hours[day.weekday()]
    if closure is not None or not ranges:
        reason = f" ({closure.reason})" if closure and closure.reason else ""
        return f"I'm sorry, we're closed on {spoken_date(day)}{reason}."
    hours = speak_offers.hours_of(ranges)
    return f"I'm sorry, that no longer fits our hours; on {day:%A}s it's {hours}."


def _too_many(_slot: Slot, _service: Service, state: CallState) -> str:
    most = state.practice.policies.open_bookings_per_caller
    count = f"{most} open appointments" if most > 1 else "one open appointment"
    return (
        f"I'm sorry, we allow {count} for each number, and you have that. "
        "You can book again when one is over or cancelled."
    )


_RULES: Final[dict[str, Callable[[Slot, Service, CallState], str]]] = {
    "too_short_notice": _too_short,
    "too_far_ahead": _too_far,
    "day_full": _full,
    "no_room": _no_room,
    "outside_opening_hours": _closed,
    "too_many_bookings": _too_many,
}
