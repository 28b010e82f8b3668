"""Did the caller agree to what was read back? Pure."""

import re

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.visit import contradicts
from ringbook.dialogue.understand.for_whom import agreed_to
from ringbook.dialogue.understand.matching import OTHER, matches, nth, other_slot
from ringbook.domain.model import Appointment
from ringbook.domain.when import When

__all__ = ["agrees", "clear_yes"]

_BUT = re.compile(
    r"\b(but|except|only if|unless|maybe|perhaps|not sure)\b"
    r"|\b(hello|(can|do) you hear me|are you (still )?there|any(one|body) there)\b"
    r"|\b(yes|yeah|yep),? ((and|or) )?no\b"
    r"(?!,? (that|it|sounds|perfect|great|fine|lovely|problem|worries|rush|doubt|matter|need))",
    re.I,
)
"""What makes a yes no clear one."""

_COMES = re.compile(
    r"\bsee (?:you|ya)\b|\bi(?:['\u2019]ll| will) (?:be there|take (?:it|that)|come)\b"
    r"|\block it in\b|\bkeep\b|\blooking forward\b|\bbook (?:it|that)\b",
    re.I,
)


def clear_yes(heard: Heard) -> bool:
    """A yes with nothing in it that takes it back."""
    return heard.has("yes") and not heard.has("no", "correct", "drop", "wait", "more")


def agrees(state: CallState, heard: Heard, asked: Question) -> bool:
    """True when `heard` is a clear yes to `asked` and says nothing different from it."""
    if not clear_yes(heard) or not _same_task(heard, asked) or heard.when.shift is not None:
        return False
    if _BUT.search(heard.text) or heard.has("question", "person", "goodbye"):
        return False
    if OTHER.search(heard.text) or other_slot(state.frame, heard) is not None:
        return False
    if asked.visit and contradicts(heard, asked):
        return False
    if heard.ordinal is not None and not _meant(state, heard.ordinal, asked):
        return False
    slot = state.slot(asked.slot_id)
    appointment = state.appointment(asked.appointment_id)
    what = slot or appointment
    if what is None or (asked.slot_id is not None and slot is None):
        return False
    if slot is not None and slot.provider in heard.without:
        return False
    if not _of(heard.source, appointment, state) or not agreed_to(heard, asked):
        return False
    if _speaks_of_else(heard, asked, appointment):
        return False
    return bool(
        matches(heard.when, state.local(what.starts_at))
        and (asked.visit or heard.service in (None, what.service))
        and (asked.visit or heard.provider in (None, what.provider))
    )


def _meant(state: CallState, ordinal: int, asked: Question) -> bool:
    """ "Yes, the second one" agrees only where that is the one read back."""
    if asked.visit or asked.of_series:
        return False
    if asked.slot_id is None:
        shown = nth(state.appointments, ordinal)
        return shown is None or shown.id == asked.appointment_id
    among = state.frame.among or tuple(s for s in (state.frame.chosen,) if s)
    found = nth(among, ordinal)
    return found is not None and found.id == asked.slot_id


def _of(source: When | None, appointment: Appointment | None, state: CallState) -> bool:
    if source is None or appointment is None:
        return True
    return matches(source, state.local(appointment.starts_at))


def _speaks_of_else(heard: Heard, asked: Question, appointment: Appointment | None) -> bool:
    """ "See you then" agrees to no cancellation, "yes, for my son" to no change of one's own."""
    if asked.about == "confirm_cancel" and _COMES.search(heard.text):
        return True
    whom = heard.attendee.stored if heard.attendee else None
    if whom is None or appointment is None or asked.about == "confirm_book" or asked.visit:
        return False
    return appointment.attendee != whom


def _same_task(heard: Heard, asked: Question) -> bool:
    """True unless another kind of task is named; "book it" agrees to a move as well."""
    other = {
        "confirm_book": ("cancel", "list"),
        "confirm_move": ("cancel", "list"),
        "confirm_cancel": ("move", "list", "availability"),
    }[asked.about]
    return not any(act in heard.acts for act in other)
