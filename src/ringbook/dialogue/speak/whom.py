"""What is said about whom a caller can see, and that a day does not exist. Pure."""

from typing import Final

from ringbook.dialogue.speak.lines import join
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.state.whom import people

__all__ = ["NO_LAST", "ask", "noted"]

NAMED: Final = 3
NO_LAST: Final = "I can't see who you had last time."


def noted(state: CallState) -> str:
    """Said before the next step: nobody of that name, no such day, or who it was last time."""
    return " ".join(part for part in (_no_such_day(state), _nobody(state), _kind(state)) if part)


def _no_such_day(state: CallState) -> str:
    heard = state.heard
    whens = [heard.when, heard.source] if heard else []
    name = next((when.no_such for when in whens if when and when.no_such), None)
    return f"There is no {name}." if name else ""


def _nobody(state: CallState) -> str:
    name = state.heard.stranger if state.heard else None
    mine = {a.provider for a in state.appointments}
    if name is None or name in mine or not people(state):
        return ""
    return f"There is nobody called {name} to book with here; {_can_see(state)}."


def _kind(state: CallState) -> str:
    heard = state.heard
    if state.frame.whom == "found":
        return f"That was {state.frame.provider}."
    if heard is None or heard.whom not in ("woman", "man") or not people(state):
        return ""
    return f"I'm sorry, I don't know who here is a {heard.whom}; {_can_see(state)}."


def _can_see(state: CallState) -> str:
    """ "you can see Dr. Lena Ortiz or Dr. Sam Lee"."""
    names = people(state)
    more = ", among others" if len(names) > NAMED else ""
    return f"you can see {join([*names[:NAMED]], 'or')}{more}"


def ask(state: CallState) -> Say | None:
    """Who it is to be, while the caller described somebody whom nothing tells us."""
    whom = state.frame.whom
    if whom not in ("unsure", "kind"):
        return None
    names, heard = people(state), state.heard
    told = noted(state) != "" and heard is not None and heard.whom != "last"
    listed = "" if told else f": {join([*names[:NAMED]], 'or')}"
    asked = state.answering is not None and state.answering.about == "provider"
    lead = f"{NO_LAST} " if whom == "unsure" and not asked else ""
    return Say(
        f"{lead}Who would you like to see{listed}, or is anybody fine?", Question("provider")
    )
