"""What is said to who calls again: the usual, and the task the last call stopped in. Pure."""

from ringbook.dialogue.speak.rules import a
from ringbook.dialogue.state import returning
from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Unfinished, Usual
from ringbook.domain.spoken import spoken_date, spoken_time
from ringbook.domain.when import When

__all__ = ["ask_resume", "ask_usual", "notes"]


def ask_usual(state: CallState) -> Say | None:
    """ "The usual, a Cleaning on a Thursday afternoon with Dr. Rao?", when that is known."""
    usual = returning.suggested(state)
    if usual is None:
        return None
    return Say(f"The usual, {_usual(usual)}?", Question("usual"))


def _usual(usual: Usual) -> str:
    who = f" with {usual.provider}" if usual.provider else ""
    return f"{a(usual.service)}{_usual_time(usual)}{who}"


def _usual_time(usual: Usual) -> str:
    if usual.weekday is None:
        return f" in the {usual.part}" if usual.part else ""
    return f" on a {usual.weekday}{f' {usual.part}' if usual.part else ''}"


def ask_resume(state: CallState) -> Say | None:
    """ "We were cut off: you wanted a Cleaning on Thursday, January 29; shall we go on?"."""
    task = state.taking_up
    if task is None:
        return None
    return Say(f"We were cut off: you wanted {_wish(task)}; shall we go on?", Question("resume"))


def _wish(task: Unfinished) -> str:
    named = task.service or "appointment"
    who = f" with {task.provider}" if task.provider else ""
    whom = for_whom.told(Attendee(task.attendee, task.relation).stored)
    match task.intent:
        case "book":
            return f"{a(named)}{who}{whom}{_time('on', returning.wanted(task))}"
        case "move":
            return f"to move your {named}{whom}{_time('to', returning.wanted(task))}"
        case "cancel":
            return f"to cancel your {named}{whom}"


def _time(preposition: str, wanted: When) -> str:
    """The day and time as far as they were clear; always with the date."""
    if wanted.date is None or wanted.range is not None:
        return ""
    said = f" {preposition} {spoken_date(wanted.date)}"
    if wanted.time is not None and wanted.bound == "at" and wanted.until is None:
        return f"{said} at {spoken_time(wanted.time)}"
    return f"{said} in the {wanted.part}" if wanted.part else said


def notes(state: CallState) -> list[str]:
    """What a large model should suggest, once."""
    if state.taking_up is not None:
        return [
            f"The last call was cut off: wanted {_wish(state.taking_up)}. Ask whether to go on."
        ]
    usual = returning.suggested(state)
    return [] if usual is None else [f"The usual: {_usual(usual)}. Ask if they want it."]
