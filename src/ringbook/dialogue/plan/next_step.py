"""The offline brain: what to do or say next, from the state alone. Pure.

`plan` is called after each of the caller's turns and again after each tool, until it says
something. What is said is first the reaction to the turn (what was done, answers), then the next
step of the task in hand.
"""

from ringbook.dialogue.languages import spoken as languages
from ringbook.dialogue.legal import verify as legal_verify
from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.plan import asked as plan_asked
from ringbook.dialogue.plan import book as plan_book
from ringbook.dialogue.plan import change as plan_change
from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.plan import waitlist as plan_waitlist
from ringbook.dialogue.speak import call_back
from ringbook.dialogue.speak import end as speak_end
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import react as speak_react
from ringbook.dialogue.speak import returning as speak_returning
from ringbook.dialogue.speak import talk as speak_talk
from ringbook.dialogue.speak.fillers import without_fillers
from ringbook.dialogue.state.call_events import Refused
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step
from ringbook.dialogue.state.tool_names import WRITING_TOOLS
from ringbook.dialogue.understand import spoken_over

__all__ = ["Do", "Say", "Step", "asked", "plan"]

TOOLS_A_TURN = 12
"""More tools than any search ladder needs: beyond this something is wrong, and we say so."""


def plan(state: CallState) -> Step:
    """The next step of the call, in words that the caller can understand as far as we can."""
    step = _step(state)
    return languages.told(state, step) if isinstance(step, Say) else step


def _step(state: CallState) -> Step:
    if state.ended is not None or state.farewell:
        return Say("")
    if state.ending:
        return Say(speak_end.goodbye(state))
    if not state.greeted and state.heard is None and not state.silent:
        return Say(speak.greeting(state), Question("anything"))
    if state.silent:
        return _silence(state)
    if state.leaving or state.stuck >= speak.HOPELESS:
        return Do("end_conversation")
    return _turn(state)


def asked(state: CallState, text: str, cut: bool = False) -> Question | None:
    """What `text`, spoken in this state, asks: the plan's own question, or one read out of it.

    `cut` texts count as far as they were heard.
    """
    own, text = plan(state), without_fillers(text)
    if isinstance(own, Say) and own.text.strip() == text.strip():
        return own.asks
    if isinstance(own, Say) and cut and own.asks and own.text.startswith(text.rstrip(" .…-")):
        return plan_asked.of_cut(state, text, own.asks)
    return plan_asked.inferred(state, languages.agent_words(text, state))


def _silence(state: CallState) -> Step:
    if state.silences > 2:
        return Do("end_conversation")
    return Say(speak_talk.still_there(state.silences))


def _turn(state: CallState) -> Step:
    heard, owed = state.heard, spoken_over.wanted_again(state)
    if owed is not None and isinstance(again := plan(owed), Say):
        return again
    if heard is not None and heard.has("repeat") and not state.did and state.spoken:
        return Say(state.spoken, state.answering)
    if heard is not None and heard.has("wait") and len(heard.acts) == 1:
        return Say(speak_talk.take_your_time(state), state.answering)
    step = _next(state)
    if isinstance(step, Do):
        return step
    step = call_back.instead(state, step)
    return Say(speak_react.before(state, step), step.asks)


def _next(state: CallState) -> Step:
    failed = _failed(state)
    if failed is not None:
        return failed
    write = _write(state)
    if write is not None:
        return write
    asked_first = plan_identify.number(state) or speak_returning.ask_resume(state)
    return _task(state) if asked_first is None else asked_first


def _failed(state: CallState) -> Step | None:
    """A tool that could not even look: say so, and ask before trying again."""
    if len(state.did) >= TOOLS_A_TURN:
        return Say(speak_talk.lost(state), Question("anything"))
    last = state.did[-1] if state.did else None
    looked = ("identify_user", "fetch_slots", "retrieve_appointments", "verify_caller")
    if last is None or last.tool not in looked or not isinstance(last.outcome, Refused):
        return None
    if last.tool == "verify_caller" and legal_verify.is_over(state):
        return None
    if illegal(state, last.tool, last.args) is not None:  # not tried: a model made it up
        return None
    return Say(speak_talk.try_again(), Question("anything"))


def _write(state: CallState) -> Do | None:
    """The write that the caller has just agreed to."""
    allowed = legal(state)
    for tool in WRITING_TOOLS:
        if tool in allowed:
            return Do(tool, {name: values[0] for name, values in allowed[tool].items()})
    return None


def _task(state: CallState) -> Step:
    if state.frame.wait in ("leave", "ask"):
        return plan_waitlist.standing(state)
    match state.frame.intent:
        case "book":
            return plan_book.book(state)
        case "move":
            return plan_change.move(state)
        case "cancel":
            return plan_change.cancel(state)
        case "list":
            return plan_change.show(state)
        case None:
            return speak_talk.idle(state)
