"""What the waiting list changes in the state of the dialogue. Pure.

A time that is held for the caller is offered as soon as they have proven who they are: it becomes
the task in hand, and what they called for comes after it.
"""

from dataclasses import replace

from ringbook.dialogue.speak.waitlist_words import asks_about, asks_off, asks_on
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_events import Booked, WaitlistDone
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.domain.model import Slot
from ringbook.domain.waitlist import Held, Waiting, Wish, fits
from ringbook.domain.when import When

__all__ = ["booked", "changed", "hear", "held_slot", "known", "said", "take_up", "wish_of"]


def known(state: CallState) -> tuple[Waiting, ...]:
    """The entries that may be spoken of: all when the caller is proven, else those of this call."""
    if policy.may("hear", state):
        return state.waiting
    return tuple(e for e in state.waiting if e.id in state.joined)


def held_slot(state: CallState, slot: Slot | None) -> Held | None:
    """The hold that this slot is offered by, None when it is an opening like any other."""
    held = (e.held for e in state.waiting if e.held is not None)
    return next((h for h in held if slot is not None and h.slot.id == slot.id), None)


def wish_of(state: CallState) -> Wish | None:
    """What could be waited for: what was looked up first, in vain; None where nothing can open.

    Nobody waits for a series or a visit as a whole, nor for somebody else.
    """
    frame = state.frame
    searches, wanted = frame.searches, frame.wanted
    attended = frame.attendee is not None and frame.attendee.stored is not None
    if not searches or searches[0].slots or frame.parts or frame.repeat or attended:
        return None
    query = searches[0].query
    if query.service is None or query.excluded_weekdays or wanted.excluded_dates:
        return None
    first = max(query.first or state.today, state.today)
    last = min(query.last or query.first or policy.horizon(state), policy.horizon(state))
    if first > last or (first == last and not policy.opens(first, state)):
        return None
    return Wish(query.service, first, last, query.earliest, query.latest, query.provider)


# ---- what the caller says ------------------------------------------------------------------------


def hear(state: CallState) -> CallState:
    """Takes the wish to wait, or to wait no longer, and the answers to what was asked about it."""
    heard = state.heard or Heard("")
    if state.answering is not None and (after := _answered(state, heard, state.answering)):
        return after
    return _asked(state, heard)


def _asked(state: CallState, heard: Heard) -> CallState:
    frame = state.frame
    if frame.agreed is not None:
        return state
    if asks_off(heard.text) or asks_about(heard.text):
        frame = Frame(intent="list", wait="leave" if asks_off(heard.text) else "ask")
        return _understood(state.refilled(frame), heard, "list")
    if not asks_on(heard.text) or frame.intent not in (None, "book"):
        return state
    return _understood(state.refilled(replace(frame, intent="book", wait="join")), heard, "book")


def _understood(state: CallState, heard: Heard, act: Act) -> CallState:
    """ "Am I on the list?" is answered by the list, and by no answer beside it."""
    acts = tuple(a for a in heard.acts if a not in ("question", act))
    return replace(state, heard=replace(heard, acts=(*acts, act)))


def _answered(state: CallState, heard: Heard, asked: Question) -> CallState | None:
    """The state after an answer about the list, None when the words are none."""
    if asked.about == "confirm_wait":
        return _about_joining(state, heard, asked)
    if asked.about == "confirm_leave":
        return _about_leaving(state, heard, asked)
    if asked.about == "confirm_book" and state.frame.agreed is None:
        return _about_held(state, heard, asked)
    return None


def _about_joining(state: CallState, heard: Heard, asked: Question) -> CallState | None:
    wish = asked.wish
    if wish is None or not heard.when.empty or heard.service not in (None, wish.service):
        return None
    if clear_yes(heard) and heard.provider in (None, wish.provider):
        return state.refilled(replace(state.frame, agreed=asked))
    if heard.has("no") and state.frame.intent == "book":
        return state.refilled(replace(state.frame, wait="", undecided=True))
    return None


def _about_leaving(state: CallState, heard: Heard, asked: Question) -> CallState | None:
    if clear_yes(heard):
        return state.refilled(replace(state.frame, agreed=asked))
    return replace(state.without_task(), dropped=Frame(intent="list")) if heard.has("no") else None


def _about_held(state: CallState, heard: Heard, asked: Question) -> CallState | None:
    """A no to what is held lets it go to the next; whatever else is said is heard as ever."""
    slot = state.slot(asked.slot_id)
    if held_slot(state, slot) is None or not heard.has("no", "drop") or heard.has("yes"):
        return None
    agreed = Question("decline_offer", slot_id=asked.slot_id)
    return replace(state, frame=replace(state.frame, agreed=agreed), dropped=None)


# ---- what happens --------------------------------------------------------------------------------


def take_up(state: CallState) -> CallState:
    """Puts a time that is held for the caller before the task in hand, once."""
    if state.frame.agreed is not None or not policy.may("hear", state) or state.ending:
        return state
    held = _untold(state)
    if held is None:
        return state
    local, old = state.local(held.slot.starts_at), state.frame.searching()
    frame = Frame(
        intent="book",
        service=held.slot.service,
        provider=held.slot.provider,
        wanted=When(date=local.date(), time=local.time()),
        chosen=held.slot,
        held=held.id,
    )
    later = (old, *state.later) if old.intent is not None else state.later
    told = state.offers_told | {held.id}
    return replace(state, frame=frame, later=later, offered=(held.slot,), offers_told=told)


def _untold(state: CallState) -> Held | None:
    live = (e.offer_at(state.now) for e in state.waiting)
    return next((h for h in live if h is not None and h.id not in state.offers_told), None)


def said(state: CallState, asks: Question | None) -> CallState:
    """Remembers that the list was offered: that is done once."""
    if asks is None or asks.about != "confirm_wait":
        return state
    return state.refilled(replace(state.frame, wait_offered=True))


def booked(state: CallState, done: Booked) -> CallState:
    """After a booking: it is waited for no longer, and when it was held, nor is it booked again."""
    at = Slot(
        done.appointment.slot_id,
        done.appointment.starts_at,
        done.appointment.duration_minutes,
        done.appointment.service,
        done.appointment.provider_id,
        done.appointment.provider,
    )
    kept = held_slot(state, at) is not None
    zone = state.practice.zone
    state = replace(state, waiting=tuple(e for e in state.waiting if not fits(e.wish, at, zone)))
    return state.without_task() if kept and _fulfilled(state, at) else state


def _fulfilled(state: CallState, at: Slot) -> bool:
    """True when the next task was to book just this, or nothing in particular."""
    frame, first, last = state.frame, state.frame.wanted.first, state.frame.wanted.last
    if frame.intent != "book" or frame.service not in (None, at.service):
        return False
    if first is None or last is None:
        return True
    return fits(Wish(at.service, first, last), at, state.practice.zone)


def changed(state: CallState, done: WaitlistDone) -> CallState:
    """After a change of the list itself."""
    ids = {e.id for e in done.entries}
    left = tuple(e for e in state.waiting if e.id not in ids)
    waiting = left if done.action == "leave" else (*left, *done.entries)
    joined = state.joined | ids if done.action == "join" else state.joined
    return replace(state.without_task(), waiting=waiting, joined=joined, offered=(), asks=None)
