"""What a caller's turn changes in a visit: which services, for whom, and how much of it. Pure."""

import re
from dataclasses import replace

from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.visit import members, singled_out
from ringbook.dialogue.state.visit_wish import Wanted
from ringbook.dialogue.understand.for_whom import passes_over_name
from ringbook.domain.names import read_name

__all__ = ["take"]

_ALSO = re.compile(r"\b(?:also|as well|too|add|plus|along with|on top)\b", re.I)
_ONLY = re.compile(r"\b(?:just|only|drop|skip|leave out|without|forget)\b", re.I)
_LESS = re.compile(r"\b(?:drop|skip|leave out|without|forget)\b", re.I)
_AND = re.compile(r"\s*(?:,|&|\band\b)\s*", re.I)
_WHOLE = re.compile(
    r"\b(?:whole|entire|complete) (?:visit|thing|appointment|lot)\b|\ball of (?:it|them)\b"
    r"|\beverything\b|\ball (?:two|three|four)\b|\bboth(?: of them)?\b|\b(?:it|them) all\b"
    r"|^(?:yes,? )?(?:the )?(?:whole|entire) (?:one|visit)\b",
    re.I,
)


def take(state: CallState) -> CallState:
    """Takes what was said of a visit into the task in hand."""
    heard, frame = state.last_heard, state.frame
    if frame.intent == "book":
        return state.refilled(_booked(frame, heard, state))
    if frame.intent in ("cancel", "move") and frame.agreed is None:
        return state.refilled(_changed(frame, heard, state))
    return state


def _booked(frame: Frame, heard: Heard, state: CallState) -> Frame:
    if heard.parts:
        return _with_parts(frame, heard.parts)
    if heard.service and _ALSO.search(heard.text) and _extends(frame, heard):
        known = frame.parts or (Wanted(frame.service or "", frame.attendee),)
        return _with_parts(frame, (*known, Wanted(heard.service, heard.attendee)))
    if not frame.parts:
        return frame
    if heard.service and _ONLY.search(heard.text):
        return _with_parts(frame, _left(frame, heard))
    if heard.service and heard.attendee is None and heard.has("no", "correct"):
        return _with_parts(frame, (Wanted(heard.service, _whose(frame, heard.service)),))
    if state.answering is not None and state.answering.about == "attendee":
        return replace(frame.searching(), parts=_named(frame, heard, state))
    return frame


def _extends(frame: Frame, heard: Heard) -> bool:
    """True for one more service, or the same for somebody else."""
    stored = heard.attendee.stored if heard.attendee else None
    had = frame.parts or (Wanted(frame.service, frame.attendee),) if frame.service else ()
    known = {(p.service, p.attendee.stored if p.attendee else None) for p in had}
    return bool(known) and (heard.service, stored) not in known


def _with_parts(frame: Frame, parts: tuple[Wanted, ...]) -> Frame:
    """The task for these; with one left it is a booking like any other."""
    if parts == frame.parts or not parts:
        return frame
    frame = replace(frame, people=())
    one = parts[0]
    alone = one.attendee if len(parts) == 1 else None
    several = parts if len(parts) > 1 else ()
    return replace(frame.searching(), parts=several, service=one.service, attendee=alone)


def _whose(frame: Frame, service: str) -> Attendee | None:
    """For whom a service of the visit is; the caller for any other."""
    return next((p.attendee for p in frame.parts if p.service == service), None)


def _left(frame: Frame, heard: Heard) -> tuple[Wanted, ...]:
    """ "Just the cut" keeps that, "without the colour" keeps the others."""
    less = _LESS.search(heard.text) is not None
    return tuple(p for p in frame.parts if (p.service == heard.service) != less)


def _named(frame: Frame, heard: Heard, state: CallState) -> tuple[Wanted, ...]:
    """The name that was asked for goes to all that is for that person; "Tom and Mia" to two."""
    nameless = _nameless(frame)
    open_ = tuple(who for who in nameless if not who.asked)
    names = _names(heard, len(nameless)) or (heard.attendee.name if heard.attendee else None,)
    if not open_ or (names == (None,) and not passes_over_name(heard, state)):
        return frame.parts
    whose = nameless if len(names) > len(open_) else open_
    known = {
        who: replace(who, name=name, asked=True) for who, name in zip(whose, names, strict=False)
    }
    return tuple(
        replace(p, attendee=known.get(p.attendee, p.attendee)) if p.attendee else p
        for p in frame.parts
    )


def _nameless(frame: Frame) -> tuple[Attendee, ...]:
    """Those whose name is not known, in order, whether or not it was asked for."""
    people = dict.fromkeys(part.attendee for part in frame.parts if part.attendee)
    return tuple(who for who in people if who.nameless)


def _names(heard: Heard, most: int) -> tuple[str, ...]:
    """Several names in one answer; () unless there are two or more, and no more than asked for."""
    if heard.people:
        names = [who.name for who in heard.people if who.name]
    else:
        pieces = _AND.split(heard.text)
        read = [read_name(piece, asked=True) for piece in pieces]
        names = [name for name in read if name] if all(read) else []
    return tuple(names) if 2 <= len(names) <= most else ()


def _changed(frame: Frame, heard: Heard, state: CallState) -> Frame:
    """The whole visit, or one part of it."""
    if _WHOLE.search(heard.text):
        return replace(frame, scope="all")
    if state.asked not in ("which_scope", "confirm_cancel", "confirm_move"):
        return frame
    if len(members(state, state.appointment(frame.source))) < 2:
        return frame
    one = singled_out(state, heard)
    return replace(frame, source=one.id, scope="one") if one is not None else frame
