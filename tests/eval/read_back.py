"""What a caller finds wrong with what the agent asks a yes for."""

import re
from datetime import datetime
from typing import Literal

from tests.eval.errand import Errand
from tests.eval.form import Kind
from tests.eval.listening import Mention, readback, sentences

__all__ = ["Mistake", "mistake"]

type Mistake = Literal[
    "unwanted", "other_deed", "wrong_which", "wrong_service", "wrong_time", "wrong_whom"
]


def mistake(heard: str, errand: Errand, now: datetime) -> Mistake | None:
    """None: it is what was wanted. `now` is on the practice's wall clock."""
    named = readback(heard, now)
    goal = errand.goal
    if not named or goal.form.declines:
        return "unwanted"
    if _other_deed(heard, goal.form.kind):
        return "other_deed"
    if goal.form.kind == "cancel":
        return None if named[0].start == goal.source else "wrong_which"
    return _wrong_part(heard, named, errand)


def _other_deed(heard: str, kind: Kind) -> bool:
    """The agent is about to book, move or cancel, and that is not the errand."""
    deeds: dict[Kind, str] = {"book": "book", "move": "move", "cancel": "cancel"}
    deed = deeds.get(kind)
    asked = re.search(r"\b(book|cancel)\b|\bI'd (move)\b", sentences(heard)[-1])
    about = asked and (asked[1] or asked[2])
    return deed is None or (about is not None and about != deed)


def _wrong_part(heard: str, named: list[Mention], errand: Errand) -> Mistake | None:
    """The first thing that is wrong with a booking or a move."""
    goal = errand.goal
    if goal.source is not None and named[0].start != goal.source:
        return "wrong_which"
    if goal.form.book is not None and _several(heard):
        return "wrong_service"
    if not errand.suits(named[-1].start):
        return "wrong_time"
    if not _for_whom(heard, goal.form.whom):
        return "wrong_whom"
    return None if (goal.form.book or "").lower() in heard.lower() else "wrong_service"


def _several(heard: str) -> bool:
    """More is about to be booked than the one thing wanted."""
    return re.search(r"\b(both|all)\b", sentences(heard)[-1]) is not None


def _for_whom(heard: str, whom: str | None) -> bool:
    """Whether it would be booked for the one whom it is for."""
    if whom is None:
        return re.search(r" for (?!your\b)[A-Z]\w+(?: on |\?)", heard) is None
    return whom.lower() in heard.lower()
