"""What one-time codes change in the state of the dialogue. Pure; the digits are never in it."""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.code_events import CodeChecked, CodeSent
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.state.verification import Why
from ringbook.domain.one_time_code import LENGTH, CodeHeard, read_code

__all__ = ["done", "given", "hear", "heard_code", "keyed_code", "refused"]

_ASIDE: Final[tuple[Act, ...]] = ("no", "drop", "question", "nothing", "repeat")
_LASTING: Final[dict[str, Why]] = {
    "too_many_codes": "limit",
    "messages_unavailable": "unreachable",
}
_AGAIN = re.compile(
    r"\b(send|text|resend)\b.*\b(again|another|new|one more|once more)\b|\bresend\b|\bnew code\b"
    r"|\b(did ?n[o']?t|have ?n[o']?t|has ?n[o']?t|never|not|nothing)\b.*"
    r"\b(get|got|gotten|receiv\w*|arriv\w*|come|came|see|seen)\b(?! (that|you|what)\b)"
)
_WITHOUT = re.compile(
    r"\b(can't|cannot|can not|couldn't|no way to)\b.*\b(read|see|get|open|receive)\b"
    r"|\b(don't|do not|haven't|have not) (have|got)\b.*"
    r"\b(phone|mobile|cell|it (with|here|on)|that)\b"
    r"|\b(old|landline|home) (number|phone)\b|\bwithout (a|the) code\b"
)


def heard_code(state: CallState, text: str, so_far: str) -> CodeHeard:
    """Words with the digits of a code taken out, while there is one that can be tried.

    `so_far` are those of the turn before. In answer to anything but the question for it, only a
    whole code is one: "three thirty" may be a time.
    """
    about = _asked_of_code(state)
    if about is None:
        return CodeHeard(text)
    asked = about in ("", "code")
    heard = read_code(text, so_far if asked and state.codes.digits else "")
    return heard if asked or heard.whole else CodeHeard(text)


def keyed_code(state: CallState, keys: str) -> str:
    """The keys that were pressed, when they are digits of a code; else ""."""
    digits, about = "".join(c for c in keys if c.isdigit()), _asked_of_code(state)
    if about is None or not (about in ("", "code") or len(digits) == LENGTH):
        return ""
    return digits


def _asked_of_code(state: CallState) -> str | None:
    """What is asked now; None where digits cannot be those of a code."""
    asked, caller = state.asks.about if state.asks else "", state.caller
    alive = caller is not None and state.codes.number == caller.contact_number
    return asked if alive and asked not in ("number", "confirm_number") else None


def given(state: CallState, digits: int) -> CallState:
    """The caller said digits of the code: so many of them are known now."""
    if not digits:
        return state
    return replace(state, codes=replace(state.codes, digits=digits))


def hear(state: CallState) -> CallState:
    """What the caller says about the code instead of saying it."""
    about = state.asked
    heard, codes = state.heard, state.codes
    if heard is None or about not in ("code", "another_code") or state.caller is None:
        return state
    number = state.caller.contact_number
    if codes.digits or heard.has("drop"):
        return state
    said = heard.text.casefold().replace("\u2019", "'")
    if _AGAIN.search(said) or (about == "another_code" and heard.has("yes")):
        return _understood(replace(state, codes=replace(codes, again=True)), heard)
    if heard.has("no") or _WITHOUT.search(said):
        return _understood(replace(state, codes=codes.ended(number, "declined")), heard)
    return state


def _understood(state: CallState, heard: Heard) -> CallState:
    """What was said about the code is said about nothing else."""
    acts = tuple(a for a in heard.acts if a not in _ASIDE)
    return replace(state, heard=replace(heard, acts=acts))


def done(state: CallState, outcome: CodeSent | CodeChecked) -> CallState:
    """The state after a code was sent or compared."""
    caller = state.caller
    if caller is None:
        return state
    number, codes = caller.contact_number, state.codes
    if isinstance(outcome, CodeSent):
        sends = codes.sends + 1
        sent = replace(codes, number=number, digits=0, expired=None, again=False, sends=sends)
        return replace(state, codes=sent)
    checked = replace(codes, digits=0)
    match outcome.result:
        case "right":
            verified = codes.verified | {number}
            checked = replace(checked, number=None, verified=verified)
        case "ended":
            checked = checked.ended(number, "tries")
        case "expired":
            checked = replace(checked, number=None, expired=number)
        case "wrong":
            pass
    return replace(state, codes=checked)


def refused(state: CallState, code: str) -> CallState:
    """No code was sent or compared; some reasons hold for the rest of the call."""
    codes = replace(state.codes, digits=0, again=False)
    why = _LASTING.get(code, "")
    if why and state.caller is not None:
        codes = codes.ended(state.caller.contact_number, why)
    return replace(state, codes=codes)
