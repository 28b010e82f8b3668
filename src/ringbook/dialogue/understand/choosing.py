"""Which slot or appointment the caller chose, and what they agreed to. Pure."""

import re
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.policy import may
from ringbook.dialogue.state.question import WRITES, Question
from ringbook.dialogue.state.visit import contradicts, one_visit
from ringbook.dialogue.understand.for_whom import agreed_to, is_for, names_only
from ringbook.dialogue.understand.series_dates import one_each, whole_series
from ringbook.dialogue.understand.topics import indifferent, without_question
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.when import When
from ringbook.domain.when_value import Bound

__all__ = [
    "agrees",
    "anchored",
    "candidates",
    "choose",
    "clear_yes",
    "matches",
    "pointed_at",
    "settle_source",
]

_OTHER = re.compile(r"\bother (one|appointment|booking|time|slot)\b", re.I)
_BUT = re.compile(
    r"\b(but|except|only if|unless|maybe|perhaps|not sure)\b"
    r"|\b(yes|yeah|yep),? ((and|or) )?no\b"
    r"(?!,? (that|it|sounds|perfect|great|fine|lovely|problem|worries|rush|doubt|matter|need))",
    re.I,
)
"""What makes a yes no clear one."""


def clear_yes(heard: Heard) -> bool:
    """A yes with nothing in it that takes it back."""
    return heard.has("yes") and not heard.has("no", "correct", "drop", "wait", "more")


def matches(when: When, local: datetime) -> bool:
    """True when nothing that was said differs from `local` (practice time)."""
    days = {when.date, *when.alt_dates} - {None}
    if when.range:
        if not when.range[0] <= local.date() <= when.range[1]:
            return False
    elif days and local.date() not in days:
        return False
    return _time_matches(when, local) and local.weekday() not in when.excluded_weekdays


def _time_matches(when: When, local: datetime) -> bool:
    if when.time is not None and when.bound in ("at", "around") and when.until is None:
        return local.time() in (when.time, *when.alt_times)
    after = when.earliest is None or local.time() >= when.earliest
    return after and (when.latest is None or local.time() <= when.latest)


# ---- agreement ----------------------------------------------------------------------------------


def choose(state: CallState) -> CallState:
    """Takes the caller's choice or answer to what the agent asked last."""
    heard, asked = without_question(state.heard or Heard("")), state.answering
    if asked is None:
        return state
    if asked.about in WRITES:
        return _answer(state, heard, asked)
    if asked.about == "which_slot":
        return _pick_slot(state, heard)
    if asked.about == "which_appointment":
        return _pick_appointment(state, heard)
    return state


def agrees(state: CallState, heard: Heard, asked: Question) -> bool:
    """True when `heard` is a clear yes to `asked` and says nothing different from it."""
    if not clear_yes(heard) or not _same_task(heard, asked) or heard.when.shift is not None:
        return False
    if _BUT.search(heard.text) or heard.has("question", "person", "goodbye"):
        return False
    if _OTHER.search(heard.text) or _other_slot(state.frame, heard) is not None:
        return False
    if asked.visit and contradicts(heard, asked):
        return False
    slot = state.slot(asked.slot_id)
    appointment = state.appointment(asked.appointment_id)
    what = slot or appointment
    if what is None or (asked.slot_id is not None and slot is None):
        return False
    if not _of(heard.source, appointment, state) or not agreed_to(heard, asked):
        return False
    return bool(
        matches(heard.when, state.local(what.starts_at))
        and (asked.visit or heard.service in (None, what.service))
        and (asked.visit or heard.provider in (None, what.provider))
    )


def _of(source: When | None, appointment: Appointment | None, state: CallState) -> bool:
    if source is None or appointment is None:
        return True
    return matches(source, state.local(appointment.starts_at))


def _same_task(heard: Heard, asked: Question) -> bool:
    """True unless another kind of task is named; "book it" agrees to a move as well."""
    other = {
        "confirm_book": ("cancel", "list"),
        "confirm_move": ("cancel", "list"),
        "confirm_cancel": ("move", "list", "availability"),
    }[asked.about]
    return not any(act in heard.acts for act in other)


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
    if other := _other_slot(frame, heard):
        return state.refilled(replace(frame, chosen=other, refused=frame.refused - {other.id}))
    if heard.has("no", "correct", "more") or not heard.when.empty:
        frame = replace(frame, chosen=None, turned_down=frame.chosen.id)
        return _pick_slot(state.refilled(frame), heard)
    return state.refilled(frame)


def _other_slot(frame: Frame, heard: Heard) -> Slot | None:
    """ "No wait, the first one": another of those offered before the read-back."""
    if not heard.when.empty or heard.has("more"):
        return None
    if heard.ordinal is not None:
        found = _nth(frame.among, heard.ordinal)
        return found if found != frame.chosen else None
    left = [s for s in frame.among if s != frame.chosen]
    return left[0] if len(left) == 1 and _OTHER.search(heard.text) else None


def _corrects_scope(frame: Frame, heard: Heard, asked: Question) -> bool:
    """ "No, just this one": a no that says which are meant does not give the task up."""
    one_part = bool(asked.visit) and frame.scope == "one"
    changes = one_part or heard.scope not in (None, frame.scope)
    return asked.about == "confirm_cancel" and changes and not clear_yes(heard)


def _not_cancelled(state: CallState, heard: Heard) -> CallState:
    """A no to a cancellation gives the task up, unless another appointment was named."""
    if not heard.has("no") or state.frame.intent != "cancel":
        return state
    cue = heard.source or heard.when
    if not cue.empty:
        return state.refilled(replace(state.frame, source=None, spoken_of=cue))
    if _OTHER.search(heard.text) or heard.ordinal is not None:
        return state.refilled(replace(state.frame, source=_other_one(state, heard)))
    return replace(state, frame=Frame(), dropped=state.frame)


def _other_one(state: CallState, heard: Heard) -> UUID | None:
    """The appointment meant by "no, the other one", None when that leaves several."""
    left = [a.id for a in state.appointments if a.id != state.frame.source]
    if heard.ordinal is not None and (found := _nth(state.appointments, heard.ordinal)):
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
        return _nth(proposed, heard.ordinal)
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


def _nth[T](items: tuple[T, ...], ordinal: int) -> T | None:
    index = ordinal if ordinal < 0 else ordinal - 1
    return items[index] if -len(items) <= index < len(items) else None


# ---- appointments -------------------------------------------------------------------------------


def _pick_appointment(state: CallState, heard: Heard) -> CallState:
    shown = candidates(state)
    found = _nth(shown, heard.ordinal) if heard.ordinal is not None else None
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
    if whole := whole_series(state, several) or one_visit(state, several):
        return state.refilled(whole)
    if frame.every and len(several) > 1:
        first, *rest = one_each(replace(frame, every=False), several)
        return replace(state, frame=first, later=(*rest, *state.later))
    return state


def anchored(state: CallState) -> CallState:
    """In a move, a time with no day is one on the appointment's own day ("at four", "later")."""
    frame, source = state.frame, state.appointment(state.frame.source)
    if frame.intent != "move" or source is None or frame.wanted.first is not None:
        return state
    local, wish = state.local(source.starts_at), frame.wanted
    if wish.shift is not None:
        bound: Bound = "after" if wish.shift == "later" else "before"
        wish = replace(wish, date=local.date(), time=local.time(), bound=bound, shift=None)
    elif wish.time is not None or wish.part is not None:
        wish = replace(wish, date=local.date())
    return state.refilled(replace(frame, wanted=wish))
