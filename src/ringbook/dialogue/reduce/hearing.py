"""What a caller's turn changes: number, name, task, details, choice, agreement. Pure.

Each step takes the state with `heard` and `answering` set and gives the next one; `listen` runs
them in order, so that one sentence may carry several details.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from ringbook.dialogue.languages import spoken as languages
from ringbook.dialogue.legal import waitlist_state as waitlist
from ringbook.dialogue.reduce import (
    beside,
    details,
    instead,
    number,
    or_book,
    party,
    series_hearing,
    swap,
    tasks,
    visit_hearing,
    waiting_tasks,
    whom,
)
from ringbook.dialogue.reduce import verify as verify_state
from ringbook.dialogue.speak import call_back
from ringbook.dialogue.speak.away import asks_again
from ringbook.dialogue.state import other_zone, returning
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.identity import NameTry
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.understand import choosing, for_whom, spoken_over
from ringbook.dialogue.understand.elsewhere import in_scope
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.turn import understand
from ringbook.dialogue.understand.unread_name import may_be_name, name_not_question
from ringbook.dialogue.understand.yes_no import begins_no
from ringbook.domain.one_time_code import HIDDEN
from ringbook.domain.phone import read_number
from ringbook.domain.zones import zone_said

__all__ = ["key_digits", "listen"]


def listen(state: CallState, at: datetime, text: str) -> CallState:
    """The state after the caller said `text`."""
    state, heard = _understood(replace(state, now=at), text)
    state, heard = waiting_tasks.parted(state, heard, _OF_A_TASK)
    before = state
    state = languages.answered(call_back.answered(_new_turn(state, heard, text)))
    if state.asked == "anything_else" and state.frame.intent is not None:
        state = state.without_task()
    if _gives_up(state):
        state = replace(state.without_task(), dropped=state.frame)
    for step in _STEPS:
        state = step(state)
    return waiting_tasks.goes_on(before, state)


def _understood(state: CallState, text: str) -> tuple[CallState, Heard]:
    """What `text` means here, and the state with the clock on which its times were said."""
    asked = state.asks is not None and state.asks.about == "caller_zone"
    words = languages.in_english(text, state)
    said = zone_said(words, asked=asked)
    state = other_zone.noticed(state, said)
    heard = in_scope(state, replace(understand(said.text, state.context()), text=words))
    heard = languages.only_number(heard, text) if state.tongue.now else heard
    heard = other_zone.placed(state, heard, said)
    return state, name_not_question(_once_more(state, heard), state.asks)


def _new_turn(state: CallState, heard: Heard, text: str | None = None) -> CallState:
    """Nothing of the turn before is left but the question that `heard` may answer.

    `text` is what was said, None when keys were pressed.
    """
    frame = state.frame
    said = text is not None
    return replace(
        state,
        frame=frame if frame.agreed is None else replace(frame, agreed=None),
        said=(*state.said, text) if text is not None else state.said,
        misses=state.misses + 1 if said and blank(heard) else 0,
        owed_line=spoken_over.after_turn(state, heard) if said else None,
        heard=heard,
        answering=state.asks,
        asks=None,
        did=(),
        dropped=None,
        silences=0,
        silent=False,
    )


def _once_more(state: CallState, heard: Heard) -> Heard:
    """ "Try again" agrees to the read-back, when what it agreed to was tried in vain."""
    confirming = state.asks is not None and state.asks.about in WRITES
    if state.diary_lost and confirming and asks_again(heard.text):
        return replace(heard, acts=("yes",))
    return heard


def blank(heard: Heard) -> bool:
    """True when nothing intelligible was said."""
    return not any(c.isalnum() for c in heard.text)


def _gives_up(state: CallState) -> bool:
    """No, and nothing else, to "Shall I try again?"."""
    heard, asked = state.last_heard, state.asked
    tried = state.diary_lost and state.frame.intent is not None
    again = asked == "anything" or asked in WRITES
    return tried and again and heard.has("no") and heard.when.empty


# ---- keys ----------------------------------------------------------------------------------------


def key_digits(state: CallState, at: datetime, digits: str) -> CallState:
    """The state after keys were pressed: a choice among what was offered, or a phone number."""
    pressed = "".join(c for c in digits if c.isdigit())
    choosing_now = state.asks is not None and state.asks.about in (
        "which_slot",
        "which_appointment",
    )
    if choosing_now and len(pressed) == 1:
        return listen(state, at, f"number {pressed}")
    if not pressed:
        return listen(state, at, digits if digits == HIDDEN else "")
    read = read_number(pressed, state.practice.phone_region)
    state = _new_turn(replace(state, now=at), Heard("", ("number",), number=read))
    state = replace(state, digits="")
    return number.digits(state, read.digits, read.e164, read.complete)


# ---- the name -----------------------------------------------------------------------------------


def _name(state: CallState) -> CallState:
    heard = state.last_heard
    if heard.name:
        return _named(state, heard.name)
    if state.asked != "name":
        return state
    if may_be_name(heard):
        return replace(state, name_tries=(*state.name_tries, NameTry(heard.text)))
    if heard.number is None and number.OTHER_NUMBER.search(heard.text):
        return replace(state, number=None, caller=None, appointments=(), listed=False)
    return replace(state, name_declined=True) if heard.has("no", "drop") else state


def _named(state: CallState, name: str) -> CallState:
    others = tuple(n for n in state.names if n.casefold() != name.casefold())
    tries = state.name_tries
    if _in_vain(state):  # said once more it is one more try
        others = state.names
    if others == state.names:
        words = state.last_heard.text if state.asked == "name" else name
        tries = (*tries, NameTry(words, name))
    return replace(state, names=(*others, name), name_tries=tries, name_declined=False)


def _in_vain(state: CallState) -> bool:
    """True when another name was asked for; whether or not the number is known."""
    return state.asked == "name" and state.caller is not None


# ---- leaving ------------------------------------------------------------------------------------


_OBJECTS: Final = re.compile(
    r"\b(?:not|isnt|wasnt) (?:right|correct|what i)\b|\b(?:wrong|incorrect)\b(?! number)"
    r"|\bmistake\b|^oh no\b|\bstart (?:over|again)\b|^if\b"
)
""" "That's not right" after a booking is no plain no to "anything else?"."""


def _leave(state: CallState) -> CallState:
    """The caller is done: a goodbye, or "no" to "anything else?" with nothing new asked."""
    heard = state.last_heard
    leaving = state.ending or _done(state, heard)
    return state if leaving == state.leaving else replace(state, leaving=leaving)


def _done(state: CallState, heard: Heard) -> bool:
    asked_for = heard.has("book", "cancel", "move", "list", "availability", "question", "person")
    known = heard.number is not None or heard.name is not None
    if asked_for or not heard.when.empty or known:
        return False
    if blank(heard) or state.frame.agreed is not None:
        return False
    if heard.has("goodbye"):
        return True
    if state.diary_lost and state.dropped is not None:
        return False  # only the second try was declined
    over = state.asked == "anything_else"
    idle = over or (state.asked == "anything" and state.frame.intent is None)
    if not idle or heard.has("yes") or _OBJECTS.search(plain(heard.text)):
        return False
    no = heard.has("no") and begins_no(plain(heard.text))
    if len(state.said) < 2:  # "oh no" or "thank you" as first words end no call
        misdialled = "wrong number" in heard.text.lower()
        return misdialled or heard.has("nothing", "drop") or (no and heard.has("thanks"))
    return no or heard.has("nothing", "drop", "thanks")


_OF_A_TASK = (
    instead.begin,
    tasks.switch,
    party.take,
    visit_hearing.take,
    for_whom.take,
    whom.take,
    details.detail,
    beside.take,
    series_hearing.take,
    party.settle,
)
_STEPS = (
    verify_state.hear,
    number.take,
    number.zone_of_number,
    _name,
    returning.answered,
    beside.hear,
    instead.begin,
    tasks.switch,
    instead.keep_service,
    party.take,
    visit_hearing.take,
    for_whom.take,
    whom.take,
    choosing.choose,
    waitlist.hear,
    details.detail,
    beside.take,
    swap.take,
    other_zone.settle,
    series_hearing.take,
    party.settle,
    or_book.settled,
    instead.settle,
    beside.placed,
    swap.settle,
    waitlist.take_up,
    _leave,
)
