"""Moves told by a distance or a direction alone: "make Thursday two hours later". Pure.

"Can I come in sooner?" moves an appointment where there is one, and books one where there is none.
"""

import re
from typing import Final

from ringbook.dialogue.state.heard import Act
from ringbook.domain.when_amount import amount_said
from ringbook.domain.when_words import WEEKDAYS, canonical

__all__ = ["comes_sooner", "distance_alone", "of_distance"]

_DAY: Final = rf"(?:(?:{'|'.join(WEEKDAYS)}|tomorrow|today)s?)(?: (?:one|appointment))?"
_WHAT: Final = rf"(?:it|that|this|mine|them|{_DAY}|(?:my|the|our) (?:[\w'-]+ ){{0,4}}?[\w'-]+)"
_MOVES: Final = re.compile(
    r"\b(?:push|put|mov|shift|bump|bring|brought|pull|slid|delay|postpon|defer|advanc|prepon|mak"
    rf"|knock|set)(?:e|ed|ing)? (?:{_WHAT}|back|forwards?|up|off|out|by) ?(?:\w+ )*$"
)
_DOES: Final = re.compile(rf"\b(?:do|have|get|take) (?:{_WHAT}) (?:about |like |maybe )?$")
_IS: Final = re.compile(
    r"\b(?:(?:my|the|our) (?:[\w'-]+ ){1,4}?|(?:can|could) (?:it|that|this) )"
    r"(?:be|is|needs? to be|should be|start|to start|moved)"
    r"(?: (?:about|like|maybe))? ?$"
)
_COMES: Final = re.compile(
    r"\b(?:come|be seen|get in|fit me)(?: (?:in|by|over|round|to you))?"
    r"(?: (?:about|like|maybe|just))?(?: on)? ?$"
)
_SOONER: Final = re.compile(
    r"\b(?:come|be seen|get in|get seen|fit me in)(?: (?:in|by|over|round))?"
    r"(?: (?:a (?:bit|little)|any|much|even|slightly))* (?:earlier|sooner)\b"
    r"(?! (?:rather|than (?!that|this|it|planned|my)))"
)
_SURELY: Final = re.compile(
    r"\b(?:mov\w+|re-?sched\w+|chang\w+|push\w*|postpon\w+|instead of|(?:for|to|than) my)\b"
    r"|\bmy (?:\w+ ){0,2}(?:appointment|appt|booking)s?\b"
)
_FILLER: Final = re.compile(
    r"\b(?:please|actually|hmm+|oh|well|ok|okay|so|and|maybe|perhaps|rather|instead|sorry|no|yes"
    r"|can|could|would|will|you|we|i|id|it|that|this|do|have|get|like|want|need|be|is|better|best"
    r"|good|great|about|than|possible|possibly|a|an|the|to|just|then|if|how|what)\b|[^\w]"
)


def of_distance(places: dict[Act, int], said: str) -> None:
    """Makes what puts something off, or asks to come sooner, a move and no booking.

    `places` tells where each task is named in the plain text, and is changed.
    """
    if "cancel" in places or "move" in places:
        return
    place = _moved_at(said)
    if place is None:
        return
    places.pop("book", None)
    places.pop("availability", None)
    places["move"] = place


def _moved_at(said: str) -> int | None:
    if sooner := _SOONER.search(said):
        return sooner.start()
    words = canonical(said)
    amount = amount_said(words)
    if amount is None:
        return None
    before = words[: amount.start]
    cues = (_MOVES, _DOES, _IS, _COMES)
    found = next(filter(None, (cue.search(before) for cue in cues)), None)
    return min(found.start(), len(said) - 1) if found else None


def comes_sooner(said: str) -> bool:
    """True when the plain text asks to come at another time and names no appointment to move."""
    if _SURELY.search(said):
        return False
    words = canonical(said)
    amount = amount_said(words)
    late = amount is not None and _COMES.search(words[: amount.start]) is not None
    return late or _SOONER.search(said) is not None


def distance_alone(said: str) -> bool:
    """ "An hour later would be better": an amount and nothing else of weight."""
    amount = amount_said(canonical(said))
    return amount is not None and _FILLER.sub("", amount.rest) == ""
