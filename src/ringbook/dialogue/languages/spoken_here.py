"""What the offline engine says in a call that is held in another language. Pure.

It speaks English only: its fixed lines are translated, and before anything else it says so in the
caller's language. That is heard when no large model answers.
"""

from dataclasses import replace

from ringbook.dialogue.languages.spoken_lines import SPOKEN, SpokenLines
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.step import Say
from ringbook.domain.language_words import NAMES
from ringbook.domain.phone import spoken_groups

__all__ = ["fixed", "for_the_model", "in_its_language", "warned"]


def in_its_language(state: CallState, step: Say) -> Say:
    """The step as it is said in the language of the call."""
    lines = SPOKEN.get(state.tongue.language)
    if lines is None or not step.text:
        return step
    if not state.greeted:
        return Say(_greeting(lines, state), step.asks)
    if (own := _translated(lines, state, step)) is not None:
        return Say(own, step.asks)
    if state.tongue.warned:
        return step
    return Say(f"{lines.takes_over} {step.text}", step.asks)


def _translated(lines: SpokenLines, state: CallState, step: Say) -> str | None:
    """The line in whole, where it is one of the fixed ones."""
    if state.ending:
        return _goodbye(lines, state)
    if state.silent:
        return lines.still_there if state.silences < 2 else lines.still_there_again
    number = step.asks.number if step.asks and step.asks.about == "confirm_number" else None
    if number is None or number == state.caller_id:
        return None
    return f"{spoken_groups(number, state.practice.phone_region)}. {lines.right}"


def _greeting(lines: SpokenLines, state: CallState) -> str:
    """The practice's own words, then who is speaking and the open question."""
    practice = state.practice
    hello = practice.greeting.strip() or f"{practice.name}."
    named = practice.agent_name.casefold() in hello.casefold()
    who = "" if named else lines.who.format(agent=practice.agent_name)
    ask = "" if hello.endswith("?") else lines.how_can_i_help
    return " ".join(part for part in (hello, who, ask) if part)


def _goodbye(lines: SpokenLines, state: CallState) -> str:
    if state.silent:
        return lines.unheard
    doubt = f"{lines.unsure} " if state.unsure else ""
    return doubt + lines.goodbye.format(practice=state.practice.name)


def warned(state: CallState, text: str) -> CallState:
    """The state after `text` was said: whether it told that only English follows."""
    lines = SPOKEN.get(state.tongue.language)
    if lines is None or lines.takes_over not in text:
        return state
    return replace(state, tongue=replace(state.tongue, warned=True))


def fixed(english: str, name: str, state: CallState) -> str:
    """The fixed line of this name in the language of the call."""
    lines = SPOKEN.get(state.tongue.language)
    line: str = getattr(lines, name) if lines is not None else english
    return line


def for_the_model(state: CallState) -> list[str]:
    """What a large model must know of the language of the call."""
    language = state.tongue.language
    if language == "en":
        return []
    return [
        f"Speak {NAMES[language]} from now on: the caller does. Say weekdays, dates and times as "
        "they are worded here, names of services and people as they are written."
    ]
