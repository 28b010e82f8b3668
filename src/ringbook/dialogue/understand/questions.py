"""Is it a question, and none of what is understood otherwise? Pure."""

import re

from ringbook.dialogue.state.heard import Act, Context, Heard
from ringbook.dialogue.understand.answers import OFFERING
from ringbook.dialogue.understand.tasks import TASKS
from ringbook.dialogue.understand.text import questioning
from ringbook.dialogue.understand.topics import topic
from ringbook.dialogue.understand.yes_no import only_agrees

__all__ = ["DISTRESS", "brings", "questions"]

DISTRESS = ("emergency", "upset")

PROPOSES = re.compile(r"\b(?:what|how) about\b|\b(?:free|available)\b")
""" "What about Sam?", of a time, asks for Sam's."""


def questions(said: str, heard: Heard, acts: tuple[Act, ...], context: Context) -> bool:
    """True when the plain text asks something that is to be answered beside the task."""
    about = context.asks.about if context.asks else ""
    if only_agrees(said, context.asks):
        return False
    if heard.provider and about in OFFERING and PROPOSES.search(said):
        return False
    if heard.faq is None and _proposes(said, heard):
        return False
    return heard.faq is not None or (not brings(heard) and _asks(said, heard, acts))


def _proposes(said: str, heard: Heard) -> bool:
    """ "A check-up, maybe?" names what is wanted, with a voice that goes up."""
    named = heard.service is not None or heard.provider is not None
    return (
        said.endswith("?") and named and not questioning(said.rstrip("? ")) and topic(said) is None
    )


def brings(heard: Heard) -> bool:
    """ "Can my wife come too?" is a wish for her, not a question to the practice."""
    return heard.attendee is not None and heard.attendee.stored is not None


def _asks(said: str, heard: Heard, acts: tuple[Act, ...]) -> bool:
    """A question that is none of the rest."""
    known = (
        *TASKS,
        "repeat",
        "robot",
        "help",
        "person",
        "more",
        "greet",
        "pick",
        "this_line",
        *DISTRESS,
    )
    if any(act in known for act in acts) or heard.number is not None or heard.name is not None:
        return False
    return questioning(said) and (heard.when.empty or _opening(said))


def _opening(said: str) -> bool:
    return any(
        word in said.split() for word in ("open", "close", "closed", "hours", "cost", "price")
    )
