"""Who is calling: the number, its read-back, the name, and proof by name. Pure.

The name is asked of everybody alike, and before the number is looked up: so nothing in the words
tells whether the number is known.
"""

from ringbook.dialogue.plan import verify as plan_verify
from ringbook.dialogue.speak import identify as words
from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.identity import NAME_TRIES
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step
from ringbook.dialogue.understand.text import only_noise
from ringbook.dialogue.understand.unread_name import may_be_name

__all__ = ["missing", "number", "prove"]


def number(state: CallState) -> Step | None:
    """The next step until the caller's number is confirmed, looked up and has a name."""
    if state.candidate is not None:
        return _confirm(state, state.candidate)
    if state.number is None:
        return _ask_number(state)
    if state.caller is None or state.caller.contact_number != state.number:
        return None if state.diary_lost and state.frame.intent is None else _look_up(state)
    return _complete_name(state)


def _confirm(state: CallState, candidate: str) -> Say:
    asks = Question("confirm_number", number=candidate)
    return Say(words.confirm_number(candidate, state), asks)


def _ask_number(state: CallState) -> Say | None:
    if state.digits:
        return Say(words.go_on(state), Question("number"))
    if state.frame.intent is None and not state.cut_off:
        return None
    if state.caller_id is not None and not state.not_this_line:
        asks = Question("confirm_number", number=state.caller_id)
        return Say(words.this_line(state.caller_id), asks)
    if state.number_refusals > 1:
        return Say(words.no_number(state), Question("anything_else"))
    return Say(words.ask_number(state), Question("number"))


def _look_up(state: CallState) -> Step:
    if state.number != state.caller_id and _name_open(state):
        return Say(words.ask_name(state), Question("name"))
    return Do("identify_user", _name_args(state))


def _name_args(state: CallState) -> dict[str, str]:
    return {"name": state.name} if state.name else {}


def _name_open(state: CallState) -> bool:
    """True until a name was given, declined, or asked for once and answered with other words."""
    if state.names or state.name_declined:
        return False
    return not state.name_asked or _not_answered(state)


def _not_answered(state: CallState) -> bool:
    heard, asked = state.heard, state.answering
    if heard is None or asked is None or asked.about != "name" or state.stuck_on("name") > 1:
        return False
    other = only_noise(heard.text) or state.tongue.now
    unread = may_be_name(heard) and len(state.name_tries) < 2
    return other or unread or heard.has("wait", "question", "repeat")


def _complete_name(state: CallState) -> Step | None:
    """A record without a name gets the one that the caller gives."""
    if state.caller is None or state.caller.name is not None:
        return None
    if state.name and not _tried(state):
        return Do("identify_user", _name_args(state))
    if _name_open(state):
        return Say(words.ask_name(state), Question("name"))
    return None


def _tried(state: CallState) -> bool:
    return any(d.tool == "identify_user" and d.args.get("name") for d in state.did)


# ---- proof --------------------------------------------------------------------------------------


def prove(state: CallState, action: str) -> Step | None:
    """What to ask of a caller who is not known well enough for `action`; None when they are."""
    return None if policy.may(action, state) else _another_name(state, action)


def missing(state: CallState, action: str) -> Step:
    """Nothing is stored for this name and number: the same words as when the name is wrong."""
    return _another_name(state, action)


def _another_name(state: CallState, action: str) -> Step:
    if (by_code := plan_verify.prove(state, action)) is not None:
        return by_code
    provable = policy.needed_tier(action, state) != "verified"
    if not provable or state.name_declined or len(state.name_tries) >= NAME_TRIES:
        return Say(words.refuse(state), Question("anything_else"))
    if not state.name_tries:
        return Say(words.name_for_booking(), Question("name"))
    return Say(f"{speak.unfound()} {words.other_name(state)}", Question("name"))
