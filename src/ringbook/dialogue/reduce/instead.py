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
from ringbook.dialogue.understand.when import SAME_TIME
from ringbook.domain.model import Appointment
from ringbook.domain.when import When

__all__ = ["afterwards", "begin", "keep_service", "settle"]

_MY: Final = re.compile(r"\b(?:my|the|no,?)\b", re.I)


def begin(state: CallState) -> CallState:
    """Begins the booking that takes an appointment's place, or goes on with it."""
    heard, old = state.last_heard, state.frame
    if old.instead:
        return _same_time(_which(state))
    if not heard.instead or old.intent == "book":
        return state
    row = _meant(state, heard)
    if heard.source_service is None and row is None:
        return replace(state, heard=replace(heard, instead=False, acts=("move",), service=None))
    frame = Frame(
        intent="book",
        service=heard.service,
        cue_service=heard.source_service or (row.service if row else None),
        spoken_of=heard.source or When(),
        source=row.id if row else None,
        instead=True,
    )
    return _same_time(state.refilled(frame))


def _meant(state: CallState, heard: Heard) -> Appointment | None:
    """The appointment in hand, or "it", written a moment ago; not if another one is named."""
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
    heard = state.last_heard
    if heard.when.first is not None or not SAME_TIME.search(heard.text):
        return state
    return replace(state, heard=replace(heard, beside=Beside("same", own=True), when=When()))


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
    row = state.appointment(state.frame.source) if state.frame.instead else None
    if row is None:
        return state
    return replace(state, later=(Frame(intent="cancel", source=row.id), *state.later))


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
