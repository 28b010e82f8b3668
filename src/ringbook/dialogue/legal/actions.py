"""What may be done now: the one gate in front of the tools, for both brains. Pure.

`legal` says which tools a model is shown and with which labels; `illegal` is asked again, under
the call's lock, before a tool runs. A write is legal only after its read-back and a yes to it.
"""

from datetime import date, time
from typing import Final
from uuid import UUID

from ringbook.dialogue.legal import series as legal_series
from ringbook.dialogue.legal import verify as legal_verify
from ringbook.dialogue.legal import visit as legal_visit
from ringbook.dialogue.legal import waitlist as legal_waitlist
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_events import Refused
from ringbook.dialogue.state.call_state import LABELS, CallState, label
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.tool_names import TOOLS, WRITING_TOOLS
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.errors import (
    AppointmentNotFound,
    CallerNotIdentified,
    IdentityNotProven,
    LateChange,
    NotConfirmed,
    NotPossibleNow,
    RingbookError,
    SlotNotFound,
)

__all__ = ["SLOT_LIMIT", "TOOLS", "Legal", "illegal", "labelled", "legal", "query"]

type Legal = dict[str, dict[str, tuple[str, ...]]]

SLOT_LIMIT: Final = len(LABELS)

NAME_UNHEARD: Final = "I need to hear the name from you first."

_FETCH: Final = (
    "appointment_date", "until_date", "earliest", "latest", "service", "provider",
    *legal_series.CHOICES, "services",
)  # fmt: skip


def legal(state: CallState) -> Legal:
    """Tools that are possible now, in fixed order, with the values each argument may take.

    An empty tuple stands for free text.
    """
    if state.ending or state.ended is not None:
        return {}
    out: Legal = {}
    if state.number is not None and _identifiable(state):
        out["identify_user"] = {"name": ()}
    if state.caller is not None:
        out["fetch_slots"] = {name: _choices(name, state) for name in _FETCH}
        if policy.may("hear", state):
            out["retrieve_appointments"] = {}
        if actions := legal_verify.actions(state):
            out["verify_caller"] = {"action": actions}
    out.update(_writes(state))
    out["end_conversation"] = {}
    return {tool: out[tool] for tool in TOOLS if tool in out}


def _identifiable(state: CallState) -> bool:
    """A number that is not looked up yet, or a name to add to a record that has none."""
    if state.caller is None or state.caller.contact_number != state.number:
        return True
    return state.caller.name is None and state.name is not None


def _choices(name: str, state: CallState) -> tuple[str, ...]:
    if name == "service":
        return tuple(s.name for s in state.practice.services)
    if name == "provider":
        return tuple(p.name for p in state.practice.providers)
    return legal_series.CHOICES.get(name, ())


def _writes(state: CallState) -> Legal:
    """The write that the caller agreed to, with exactly its labels."""
    agreed = state.frame.agreed
    if agreed is None or state.caller is None:
        return {}
    if agreed.visit:
        return legal_visit.writes(state, agreed)
    if agreed.of_series:
        return legal_series.writes(state, agreed)
    slot = labelled(state.offered, agreed.slot_id)
    appointment = labelled(state.appointments, agreed.appointment_id)
    if (waits := legal_waitlist.action(agreed, state)) is not None:
        return {"update_waitlist": {"action": (waits,)}}
    if agreed.about == "confirm_book":
        args = {"slot": slot} | ({"attendee": agreed.attendee} if agreed.attendee else {})
        return _when("book_appointment", args, policy.may("book", state))
    known = state.appointment(agreed.appointment_id)
    if known is None:
        return {}
    if agreed.about == "confirm_cancel":
        allowed = _changeable("cancel", known, state)
        return _when("cancel_appointment", {"appointment": appointment}, allowed)
    allowed = _changeable("move", known, state)
    return _when("modify_appointment", {"appointment": appointment, "slot": slot}, allowed)


def _when(tool: str, args: dict[str, str | None], allowed: bool) -> Legal:
    if not allowed:
        return {}
    values: dict[str, tuple[str, ...]] = {n: (v,) for n, v in args.items() if v is not None}
    return {tool: values} if len(values) == len(args) else {}


def _changeable(action: str, appointment: Appointment, state: CallState) -> bool:
    known = policy.may(action, state, appointment)
    return known and not policy.forbidden_late(appointment, state)


def labelled(items: tuple[Slot, ...] | tuple[Appointment, ...], wanted: UUID | None) -> str | None:
    """The label of the item with that id, None when it is not among them."""
    ids = [item.id for item in items[: len(LABELS)]]
    return label(ids.index(wanted)) if wanted in ids else None


# ---- why not ------------------------------------------------------------------------------------


def illegal(state: CallState, tool: str, args: dict[str, str]) -> Refused | None:
    """Why this call of a tool is not possible now, None when it is."""
    allowed = legal(state)
    if tool not in allowed:
        return _unavailable(state, tool, args)
    return _wrong_argument(state, tool, args, allowed[tool])


def _refused(error: type[RingbookError], spoken: str | None = None) -> Refused:
    return Refused(error.code, spoken or error.line)


