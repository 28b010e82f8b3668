"""A wish that lost its first word: "my appointment to Friday" moves one, or books. Pure.

What is named is kept, and which of the two it is gets asked.
"""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame, Intent
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.when import TARGET, read_in, wanted_and_source

__all__ = ["asks_which", "chosen", "heard_as", "kept", "lost_verb"]

WHICH: Final = "Would you like to move an appointment that you have, or book a new one?"

_OPENING: Final = ("", "anything", "anything_else")
_APPOINTMENT: Final = re.compile(r"\b(?:appointment|appt|booking|reservation|visit)s?\b")
_STARTS: Final = re.compile(
    r"^(?:(?:my|our|the|that|this) (?:[\w'-]+ ){1,6}?"
    r"|(?:appointment|appt|booking) (?:(?:on|at|for|from|with) (?:[\w'-]+ ){1,5}?)?)$"
)
_VERB: Final = re.compile(
    r"\b(?:is|was|has|had|will|can|could|should|needs?|want\w*|like|have|going|hurts?|book\w*"
    r"|mov\w+|chang\w+|cancel\w*|resched\w*)\b"
)
_NEW: Final = re.compile(r"\b(?:new|book\w*|second|another|latter)\b", re.I)
_OLD: Final = re.compile(r"\b(?:mov\w+|chang\w+|first|former|existing|have (?:one|it))\b", re.I)


def lost_verb(state: CallState, heard: Heard) -> bool:
    """True when what is mine goes "to" a time, and no word says what to do with it."""
    idle = state.frame.intent is None and state.asked in _OPENING
    if not idle or heard.when.empty or heard.has("move", "cancel", "list", "question"):
        return False
    said = plain(heard.text)
    found = TARGET.search(said)
    if found is None or read_in(said[found.end() :], state.context()).empty:
        return False
    before = f"{said[: found.start()]} "
    named = heard.service is not None or _APPOINTMENT.search(before)
    return bool(named and _STARTS.match(before) and not _VERB.search(before))


def heard_as(state: CallState, heard: Heard) -> CallState:
    """The state with what was named kept, and no task yet."""
    target, source = wanted_and_source(plain(heard.text), ("move",), state.context())
    frame = Frame(wanted=target, cue_service=heard.service)
    return state.refilled(frame if source is None else replace(frame, spoken_of=source))


def _open(state: CallState) -> bool:
    return state.frame.intent is None and not state.frame.wanted.empty


def chosen(state: CallState, heard: Heard) -> tuple[Intent, ...]:
    """The task that answers the question, if it does."""
    if not _open(state) or state.spoken != WHICH:
        return ()
    new, old = _NEW.search(heard.text), _OLD.search(heard.text)
    if bool(new) == bool(old):
        return ()
    return ("book",) if new else ("move",)


def kept(state: CallState, wish: Intent) -> Frame:
    """The frame that a task begins with: what was named before it was clear which."""
    frame = state.frame
    if not _open(state) or wish not in ("book", "move"):
        return Frame()
    return frame if wish == "move" else Frame(service=frame.cue_service, wanted=frame.wanted)


def asks_which(state: CallState) -> Say | None:
    """The question, as long as it is open and helps."""
    if not _open(state) or state.stuck_on("anything") > 2:
        return None
    return Say(WHICH, Question("anything"))
