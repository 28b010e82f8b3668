"""What the agent says: every fact comes from a row, a rule or the practice's own data. Pure.

Plain, warm and short. Offers are in `offers`, answers to questions in `answers`.
"""

from decimal import Decimal

from ringbook.dialogue.speak import (
    same_time,
    series_words,
    verify_words,
    visit_words,
    waitlist_words,
)
from ringbook.dialogue.speak.away import AGAIN
from ringbook.dialogue.speak.left_over import left_over
from ringbook.dialogue.speak.reaching import reach as reach
from ringbook.dialogue.speak.reaching import unreachable as unreachable
from ringbook.dialogue.speak.reaching import unsure as unsure
from ringbook.dialogue.speak.rules import full_day
from ringbook.dialogue.state import other_zone, policy, returning
from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    CancelledSeries,
    Ending,
    Identified,
    Listed,
    Moved,
    MovedSeries,
    Offered,
    OfferedSeries,
    Outcome,
    Refused,
    SingleOutcome,
    WaitlistDone,
)
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.code_events import CodeChecked, CodeSent
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import for_whom
from ringbook.domain.away import told as away
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.phone import spoken_groups
from ringbook.domain.phrases import join as join
from ringbook.domain.phrases import minutes as minutes
from ringbook.domain.preferences import habit
from ringbook.domain.spoken import spoken_when

__all__ = ["HOPELESS", "outcome", "readback"]

HOPELESS = 7
"""The same question so many times with nothing gained: the call ends politely."""

type Item = Slot | Appointment


# ---- small parts --------------------------------------------------------------------------------


def when(item: Item, state: CallState) -> str:
    """ "Thursday, January 29 at 4:30 PM", in the practice's zone."""
    return f"{spoken_when(state.local(item.starts_at))}{other_zone.ours(item.starts_at, state)}"


def what(item: Item, state: CallState) -> str:
    """The service, and with whom where there is a choice."""
    several = len(state.practice.providers) > 1
    return f"{item.service} with {item.provider}" if several else item.service


def described(item: Item, state: CallState, attendee: str | None = None) -> str:
    """ "Cleaning with Dr. Lena Ortiz for Tom on Thursday, January 29 at 4:30 PM"."""
    whom = item.attendee if isinstance(item, Appointment) else attendee
    there = other_zone.told(item.starts_at, state)
    return f"{what(item, state)}{for_whom.told(whom)} on {when(item, state)}{there}"


def _timed(a: Appointment, state: CallState) -> str:
    there = other_zone.told(a.starts_at, state)
    return f"{a.service}{for_whom.told(a.attendee)} on {when(a, state)}{there}"


def money(amount: Decimal) -> str:
    """An amount without a currency, which the practice's data does not name."""
    return f"{amount:.2f}".removesuffix(".00")


def digits(number: str, state: CallState) -> str:
    """A phone number in spoken groups of single digits."""
    return spoken_groups(number, state.practice.phone_region)


# ---- outcomes -----------------------------------------------------------------------------------


def outcome(done: Outcome, state: CallState) -> str:
    """A true sentence about what a tool did, made from the committed row."""
    if isinstance(done, CodeSent | CodeChecked):
        return verify_words.outcome(done, state)
    if isinstance(done, OfferedSeries | BookedSeries | MovedSeries | CancelledSeries):
        return visit_words.outcome(done, state)
    return _outcome(done, state)


def _outcome(done: SingleOutcome, state: CallState) -> str:
    match done:
        case Identified():
            return thanks(state)
        case Offered():
            return found(done, state)
        case Listed(appointments=appointments):
            return listed(appointments, state)
        case Booked(appointment=a):
            return f"You're booked for {described(a, state)}."
        case Moved():
            return _moved(done, state)
        case Cancelled(appointment=a):
            return f"Your {described(a, state)} is cancelled."
        case WaitlistDone():
            return waitlist_words.done(done, state)
        case Ending():
            return goodbye(state)
        case Refused():
            return unreachable(state) if done.code == "database_unavailable" else done.spoken


def _moved(done: Moved, state: CallState) -> str:
    a, before = done.appointment, spoken_when(state.local(done.was))
    if done.was == a.starts_at:
        return same_time.done(_timed(a, state), a)
    to = f"{when(a, state)}{other_zone.told(a.starts_at, state)}"
    return f"Your {what(a, state)}{for_whom.told(a.attendee)} is moved from {before} to {to}."


def found(offered: Offered, state: CallState) -> str:
    """All openings found, for a model that chooses which to say."""
    if offered.visits:
        return visit_words.found(offered.visits, state)
    slots, day = offered.slots, offered.query.first
    if offered.full and day is not None:
        return full_day(day, policy.service_wanted(state))
    if not slots:
        gone = f" {away(offered.away[0], day, state.practice)}" if offered.away and day else ""
        return f"There is nothing free then.{gone}"
    return f"Free: {join([described(s, state) for s in slots], 'or')}."


def listed(appointments: tuple[Appointment, ...], state: CallState) -> str:
    """The caller's appointments, or that there are none."""
    if not appointments:
        return "You have no upcoming appointments." if known(state) else unfound()
    named = series_words.listed(appointments, state, lambda a: described(a, state))
    count = f"{len(appointments)} appointments" if len(appointments) > 1 else "one appointment"
    return f"You have {count}: {join(named)}."


