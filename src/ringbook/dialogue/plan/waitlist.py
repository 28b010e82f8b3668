"""The waiting list in the plan of the offline brain. Pure."""

from ringbook.dialogue.legal.waitlist_state import known, wish_of
from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.speak import book as speak_book
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import waitlist_words as words
from ringbook.dialogue.speak.wording import anything_else
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say, Step
from ringbook.domain.waitlist import Wish

__all__ = ["book", "instead", "standing"]


def book(state: CallState) -> Say | None:
    """What a booking has to do with the list now: offer what is held, or a place on it."""
    frame = state.frame
    if frame.held is not None and frame.chosen is not None:
        asks = Question("confirm_book", frame.chosen.id)
        free = f"A time has come free: {speak.described(frame.chosen, state)}."
        return Say(f"{speak_book.sure(state)}{free} Would you like it?", asks)
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
