"""Which slot or appointment the caller chose, and what they agreed to. Pure."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.policy import may
from ringbook.dialogue.state.question import WRITES, Question
from ringbook.dialogue.state.visit import members, one_visit, whole
from ringbook.dialogue.understand.agreeing import agrees, clear_yes
from ringbook.dialogue.understand.beside import in_the_way
from ringbook.dialogue.understand.counted import from_appointment
from ringbook.dialogue.understand.for_whom import is_for, names_only
from ringbook.dialogue.understand.matching import OTHER, matches, nth, other_slot
from ringbook.dialogue.understand.series_dates import one_each, whole_series
from ringbook.dialogue.understand.topics import indifferent, without_question
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.when import When
from ringbook.domain.when_value import Bound

__all__ = [
    "anchored",
    "candidates",
    "choose",
    "pointed_at",
    "settle_source",
]

# ---- agreement ----------------------------------------------------------------------------------


def choose(state: CallState) -> CallState:
    """Takes the caller's choice or answer to what the agent asked last."""
    heard, asked = without_question(state.last_heard), state.answering
    if asked is None:
        return state
    if asked.about in WRITES:
        return _answer(state, heard, asked)
    if asked.about == "which_slot":
        return _pick_slot(state, heard)
    if asked.about == "which_appointment":
        return _pick_appointment(state, heard)
    return state


def _answer(state: CallState, heard: Heard, asked: Question) -> CallState:
    frame = replace(state.frame, agreed=None)
    if agrees(state, heard, asked):
        return state.refilled(replace(frame, agreed=asked))
    if (asked.of_series or asked.visit) and _corrects_scope(frame, heard, asked):
        return state.refilled(frame)
    if asked.about == "confirm_cancel":
        return _not_cancelled(state.refilled(frame), heard)
    if frame.chosen is None or names_only(heard):
        return state.refilled(frame)
    if other := other_slot(frame, heard):
        return state.refilled(replace(frame, chosen=other, refused=frame.refused - {other.id}))
    if heard.has("no", "correct", "more") or not heard.when.empty:
        frame = replace(frame, chosen=None, turned_down=frame.chosen.id)
        return _pick_slot(state.refilled(frame), heard)
    return state.refilled(frame)


def _corrects_scope(frame: Frame, heard: Heard, asked: Question) -> bool:
    """ "No, just this one": a no that says which are meant does not give the task up."""
    one_part = bool(asked.visit) and frame.scope == "one"
    changes = one_part or heard.scope not in (None, frame.scope)
    return asked.about == "confirm_cancel" and changes and not clear_yes(heard)


def _not_cancelled(state: CallState, heard: Heard) -> CallState:
    """A no to a cancellation gives the task up, unless another appointment was named."""
    if not heard.has("no") or state.frame.intent != "cancel":
        return state
    cue, frame = heard.source or heard.when, replace(state.frame, place=None)
    if not cue.empty:
        anew = replace(frame, cue_service=None, cue_provider=None, cue_attendee=None)
        return state.refilled(replace(anew, source=None, spoken_of=cue))
    if OTHER.search(heard.text) or heard.ordinal is not None:
        return state.refilled(replace(frame, source=_other_one(state, heard)))
    return state.dropping()


def _other_one(state: CallState, heard: Heard) -> UUID | None:
    """The appointment meant by "no, the other one", None when that leaves several."""
    left = [a.id for a in state.appointments if a.id != state.frame.source]
    if heard.ordinal is not None and (found := nth(state.appointments, heard.ordinal)):
        return found.id
    return left[0] if len(left) == 1 else None


# ---- slots --------------------------------------------------------------------------------------


def _pick_slot(state: CallState, heard: Heard) -> CallState:
    frame = state.frame
    slot = _chosen(state, heard)
    if slot is not None:
        chosen = replace(
            frame, chosen=slot, refused=frame.refused - {slot.id}, undecided=False, agreed=None
        )
        return state.refilled(chosen)
    return state


def _chosen(state: CallState, heard: Heard) -> Slot | None:
    """The one offered slot that the words single out."""
    proposed = state.frame.proposed or state.offered[:1]
    if heard.has("more") or heard.when.shift is not None or not proposed:
        return None
    if heard.ordinal is not None and heard.when.empty:
        return nth(proposed, heard.ordinal)
    if heard.when.empty:
        free = indifferent(heard) or heard.earliest_wanted
        sure = len(proposed) == 1 and clear_yes(heard)
        return proposed[0] if free or sure else None
    return _by_when(state, heard, proposed)