def _unavailable(state: CallState, tool: str, args: dict[str, str]) -> Refused:
    if tool not in TOOLS or state.ending or state.ended is not None:
        return _refused(NotPossibleNow)
    if tool == "identify_user" and state.caller is not None:
        return _refused(NotPossibleNow, "That's already done.")
    if state.caller is None:
        return _refused(CallerNotIdentified)
    if tool == "retrieve_appointments":
        return _refused(IdentityNotProven)
    return _unconfirmed(state, tool, args) if tool in WRITING_TOOLS else _refused(NotPossibleNow)


def _unconfirmed(state: CallState, tool: str, args: dict[str, str]) -> Refused:
    """A write without its yes: say what is missing, best the read-back itself."""
    if tool == "update_waitlist":
        return _refused(NotConfirmed)
    if several := legal_visit.unconfirmed(state, args) or legal_series.unconfirmed(state, args):
        return _refused(NotConfirmed, several)
    appointment = _at(state.appointments, args.get("appointment"))
    slot = _at(state.offered, args.get("slot"))
    action = {"cancel_appointment": "cancel", "modify_appointment": "move"}.get(tool)
    if action and appointment is None:
        return _refused(AppointmentNotFound)
    if action and appointment and not policy.may(action, state, appointment):
        return _refused(IdentityNotProven)
    if action and appointment and policy.forbidden_late(appointment, state):
        return _refused(LateChange, speak.too_late(appointment, state))
    if tool != "cancel_appointment" and slot is None:
        return _refused(SlotNotFound)
    if tool == "book_appointment" and not policy.may("book", state):
        return _refused(IdentityNotProven)
    whom = args.get("attendee") or for_whom.meant(state)
    if whom is not None and not for_whom.may_be_named(whom, state):
        return _refused(IdentityNotProven, NAME_UNHEARD)
    return _refused(NotConfirmed, _readback(state, slot, appointment, whom))


def _readback(
    state: CallState, slot: Slot | None, appointment: Appointment | None, whom: str | None
) -> str:
    if slot is not None and appointment is not None:
        asks = Question("confirm_move", slot.id, appointment.id)
    elif slot is not None:
        asks = Question("confirm_book", slot.id, attendee=whom)
    elif appointment is not None:
        asks = Question("confirm_cancel", appointment_id=appointment.id)
    else:
        return NotConfirmed.line
    return speak.readback(asks, state)


def _at[T: (Slot, Appointment)](items: tuple[T, ...], wanted: str | None) -> T | None:
    index = LABELS.find(wanted) if wanted and len(wanted) == 1 else -1
    return items[index] if 0 <= index < len(items) else None


def _wrong_argument(
    state: CallState, tool: str, args: dict[str, str], allowed: dict[str, tuple[str, ...]]
) -> Refused | None:
    if tool in WRITING_TOOLS and any(
        args.get(name) not in values
        for name, values in allowed.items()
        if name != "attendee" or name in args  # left out, the one agreed to is meant
    ):
        return _unconfirmed(state, tool, args)
    if tool == "book_appointment" and "attendee" in args and "attendee" not in allowed:
        return _unconfirmed(state, tool, args)
    if any(name not in allowed for name in args):
        return _refused(NotPossibleNow)
    if tool == "fetch_slots" and not _readable(state, args, allowed):
        return _refused(SlotNotFound, "I can't look up that day. Which day would you like?")
    if tool == "identify_user" and args.get("name") and not _said(args["name"], state):
        return _refused(IdentityNotProven, NAME_UNHEARD)
    return None


def _readable(state: CallState, args: dict[str, str], allowed: dict[str, tuple[str, ...]]) -> bool:
    choices = all(args[n] in values for n, values in allowed.items() if values and n in args)
    try:
        _dates(args)
        _times(args)
        legal_visit.makes_sense(state, args)
        legal_series.makes_sense(state, legal_visit.series_args(state, args))
    except ValueError:
        return False
    return choices


def _said(name: str, state: CallState) -> bool:
    """A name counts only when the caller said it in this call."""
    said = " ".join(state.said).casefold()
    known = [n.casefold() for n in state.names]
    return name.casefold() in known or all(part in said for part in name.casefold().split())


# ---- the query ----------------------------------------------------------------------------------


def _dates(args: dict[str, str]) -> tuple[date | None, date | None]:
    first = date.fromisoformat(args["appointment_date"]) if args.get("appointment_date") else None
    last = date.fromisoformat(args["until_date"]) if args.get("until_date") else first
    return first, last


def _times(args: dict[str, str]) -> tuple[time | None, time | None]:
    earliest = time.fromisoformat(args["earliest"]) if args.get("earliest") else None
    latest = time.fromisoformat(args["latest"]) if args.get("latest") else None
    return earliest, latest


def query(state: CallState, args: dict[str, str]) -> SlotQuery:
    """What `fetch_slots` looks for: its arguments and what the call knows besides.

    Raises ValueError for a date or a time that is not ISO; `illegal` refuses those before.
    """
    first, last = _dates(args)
    earliest, latest = _times(args)
    frame = state.frame
    service = policy.service_wanted(state)
    return SlotQuery(
        service=args.get("service") or (service.name if service else None),
        first=first,
        last=last,
        earliest=earliest,
        latest=latest,
        provider=args.get("provider") or frame.provider,
        excluded_weekdays=frame.wanted.excluded_weekdays,
        moving=frame.source if frame.intent == "move" else None,
        limit=SLOT_LIMIT,
    )
