"""The writes of a whole visit: what a yes to their read-back makes legal. Pure."""

from uuid import UUID

from ringbook.dialogue.speak import visit_words
from ringbook.dialogue.state import policy
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_state import LABELS, CallState, label
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.visit import read_wishes, written

__all__ = ["looks_for_visit", "makes_sense", "series_args", "unconfirmed", "writes"]

type Values = dict[str, tuple[str, ...]]


def looks_for_visit(state: CallState, args: dict[str, str]) -> bool:
    """True when a look-up asks for several services at once, or for a visit's other time."""
    return bool(args.get("services")) or bool(args.get("scope") and visit_state.whole(state))


def series_args(state: CallState, args: dict[str, str]) -> dict[str, str]:
    """The arguments that may be about a series: the scope of a visit is not."""
    own = looks_for_visit(state, args)
    return {n: v for n, v in args.items() if not (own and n in ("scope", "services"))}


def makes_sense(state: CallState, args: dict[str, str]) -> None:
    """Raises ValueError for services that are no visit, or for somebody whom nobody named."""
    if not args.get("services"):
        return
    for wish in read_wishes(args["services"], state.practice):
        if wish.attendee and not for_whom.may_be_named(wish.attendee, state):
            raise ValueError("whom the caller did not name")


def writes(state: CallState, agreed: Question) -> dict[str, Values]:
    """The write of the whole visit that the caller agreed to."""
    slot = _label(state.offered, agreed.slot_id)
    if agreed.about == "confirm_book":
        if slot is None or not policy.may("book", state):
            return {}
        return {"book_appointment": {"slot": (slot,), "services": (written(agreed.visit),)}}
    action = "cancel" if agreed.about == "confirm_cancel" else "move"
    row = _label(state.appointments, agreed.appointment_id)
    if row is None or not _changeable(action, agreed, state):
        return {}
    scope: Values = {"appointment": (row,), "scope": ("all",)}
    if action == "cancel":
        return {"cancel_appointment": scope}
    return {"modify_appointment": {**scope, "slot": (slot,)}} if slot else {}


def _changeable(action: str, agreed: Question, state: CallState) -> bool:
    rows = [state.appointment(part.appointment_id) for part in agreed.visit]
    return all(
        row is not None and policy.may(action, state, row) and not policy.forbidden_late(row, state)
        for row in rows
    )


def _label(items: tuple[Slot, ...] | tuple[Appointment, ...], wanted: UUID | None) -> str | None:
    ids = [item.id for item in items[: len(LABELS)]]
    return label(ids.index(wanted)) if wanted in ids else None


def unconfirmed(state: CallState, args: dict[str, str]) -> str | None:
    """The read-back that a write of a whole visit still needs, None for a write of one."""
    asks = visit_state.asks_cancel(visit_state.whole(state)) if args.get("scope") else None
    index = LABELS.find(args.get("slot") or "-")
    if 0 <= index < len(state.offered):
        asks = visit_state.asks(state.offered[index], state) or asks
    return visit_words.readback(asks, state) if asks is not None else None
