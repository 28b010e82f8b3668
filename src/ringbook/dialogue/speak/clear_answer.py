"""Said before a read-back that was asked already and not answered clearly. Pure."""

from typing import Final

from ringbook.dialogue.speak.whom import noted
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Act
from ringbook.dialogue.state.question import WRITES, Question

__all__ = ["UNCLEAR", "asked_again", "same_slot_again"]

_ASIDE: Final[tuple[Act, ...]] = ("question", "person", "repeat", "greet", "robot")
UNCLEAR: Final = "I need a clear yes or no, please. "


def asked_again(asks: Question, state: CallState) -> str:
    """When the same question was open, and nothing else was asked or done."""
    heard = state.heard
    aside = heard is None or heard.has(*_ASIDE)
    return UNCLEAR if state.answering == asks and not state.did and not aside else ""


def same_slot_again(state: CallState) -> str:
    """When a write of the same slot was read back, whatever else of it has changed."""
    asked, chosen, heard = state.answering, state.frame.chosen, state.heard
    if state.did or asked is None or asked.about not in WRITES or noted(state):
        return ""
    if heard is None or heard.attendee is not None or heard.has(*_ASIDE):
        return ""
    return UNCLEAR if chosen is not None and chosen.id == asked.slot_id else ""