def _by_when(state: CallState, heard: Heard, proposed: tuple[Slot, ...]) -> Slot | None:
    """By what was said of day and time: among those named first, else among all found."""
    if heard.when.excluded_weekdays or heard.when.bound not in ("at", "around"):
        return None
    for pool in (proposed, _of_proposed_days(state, proposed)):
        fitting = [s for s in pool if matches(heard.when, state.local(s.starts_at))]
        fitting = [s for s in fitting if heard.provider in (None, s.provider)]
        fitting = [s for s in fitting if not in_the_way(s, state)]
        if len({s.starts_at for s in fitting}) == 1:
            return fitting[0]
        if len(fitting) > 1 and pool is proposed:
            return fitting[0] if heard.any or heard.earliest_wanted else None
    return None


def _of_proposed_days(state: CallState, proposed: tuple[Slot, ...]) -> tuple[Slot, ...]:
    if state.heard is not None and state.heard.when.first is not None:
        return state.offered
    days = {state.local(s.starts_at).date() for s in proposed}
    return tuple(s for s in state.offered if state.local(s.starts_at).date() in days)


# ---- appointments -------------------------------------------------------------------------------


def _pick_appointment(state: CallState, heard: Heard) -> CallState:
    shown = candidates(state)
    found = nth(shown, heard.ordinal) if heard.ordinal is not None else None
    cue = heard.source or heard.when
    if found is None and cue.empty and heard.any:
        found = shown[0] if shown else None
    if found is not None:
        return state.refilled(replace(state.frame, source=found.id))
    return state


def pointed_at(state: CallState) -> tuple[Appointment, ...]:
    """The caller's appointments that fit what was said of the one meant."""
    frame = state.frame
    return tuple(
        a
        for a in state.appointments
        if matches(frame.spoken_of, state.local(a.starts_at))
        and frame.cue_service in (None, a.service)
        and frame.cue_provider in (None, a.provider)
        and is_for(a, state)
        and not (frame.other and a.id in state.touched)
    )


def candidates(state: CallState) -> tuple[Appointment, ...]:
    """The appointments among which the caller is asked to choose."""
    fitting = pointed_at(state)
    return fitting if len(fitting) > 1 else state.appointments


def settle_source(state: CallState) -> CallState:
    """Takes the only appointment that fits as the one to change; "all" takes one after another."""
    frame = state.frame
    if frame.intent not in ("cancel", "move") or state.appointment(frame.source):
        return state
    if not state.listed and may("hear", state):
        return state  # what was booked in this call need not be all they have
    fitting = pointed_at(state)
    only = fitting if len(fitting) == 1 else state.appointments
    if len(only) == 1:
        return state.refilled(replace(frame, source=only[0].id))
    several = fitting or state.appointments
    if frame.place is not None and (placed := nth(several, frame.place)):
        return state.refilled(replace(frame, source=placed.id))
    if whole := whole_series(state, several) or one_visit(state, several):
        return state.refilled(whole)
    if frame.every and len(several) > 1:
        first, *rest = one_each(replace(frame, every=False), several)
        return replace(state, frame=first, later=(*rest, *state.later))
    return state


def anchored(state: CallState) -> CallState:
    """In a move, a time with no day is one on the appointment's own day ("at four", "later").

    A time told by its distance from the appointment is counted from it.
    """
    frame, source = state.frame, state.appointment(state.frame.source)
    if frame.intent != "move" or source is None:
        return state
    several = members(state, source) if frame.scope is None else whole(state)
    relative = frame.wanted.by is not None or frame.wanted.shift is not None
    if relative and frame.scope is None and len(several) > 1:
        return state  # from which of them is asked first
    local = state.local(min(row.starts_at for row in (*several, source)))
    return state.refilled(replace(frame, wanted=_from_start(frame.wanted, local)))


def _from_start(wish: When, local: datetime) -> When:
    """`wish` with its day, in a move of what starts at `local`."""
    wish = from_appointment(wish, local)
    if wish.first is not None:
        return wish
    if wish.shift is not None:
        bound: Bound = "after" if wish.shift == "later" else "before"
        return replace(wish, date=local.date(), time=local.time(), bound=bound, shift=None)
    timed = wish.timed
    return replace(wish, date=local.date()) if timed else wish
