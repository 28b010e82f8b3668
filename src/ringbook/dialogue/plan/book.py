"""Booking, and the search for a time that booking and moving share. Pure."""

from ringbook.dialogue.plan import beside as plan_beside
from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.plan import series as plan_series
from ringbook.dialogue.plan import visit as plan_visit
from ringbook.dialogue.plan import waitlist as plan_waitlist
from ringbook.dialogue.speak import book as speak_book
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import offers as speak_offers
from ringbook.dialogue.speak import returning as speak_returning
from ringbook.dialogue.speak import whom as speak_whom
from ringbook.dialogue.speak.clear_answer import same_slot_again
from ringbook.dialogue.state import other_zone, policy
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_events import Refused
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step
from ringbook.dialogue.understand import for_whom, openings
from ringbook.domain.model import Slot

__all__ = ["book", "find_time"]


def book(state: CallState) -> Step:
    """The next step of a booking."""
    proof = plan_identify.prove(state, "book")
    if proof is not None:
        return proof
    if (missed := plan_waitlist.missed(state)) is not None:
        return missed
    if (usual := speak_returning.ask_usual(state)) is not None:
        return usual
    if (who := speak_whom.ask(state)) is not None:
        return who
    if policy.service_wanted(state) is None:
        return Say(speak_book.ask_service(state), Question("service"))
    if for_whom.name_open(state):
        return Say(for_whom.ask_name(state), Question("attendee"))
    if state.frame.repeat is not None:
        return plan_series.book(state)
    if (unclear := plan_visit.unclear(state)) is not None:
        return unclear
    return plan_waitlist.book(state) or find_time(state)


def find_time(state: CallState) -> Step:
    """From a wish to a read-back: ask when, look, offer, read back."""
    return plan_beside.look_up(state) or _unclear(state) or _looked_up(state)


def _unclear(state: CallState) -> Say | None:
    """What must be asked before a search makes sense."""
    frame, when = state.frame, Question("when")
    if frame.unplaced is not None:
        return Say(other_zone.ask_place(), Question("caller_zone"))
    if frame.undecided:
        return Say(speak_book.other_time(state), when)
    if frame.chosen is not None:
        return None
    for words in (
        speak_offers.no_such(state),
        speak_offers.conflict(state),
        speak_book.same_time(state),
    ):
        if words:
            return Say(words, when)
    if words := speak_offers.impossible(state):
        return Say(f"{words} {speak_book.another_day(state)}", when)
    if not speak_book.wished(state) and not frame.searches:
        return Say(speak_book.ask_when(state), when)
    if speak_book.asks_unread(state):
        return Say(speak_book.ask_clock(), when)
    if _only_time(state):
        return Say(speak_book.ask_day(state), when)
    return None


def _only_time(state: CallState) -> bool:
    """A time with no day, and not "any day" either."""
    wish = state.frame.wanted
    timed = wish.time is not None and wish.first is None and not state.frame.searches
    return timed and not wish.earliest_wanted and not wish.excluded_weekdays


def _looked_up(state: CallState) -> Step:
    chosen = state.frame.chosen
    if chosen is not None:
        return _read_back(chosen, state)
    search = openings.next_search(state)
    if search is not None:
        return Do("fetch_slots", search)
    return _offer(openings.proposals(state), state)


def _offer(slots: tuple[Slot, ...], state: CallState) -> Say:
    if not slots:
        nothing = speak_offers.nothing_at_all(state)
        another = Say(f"{nothing} {speak_book.another_day(state)}", Question("when"))
        return plan_waitlist.instead(state, nothing) or another
    if len(slots) == 1:
        return _read_back(slots[0], state)
    why = _why(slots, state)
    return Say(f"{why}{speak_offers.offer(slots, state)}", Question("which_slot"))


def _why(slots: tuple[Slot, ...], state: CallState) -> str:
    """The reason is given with the first offer only, not each time it is repeated."""
    why = "" if state.frame.explained else speak_offers.why_other(slots, state)
    told = [did.outcome.spoken for did in state.did if isinstance(did.outcome, Refused)]
    return f"{why} " if why and why not in told else ""


def _read_back(slot: Slot, state: CallState) -> Say:
    frame = state.frame
    source = frame.source if frame.intent == "move" else None
    asks = Question("confirm_book", slot.id, attendee=for_whom.meant(state))
    if source is not None:
        asks = Question("confirm_move", slot.id, source)
    asks = visit_state.asks(slot, state) or asks
    why = "" if frame.chosen is not None else _why((slot,), state)
    return Say(f"{why}{same_slot_again(state)}{speak.readback(asks, state)}", asks)
