"""A line that the caller spoke over: when it is still owed, and when it is said again. Pure.

It is owed while the caller has neither answered nor gone elsewhere. It is said again from its
beginning, as the plan made it: half a read-back followed by its other half is none.
"""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.understand.text import only_noise, plain

__all__ = ["after_line", "after_turn", "wanted_again"]

_AGAIN: Final[tuple[Act, ...]] = ("repeat", "greet")
_ASSENT: Final[frozenset[Act]] = frozenset({"yes", "greet", "thanks", "repeat"})
_POLITE = (
    r"(?:oh|ah|um+|uh+|ok|okay|yes|yeah|well|so|right|all right|alright|please|sorry|my bad"
    r"|im (?:so |very )?sorry|excuse me|pardon(?: me)?|i interrupted(?: you)?|you"
    r"|i (?:didnt|did not) mean to interrupt(?: you)?)"
)
_GO_ON = (
    r"(?:(?:do |just |you can |you may )?(?:go on|go ahead|carry on|continue|keep going|proceed)"
    r"|(?:what )?(?:were you|you were) (?:saying|going to say)|as you were"
    r"|im (?:back|here|ready|listening|still here)|ready)"
)
_ASKS_ON = re.compile(
    rf"(?:{_POLITE}[,?]? *)*(?:(?:no[,?]? *)*{_GO_ON}[,?]? *)*(?:{_POLITE}[,?]? *)*"
)


def after_line(state: CallState, event: AgentSaid) -> CallState | None:
    """What is owed after the agent spoke in `state`: the state from which its line was made."""
    if event.cut and not state.ending and not state.silent:
        return replace(state.owed_line or state, owed_line=None)
    return state.owed_line if _only_waits(state.heard) or state.silent else None


def after_turn(state: CallState, heard: Heard) -> CallState | None:
    """What is still owed after the caller's words, heard in `state`."""
    owed = _only_waits(heard) or _asks_on(heard, asked=state.asks is not None)
    return state.owed_line if owed else None


def wanted_again(state: CallState) -> CallState | None:
    """The state whose line is to be said again now, None when that is not what was asked."""
    return None if state.heard is None or _only_waits(state.heard) else state.owed_line


def _only_waits(heard: Heard | None) -> bool:
    return heard is not None and heard.acts == ("wait",)


def _asks_on(heard: Heard, *, asked: bool) -> bool:
    """A wish to hear the line: noise, "sorry, go on", "what?"; a mere yes when nothing is open."""
    if heard.acts and not set(heard.acts) - _ASSENT and (not asked or heard.has(*_AGAIN)):
        return True
    if only_noise(heard.text):
        return True
    goes_on = _ASKS_ON.fullmatch(plain(heard.text)) is not None
    return goes_on and not (asked and heard.has("yes", "no"))
