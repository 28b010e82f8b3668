"""The caller's phone number: said in pieces, read back, put right. Pure."""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state import other_zone
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.domain.phone import read_number
from ringbook.domain.phone_words import LONG

__all__ = ["OTHER_NUMBER", "digits", "take", "zone_of_number"]

OTHER_NUMBER: Final = re.compile(r"\b(wrong|other|another|different|new) (phone )?number\b", re.I)


def take(state: CallState) -> CallState:
    """Takes what was said of the number."""
    heard = state.last_heard
    if heard.number is not None and (heard.number.digits != state.digits or _short_again(state)):
        return digits(state, heard.number.digits, heard.number.e164, heard.number.complete)
    if state.asked == "confirm_number":
        return _number_answer(state, state.answering)
    if heard.has("this_line"):
        return replace(state, not_this_line=False)
    if state.asked == "number" and heard.has("no", "drop") and state.number is None:
        return replace(state, number_refusals=state.number_refusals + 1)
    return state


def digits(state: CallState, said: str, e164: str | None, complete: bool) -> CallState:
    """More digits: a whole number becomes the candidate, too many digits start over."""
    if e164 is not None and complete:
        new = None if e164 == state.number else e164
        wrong = state.asked == "confirm_number" and new != _asked(state)
        failures = state.number_failures + (1 if wrong and _was_ours(state) else 0)
        return replace(state, digits=said, candidate=new, number_failures=failures)
    if len(said) > 15 or _too_long(state) or _short_again(state):
        return replace(state, digits="", candidate=None, number_failures=state.number_failures + 1)
    return replace(state, digits=said, candidate=None)


def zone_of_number(state: CallState) -> CallState:
    """Where the caller's clock is, as far as a number just confirmed tells."""
    confirmed = state.asked == "confirm_number"
    return other_zone.by_number(state, state.number) if confirmed else state


def _too_long(state: CallState) -> bool:
    heard = state.last_heard
    return heard.number is not None and heard.number.too_long


def _short_again(state: CallState) -> bool:
    """True when the whole number was said over, and something is missing still."""
    heard = state.last_heard
    if heard.number is None or heard.number.complete or len(state.digits) < LONG:
        return False
    again = read_number(heard.text, state.practice.phone_region).digits
    return len(again) >= LONG and again == heard.number.digits


def _asked(state: CallState) -> str | None:
    """The number that was being read back."""
    return state.answering.number if state.answering else None


def _was_ours(state: CallState) -> bool:
    """True when the number read back was one we had heard, not the network's."""
    return _asked(state) != state.caller_id


def _number_answer(state: CallState, asked: Question | None) -> CallState:
    heard = state.last_heard
    if asked is None or heard.has("wait"):
        return state
    other = OTHER_NUMBER.search(heard.text) is not None
    if (clear_yes(heard) and not other) or _said_again(heard, asked):
        return replace(state, number=asked.number, candidate=None, digits="")
    if not (other or heard.has("no", "correct")) or _same(heard, asked):
        return state
    if not _was_ours(state):
        return replace(state, not_this_line=True, digits="", candidate=None)
    if asked.number and _end_again(heard, asked.number, state):
        return replace(state, candidate=asked.number)
    failures = state.number_failures + 1
    return replace(state, digits="", candidate=None, number_failures=failures)


def _end_again(heard: Heard, number: str, state: CallState) -> bool:
    """ "No, zero one six seven", of a number that ends so: it was heard right after all."""
    digits = read_number(heard.text, state.practice.phone_region).digits
    return len(digits) >= 3 and number.endswith(digits)


def _same(heard: Heard, asked: Question) -> bool:
    return heard.number is not None and heard.number.e164 == asked.number


def _said_again(heard: Heard, asked: Question) -> bool:
    """The very number that was read back, said once more, agrees to it."""
    return _same(heard, asked) and not heard.has("no", "correct", "wait")
