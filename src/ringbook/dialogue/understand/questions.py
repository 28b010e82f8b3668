"""Is it a question, and none of what is understood otherwise? Pure."""

import re

from ringbook.dialogue.state.heard import Act, Context, Heard
from ringbook.dialogue.understand.answers import OFFERING
from ringbook.dialogue.understand.talk import ASKS_TO_ASK, HOLDS
from ringbook.dialogue.understand.tasks import TASKS, tasks_named
from ringbook.dialogue.understand.text import questioning
from ringbook.dialogue.understand.topics import topic
from ringbook.dialogue.understand.yes_no import only_agrees

__all__ = ["DISTRESS", "brings", "questions"]

DISTRESS = ("emergency", "upset")

PROPOSES = re.compile(r"\b(?:what|how) about\b|\b(?:free|available)\b")
""" "What about Sam?", of a time, asks for Sam's."""

OF_US = re.compile(
    r"\bdo you (?:guys |all |also )*(?:take|accept|offer|sell|treat|see|do)\b"
    r"|\b(?:is|are) there\b(?! (?:any|some))"
)
""" "Hi, do you take walk-ins?" is a question, where "hi, can you hear me?" only greets."""

AT_OPENING = re.compile(
    r"(?<!me )(?<!know )(?<!ask )(?<!is )(?<!^)\b(?:when|as soon as|right after) you open\b"
)
""" "Tomorrow when you open": a time, and no question."""

ANSWERED = ("price", "length", "hours", "address", "services")
THEN_TASK = re.compile(
    r",? (?:and|also|then)(?: also| then| please)? "
    r"(?=(?:can|could|may) (?:i|we|you)\b|id like\b|i (?:want|need|would like)\b|please\b"
    r"|(?:book|move|cancel|schedule|make)\b)"
)


def questions(said: str, heard: Heard, acts: tuple[Act, ...], context: Context) -> bool:
    """True when the plain text asks something that is to be answered beside the task."""
    about = context.asks.about if context.asks else ""
    if only_agrees(said, context.asks):
        return False
    if heard.provider and about in OFFERING and PROPOSES.search(said):
        return False
    if heard.faq is None and _proposes(said, heard):
        return False
    if heard.faq is not None or _asks_first(said):
        return True
    return not brings(heard) and _asks(said, heard, acts)


def _asks_first(said: str) -> bool:
    """ "Where are you, and can I come tomorrow?": both are answered."""
    task = THEN_TASK.search(said)
    first = said[: task.start()] if task else ""
    return questioning(first) and topic(first) in ANSWERED and not tasks_named(first)


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
    if HOLDS.search(said) or ASKS_TO_ASK.match(said):
        return False
    told = (act for act in acts if act != "greet" or OF_US.search(said) is None)
    if any(act in known for act in told) or heard.number is not None or heard.name is not None:
        return False
    said = AT_OPENING.sub(" ", said)
    return questioning(said) and (heard.when.empty or _opening(said))


def _opening(said: str) -> bool:
    return any(
        word in said.split() for word in ("open", "close", "closed", "hours", "cost", "price")
    )
