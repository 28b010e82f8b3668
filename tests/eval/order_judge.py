"""Judges what a random order of events has made legal, from the events alone."""

import re
from collections.abc import Iterator
from typing import Final

from tests.eval.order import Order
from tests.unit.dialogue.maple import NOW, ZONE

from ringbook.dialogue.legal.actions import legal
from ringbook.dialogue.reduce.reducer import LABELS, CallState, reduce
from ringbook.dialogue.state.call_events import (
    CALL_EVENT,
    AgentSaid,
    Booked,
    Cancelled,
    Did,
    Keyed,
    Moved,
    Offered,
    Silence,
    Started,
    UserSaid,
)
from ringbook.domain.model import Appointment, Slot

__all__ = ["CLEAR_YES", "WRITES", "fault", "folds_alike", "number_of", "script"]

WRITES: Final = ("book_appointment", "cancel_appointment", "modify_appointment")
CLEAR_YES: Final = ("yes", "yes please")
_DATE: Final = re.compile(r"\bJanuary \d")


def fault(order: Order) -> str | None:
    """What is wrong with a write that is legal now; None when each was agreed to."""
    allowed = legal(order.state)
    return next((f for tool in WRITES if tool in allowed for f in _faults(order, tool)), None)


def _faults(order: Order, tool: str) -> Iterator[str]:
    slot, row = _target(order, tool)
    number = number_of(order)
    heard, said = _last_exchange(order)
    at = slot.starts_at if slot else row.starts_at if row else NOW
    local = at.astimezone(ZONE)
    if heard not in CLEAR_YES:
        yield f"{tool} after {heard!r}"
    if f"{local:%A, %B} {local.day}" not in said or "?" not in said:
        yield f"{tool} of {local:%A %d %B} after {said!r}"
    if slot is not None and f"{local:%I:%M %p}".lstrip("0") not in said:
        yield f"{tool} at {local:%H:%M} after {said!r}"
    if slot is not None and slot not in _offered(order):
        yield f"{tool} of a slot that was never offered"
    if tool != "cancel_appointment" and slot is None:
        yield f"{tool} of no slot"
    if tool != "book_appointment" and row not in order.diary.of(number):
        yield f"{tool} of an appointment that is not theirs"
    if row is not None and not _matched(order, number, row):
        yield f"{tool} by somebody who is not known to be that person"


def _target(order: Order, tool: str) -> tuple[Slot | None, Appointment | None]:
    """What the one legal call of `tool` would write."""
    args = legal(order.state)[tool]
    assert all(len(values) == 1 for values in args.values())
    slot = order.state.offered[LABELS.index(args["slot"][0])] if "slot" in args else None
    named = args.get("appointment")
    row = order.state.appointments[LABELS.index(named[0])] if named else None
    return slot, row


def _last_exchange(order: Order) -> tuple[str, str]:
    """The caller's last words, and what the agent last named a date in just before them.

    Nothing once a write has been made on those words.
    """
    turns = [n for n, e in enumerate(order.events) if isinstance(e, UserSaid | Keyed | Silence)]
    if not turns:
        return "", ""
    since = order.events[turns[-1] + 1 :]
    if any(isinstance(e, Did) and isinstance(e.outcome, Booked | Moved | Cancelled) for e in since):
        return "(a write was made on that yes)", ""
    last = order.events[turns[-1]]
    before = order.events[turns[-2] if len(turns) > 1 else 0 : turns[-1]]
    said = [e.text for e in before if isinstance(e, AgentSaid) and _DATE.search(e.text)]
    return last.text if isinstance(last, UserSaid) else "", said[-1] if said else ""


def number_of(order: Order) -> str:
    """The number whose diary a write would go to: read back and agreed to, or the caller's line."""
    number = order.state.caller.contact_number if order.state.caller else ""
    national = number.removeprefix("+1")
    said = [re.sub(r"\D", "", e.text) for e in order.events if isinstance(e, UserSaid)]
    assert number == _caller_id(order) or national in said, f"{number} was never said"
    return number


def _caller_id(order: Order) -> str | None:
    return next((e.caller_id for e in order.events if isinstance(e, Started)), None)


def _offered(order: Order) -> set[Slot]:
    found = [e.outcome for e in order.events if isinstance(e, Did)]
    return {slot for outcome in found if isinstance(outcome, Offered) for slot in outcome.slots}


def _matched(order: Order, number: str, row: Appointment) -> bool:
    """The record's name was said, or the call comes from that number, or it was made just now."""
    made = [e.outcome.appointment.id for e in order.events
            if isinstance(e, Did) and isinstance(e.outcome, Booked)]  # fmt: skip
    name = order.diary.callers[number].name or ""
    said = any(name and name in e.text for e in order.events if isinstance(e, UserSaid))
    return said or number == _caller_id(order) or row.id in made


def script(order: Order) -> str:
    """The order, an event a line."""
    lines = []
    for e in order.events:
        match e:
            case AgentSaid():
                lines.append(f"agent: {e.text} [{e.asks.about if e.asks else ''}{', cut' * e.cut}]")
            case UserSaid():
                lines.append(f"caller: {e.text}")
            case Did():
                lines.append(f"[{e.tool} {e.args} -> {e.outcome.kind}]")
            case _:
                lines.append(f"({e.e})")
    return "\n".join(lines)


def folds_alike(order: Order) -> bool:
    """Whether the events, stored and read again, give the same state."""
    state = CallState()
    for event in order.events:
        state = reduce(state, CALL_EVENT.validate_json(CALL_EVENT.dump_json(event)))
    return state == order.state
