"""Callers who speak another language: heard, told, and where possible answered in it. Pure.

In a language that this call can be held in it goes on; in any other the caller is told so once in
their own words, with the practice's number, and later offered a call back.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ringbook.dialogue.languages.gloss import gloss
from ringbook.dialogue.languages.language_lines import LINES, NO, YES, Lines
from ringbook.dialogue.languages.spoken_here import in_its_language, warned
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Say
from ringbook.dialogue.state.tongue import Tongue
from ringbook.domain.language_of import asked_for, read_language, words_of
from ringbook.domain.language_words import NAMES
from ringbook.domain.phone import spoken_groups

__all__ = [
    "agent_words",
    "answered",
    "at_rest",
    "begun",
    "call_back_wanted",
    "in_english",
    "language_of_words",
    "noticed",
    "only_number",
    "told",
    "warned",
]

_CALL_BACK: Final = "call_back_language"
_NAMED = re.compile(
    r"^(?:sí|oui|haan)?[, ]*(?:me llamo|mi nombre es|soy|je m'appelle|mon nom est|je suis"
    r"|mera naam|मेरा नाम)(?!\w) ",
    re.I,
)
_FIGURES = re.compile(r"\+?\d[\d ().-]*")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")


# ---- heard --------------------------------------------------------------------------------------


def begun(spoken: tuple[str, ...]) -> Tongue:
    """The languages of a call at its start: it begins in the first that it can be held in."""
    return Tongue(spoken=spoken, language=spoken[0] if spoken else "en")


def noticed(state: CallState, text: str, tag: str | None) -> CallState:
    """The state once it is known which language `text` is in; `tag` is what a recogniser heard."""
    known = state.tongue
    reading = read_language(text, _own_names(state), tag)
    certain = reading.sure or (reading.language is not None and reading.language == known.leaning)
    heard = asked_for(text) or (reading.language if certain else None)
    tongue = replace(known, leaning=reading.language, now=False, native=False)
    if heard == "en" and known.leaning != "en":  # two words of English change nothing
        heard = None
    if heard in (None, known.language):
        return state if tongue == known else replace(state, tongue=tongue)
    if heard in known.spoken:
        return replace(state, tongue=replace(tongue, language=heard, foreign=None, turns=0))
    native = _DEVANAGARI.search(text) is not None
    tongue = replace(tongue, foreign=heard, turns=known.turns + 1, now=True, native=native)
    return replace(state, tongue=tongue)


def at_rest(state: CallState) -> CallState:
    """The state when nothing was said: by keys, or by silence."""
    return replace(state, tongue=replace(state.tongue, now=False))


def _own_names(state: CallState) -> frozenset[str]:
    practice = state.practice
    services = [name for one in practice.services for name in (one.name, *one.aliases)]
    people = [name for one in practice.providers for name in (one.name, *one.aliases)]
    return _words_of(" ".join([practice.name, *services, *people]))


@lru_cache(maxsize=64)
def _words_of(names: str) -> frozenset[str]:
    return words_of(names)


def in_english(text: str, state: CallState) -> str:
    """The caller's words as the English reader takes them.

    Of a language that is not spoken here that is a yes or a no, and figures.
    """
    foreign = state.tongue.foreign
    if state.tongue.language != "en" and not state.tongue.now:
        return _glossed(text, state)
    if foreign is None:
        return text
    bare = re.sub(r"[^\w\s']|_", "", text.casefold()).strip()
    whole = re.fullmatch if not _offering(state) else re.match
    if whole(rf"(?:{NO[foreign]})\b", bare):
        return "no"
    if whole(rf"(?:{YES[foreign]})(?!\w)", bare):
        return "yes"
    return " ".join(_FIGURES.findall(text)) if state.tongue.now else text


def _glossed(text: str, state: CallState) -> str:
    """A name is taken as it is said: "de la" belongs to it."""
    if state.asks is None or state.asks.about != "name":
        return agent_words(text, state)
    named = _NAMED.sub("my name is ", text)
    return named if named != text or len(text.split()) < 5 else agent_words(text, state)


def agent_words(text: str, state: CallState) -> str:
    """The agent's words as the guard and the read-backs take them; English ones as they are."""
    return gloss(text, language_of_words(text, state))


def language_of_words(text: str, state: CallState) -> str:
    """The language in which the agent, or the caller, said `text`: that of the call, as a rule."""
    reading = read_language(text)
    said = reading.language if reading.sure else None
    if said == "en" or (said is not None and state.tongue.language == "en"):
        return said
    return state.tongue.language


def _offering(state: CallState) -> bool:
    return state.asks is not None and state.asks.about == _CALL_BACK


def only_number(heard: Heard, text: str) -> Heard:
    """What can be taken out of words that nobody here understands: a number in figures."""
    acts = tuple(act for act in heard.acts if act in ("yes", "no", "number"))
    return Heard(text, acts, number=heard.number)


def answered(state: CallState) -> CallState:
    """The state after "shall I note a call back?" was answered."""
    heard = state.heard
    if not _was_asked(state) or heard is None or not heard.has("yes") or heard.has("no"):
        return state
    return replace(state, tongue=replace(state.tongue, call_back=True))


def _was_asked(state: CallState) -> bool:
    return state.answering is not None and state.answering.about == _CALL_BACK


def call_back_wanted(state: CallState) -> str | None:
    """The name of the language for which the caller wants a call back."""
    tongue = state.tongue
    return NAMES[tongue.foreign] if tongue.call_back and tongue.foreign else None


# ---- said ---------------------------------------------------------------------------------------


def told(state: CallState, step: Say) -> Say:
    """The turn's words, with those for a caller of another language put before or in place."""
    if state.ending or not step.text or not state.tongue.now:
        noted = _was_asked(state) and state.tongue.call_back and not state.ending
        return _noted(state, step) if noted else in_its_language(state, step)
    if _was_asked(state) and state.tongue.call_back:
        return _noted(state, step)
    lines = _lines(state)
    if state.tongue.turns == OFFERED_AT and not state.tongue.call_back:
        return Say(f"{lines.call_back} {_SHALL_I}", Question(_CALL_BACK))
    return Say(f"{lines.english_only} {_reach(lines, state)}{step.text}", step.asks)


OFFERED_AT = 2
"""The turn in a language that is not spoken here in which a call back is offered."""
_SHALL_I = "Shall I note that you'd like a call back?"
_NOTED = "I've noted for the practice that you'd like a call back."


def _noted(state: CallState, step: Say) -> Say:
    lines = _lines(state)
    if state.number or state.caller_id or state.candidate:
        return Say(f"{lines.noted} {_NOTED} {step.text}", step.asks)
    ask = f"{lines.number} What is your phone number?"
    return Say(f"{lines.noted} {_NOTED} {ask}", Question("number"))


def _lines(state: CallState) -> Lines:
    """Those of the caller's language; for a voice in letters that it can read."""
    code = state.tongue.foreign or ""
    own = state.tongue.native and state.channel == "text"
    return LINES["hi-Latn" if code == "hi" and not own else code]


def _reach(lines: Lines, state: CallState) -> str:
    phone = state.practice.hand_over_phone
    if phone is None:
        return ""
    return f"{lines.reach.format(number=spoken_groups(phone, state.practice.phone_region))} "
