"""A time told by an appointment, taken into the task: "right after my check-up". Pure."""

import re
from dataclasses import replace
from typing import Final
from uuid import UUID

from ringbook.dialogue.speak.listed import about_listed
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.state.reference import Beside
from ringbook.dialogue.understand import choosing
from ringbook.dialogue.understand.beside import fitting, pending, wish_at
from ringbook.dialogue.understand.beside_said import pointed_side
from ringbook.domain.when import When

__all__ = ["hear", "placed", "settle", "take"]

_KEPT: Final = ("book", "move", "no", "number", "name", "greet", "thanks")
_CHOOSES: Final = ("pick", "list", "question", "repeat")
_WHICH_IS: Final = re.compile(r"\bwhich (?:one )?(?:is|comes|of them is)\b", re.I)


def hear(state: CallState) -> CallState:
    """What the words mean beside an appointment that was spoken of before."""
    heard = state.last_heard
    which = state.asked == "which_appointment" and _WHICH_IS.search(heard.text)
    if which or (heard.has("repeat") and about_listed(heard, state)):
        acts: list[Act] = [a for a in heard.acts if a not in _CHOOSES]
        return replace(state, heard=replace(heard, ordinal=None, acts=(*acts, "question")))
    if state.asked == "which_appointment" and pending(state):
        return _narrowed(state, heard)
    of = _spoken_of(state)
    side = pointed_side(heard.text) if of and heard.beside is None else None
    if side is None or heard.when.first is not None or heard.when.time is not None:
        return state
    kept = tuple(act for act in heard.acts if act in _KEPT)
    beside = Beside(side, of=of)
    return replace(state, heard=replace(heard, beside=beside, when=When(), acts=kept))


def _narrowed(state: CallState, heard: Heard) -> CallState:
    """Which of several is meant, and nothing else: it is no wish for that service or day."""
    beside = state.frame.beside
    if beside is None:
        return state
    beside = replace(
        beside,
        service=heard.service or beside.service,
        when=heard.source or (beside.when if heard.when.empty else heard.when),
        ordinal=heard.ordinal,
    )
    acts = tuple(a for a in heard.acts if a in ("no", "drop", "goodbye", "question", "repeat"))
    state = state.refilled(replace(state.frame, beside=beside))
    return replace(state, heard=Heard(heard.text, acts))


def _spoken_of(state: CallState) -> UUID | None:
    """The appointment that "it" can mean: the one in hand, or what was just written."""
    if state.frame.reference is not None:
        return state.frame.reference
    last = state.commits[-1].appointment.id if state.commits else None
    fresh = not state.frame.searches and not state.frame.proposed
    return last if fresh and state.appointment(last) else None


def take(state: CallState) -> CallState:
    """Takes what was said into the task; another day named in its place leaves nothing of it."""
    heard, frame = state.last_heard, state.frame
    if frame.intent not in ("book", "move"):
        return state
    if heard.beside is None:
        if pending(state) and heard.when.first is not None:
            return state.refilled(replace(frame, beside=None))
        return state
    if heard.beside.own and frame.intent == "book" and not frame.instead:
        return state
    frame = replace(frame, beside=heard.beside, reference=None, every=False)
    return state.refilled(_with_provider(frame, heard) if heard.beside.own else frame)


def _with_provider(frame: Frame, heard: Heard) -> Frame:
    """In "the same time, but with Sam", Sam does not tell which appointment is meant."""
    return replace(frame, provider=heard.provider or frame.provider, cue_provider=None)


def settle(state: CallState) -> CallState:
    """Sets the time wanted as soon as it is known which appointment tells it."""
    if not pending(state):
        return state
    rows = fitting(state)
    if len(rows) != 1:
        return state
    wish = wish_at(rows[0], state)
    found = replace(state.frame.searching(), wanted=wish, reference=rows[0].id)
    return state.refilled(found)


def placed(state: CallState) -> CallState:
    """Which appointment is meant, and which time that makes the one wanted."""
    return choosing.anchored(settle(choosing.settle_source(_with_whom(state))))


def _with_whom(state: CallState) -> CallState:
    """In "move my check-up to Friday with Sam", whom none of theirs is with is who is wanted."""
    frame, mine = state.frame, {a.provider for a in state.appointments}
    if frame.intent != "move" or not state.listed or not mine:
        return state
    if frame.cue_provider is None or frame.cue_provider in mine:
        return state
    return state.refilled(replace(frame, provider=frame.cue_provider, cue_provider=None))
