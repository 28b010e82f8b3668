"""Changes that are not named as such: "can I come in sooner?", "could I come on Friday". Pure."""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.policy import may
from ringbook.dialogue.understand.sooner import comes_sooner
from ringbook.dialogue.understand.text import plain
from ringbook.domain.model import Appointment
from ringbook.domain.when import When
from ringbook.domain.when_value import Shift

__all__ = ["begun", "moves_instead", "settled"]

_INSTEAD: Final = re.compile(
    r"\binstead\b|\b(?:can|could|may|might) (?:i|we|you|it)(?: just)? (?:do|come|make it|have|be)"
    r"\b"
)
_ANOTHER: Final = re.compile(
    r"\bone\b(?! (?:day|week|hour|oclock|on))|\b(?:another|new|also|as well|separate|too)\b"
)


def begun(frame: Frame, heard: Heard) -> Frame:
    """The move that was asked for, which may turn out to be a booking."""
    unsure = frame.intent == "move" and comes_sooner(plain(heard.text))
    return replace(frame, or_book=True) if unsure else frame


def moves_instead(state: CallState, heard: Heard) -> bool:
    """True when another time is asked for while a cancellation waits for its yes."""
    asked, source = state.answering, state.appointment(state.frame.source)
    if asked is None or asked.about != "confirm_cancel" or source is None:
        return False
    if asked.of_series or asked.visit or heard.has("cancel", "list", "drop", "question"):
        return False
    if heard.service not in (None, source.service) or heard.attendee or heard.parts:
        return False
    said = plain(heard.text)
    if heard.has("yes") and "instead" not in said:
        return False
    asks = heard.has("book", "availability") or _INSTEAD.search(said)
    return bool(asks) and _timed(heard.when) and _ANOTHER.search(said) is None


def _timed(when: When) -> bool:
    return when.timed or when.first is not None or when.shift is not None or when.by is not None


def settled(state: CallState) -> CallState:
    """Decides, once it is known what the caller has, if it is a move or a booking."""
    frame = state.frame
    if frame.intent != "move" or not frame.or_book or state.caller is None:
        return state
    if (source := state.appointment(frame.source)) is not None:
        return state.refilled(_of_those(state, frame, (source,)))
    if not may("hear", state):
        return state.refilled(_booking(frame))
    if not state.listed:
        return state
    return state.refilled(_of_those(state, frame, state.appointments))


def _of_those(state: CallState, frame: Frame, rows: tuple[Appointment, ...]) -> Frame:
    first, last = frame.wanted.first, frame.wanted.last
    days = [state.local(a.starts_at).date() for a in rows]
    same = [d for d in days if first is not None and last is not None and first <= d <= last]
    move = replace(frame, or_book=False)
    if same and first is not None and first == last:
        return replace(move, spoken_of=When(date=first), wanted=_that_day(frame.wanted))
    return move if days and (first is None or same or len(days) == 1) else _booking(frame)


def _that_day(wish: When) -> When:
    """ "Earlier on Thursday", of an appointment on Thursday, is earlier than that."""
    shift: Shift | None = None if wish.by is not None or wish.timed else "earlier"
    return replace(wish, date=None, range=None, alt_dates=(), shift=shift)


def _booking(frame: Frame) -> Frame:
    wish = replace(frame.wanted, shift=None, by=None)
    return Frame("book", frame.cue_service, frame.cue_provider, wanted=wish)
