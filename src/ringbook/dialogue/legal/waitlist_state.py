"""What the waiting list changes in the state of the dialogue. Pure.

A time that is held for the caller is offered as soon as they have proven who they are: it becomes
the task in hand, and what they called for comes after it.
"""

from dataclasses import replace
from datetime import date

from ringbook.dialogue.speak.gone import away_at
from ringbook.dialogue.speak.waitlist_words import asks_about, asks_off, asks_on
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_events import Booked, BookedSeries, WaitlistDone
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame, merged
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.state.identity import same_name
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.visit_wish import Wanted, wishes_of
from ringbook.dialogue.understand import for_whom
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.matching import nth
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.visit import Visit
from ringbook.domain.waitlist import Held, Waiting, Wish, fits
from ringbook.domain.when import When

__all__ = [
    "booked", "booked_visit", "changed", "hear", "held_slot", "known", "said", "take_up", "wish_of",
]  # fmt: skip


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

    Nobody waits for a series as a whole.
    """
    frame = state.frame
    searches, wanted = frame.searches, frame.wanted
    if not searches or searches[0].slots or frame.repeat:
        return None
    query = searches[0].query
    if query.service is None or query.excluded_weekdays or wanted.excluded_dates:
        return None
    first = max(query.first or state.today, state.today)
    last = min(query.last or query.first or policy.horizon(state), policy.horizon(state))
    if first > last or (first == last and not _can_open(first, state)):
        return None
    wish = Wish(query.service, first, last, query.earliest, query.latest, query.provider)
    if parts := wishes_of(frame.parts):
        return replace(wish, service=parts[0].service, parts=parts)
    return replace(wish, attendee=for_whom.meant(state))


def _can_open(day: date, state: CallState) -> bool:
    """False for a day on which nothing can come free: closed, or all are away who could do it."""
    return policy.opens(day, state) and not away_at(state.frame.wanted, day, state)


# ---- what the caller says ------------------------------------------------------------------------


def hear(state: CallState) -> CallState:
    """Takes the wish to wait, or to wait no longer, and the answers to what was asked about it."""
    heard = state.last_heard
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
    wanted = asks_on(heard.text) or _insists(state, heard)
    if not wanted or frame.intent not in (None, "book"):
        return state
    return _understood(state.refilled(replace(frame, intent="book", wait="join")), heard, "book")


def _insists(state: CallState, heard: Heard) -> bool:
    """ "No, I need it this week": what was looked for in vain is wanted once more."""
    frame, when = state.frame, heard.when
    if state.asked != "which_slot" or when.empty or frame.wait_offered or wish_of(state) is None:
        return False
    return merged(frame.wanted, when) == frame.wanted and when.shift is None


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
    plain = clear_yes(heard) and heard.when.empty and heard.ordinal is None
    if state.frame.missed and not plain:
        return _not_for_missed(state, heard)
    wish = asked.wish
    services = _services(wish) if wish is not None else set()
    if wish is None or not heard.when.empty or heard.service not in {None, *services}:
        return None
    if not _for_whom(heard, wish):  # "yes, but for Tom": asked again, for him
        again = replace(state.frame, wait="join", wait_offered=False, undecided=False)
        return state.refilled(again)
    if clear_yes(heard) and heard.provider in (None, wish.provider):
        return state.refilled(replace(state.frame, agreed=asked))
    if heard.has("no") and state.frame.intent == "book":
        return state.refilled(replace(state.frame, wait="", undecided=True))
    return None


def _not_for_missed(state: CallState, heard: Heard) -> CallState | None:
    """The dates that were not free are let go by a no, and by whatever else is wanted instead."""
    if heard.has("no", "drop", "nothing"):
        return replace(state.without_task(), dropped=Frame(intent="list"))
    named = _named(state.frame.missed, heard)
    if named:
        return state.refilled(replace(state.frame, missed=named))
    if not heard.when.empty or heard.has("book", "cancel", "move", "list", "goodbye"):
        return state.refilled(replace(state.frame, missed=()))
    return None


def _named(missed: tuple[Wish, ...], heard: Heard) -> tuple[Wish, ...]:
    """Those of the dates that the words name, by their day or by their place."""
    days = {heard.when.date, *heard.when.alt_dates}
    counted = nth(missed, heard.ordinal) if heard.ordinal is not None else None
    return tuple(wish for wish in missed if wish.first in days or wish == counted)


def _services(wish: Wish) -> set[str]:
    return {part.service for part in wish.parts} or {wish.service}


def _for_whom(heard: Heard, wish: Wish) -> bool:
    """False when the words name somebody else than the wish is for."""
    named = heard.attendee.stored if heard.attendee else None
    people = [whom for whom in wish.people if whom is not None]
    return named is None or any(same_name(named, whom) for whom in people)


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
    found = _untold(state)
    if found is None:
        return state
    held, whom = found
    local, old = state.local(held.slot.starts_at), state.frame.searching()
    frame = Frame(
        intent="book",
        service=held.slot.service,
        provider=None if held.visit else held.slot.provider,
        attendee=_spoken_of(whom),
        wanted=When(date=local.date(), time=local.time()),
        chosen=held.slot,
        held=held.id,
        parts=tuple(Wanted(p.service, _spoken_of(p.attendee)) for p in held.visit),
        visits=(Visit(held.visit),) if held.visit else (),
    )
    later = (old, *state.later) if old.intent is not None else state.later
    told = state.offers_told | {held.id}
    return replace(state, frame=frame, later=later, offered=(held.slot,), offers_told=told)


def _spoken_of(stored: str | None) -> Attendee | None:
    """Whom a stored name or relation means; nothing more is asked about them."""
    return Attendee(stored, asked=True) if stored else None


def _untold(state: CallState) -> tuple[Held, str | None] | None:
    """A hold that was not offered yet in this call, and for whom it is."""
    for entry in state.waiting:
        held = entry.offer_at(state.now)
        if held is not None and held.id not in state.offers_told:
            return held, entry.wish.attendee
    return None


def said(state: CallState, asks: Question | None) -> CallState:
    """Remembers that the list was offered: that is done once."""
    if asks is None or asks.about != "confirm_wait":
        return state
    return state.refilled(replace(state.frame, wait_offered=True))


def booked(state: CallState, done: Booked) -> CallState:
    """After a booking: it is waited for no longer, and when it was held, nor is it booked again."""
    at = _slot_of(done.appointment)
    kept = held_slot(state, at) is not None
    left = (e for e in state.waiting if not _met(e.wish, at, done.appointment.attendee, state))
    state = replace(state, waiting=tuple(left))
    return state.without_task() if kept and _fulfilled(state, at) else state


def _met(wish: Wish, at: Slot, whom: str | None, state: CallState) -> bool:
    """True when what was booked for `whom` is what was waited for."""
    caller = state.caller.name if state.caller else None
    one, other = wish.attendee or caller, whom or caller
    same = wish.attendee == whom or (
        one is not None and other is not None and same_name(one, other)
    )
    return same and fits(wish, at, state.practice.zone)


def _slot_of(row: Appointment) -> Slot:
    return Slot(
        row.slot_id, row.starts_at, row.duration_minutes, row.service, row.provider_id, row.provider
    )


def booked_visit(state: CallState, done: BookedSeries) -> CallState:
    """After the booking of several at once: a visit with all that was waited for ends the wait."""
    rows = done.appointments
    made = sorted((row.service, row.attendee or "") for row in rows)
    day = state.local(rows[0].starts_at).date()

    def met(wish: Wish) -> bool:
        wanted = sorted((part.service, part.attendee or "") for part in wish.parts)
        return wanted == made and wish.first <= day <= wish.last

    kept = any(held_slot(state, _slot_of(row)) is not None for row in rows)
    state = replace(state, waiting=tuple(e for e in state.waiting if not met(e.wish)))
    over = kept and any(_fulfilled(state, _slot_of(row)) for row in rows)
    return state.without_task() if over else state


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
