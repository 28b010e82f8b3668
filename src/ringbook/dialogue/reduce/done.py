"""What a tool did, or why it did not, taken into the state. Pure."""

from dataclasses import replace
from typing import assert_never

from ringbook.dialogue.legal import waitlist_state as waitlist
from ringbook.dialogue.legal.actions import illegal
from ringbook.dialogue.reduce import beside, instead, missed_dates, or_book, swap, whom
from ringbook.dialogue.reduce import verify as verify_state
from ringbook.dialogue.reduce.refusals import GONE, PASSING, without_choice
from ringbook.dialogue.speak.lines import known
from ringbook.dialogue.state import returning
from ringbook.dialogue.state import series as series_state
from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    CancelledSeries,
    Did,
    Ending,
    Identified,
    Listed,
    Moved,
    MovedSeries,
    Offered,
    OfferedSeries,
    Refused,
    SingleOutcome,
    WaitlistDone,
)
from ringbook.dialogue.state.call_state import LABELS, CallState
from ringbook.dialogue.state.code_events import CodeChecked, CodeSent
from ringbook.dialogue.state.tool_names import WRITING_TOOLS
from ringbook.dialogue.understand import openings
from ringbook.domain.model import Appointment

__all__ = ["did"]


def did(state: CallState, event: Did) -> CallState:
    """The state after a tool, the event itself included in `state.did` already."""
    return _taken_up(state, _outcome(_reached(state, event), event))


def _taken_up(before: CallState, after: CallState) -> CallState:
    """A task that waited for this one: which appointment it means may be clear by now."""
    return after if after.frame == before.frame else _placed(after)


def _placed(state: CallState) -> CallState:
    return swap.settle(beside.placed(instead.settle(state)))


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


def _outcome(state: CallState, event: Did) -> CallState:
    if isinstance(event.outcome, OfferedSeries):
        return series_state.found(state, event.outcome)
    if isinstance(event.outcome, BookedSeries | MovedSeries | CancelledSeries):
        after = series_state.committed(state, event.outcome)
        done = event.outcome
        if isinstance(done, BookedSeries):
            after = missed_dates.noted(state, waitlist.booked_visit(after, done), done)
        return after
    if isinstance(event.outcome, CodeSent | CodeChecked):
        return verify_state.done(state, event.outcome)
    return _did_one(state, event, event.outcome)


def _did_one(state: CallState, event: Did, outcome: SingleOutcome) -> CallState:
    match outcome:
        case Identified() as found:
            return _identified(state, found)
        case Offered() as found:
            return openings.settled(_found(state, found))
        case Listed(appointments=appointments):
            return _listed(replace(state, appointments=appointments, listed=True))
        case Booked() as done:
            state = instead.afterwards(state)
            after = _committed(state, done, (*state.appointments, done.appointment))
            return waitlist.booked(after, done)
        case Moved() as done:
            return _committed(state, done, (*_without(state, done.appointment), done.appointment))
        case Cancelled() as done:
            return _anew(_committed(state, done, _without(state, done.appointment)), done)
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
    met = returning.met(replace(state, waiting=found.waiting))
    return waitlist.take_up(or_book.settled(whom.resolved(met)))


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
    return _placed(or_book.settled(state))


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


def _anew(state: CallState, done: Cancelled) -> CallState:
    """ "Cancel it, and rebook for the week after" books the same service, if no other was named."""
    frame = state.frame
    if frame.intent != "book" or frame.service or frame.parts or frame.people:
        return state
    return state.refilled(replace(frame, service=done.appointment.service))


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
