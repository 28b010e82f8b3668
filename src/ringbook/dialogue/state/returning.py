"""Who calls again: the usual, and a task in which the last call was cut off. Pure.

Both are suggestions for a caller who is matched; what the caller says wins.
"""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Unfinished, Usual
from ringbook.domain.preferences import WEEKDAYS
from ringbook.domain.when import When

__all__ = [
    "answered",
    "asked_in",
    "met",
    "restored",
    "suggested",
    "wanted",
]

_CUT_OFF: Final = re.compile(
    r"\b(?:cut (?:me |us )?off|disconnected|hung up on me|lost (?:you|the connection|the line)"
    r"|(?:call|line|connection) (?:was |got |just |has )*(?:dropped|lost|broke|interrupted))\b",
    re.I,
)
_USUAL: Final = re.compile(r"^usual\b|\b(?:the|my|your) usual\b|\bas (?:usual|always)\b", re.I)
_GO_ON: Final = re.compile(r"\b(?:go on|carry on|continue|pick (?:it )?up|cut off)\b", re.I)
_OPEN: Final = ("", "anything", "anything_else")


# ---- what is known ------------------------------------------------------------------------------


def met(state: CallState) -> CallState:
    """The state after the caller was looked up: what they were cut off in is open again.

    Only if they named nothing of their own by now; a time that is held for them goes first.
    """
    task = state.caller.unfinished if state.caller and state.open_record else None
    frame = state.frame
    same = task is not None and frame.intent in (None, task.intent)
    fresh = frame in (Frame(), Frame(intent=frame.intent)) and not state.later
    held = any(entry.offer_at(state.now) for entry in state.waiting)
    open_again = same and fresh and not held and not state.commits
    return replace(state, taking_up=task if open_again else None)


def suggested(state: CallState) -> Usual | None:
    """The usual, for a matched caller who wants to book and named nothing about it."""
    usual = state.caller.usual if state.caller and state.open_record else None
    bare = state.frame == Frame(intent="book")
    if usual is None or not bare or state.usual_over or state.taking_up is not None:
        return None
    offered = {s.name for s in state.practice.services}
    return _still_true(usual, state) if usual.service in offered else None


def _still_true(usual: Usual, state: CallState) -> Usual:
    """Nobody is named who is not there any more or the only one, nor a day that is closed now."""
    people = {p.name for p in state.practice.providers}
    known = len(people) > 1 and usual.provider in people
    open_then = usual.weekday is not None and bool(
        state.practice.opening_hours[WEEKDAYS.index(usual.weekday)]
    )
    return replace(
        usual,
        provider=usual.provider if known else None,
        weekday=usual.weekday if open_then else None,
    )


def _usual_when(usual: Usual, state: CallState) -> When:
    """The next such day on which the practice is open."""
    if usual.weekday is None:
        return When(part=usual.part)
    days = (state.today + timedelta(days=n) for n in range(1, 29))
    named = (d for d in days if d.weekday() == WEEKDAYS.index(usual.weekday))
    day = next((d for d in named if policy.opens(d, state)), None)
    return When(date=day, part=usual.part)


def asked_in(state: CallState, sentence: str) -> Question | None:
    """Which of the two a question in a large model's own words is about, if any."""
    if state.taking_up is not None and _GO_ON.search(sentence):
        return Question("resume")
    usual = suggested(state) is not None and _USUAL.search(sentence)
    return Question("usual") if usual else None


# ---- what the caller says to it -----------------------------------------------------------------


def answered(state: CallState) -> CallState:
    """Takes the answer to a suggestion, and hears that a call was cut off."""
    if state.asked == "resume" and state.taking_up is not None:
        return _taken_up(state, state.taking_up)
    usual = suggested(state)
    if state.asked == "usual" and usual is not None:
        return _as_usual(state, usual)
    if state.frame.intent is None and state.asked in _OPEN:
        return _opened(state)
    return state


def _taken_up(state: CallState, task: Unfinished) -> CallState:
    if _agreed(state):
        return replace(state, frame=restored(task), taking_up=None)
    return state if _unanswered(state) else replace(state, taking_up=None)


def _as_usual(state: CallState, usual: Usual) -> CallState:
    if _agreed(state):
        frame = replace(state.frame, service=usual.service, provider=usual.provider)
        frame = replace(frame, wanted=_usual_when(usual, state))
        return replace(state, frame=frame, usual_over=True)
    return state if _unanswered(state) else replace(state, usual_over=True)


def _agreed(state: CallState) -> bool:
    heard = state.last_heard
    yes = heard.has("yes") or _USUAL.search(heard.text) is not None
    return yes and not heard.has("no", "drop", "wait", "cancel", "list", "person")


def _unanswered(state: CallState) -> bool:
    """True when the question stands as it was: nothing was heard, or something was asked."""
    heard = state.last_heard
    blank = not any(c.isalnum() for c in heard.text)
    return blank or heard.has("question", "repeat", "wait", "robot", "emergency")


def _opened(state: CallState) -> CallState:
    """ "We were cut off" is a reason to look who calls; "the usual" is a wish to book."""
    heard = state.last_heard
    if _USUAL.search(heard.text) and not heard.has("question", "cancel", "move", "list"):
        return state.refilled(Frame(intent="book"))
    return replace(state, cut_off=state.cut_off or _CUT_OFF.search(heard.text) is not None)


# ---- the task again -----------------------------------------------------------------------------


def restored(open_task: Unfinished) -> Frame:
    """The task in hand again, with nothing looked up and nothing agreed to."""
    booking = open_task.intent == "book"
    whom = Attendee(open_task.attendee, open_task.relation)
    wish = wanted(open_task)
    return Frame(
        intent=open_task.intent,
        service=open_task.service if booking else None,
        provider=open_task.provider if open_task.intent != "cancel" else None,
        attendee=whom if whom.stored else None,
        wanted=When() if open_task.intent == "cancel" else wish,
        spoken_of=wish if open_task.intent == "cancel" else When(),
        cue_service=None if booking else open_task.service,
        source=open_task.appointment,
    )


def wanted(open_task: Unfinished) -> When:
    """The time wanted, as it was said."""
    first, last = open_task.first, open_task.last
    return When(
        date=first,
        range=(first, last) if first and last and first != last else None,
        part=open_task.part,
        time=open_task.clock,
        bound=open_task.bound,
        until=open_task.until,
        earliest_wanted=open_task.earliest_wanted,
    )
