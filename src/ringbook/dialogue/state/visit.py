"""The visit that a task is about: the one to be booked, or the one to be changed. Pure."""

from dataclasses import replace
from uuid import UUID

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.visit_wish import wishes_of
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.visit import Visit, VisitPart, Wish, written

__all__ = [
    "asks", "asks_cancel", "contradicts", "members", "one_visit", "search", "singled_out",
    "visit_at", "whole", "wishes_to_move",
]  # fmt: skip


def visit_at(state: CallState, slot_id: UUID | None) -> Visit | None:
    """The visit on offer that begins with that slot."""
    return next((v for v in state.frame.visits if v.slots[0].id == slot_id), None)


def members(state: CallState, source: Appointment | None) -> tuple[Appointment, ...]:
    """The coming appointments of the visit of `source`, soonest first; none when it is of none."""
    if source is None or source.visit_id is None:
        return ()
    return tuple(a for a in state.appointments if a.visit_id == source.visit_id)


def whole(state: CallState) -> tuple[Appointment, ...]:
    """All parts of the visit that is to be changed as one, else none."""
    frame = state.frame
    if frame.intent not in ("cancel", "move") or frame.scope not in ("following", "all"):
        return ()
    rows = members(state, state.appointment(frame.source))
    return rows if len(rows) > 1 else ()


def singled_out(state: CallState, heard: Heard) -> Appointment | None:
    """The one part of the visit in hand that the words name: "just the trim", "Tom's"."""
    rows = members(state, state.appointment(state.frame.source))
    who = heard.possessor or (heard.attendee.stored if heard.attendee else None)
    if heard.service is None and who is None:
        return None
    fitting = [
        row for row in rows if heard.service in (None, row.service) and who in (None, row.attendee)
    ]
    return fitting[0] if len(fitting) == 1 else None


def one_visit(state: CallState, fitting: tuple[Appointment, ...]) -> Frame | None:
    """The task for the one visit that all appointments that may be meant are part of."""
    frame = state.frame
    if len(fitting) < 2 or len({a.visit_id or a.id for a in fitting}) > 1:
        return None
    scope = "all" if frame.every or frame.scope in ("following", "all") else frame.scope
    return replace(frame, source=fitting[0].id, scope=scope, every=False)


def search(state: CallState) -> dict[str, str]:
    """What a look-up says of the visit in hand."""
    if state.frame.intent == "book" and state.frame.parts:
        return {"services": written(wishes_of(state.frame.parts))}
    return {"scope": "all"} if state.frame.intent == "move" and whole(state) else {}


def wishes_to_move(state: CallState) -> tuple[Wish, ...]:
    """The parts that would move, as wishes."""
    return tuple(Wish(row.service, row.attendee) for row in whole(state))


def asks(slot: Slot, state: CallState) -> Question | None:
    """The read-back of the visit that begins with `slot`; None when that is a single opening."""
    visit = visit_at(state, slot.id)
    if visit is None:
        return None
    moving = visit.parts[0].appointment_id
    about = Question("confirm_book", slot.id) if moving is None else _move(slot, state)
    return replace(about, visit=visit.parts)


def _move(slot: Slot, state: CallState) -> Question:
    return Question("confirm_move", slot.id, whole(state)[0].id if whole(state) else None)


def asks_cancel(rows: tuple[Appointment, ...]) -> Question | None:
    """The read-back of the cancellation of these parts together."""
    if len(rows) < 2:
        return None
    parts = tuple(VisitPart(row.service, row.attendee, None, row.id) for row in rows)
    return Question("confirm_cancel", appointment_id=rows[0].id, visit=parts)


def _with_another(heard: Heard, asked: Question) -> bool:
    """ "Yes, the cut with Jon", where that part, or all of them, are with somebody else."""
    meant = [p.slot for p in asked.visit if heard.service in (None, p.service) and p.slot]
    named = heard.provider is not None and meant
    return bool(named) and all(slot.provider != heard.provider for slot in meant)


def contradicts(heard: Heard, asked: Question) -> bool:
    """True when a yes names a service or a person that the visit read back has not."""
    parts = {(part.service, part.attendee) for part in asked.visit}
    if _with_another(heard, asked):
        return True
    if heard.parts:
        return {(w.service, w.attendee) for w in wishes_of(heard.parts)} != parts
    whom = heard.attendee.stored if heard.attendee else None
    services, people = {service for service, _ in parts}, {who for _, who in parts}
    return (heard.service is not None and heard.service not in services) or (
        whom is not None and whom not in people
    )
