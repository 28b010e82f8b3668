"""One service in the place of another, and two appointments that change places. Pure.

An appointment keeps its service when it is moved. Another service is booked first, and the old
appointment cancelled only once that is written, each with its own read-back.
"""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.reference import Beside
from ringbook.dialogue.understand.choosing import pointed_at
from ringbook.dialogue.understand.references import changing
from ringbook.dialogue.understand.when import SAME_TIME
from ringbook.domain.model import Appointment
from ringbook.domain.when import When

__all__ = ["afterwards", "begin", "cancellation", "keep_service", "settle"]

_SAME_DAY: Final = re.compile(r"\b(?:same|that) day\b", re.I)
_MY: Final = re.compile(r"\b(?:my|the|no,?)\b", re.I)


def begin(state: CallState) -> CallState:
    """Begins the booking that takes an appointment's place, or goes on with it."""
    heard, old = state.last_heard, state.frame
    if old.instead:
        return _same_time(_which(state))
    row = _meant(state, heard) if heard.instead else None
    if not heard.instead or (heard.source_service is None and row is None):
        return state
    frame = Frame(
        intent="book",
        service=heard.service,
        cue_service=heard.source_service or (row.service if row else None),
        spoken_of=heard.source or When(),
        source=row.id if row else None,
        instead=True,
    )
    heard = replace(heard, acts=changing(heard.acts, "book"))
    return _same_time(replace(state.refilled(frame), heard=heard))


def _meant(state: CallState, heard: Heard) -> Appointment | None:
    """The appointment in hand, or "it", written a moment ago; not if another one is named."""
    if state.frame.intent == "book":
        return None
    last = state.commits[-1].appointment.id if state.commits else None
    row = state.appointment(state.frame.source or last)
    return row if row and heard.source_service in (None, row.service) else None


def _which(state: CallState) -> CallState:
    """Which of several is meant, and nothing else."""
    heard, frame = state.last_heard, state.frame
    if state.asked != "which_appointment" or state.appointment(frame.source):
        return state
    cue = heard.source or heard.when
    state = state.refilled(replace(frame, spoken_of=frame.spoken_of if cue.empty else cue))
    return replace(state, heard=replace(heard, service=None, when=When(), source=None))


def _same_time(state: CallState) -> CallState:
    """The time, or the day, of the appointment whose place is taken."""
    heard, when = state.last_heard, state.last_heard.when
    if heard.beside is not None or when.first not in (None, state.today):
        return state
    if SAME_TIME.search(heard.text) and when.first is None:
        return replace(state, heard=replace(heard, beside=Beside("same", own=True), when=When()))
    if not _SAME_DAY.search(heard.text):
        return state
    when = replace(when, date=None, alt_dates=())
    return replace(state, heard=replace(heard, beside=Beside("day", own=True), when=when))


def settle(state: CallState) -> CallState:
    """Finds the appointment whose place is taken; what does not exist is left out."""
    frame = state.frame
    if not frame.instead or state.appointment(frame.source) or not state.listed:
        return state
    rows = pointed_at(state)
    if len(rows) == 1:
        return state.refilled(replace(frame, source=rows[0].id))
    beside = None if frame.beside and frame.beside.own else frame.beside
    return state if rows else state.refilled(replace(frame, instead=False, beside=beside))


def afterwards(state: CallState) -> CallState:
    """The state with the cancellation that follows the booking in hand."""
    frame = cancellation(state)
    return state if frame is None else replace(state, later=(frame, *state.later))


def cancellation(state: CallState) -> Frame | None:
    """The task that follows the booking in hand, None where it takes no appointment's place."""
    row = state.appointment(state.frame.source) if state.frame.instead else None
    if row is None:
        return None
    local = state.local(row.starts_at)
    day = When(date=local.date(), time=local.time())
    return Frame(intent="cancel", source=row.id, cue_service=row.service, spoken_of=day)


# ---- a move keeps its service -------------------------------------------------------------------


def keep_service(state: CallState) -> CallState:
    """Another service named while one is moved is that of another appointment, or of none."""
    heard, frame = state.last_heard, state.frame
    row = state.appointment(frame.source) if frame.intent == "move" else None
    if row is None or heard.service in (None, row.service) or heard.parts:
        return state
    others = [a for a in state.appointments if a.service == heard.service and a.id != row.id]
    if len(others) == 1 and heard.beside is None and _MY.search(heard.text):
        frame = replace(frame.searching(), source=others[0].id, wanted=When())
    return replace(state.refilled(frame), heard=replace(heard, service=None))
