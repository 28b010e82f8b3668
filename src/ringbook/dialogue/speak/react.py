"""What is said before the next step: what was just done, who was met, what was asked. Pure."""

from ringbook.dialogue.speak import answers as speak_answers
from ringbook.dialogue.speak import call_back, identify, waitlist_words
from ringbook.dialogue.speak import instead as speak_instead
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import party as speak_party
from ringbook.dialogue.speak import talk as speak_talk
from ringbook.dialogue.speak import whom as speak_whom
from ringbook.dialogue.speak.clear_answer import UNCLEAR
from ringbook.dialogue.state import other_zone
from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    CancelledSeries,
    Did,
    Identified,
    Listed,
    Moved,
    MovedSeries,
    Refused,
    WaitlistDone,
)
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.code_events import CodeChecked, CodeSent
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.understand.unread_name import may_be_name
from ringbook.domain.one_time_code import HIDDEN

__all__ = ["before"]


def before(state: CallState, step: Say) -> str:
    """All the words of the turn, ending with those of `step`."""
    parts = [
        _missed(state, step),
        *(_done(did, state) for did in state.did),
        _dropped(state),
        other_zone.noted(state),
        call_back.noted(state),
        speak_whom.noted(state),
        speak_instead.noted(state),
        speak_party.noted(state, step),
        speak_talk.here(state),
        speak_answers.aside(state),
        _stuck(state, step),
        step.text,
    ]
    said = list(dict.fromkeys(part for part in parts if part))
    return " ".join(said)


def _missed(state: CallState, step: Say) -> str:
    """Nothing intelligible was heard, or nothing that answers the question."""
    heard = state.heard
    if heard is None or state.answering is None or heard.has("repeat") or state.tongue.now:
        return ""
    if not any(c.isalnum() for c in heard.text) and not heard.number:
        return "Sorry, I didn't catch that."
    if other_zone.noted(state) or speak_whom.noted(state):
        return ""
    if heard.attendee is not None or heard.people or heard.beside or _about_code(state, heard):
        return ""
    if state.answering.about == "name" and may_be_name(heard):
        return ""
    if speak_talk.only_pleased(state):
        return ""
    unknown = not heard.acts and heard.when.empty and heard.name is None and heard.service is None
    same = step.asks is not None and step.asks == state.answering
    return "Sorry, I didn't understand that." if unknown and same and not _says_so(step) else ""


def _about_code(state: CallState, heard: Heard) -> bool:
    return HIDDEN in heard.text or any(d.tool == "verify_caller" for d in state.did)


def _says_so(step: Say) -> bool:
    return step.text.startswith((UNCLEAR, "Sorry", "I'm sorry", "Just to be sure"))


def _done(did: Did, state: CallState) -> str:
    """What a tool did in this turn; look-ups speak through the step that follows."""
    outcome = did.outcome
    match outcome:
        case Booked() | Moved() | Cancelled():
            return speak.outcome(outcome, state)
        case WaitlistDone():
            return waitlist_words.done(outcome, state)
        case BookedSeries() | MovedSeries() | CancelledSeries():
            return speak.outcome(outcome, state)
        case Identified():
            return speak.thanks(state) if _first(did, state) and not _in_vain(state) else ""
        case Listed() if _for_the_caller(state):
            return speak.outcome(outcome, state)
        case CodeSent() | CodeChecked() | Refused():
            return speak.outcome(outcome, state)
    return ""


def _first(did: Did, state: CallState) -> bool:
    identified = [d for d in state.did if isinstance(d.outcome, Identified)]
    return did is identified[-1]


def _in_vain(state: CallState) -> bool:
    """True while a name is asked for as a proof: who is thanked has no record, which tells that."""
    asked = (speak.unfound(), identify.name_for_booking())
    return not state.open_record and any(words in state.spoken for words in asked)


def _for_the_caller(state: CallState) -> bool:
    """True when the list was asked for, rather than looked up on the way to a change."""
    looked_up = state.frame.intent == "book" and not _asked_list(state)
    if looked_up and (state.frame.beside or state.frame.cue_service):
        return False
    changing = state.frame.intent in ("cancel", "move") and not _asked_list(state)
    return not changing and (bool(state.appointments) or speak.known(state))


def _asked_list(state: CallState) -> bool:
    return state.heard is not None and state.heard.has("list")


def _dropped(state: CallState) -> str:
    """A task was given up."""
    dropped = state.dropped
    if dropped is None:
        return ""
    if state.unsure:
        return speak.unsure(state)
    if dropped.intent == "book":
        return "All right, I won't book that."
    if dropped.intent in ("move", "cancel"):
        return "All right, it stays as it is."
    return "All right."


def _stuck(state: CallState, step: Say) -> str:
    """After the same question three times: other ways to be helped."""
    heard = state.last_heard
    again = state.stuck_on(step.asks.about) if step.asks else 0
    if again < 3 or heard.has("question", "repeat"):
        return ""
    if state.call_back_offered:
        return "Let's try once more."
    if state.practice.hand_over_phone is None:
        return f"I'm sorry, we're not getting anywhere. {speak_talk.can_do()}"
    return f"I'm sorry this is so hard. {speak.reach(state)} Or let's try once more."