def known(state: CallState) -> bool:
    """True for a caller who proved to be somebody we already know by name, or booked just now."""
    named = state.caller is not None and state.caller.name is not None and not state.is_new
    return (named and state.open_record) or bool(state.commits)


def unfound() -> str:
    """The same words whether the number is unknown, or known under another name."""
    return "I can't find an appointment for that name and number."


# ---- read-backs ---------------------------------------------------------------------------------


def readback(asks: Question, state: CallState) -> str:
    """The question before a write: all of what a yes would do."""
    if asks.visit:
        return visit_words.readback(asks, state)
    slot, appointment = state.slot(asks.slot_id), state.appointment(asks.appointment_id)
    if slot is not None and appointment is not None:
        whom, fee = for_whom.told(appointment.attendee), _fee(appointment, state)
        if same_time.only_provider(slot, appointment):
            kept = same_time.would(_timed(appointment, state), slot, appointment)
            return f"{kept}{fee} {_shall_i('do that', state)}"
        moved = f"{what(appointment, state)}{whom}"
        move = f"I'd move your {moved} from {when(appointment, state)}"
        there = other_zone.told(slot.starts_at, state)
        to = f"{when(slot, state)}{_new_details(slot, appointment)}{there}"
        return f"{move} to {to}.{fee} {_shall_i('do that', state)}"
    if slot is not None:
        would = described(slot, state, asks.attendee)
        return f"That would be {would}. {_shall_i('book it', state)}"
    if appointment is not None:
        fee = _fee(appointment, state)
        return f"That's your {described(appointment, state)}.{fee} {_shall_i('cancel it', state)}"
    return "Which appointment do you mean?"


def _shall_i(do: str, state: CallState) -> str:
    return AGAIN if state.diary_lost else f"Shall I {do}?"


def _new_details(slot: Slot, appointment: Appointment) -> str:
    """What else a move would change."""
    service = f" as {slot.service}" if slot.service != appointment.service else ""
    provider = f" with {slot.provider}" if slot.provider != appointment.provider else ""
    return service + provider


def _fee(appointment: Appointment, state: CallState) -> str:
    fee = policy.fee_for(appointment, state)
    if fee is None:
        return ""
    notice = minutes(state.practice.policies.cancel_notice_minutes)
    return f" As it's less than {notice} away, there is a fee of {money(fee)}."


def too_late(appointment: Appointment, state: CallState) -> str:
    """Why a change so late is not possible here, and what is."""
    policies = state.practice.policies
    notice = minutes(policies.cancel_notice_minutes)
    rule = f"changes need at least {notice} notice, and your {described(appointment, state)}"
    if policies.late_change == "ask_practice":
        return (
            f"I'm sorry, {rule} is sooner than that. Only the practice can decide. {reach(state)}"
        )
    return f"I'm sorry, {rule} is sooner than that, so it stays as it is. {reach(state)}"


# ---- opening and closing ------------------------------------------------------------------------


def greeting(state: CallState) -> str:
    """The practice's greeting, who is speaking, and the open question."""
    practice = state.practice
    hello = practice.greeting.strip() or f"Thanks for calling {practice.name}."
    named = practice.agent_name.casefold() in hello.casefold()
    who = "" if named else f" I'm {practice.agent_name}, the automated assistant."
    return f"{hello}{who}{'' if hello.endswith('?') else ' How can I help you?'}"


def thanks(state: CallState) -> str:
    """After the number is known: the same words for every number until its name is proven."""
    known = state.proven_name
    met = state.caller is not None and not (state.is_new or state.caller.never_booked)
    if known and state.open_record and met:
        return f"Welcome back, {first_name(known)}.{_habit(state)}"
    said = state.name
    return f"Thank you, {first_name(said)}." if said else "Thank you."


def _habit(state: CallState) -> str:
    usual = habit(state.caller.preferences) if state.caller else ""
    asked = state.frame.intent in (None, "book") and state.frame.wanted.empty
    offered = state.taking_up is not None or returning.suggested(state) is not None
    return f" You usually come {usual}." if usual and asked and not offered else ""


def first_name(name: str) -> str:
    """What a caller is addressed by."""
    return name.split()[0] if name.split() else name


def goodbye(state: CallState) -> str:
    """The last words; what was left unfinished is said to be so."""
    if state.silent:
        return "I can't hear you, so I'll end the call here. Goodbye."
    if state.stuck >= HOPELESS:
        return f"I'm sorry that I couldn't help you today. {_way_out(state)}Goodbye."
    return f"{unfinished(state)}Thank you for calling {state.practice.name}. Goodbye."


def _way_out(state: CallState) -> str:
    return f"{reach(state)} " if state.practice.hand_over_phone else ""


def unfinished(state: CallState) -> str:
    """What was not done, when the caller leaves in the middle of it."""
    if state.unsure:
        return f"{unsure(state)} "
    if left := left_over(state):
        return left
    if state.frame.intent == "book" and (state.frame.searches or state.frame.dates):
        return "All right, I won't book that. "
    if state.frame.intent in ("move", "cancel") and state.appointment(state.frame.source):
        return "All right, your appointment stays as it is. "
    return ""
