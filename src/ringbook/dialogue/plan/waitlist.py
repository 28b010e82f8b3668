"""The waiting list in the plan of the offline brain. Pure."""

from ringbook.dialogue.legal.waitlist_state import known, wish_of
from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import visit_words
from ringbook.dialogue.speak import waitlist_words as words
from ringbook.dialogue.speak.clear_answer import same_slot_again
from ringbook.dialogue.speak.wording import anything_else
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say, Step
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Slot
from ringbook.domain.waitlist import Wish

__all__ = ["book", "instead", "missed", "standing"]


def book(state: CallState) -> Say | None:
    """What a booking has to do with the list now: offer what is held, or a place on it."""
    frame = state.frame
    if frame.held is not None and frame.chosen is not None:
        asks = visit_state.asks(frame.chosen, state)
        whom = for_whom.meant(state)
        asks = asks or Question("confirm_book", frame.chosen.id, attendee=whom)
        free = f"A time has come free{_held(frame.chosen, state)}."
        return Say(f"{same_slot_again(state)}{free} Would you like it?", asks)
    if frame.chosen is not None:
        return None
    wanted = frame.wait == "join" or (frame.undecided and not frame.wait_offered)
    wish = wish_of(state) if wanted else None
    if wish is None:
        return None
    if any(e.wish == wish for e in known(state)):
        return _already(wish) if frame.wait == "join" else None
    lead = "No problem. " if frame.undecided else "Nothing is free then. "
    return Say(f"{lead}{words.offer(wish)}", Question("confirm_wait", wish=wish))


def _held(slot: Slot, state: CallState) -> str:
    visit = visit_state.visit_at(state, slot.id)
    if visit is not None:
        return f" on {visit_words.one(visit, state)}"
    return f": {speak.described(slot, state, for_whom.meant(state))}"


def missed(state: CallState) -> Say | None:
    """Dates of a series that was booked without them: each can be waited for, in one question."""
    wishes = state.frame.missed
    if not wishes:
        return None
    return Say(words.offer_all(wishes), Question("confirm_wait", wish=wishes[0], wishes=wishes))


def _already(wish: Wish) -> Say:
    return Say(f"{words.already(wish)} Which other day would you like?", Question("when"))


def instead(state: CallState, nothing: str) -> Say | None:
    """After `nothing`, which says that nothing at all is free: a place on the list, once."""
    wish = wish_of(state)
    if wish is None or state.frame.intent != "book" or state.frame.wait_offered:
        return None
    if any(e.wish == wish for e in known(state)):
        return None
    return Say(f"{nothing} {words.offer(wish)}", Question("confirm_wait", wish=wish))


def standing(state: CallState) -> Step:
    """The caller asks how they stand on the list, or wants off it."""
    proof = plan_identify.prove(state, "hear")
    if proof is not None:
        return proof
    entries = state.waiting
    if state.frame.wait == "leave" and entries:
        asks = Question("confirm_leave", entry_ids=tuple(e.id for e in entries))
        return Say(words.shall_i_end(entries), asks)
    return Say(f"{words.standing(entries)} {anything_else(state)}", Question("anything_else"))
