"""Bookings for somebody else: who is meant, what is still to be asked, what a read-back says. Pure.

One number may book for several people. A name comes from the caller's own words, never from a
model, and stands in the read-back before it is written.
"""

from collections.abc import Iterable
from dataclasses import replace

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.attendee import (
    Attendee,
    is_relation,
    named_in,
    said_by_name,
    spoken_attendee,
)
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.identity import same_name
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.attendee import attendee_said
from ringbook.domain.model import Appointment

__all__ = [
    "agreed_to",
    "ask_name",
    "busy",
    "is_for",
    "may_be_named",
    "meant",
    "name_open",
    "names_only",
    "of_whom",
    "passes_over_name",
    "read_for",
    "read_out",
    "take",
    "told",
    "truly_for",
]


def meant(state: CallState) -> str | None:
    """Whom the booking in hand is for, as it would be stored; None for the caller."""
    attendee = state.frame.attendee
    return None if attendee is None or _is_caller(attendee.name, state) else attendee.stored


def told(stored: str | None) -> str:
    """ " for Tom", " for your mother", "" for the caller."""
    return f" for {spoken_attendee(stored)}" if stored else ""


# ---- what the caller says -----------------------------------------------------------------------


def take(state: CallState) -> CallState:
    """Takes whom it is for into a booking; for other tasks it tells which appointment is meant."""
    heard, frame = state.last_heard, state.frame
    if frame.parts:  # each part of a visit says for whom it is
        return state
    if frame.intent == "book":
        return state.refilled(replace(frame, attendee=_merged(heard, state)))
    named = heard.attendee if not heard.has("book") else None  # else it is for what is to be booked
    cue = heard.possessor or (named.stored if named else None)
    if frame.intent in ("cancel", "move") and cue is not None:
        return state.refilled(replace(frame, cue_attendee=cue))
    return state


def _merged(heard: Heard, state: CallState) -> Attendee | None:
    old, new = state.frame.attendee, heard.attendee
    if new is None:
        return _unnamed(heard, state)
    if new.stored is None:
        return None
    if old is not None and new.relation is None and old.nameless:
        return replace(new, relation=old.relation)
    if old is not None and new.nameless and new.relation == old.relation:
        return old
    return new


def _unnamed(heard: Heard, state: CallState) -> Attendee | None:
    """The name was asked for and not given: the relation will have to do."""
    old, asked = state.frame.attendee, state.answering
    if old is None or asked is None or asked.about != "attendee":
        return old
    return replace(old, asked=old.asked or passes_over_name(heard, state))


def passes_over_name(heard: Heard, state: CallState) -> bool:
    """True when the answer to "what is their name?" gives none, and none is to be had.

    Who only says something else of the booking is asked once more.
    """
    aside = heard.has("wait", "repeat", "question", "party")
    elsewhere = not heard.when.empty and not state.asked_twice("attendee")
    return any(c.isalnum() for c in heard.text) and not aside and not elsewhere


def _is_caller(name: str | None, state: CallState) -> bool:
    own = (*state.names, *((state.proven_name,) if state.proven_name else ()))
    return name is not None and any(same_name(name, known) for known in own)


def is_for(appointment: Appointment, state: CallState) -> bool:
    """True when nothing that was said of whose appointment is meant speaks against this one."""
    cue, stored = state.frame.cue_attendee, appointment.attendee
    if cue is None:
        return True
    if _is_caller(cue, state):
        return stored is None
    if not is_relation(cue):
        return stored is not None and same_name(cue, stored)
    named = {a.attendee for a in state.appointments} - {None}
    return not named or stored == cue or (stored is not None and cue not in named)


def agreed_to(heard: Heard, asked: Question) -> bool:
    """False when the caller names somebody else than was read back."""
    if heard.attendee is None or asked.visit or asked.about != "confirm_book":
        return True
    named, read = heard.attendee.name, asked.attendee
    return heard.attendee.stored == read or (
        named is not None and read is not None and same_name(named, read)
    )


def names_only(heard: Heard) -> bool:
    """ "No, it's for Tom" turns down nothing but whom it was read back for."""
    named = heard.attendee is not None and heard.ordinal is None and not heard.has("more")
    return named and heard.when.empty


# ---- what the agent says ------------------------------------------------------------------------


def name_open(state: CallState) -> bool:
    """True while somebody is known by a relation only, and the name was not asked for."""
    attendee = state.frame.attendee
    return attendee is not None and attendee.nameless and not attendee.asked


def ask_name(state: CallState) -> str:
    """ "What is your mother's name?"."""
    return f"What is {spoken_attendee(meant(state) or '')}'s name?"


def busy(state: CallState, stored: str | None) -> str | None:
    """Why a time cannot be booked for somebody who has an appointment then.

    None for a caller who is not proven: nothing of what stands in the diary is for them.
    """
    if not state.proven:
        return None
    if stored is None:
        return "I'm sorry, you already have another appointment at that time."
    who = spoken_attendee(stored)
    return f"I'm sorry, {who} already has another appointment at that time."


def read_out(text: str, state: CallState) -> tuple[bool, str | None]:
    """Whom an agent's sentence reads a booking back for, and whether that may be so.

    A name that the caller never said, or nobody where somebody was named, may not.
    """
    wanted = meant(state)
    if wanted is not None:
        return named_in(text, wanted), wanted
    found = attendee_said(text, state.practice)
    name = found.name if found else None
    if name is None or _is_caller(name, state):
        return True, None
    return may_be_named(name, state), name


def read_for(asks: Question, frame: Frame) -> Attendee | None:
    """Whom the booking is for once it was read back, also when only the words told."""
    return frame.attendee or (Attendee(asks.attendee) if asks.attendee else None)


def truly_for(sentence: str, state: CallState) -> bool:
    """False when a sentence says that something is booked for somebody for whom nothing is."""
    known = (*state.appointments, *(c.appointment for c in state.commits))
    return _other_named(sentence, state) is None or bool(of_whom(sentence, known, state))


def of_whom(
    sentence: str, rows: Iterable[Appointment], state: CallState
) -> tuple[Appointment, ...]:
    """Those of the person whom a sentence names; all where it names nobody else."""
    name = _other_named(sentence, state)
    if name is None:
        return tuple(rows)
    return tuple(a for a in rows if a.attendee is not None and same_name(name, a.attendee))


def _other_named(sentence: str, state: CallState) -> str | None:
    """Somebody other than the caller, whom the caller has spoken of."""
    found = attendee_said(sentence, state.practice)
    name = found.name if found else None
    if name is None or _is_caller(name, state) or not may_be_named(name, state):
        return None
    return name


def may_be_named(name: str, state: CallState) -> bool:
    """True for whom the caller named in this call, of several too, or for whom they wait."""
    party = {part.attendee.stored for part in state.frame.parts if part.attendee}
    return said_by_name(name, state.said) or name in party or name in _waited_for(state)


def _waited_for(state: CallState) -> set[str]:
    """Whom the caller has on the waiting list, once that may be told to them."""
    if not policy.may("hear", state):
        return set()
    return {whom for entry in state.waiting for whom in entry.wish.people if whom is not None}
