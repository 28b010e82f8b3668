"""With whom a booking is to be, where the caller named no provider. Pure."""

from dataclasses import replace

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.identity import same_name
from ringbook.dialogue.state.whom import had_last, people
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.answers import unsure
from ringbook.dialogue.understand.matching import nth
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.topics import indifferent

__all__ = ["resolved", "take"]

_OPEN = ("", "anything", "anything_else")


def take(state: CallState) -> CallState:
    """Takes whom the caller described, or what they answer to "who would you like to see?"."""
    heard = state.last_heard
    if heard.stranger is not None and _own_name(heard.stranger, state):
        heard = replace(heard, stranger=None)
        state = replace(state, heard=heard)
    state = _begun(state)
    if state.frame.intent != "book":
        return state
    frame = state.frame
    if frame.whom == "found":  # told by now
        frame = replace(frame, whom="")
    if frame.whom in ("unsure", "kind"):
        frame = _answered(state, frame)
    if heard.provider is not None or heard.whom == "anybody":
        frame = replace(frame, whom="")
    if len(people(state)) > 1 and heard.whom is not None and heard.whom != "anybody":
        frame = replace(frame, whom="last" if heard.whom == "last" else "kind")
    return _looked_back(state.refilled(frame))


def resolved(state: CallState) -> CallState:
    """The state after the caller was looked up: whom they had last is known, or is not."""
    frame = state.frame
    if frame.intent != "book" or frame.whom not in ("last", "unsure"):
        return state
    found = had_last(state)
    if found is None:
        return state.refilled(replace(frame, whom="unsure"))
    return state.refilled(replace(frame.searching(), provider=found, whom="found"))


def _own_name(name: str, state: CallState) -> bool:
    """The caller, or who is booked for, is nobody at the practice."""
    whom = state.frame.attendee.name if state.frame.attendee else None
    known = (*state.names, *((whom,) if whom else ()))
    return any(same_name(name, one) for one in known)


def _begun(state: CallState) -> CallState:
    """ "I'd like the person I had last time", with nothing in hand, is a wish to book."""
    heard = state.last_heard
    other = heard.has("question", "goodbye", "matter", "robot", "help", "emergency")
    if state.frame.intent is None and state.asked in _OPEN and heard.whom == "last" and not other:
        return state.refilled(Frame(intent="book"))
    return state


def _answered(state: CallState, frame: Frame) -> Frame:
    """The question is asked twice at most: then anybody will do, and is read back by name."""
    heard = state.last_heard
    if state.asked != "provider":
        return frame
    if heard.ordinal is not None and (chosen := nth(people(state), heard.ordinal)):
        return replace(frame, provider=chosen, whom="")
    any_one = (
        indifferent(heard) or clear_yes(heard) or unsure(plain(heard.text)) or heard.earliest_wanted
    )
    aside = heard.stranger is not None or heard.has("question", "repeat", "wait")
    tired = state.stuck_on("provider") > (2 if aside else 0)
    return replace(frame, whom="") if any_one or tired else frame


def _looked_back(state: CallState) -> CallState:
    """As if the caller had named who they had last, once it is known who is calling."""
    if state.frame.whom != "last" or state.caller is None:
        return state
    found = had_last(state)
    if found is None:
        return state.refilled(replace(state.frame, whom="unsure"))
    frame = replace(state.frame, whom="found")
    return replace(state, frame=frame, heard=replace(state.last_heard, provider=found))
