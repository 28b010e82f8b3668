"""What is said about several people who come together. Pure."""

from typing import Final

from ringbook.dialogue.state.attendee import spoken_people
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.state.step import Say

__all__ = ["how_many", "noted"]

_PLURALS: Final = {"child": "children", "grandchild": "grandchildren", "baby": "babies"}


def how_many(state: CallState) -> str:
    """ "How many of your children is it for?"."""
    several = next((who.relation for who in state.frame.people if who.nth < 0), None) or ""
    return f"How many of your {_PLURALS.get(several, f'{several}s')} is it for?"


def noted(state: CallState, step: Say) -> str:
    """For whom it is, as understood, unless it is read back with the time right away."""
    people = state.heard.people if state.heard else ()
    asked = step.asks.about if step.asks else ""
    if state.frame.intent != "book" or asked in WRITES or asked == "attendee":
        return ""
    counted = all(who.nth >= 0 for who in people)
    return f"So that's for {spoken_people(people)}." if people and counted else ""
