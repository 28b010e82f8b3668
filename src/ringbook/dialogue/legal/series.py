"""The writes of several dates: what a yes to their read-back makes legal. Pure."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from ringbook.dialogue.speak import series as speak_series
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import LABELS, CallState, label
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import series_dates
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.series import EVERY, MAX_DATES, SeriesQuery

__all__ = ["CHOICES", "looks_for_series", "makes_sense", "unconfirmed", "window", "writes"]

CHOICES: dict[str, tuple[str, ...]] = {
    "repeat": EVERY,
    "times": (),
    "scope": ("following", "all"),
}
"""What a look-up may say of a series; a write says just what was agreed to."""

type Values = dict[str, tuple[str, ...]]


def writes(state: CallState, agreed: Question) -> dict[str, Values]:
    """The write of several dates that the caller agreed to."""
    rows = [a for a in state.appointments if a.id in agreed.appointment_ids]
    offered = {s.id for s in state.offered}
    if not offered.issuperset(agreed.slot_ids) or len(rows) < len(agreed.appointment_ids):
        return {}
    slot = _label(state.offered, agreed.slot_id)
    if agreed.about == "confirm_book":
        return _booking(state, agreed, slot)
    row, action = _label(state.appointments, agreed.appointment_id), _action(agreed)
    if row is None or not all(_changeable(action, a, state) for a in rows):
        return {}
    scope: Values = {"appointment": (row,), "scope": (state.frame.scope or "following",)}
    if action == "cancel":
        return {"cancel_appointment": scope}
    return {"modify_appointment": {**scope, "slot": (slot,)}} if slot else {}


def _booking(state: CallState, agreed: Question, slot: str | None) -> dict[str, Values]:
    repeat = state.frame.repeat
    if slot is None or repeat is None or repeat.every is None or not policy.may("book", state):
        return {}
    whom: Values = {"attendee": (agreed.attendee,)} if agreed.attendee else {}
    times = str(len(agreed.slot_ids))
    series: Values = {"slot": (slot,), "repeat": (repeat.every,), "times": (times,)}
    return {"book_appointment": series | whom}


def _action(agreed: Question) -> str:
    return "cancel" if agreed.about == "confirm_cancel" else "move"


def _changeable(action: str, appointment: Appointment, state: CallState) -> bool:
    known = policy.may(action, state, appointment)
    return known and not policy.forbidden_late(appointment, state)


def _label(items: Sequence[Slot] | Sequence[Appointment], wanted: UUID | None) -> str | None:
    ids = [item.id for item in items[: len(LABELS)]]
    return label(ids.index(wanted)) if wanted in ids else None


def looks_for_series(args: dict[str, str]) -> bool:
    """True when a look-up asks for the dates of a series."""
    return bool(args.get("repeat") or args.get("scope"))


def window(args: dict[str, str]) -> SeriesQuery:
    """The times and names of a look-up, without its dates."""
    return SeriesQuery(
        earliest=time.fromisoformat(args["earliest"]) if args.get("earliest") else None,
        latest=time.fromisoformat(args["latest"]) if args.get("latest") else None,
        service=args.get("service"),
        provider=args.get("provider"),
    )


def makes_sense(state: CallState, args: dict[str, str]) -> None:
    """Raises ValueError for a look-up that names no complete series."""
    if args.get("times") and not 2 <= int(args["times"]) <= MAX_DATES:
        raise ValueError("more dates than one series has")
    if args.get("times") and not args.get("repeat"):
        raise ValueError("how often?")
    if args.get("scope") and series_dates.source_of(state, args) is None:
        raise ValueError("of which series?")
    ends = args.get("times") or args.get("until_date")
    if looks_for_series(args) and not args.get("appointment_date"):
        raise ValueError("from which day?")
    if args.get("repeat") and not ends:
        raise ValueError("until when?")


def unconfirmed(state: CallState, args: dict[str, str]) -> str | None:
    """The read-back that a write of several dates still needs, None for a write of one."""
    if not looks_for_series(args):
        return None
    asks = series_dates.asks_cancel(state) or series_dates.asks(state)
    return speak_series.readback(asks, state) if asks is not None else None
