"""Tasks named in one breath: the first is begun, the others wait with their own words. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.clauses import after_yes, clauses
from ringbook.dialogue.understand.turn import understand
from ringbook.domain.model import Practice
from ringbook.domain.when import When

__all__ = ["goes_on", "parted"]

type Step = Callable[[CallState], CallState]

_OTHER: Final = re.compile(r"\bother (?:one|appointment|booking)\b", re.I)


def parted(state: CallState, heard: Heard, steps: Sequence[Step]) -> tuple[CallState, Heard]:
    """The state with all tasks but the first waiting, and what was heard of the first alone.

    `steps` take what was said of a task into it.
    """
    if state.asks is not None and state.asks.about in WRITES:
        return _agreed_and(state, heard, steps)
    pieces = clauses(heard.text, _services(state.practice))
    first, *others = pieces
    if first == heard.text:
        return state, heard
    waiting = tuple(_frame(piece, state, steps) for piece in others)
    if any(frame.intent is None for frame in waiting):
        return state, heard
    alone = understand(first, state.context())
    return replace(state, later=(*waiting, *state.later)), _besides(alone, heard)


def _agreed_and(state: CallState, heard: Heard, steps: Sequence[Step]) -> tuple[CallState, Heard]:
    """ "Yes, and cancel the check-up" agrees to what was read back; the other task waits."""
    said = after_yes(heard.text)
    if said is None:
        return state, heard
    agreed, waiting = understand(said[0], state.context()), _frame(said[1], state, steps)
    if not clear_yes(agreed) or not _is_another(waiting, state.frame):
        return state, heard
    return replace(state, later=(waiting, *state.later)), agreed


def _is_another(task: Frame, old: Frame) -> bool:
    """True when the task tells what it is about, and is not what was read back once more."""
    if task.intent == "book":
        whom = task.attendee is not None and task.attendee != old.attendee
        return old.intent != "book" or whom or task.service not in (None, old.service)
    if task.intent not in ("cancel", "move"):
        return False
    told = task.cue_service, task.cue_provider, task.cue_attendee, task.place
    mine = old.cue_service, old.cue_provider, old.cue_attendee, old.place
    anew = any(new not in (None, had) for new, had in zip(told, mine, strict=True))
    return task.other or anew or task.spoken_of not in (When(), old.spoken_of)


def _services(practice: Practice) -> frozenset[str]:
    return frozenset(n.lower() for s in practice.services for n in (s.name, *s.aliases))


def _frame(piece: str, state: CallState, steps: Sequence[Step]) -> Frame:
    """The task that `piece` alone would begin."""
    heard = understand(piece, replace(state.context(), asks=None))
    alone = replace(
        state, frame=Frame(), later=(), commits=(), finished=Frame(), answering=None, heard=heard
    )
    for step in steps:
        alone = step(alone)
    return replace(alone.frame, other=_OTHER.search(piece) is not None)


def _besides(alone: Heard, whole: Heard) -> Heard:
    """What was heard of the first task, with the name, the number and the question beside it."""
    acts = tuple(act for act in whole.acts if act in ("number", "name", "question", "greet"))
    return replace(
        alone,
        acts=tuple(dict.fromkeys((*acts, *alone.acts))),
        number=whole.number,
        name=whole.name or alone.name,
        faq=whole.faq,
    )


def goes_on(before: CallState, after: CallState) -> CallState:
    """A plain no to "anything else?" gives up nothing that still waits."""
    heard = after.last_heard
    waited = bool(before.later) and after.frame.intent is not None
    if after.leaving and waited and not before.leaving and not heard.has("goodbye"):
        return replace(after, leaving=False)
    return after
