"""Talk around the tasks: silence, waiting, being lost, nothing to do. Pure."""

from typing import Final

from ringbook.dialogue.speak import call_back
from ringbook.dialogue.speak.lines import reach
from ringbook.dialogue.speak.whom import noted
from ringbook.dialogue.speak.wording import anything_else
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.understand import unclear
from ringbook.dialogue.understand.talk import ASKS_TO_ASK
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.yes_no import pleased

__all__ = [
    "can_do",
    "here",
    "idle",
    "lost",
    "only_pleased",
    "still_there",
    "take_your_time",
    "try_again",
]

AT_A_LOSS: Final[tuple[Act, ...]] = (
    *("greet", "help", "yes", "emergency", "upset"), *("thanks", "no", "robot"),
)  # fmt: skip


def still_there(times: int) -> str:
    return "Are you still there?" if times < 2 else "Hello? I can't hear you. Are you still there?"


def take_your_time(state: CallState) -> str:
    """To a wish to wait, or to ask something."""
    asks = ASKS_TO_ASK.match(plain(state.last_heard.text))
    return "Of course, go ahead." if asks else "Of course, take your time."


def here(state: CallState) -> str:
    """ "Are you there?" in the middle of a call."""
    heard, asked = state.last_heard, state.asked
    called = heard.acts == ("greet",) and asked not in ("", "anything", "anything_else")
    return "Yes, I'm here." if called else ""


def try_again() -> str:
    """After a look-up that failed; the failure itself is said before."""
    return "Shall I try that again?"


def lost(state: CallState) -> str:
    return f"I'm sorry, something is not working on our side. {reach(state)}"


def can_do() -> str:
    """What the caller may ask for here."""
    return (
        "I can book, move or cancel an appointment, tell you what you have booked, and answer "
        "questions about the practice."
    )


def idle(state: CallState) -> Say:
    """No task in hand: ask for one."""
    heard = state.heard
    if (which := unclear.asks_which(state)) is not None:
        return which
    if (
        _worked(state)
        or call_back.was_asked(state)
        or _missed_else(state)
        or (heard is not None and heard.has("question", "person", "matter"))
    ):
        return Say(anything_else(state), Question("anything_else"))
    if (
        heard is None
        or not heard.text.strip()
        or heard.has(*AT_A_LOSS)
        or _met_again(state)
        or noted(state)
    ):
        return Say("How can I help you?", Question("anything"))
    if state.stuck_on("anything") > 2:
        return Say(f"{reach(state)} Or tell me: shall I book an appointment?", Question("anything"))
    if state.stuck_on("anything"):
        return Say("Would you like to book, move or cancel an appointment?", Question("anything"))
    return Say(f"{can_do()} What would you like?", Question("anything"))


def _met_again(state: CallState) -> bool:
    """The caller was looked up because they were cut off before, or has just said no to that."""
    resuming = state.answering is not None and state.answering.about == "resume"
    return resuming or any(d.tool == "identify_user" for d in state.did)


def only_pleased(state: CallState) -> bool:
    """ "Anything else?" was answered with a word like "lovely", which asks for nothing."""
    heard = _else_heard(state)
    return heard is not None and not heard.acts and pleased(plain(heard.text))


def _missed_else(state: CallState) -> bool:
    """ "Anything else?" was answered with nothing that is a wish."""
    heard = _else_heard(state)
    if heard is None:
        return False
    return only_pleased(state) or not any(c.isalnum() for c in plain(heard.text))


def _else_heard(state: CallState) -> Heard | None:
    """What was heard as the answer to "anything else?"."""
    asked = state.answering
    return state.heard if asked is not None and asked.about == "anything_else" else None


def _worked(state: CallState) -> bool:
    """True when this turn did something, or gave something up."""
    wrote = any(d.tool != "identify_user" for d in state.did)
    return wrote or state.dropped is not None
