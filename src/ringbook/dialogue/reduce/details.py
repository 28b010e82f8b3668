"""What is said of the task in hand: service, provider, time, and which appointment. Pure."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from ringbook.dialogue.speak.book import OR_EARLIEST, ask_clock
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame, merged
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.understand import elsewhere
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.matching import matches
from ringbook.dialogue.understand.placed import place_said
from ringbook.dialogue.understand.topics import indifferent, without_question
from ringbook.domain.when import When

__all__ = ["detail"]

_EVERY = re.compile(r"\b(all|both|everything)\b(?! (good|right|set|day))", re.I)
_EACH = re.compile(
    r"\b(?:both|all)(?: of)?(?: (?:my|our|the))? (?:appointments|bookings|visits|them)\b"
    r"|\b(?:move|moving|reschedule|push|shift|change|put) (?:both|everything)\b",
    re.I,
)
_NEXT = re.compile(r"\b(?:next|following)\b", re.I)
_CHEAPEST = re.compile(r"\b(cheapest|least expensive|lowest price)\b", re.I)


def _heard(state: CallState) -> Heard:
    return without_question(state.last_heard)


def detail(state: CallState) -> CallState:
    """Takes service, provider and time into the task, unless they only repeat the choice made."""
    heard, frame = _heard(state), state.frame
    if frame.intent is None or frame.intent == "list" or frame.agreed is not None:
        return state
    if frame.intent == "cancel":
        return state.refilled(_which_to_cancel(state, heard))
    if frame.intent == "move":
        state = _move_cues(state, heard)
    state = _named(state, heard)
    return elsewhere.ask(state) if elsewhere.wanted(state) else _wish(state, heard)


def _which_to_cancel(state: CallState, heard: Heard) -> Frame:
    """What is said of time and service tells which one, unless a booking is to follow."""
    if heard.has("book") and state.later and state.later[0].intent == "book":
        heard = replace(heard, service=heard.source_service, when=When())
    return _cued(state.frame, heard, _on_that_day(heard.source or heard.when, state), state)


def _on_that_day(cue: When, state: CallState) -> When:
    """ "I can't make it on Tuesday" speaks of the Tuesday one, not of any other."""
    if len(cue.excluded_weekdays) != 1 or cue.first is not None:
        return cue
    weekday = next(iter(cue.excluded_weekdays))
    day = state.today + timedelta(days=(weekday - state.today.weekday()) % 7)
    return When(date=day)


def _cued(frame: Frame, heard: Heard, cue: When, state: CallState) -> Frame:
    """What tells which appointment is meant."""
    frame = replace(
        frame,
        cue_service=heard.service or frame.cue_service,
        cue_provider=heard.provider or frame.cue_provider,
        place=place_said(heard.text) or frame.place,
        every=frame.every or _means_each(frame, heard, state),
    )
    if cue.empty or state.asked in WRITES:
        return frame
    known = state.appointment(frame.source)
    if known is not None and matches(cue, state.local(known.starts_at)):
        return frame
    return replace(frame, spoken_of=cue, source=None)


def _means_each(frame: Frame, heard: Heard, state: CallState) -> bool:
    """In a move "all" may also be said of times: there it must be the answer, or name them."""
    asked = frame.intent == "cancel" or state.asked == "which_appointment"
    return (_EVERY if asked else _EACH).search(heard.text) is not None


def _move_cues(state: CallState, heard: Heard) -> CallState:
    frame = state.frame
    source_known = state.appointment(frame.source) is not None
    cue = heard.source or (heard.when if state.asked == "which_appointment" else When())
    named = heard if not source_known else Heard("")
    return state.refilled(_cued(frame, named, cue, state))


def _named(state: CallState, heard: Heard) -> CallState:
    """A service or provider named anew; in a move only once it is clear what is being moved."""
    frame = state.frame
    if frame.intent == "move" and state.appointment(frame.source) is None:
        return state
    if frame.parts:
        heard = replace(heard, service=None)
    service = heard.service or _any_service(state, heard) or frame.service
    provider = heard.provider or (None if heard.whom == "anybody" else frame.provider)
    without = (frame.without | heard.without) - {heard.provider}
    provider = None if provider in without else provider
    if without != frame.without:
        frame = replace(frame.searching(), without=without, wanted=_as_read_back(state))
        state = state.refilled(frame)
    if (service, provider) == (frame.service, frame.provider):
        return state
    known = frame.chosen
    if known is not None and (known.service, known.provider) == (service, provider):
        return state.refilled(replace(frame, service=service, provider=provider))
    found = replace(frame.searching(), service=service, provider=provider)
    if provider != frame.provider and heard.when.empty:
        found = replace(found, wanted=_as_read_back(state))
    return state.refilled(found)


def _as_read_back(state: CallState) -> When:
    """The time that was read back, for which somebody else is wanted; else the wish as it was."""
    frame = state.frame
    slot = frame.chosen or state.slot(frame.turned_down)
    if slot is None or state.asked not in WRITES:
        return frame.wanted
    local = state.local(slot.starts_at)
    return When(date=local.date(), time=local.time())


def _any_service(state: CallState, heard: Heard) -> str | None:
    """What "whichever" and "the cheapest" answer to which service: the first, or the one.

    It is read back by name before anything is booked.
    """
    services = state.practice.services
    asked = state.asked == "service"
    open_still = state.frame.intent == "book" and state.frame.service is None
    if not (asked or open_still) or not services:
        return None
    if _CHEAPEST.search(heard.text) and not heard.has("question"):
        priced = [(s.price, n) for n, s in enumerate(services) if s.price is not None]
        return services[min(priced)[1]].name if priced else None
    return services[0].name if asked and indifferent(heard) else None


def _wish(state: CallState, heard: Heard) -> CallState:
    """A time said anew."""
    frame = state.frame
    if state.asked == "which_appointment" and heard.source is None:
        return state
    if frame.chosen is not None and not frame.undecided and _fits_choice(state, heard.when):
        return state
    when = _time_meant(state, heard)
    if when.empty and frame.wanted.conflict and clear_yes(heard) and state.asked == "when":
        sure = replace(frame.wanted, conflict=False)
        return state.refilled(replace(frame.searching(), wanted=sure))
    if when.empty:
        return _undecided(state, heard)
    if _repeats(state, when):
        return state
    shown = frame.shown if frame.undecided or heard.has("no", "more") else frozenset()
    wished = replace(
        frame.searching(),
        wanted=merged(frame.wanted, when),
        shown=shown,
        refused=frame.refused - _named_again(state, when),
    )
    return state.refilled(wished)


def _time_meant(state: CallState, heard: Heard) -> When:
    """What was said of a time; with nothing said, "any" and "the usual" stand for one."""
    when = heard.when
    if when.empty and elsewhere.lists(state, heard):
        when = elsewhere.coming_days(state)
    if state.frame.turned_down and when.first is None and state.asked in WRITES:
        when = _same_day(state, when)
    earliest = heard.earliest_wanted or _earliest_agreed(state, heard)
    anything = indifferent(heard) and when.time is None
    asked = state.asked in ("when", "which_slot") and not state.spoken.endswith(ask_clock())
    if earliest or (anything and asked):
        when = replace(when, earliest_wanted=True)
    return when


def _named_again(state: CallState, when: When) -> frozenset[UUID]:
    """A time that was turned down may be asked for after all."""
    if when.time is None:
        return frozenset()
    return frozenset(s.id for s in state.offered if _at(when, state.local(s.starts_at)))


def _at(when: When, local: datetime) -> bool:
    return local.time() == when.time and when.first in (None, local.date())


def _earliest_agreed(state: CallState, heard: Heard) -> bool:
    """A yes to "shall I look for the earliest time?"."""
    offered = state.asked == "when" and state.spoken.endswith(OR_EARLIEST)
    return offered and clear_yes(heard) and heard.when.empty


def _repeats(state: CallState, when: When) -> bool:
    """The wish said once more, to which the same offer is the answer."""
    frame = state.frame
    open_offer = state.asked == "which_slot" and bool(frame.proposed) and not frame.undecided
    return open_offer and merged(frame.wanted, when) == frame.wanted


def _same_day(state: CallState, when: When) -> When:
    """Another time than the one read back is one on the same day ("the afternoon one")."""
    slot = state.slot(state.frame.turned_down)
    if slot is None or not when.timed or when.earliest_wanted:
        return when
    return replace(when, date=state.local(slot.starts_at).date())


def _fits_choice(state: CallState, when: When) -> bool:
    """ "Next Thursday", said to this Thursday's read-back, is another day."""
    chosen, text = state.frame.chosen, state.last_heard.text
    if chosen is None or not matches(when, state.local(chosen.starts_at)):
        return False
    day = state.local(chosen.starts_at).date()
    return when.date in (None, day) or when.range is not None or _NEXT.search(text) is None


def _undecided(state: CallState, heard: Heard) -> CallState:
    """A plain no to what was offered: the next words must say when instead."""
    turned_down = heard.has("no", "correct") and state.asked in (
        "which_slot",
        "confirm_book",
        "confirm_move",
    )
    frame = state.frame
    who = heard.provider or heard.without or heard.attendee
    changed = heard.ordinal is not None or heard.service or who
    if not turned_down or changed or frame.chosen is not None:
        return state
    lost = frozenset({frame.turned_down} if frame.turned_down else ())
    return state.refilled(replace(frame, undecided=True, refused=frame.refused | lost))
