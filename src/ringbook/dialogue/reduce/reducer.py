"""The one reducer: `reduce` folds an event into the call's state. Pure.

The events are the only input; folding a call's stored events again gives the same state.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from ringbook.dialogue.languages import spoken as languages
from ringbook.dialogue.legal import waitlist_state as waitlist
from ringbook.dialogue.legal.readback import offered_slots, reads_back, still_open
from ringbook.dialogue.reduce import done
from ringbook.dialogue.reduce import verify as verify_state
from ringbook.dialogue.reduce.hearing import key_digits, listen
from ringbook.dialogue.speak.fillers import is_filler, last_filler, without_fillers
from ringbook.dialogue.state import other_zone
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    CallEvent,
    Did,
    Ended,
    Keyed,
    Silence,
    Started,
    UserSaid,
)
from ringbook.dialogue.state.call_state import LABELS, CallState, label
from ringbook.dialogue.state.question import READ_BACK, Question
from ringbook.dialogue.state.verification import Verification
from ringbook.dialogue.understand import frustration, spoken_over
from ringbook.dialogue.understand.for_whom import read_for
from ringbook.domain.model import Slot

__all__ = ["LABELS", "CallState", "label", "reduce"]


def reduce(state: CallState, event: CallEvent) -> CallState:
    """The state after `event`."""
    if state.ended is not None:
        return state
    return frustration.counted(state, _after(state, event), event)


def _after(state: CallState, event: CallEvent) -> CallState:
    match event:
        case Started():
            return _started(state, event)
        case UserSaid():
            state = languages.noticed(state, event.text, event.language)
            return listen(verify_state.given(state, event.code_digits), event.at, event.text)
        case Keyed():
            state = verify_state.given(languages.at_rest(state), event.code_digits)
            return key_digits(state, event.at, event.digits)
        case Silence():
            return _silent(languages.at_rest(state), event.at)
        case AgentSaid():
            return _agent_said(state, event)
        case Did():
            did = replace(state, now=event.at, did=(*state.did, event), owed_line=None)
            return done.did(did, event)
        case Ended():
            return replace(state, now=event.at, ended=event.reason)
        case _:
            assert_never(event)


def _started(state: CallState, event: Started) -> CallState:
    state = replace(
        state,
        now=event.at,
        practice=event.practice,
        channel=event.channel,
        caller_id=event.caller_id,
        tongue=languages.begun(event.languages),
        codes=Verification(possible=event.codes),
    )
    return other_zone.started(state, event.timezone)


def _silent(state: CallState, at: datetime) -> CallState:
    """A yes after "Are you still there?" must not agree to the question before it."""
    yes_or_no = ("confirm_", "call_back", "usual", "resume")
    confirming = state.asks is not None and state.asks.about.startswith(yes_or_no)
    return replace(
        state,
        now=at,
        asks=None if confirming else state.asks,
        frame=replace(state.frame, agreed=None),
        silences=state.silences + 1,
        silent=True,
        did=(),
        dropped=None,
    )


# ---- what the agent said ------------------------------------------------------------------------


def _agent_said(state: CallState, event: AgentSaid) -> CallState:
    """A read-back counts only if its words were heard and are right."""
    asks, words = event.asks, languages.agent_words(event.text, state)
    if asks is not None and asks.about in READ_BACK and not reads_back(words, asks, state):
        asks = None
    owed, filler = spoken_over.after_line(state, event), last_filler(event.text) or state.filler
    if is_filler(event.text):
        return replace(state, now=event.at, filler=filler, owed_line=owed)
    state = replace(
        languages.warned(_shown(state, words, asks), event.text),
        now=event.at,
        asks=asks or still_open(event.text, state),
        spoken=without_fillers(event.text),
        filler=filler,
        owed_line=owed,
        greeted=True,
        farewell=state.ending,
        name_asked=state.name_asked or (asks is not None and asks.about == "name"),
    )
    return _counted(waitlist.said(state, asks), asks)


def _shown(state: CallState, text: str, asks: Question | None) -> CallState:
    """Remembers which openings were named, so that "the second one" means the second of these."""
    frame = state.frame
    if asks is None or frame.intent not in ("book", "move"):
        return state
    if asks.of_series:
        return state.refilled(replace(frame, attendee=read_for(asks, frame)))
    if asks.about in ("confirm_book", "confirm_move"):
        slot = state.slot(asks.slot_id)
        named: tuple[Slot, ...] = (slot,) if slot else ()
        whom = read_for(asks, frame)
        frame = replace(frame, chosen=slot, undecided=False, attendee=whom)
    elif asks.about in ("which_slot", "when"):
        named = offered_slots(text, state)
    else:
        return state
    seen = frame.shown | {s.id for s in named}
    among = named if len(named) > 1 else frame.among
    frame = replace(
        frame, proposed=named or frame.proposed, among=among, shown=seen, explained=True
    )
    return state.refilled(frame)


def _counted(state: CallState, asks: Question | None) -> CallState:
    """Counts questions that were asked again though nothing changed meanwhile."""
    if asks is None:
        return state
    frame = state.frame
    progress = (asks, frame.wanted, frame.proposed, frame.service, state.digits, state.commits)
    aside = state.heard is not None and state.heard.has("question", "repeat", "wait", "person")
    stuck = state.stuck + (0 if aside else 1) if progress == state.progress else 0
    return replace(state, progress=progress, stuck=stuck, topics=(*state.topics, asks.about))
