"""The one reducer: `reduce` folds an event into the call's state. Pure.

The events are the only input; folding a call's stored events again gives the same state.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from ringbook.dialogue import (
    frustration,
    languages,
    offers,
    other_zone,
    returning,
    series_state,
    spoken_over,
    verify_state,
    waitlist,
)
from ringbook.dialogue.call_events import (
    AgentSaid,
    Booked,
    BookedSeries,
    CallEvent,
    Cancelled,
    CancelledSeries,
    Did,
    Ended,
    Ending,
    Identified,
    Keyed,
    Listed,
    Moved,
    MovedSeries,
    Offered,
    OfferedSeries,
    Question,
    Refused,
    Silence,
    SingleOutcome,
    Started,
    UserSaid,
    WaitlistDone,
)
from ringbook.dialogue.call_state import LABELS, CallState, label
from ringbook.dialogue.choosing import anchored, settle_source
from ringbook.dialogue.code_events import CodeChecked, CodeSent
from ringbook.dialogue.fillers import is_filler, last_filler, without_fillers
from ringbook.dialogue.for_whom import read_for
from ringbook.dialogue.hearing import key_digits, listen
from ringbook.dialogue.legal import illegal
from ringbook.dialogue.readback import READ_BACK, offered_slots, reads_back, still_open
from ringbook.dialogue.refusals import GONE, PASSING, without_choice
from ringbook.dialogue.speak import known
from ringbook.dialogue.tool_names import WRITING_TOOLS
from ringbook.domain.model import Appointment, Slot

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
            return _did(_reached(did, event), event)
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
        codes=verify_state.Verification(possible=event.codes),
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


# ---- what was done ------------------------------------------------------------------------------


def _reached(state: CallState, event: Did) -> CallState:
    """Whether the diary answered, and whether it is known what the last write did."""
    outcome = event.outcome
    if isinstance(outcome, Ending):
        return state
    if isinstance(outcome, Refused) and illegal(state, event.tool, event.args) is not None:
        return state
    lost = isinstance(outcome, Refused) and outcome.code == "database_unavailable"
    return replace(
        state, diary_lost=lost, unsure=lost if event.tool in WRITING_TOOLS else state.unsure
    )


def _did(state: CallState, event: Did) -> CallState:
    if isinstance(event.outcome, OfferedSeries):
        return series_state.found(state, event.outcome)
    if isinstance(event.outcome, BookedSeries | MovedSeries | CancelledSeries):
        return series_state.committed(state, event.outcome)
    if isinstance(event.outcome, CodeSent | CodeChecked):
        return verify_state.done(state, event.outcome)
    return _did_one(state, event, event.outcome)


def _did_one(state: CallState, event: Did, outcome: SingleOutcome) -> CallState:
    match outcome:
        case Identified() as found:
            return _identified(state, found)
        case Offered() as found:
            return offers.settled(_found(state, found))
        case Listed(appointments=appointments):
            return _listed(replace(state, appointments=appointments, listed=True))
        case Booked() as done:
            after = _committed(state, done, (*state.appointments, done.appointment))
            return waitlist.booked(after, done)
        case Moved() as done:
            return _committed(state, done, (*_without(state, done.appointment), done.appointment))
        case Cancelled() as done:
            return _committed(state, done, _without(state, done.appointment))
        case WaitlistDone() as done:
            return waitlist.changed(state, done)
        case Ending():
            return replace(state, ending=True, asks=None)
        case Refused() as refused:
            return _refused(state, refused, event)
        case never:
            assert_never(never)


def _identified(state: CallState, found: Identified) -> CallState:
    """Another number than before is another caller: nothing of the first one's is kept."""
    number = found.caller.contact_number
    created = state.created | ({number} if found.caller.is_new else frozenset())
    named = state.named | ({number} if found.caller.named_now else frozenset())
    before = state.caller.contact_number if state.caller else number
    if before != number:
        frame = replace(state.frame, source=None, agreed=None)
        state = replace(state, appointments=(), listed=False, frame=frame)
    state = replace(
        state, caller=found.caller, number=number, created=created, named=named, digits=""
    )
    return waitlist.take_up(returning.met(replace(state, waiting=found.waiting)))


def _found(state: CallState, found: Offered) -> CallState:
    frame = replace(
        state.frame,
        searches=(*state.frame.searches, found),
        proposed=(),
        chosen=None,
        agreed=None,
        visits=found.visits,
    )
    return replace(state, offered=found.slots[: len(LABELS)], frame=frame)


def _listed(state: CallState) -> CallState:
    """The list answers "what do I have?"; for a change it may settle which one is meant."""
    frame = state.frame
    if frame.intent == "list" and (state.appointments or known(state)):
        return state.without_task()
    return anchored(settle_source(state))


def _without(state: CallState, gone: Appointment) -> tuple[Appointment, ...]:
    return tuple(a for a in state.appointments if a.id != gone.id)


def _committed(
    state: CallState, done: Booked | Moved | Cancelled, left: tuple[Appointment, ...]
) -> CallState:
    return replace(
        state.without_task(),
        commits=(*state.commits, done),
        appointments=tuple(sorted(left, key=lambda a: a.starts_at)),
        offered=(),
        asks=None,
    )


def _refused(state: CallState, refused: Refused, event: Did) -> CallState:
    """Nothing was written. A time that is gone is looked for anew; a rule ends the task."""
    tool = event.tool
    if illegal(state, tool, event.args) is not None:
        return state  # not tried: what the caller chose and agreed to still holds
    if tool == "verify_caller":
        return verify_state.refused(state, refused.code)
    state = state.refilled(replace(state.frame, agreed=None))
    if tool not in WRITING_TOOLS or refused.code in PASSING:
        return state
    if tool != "cancel_appointment" and refused.code in GONE:
        return state.refilled(without_choice(state.frame, refused.code))
    if refused.code == "appointment_not_found":
        frame = replace(state.frame, source=None)
        return replace(state, frame=frame, appointments=(), listed=False)
    return state.without_task()
