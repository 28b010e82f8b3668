"""Several tasks in one sentence: "cancel my Tuesday one and move the Thursday one to Friday". Pure.

Each is cut out with its own words, so that no day or service of one is taken for the other's.
"""

import re
from typing import Final

from ringbook.dialogue.understand.attendee import KIN
from ringbook.dialogue.understand.tasks import tasks_named
from ringbook.dialogue.understand.text import plain

__all__ = ["after_yes", "clauses"]

_ASKS = r"(?:(?:then|also|please|can you|could you|i'?d like to|i want to|i need to|to|just)[ ,]+)*"
_VERB = (
    r"(?:cancel|move|reschedule|re-schedule|change|postpone|push|shift|swap|switch|book|schedule"
    r"|make|get rid of|bring|delay|put|pull|bump)"
)
_NEXT: Final = re.compile(
    rf"[ ]*(?:[,;.][ ]*)?\b(?:and|then|but|plus|also)\b[ ,]+{_ASKS}(?={_VERB}\b)"
    rf"|[ ]*[;.,][ ]+{_ASKS}(?={_VERB}\b)",
    re.I,
)
_LIKEWISE: Final = re.compile(
    r"[ ,]+and[ ]+(?:also )?(?=(?:the|my) (?!(?:name|number|phone)\b)[\w'-]+)", re.I
)
_FIRST: Final = re.compile(rf"\b(?P<verb>cancel|move|reschedule)(?:ling|ing)?\b(?! {_VERB})", re.I)
_TELLS: Final = re.compile(
    rf"^(?:the|my) (?!(?:{KIN})\b(?!'))(?:[\w'-]+ ){{0,3}}?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'?s)?"
    r"|one|appointment|other|first|second|last)\b",
    re.I,
)
_ANOTHER: Final = re.compile(
    r"[ ,]+(?:and|plus|then)[ ]+(?:also |then )?(?=(?:an?|another) )", re.I
)
_WHOM: Final = re.compile(
    rf"[ ,]+(?:and|plus|then)[ ]+(?:also |then |one )?(?:for )?"
    rf"(?=(?:me|myself|(?:my|our) (?:{KIN}))\b)",
    re.I,
)
_PERSON: Final = re.compile(rf"\b(?:me|myself|(?:my|our) (?:{KIN}))\b", re.I)
_FOR_EACH: Final = re.compile(r"[ ,]+(?:both|each|all)\b[^,.?!]*$", re.I)
_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|(?:this|next) (?:week|month)"
    r"|the week after|the weekend|in (?:a|two|three|four|six|\d+) (?:days?|weeks?|months?)"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|the \d{1,2}(?:st|nd|rd|th))\b",
    re.I,
)
_NO_WISH: Final = re.compile(
    r"\b(?:or|had|was|did|if|how|what|which|have an|cancel\w*|move|moved|resched\w*)\b", re.I
)
_ONE_MORE: Final = re.compile(r"another(?: one| appointment)?\b(?= (?:on|for|next|at|the)\b)", re.I)
_TO: Final = re.compile(r" (?:to|for) ", re.I)
_CANCEL: Final = re.compile(r"\bcancel(?:l?ing)?\b", re.I)
_SAME: Final = re.compile(rf"^{_VERB}[ ]+(?:it|that|this|them|those)\b(?! one)", re.I)
""" "Cancel my Tuesday one and move it to Friday" is about one appointment."""

_YES_AND: Final = re.compile(
    r"^(?P<yes>\W*(?:(?:yes|yeah|yep|yup|sure|ok|okay|please do|go ahead|perfect|great|right"
    r"|correct|fine|that'?s (?:fine|right|good|great|perfect|it)|do that|do it|please|thanks"
    r"|thank you)\b"
    rf"[ ,.!]*)+)\b(?:and|also|then|plus)\b[ ,]+{_ASKS}(?={_VERB}\b)",
    re.I,
)
_TAKES_BACK: Final = re.compile(r"\b(?:instead|rather|actually|not|no|but|wait|sorry)\b", re.I)
_TASKS: Final = ("book", "cancel", "move")


def clauses(text: str, services: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The text cut into its tasks; the whole text when it has one.

    What a practice sells (`services`, in small letters) tells an appointment as its day does.
    """
    pieces = _with_a_task(_NEXT.split(text.replace("\u2019", "'")))
    if len(pieces) < 2:
        apart = _each_on_its_day(pieces[0], services) or _each_person(pieces[0], services)
        if apart:
            return apart
        pieces = _likewise(pieces[0], services)
    if len(pieces) == 2 and (moved := _moved_after_all(*pieces)):
        return (moved,)
    if len(pieces) < 2 or _one_after_all(pieces):
        return (text,)
    return tuple(pieces)


def after_yes(text: str) -> tuple[str, str] | None:
    """ "Yes, and cancel the check-up": the yes, and the task that comes after it."""
    found = _YES_AND.match(text.replace("\u2019", "'"))
    if found is None or _TAKES_BACK.search(text):
        return None
    task = text[found.end() :]
    return None if _SAME.match(task) or _task(task) is None else (found["yes"], task)


def _with_a_task(pieces: list[str]) -> list[str]:
    """A piece that names no task belongs to the one before it."""
    out: list[str] = []
    for piece in pieces:
        if out and not (_task(piece) and _task(out[-1])):
            out[-1] = f"{out[-1]} and {piece}"
        else:
            out.append(piece)
    return out


def _task(piece: str) -> str | None:
    found = [act for act in tasks_named(plain(piece)) if act in _TASKS]
    return found[0] if len(found) == 1 else None


def _moved_after_all(first: str, second: str) -> str | None:
    """ "Cancel my Tuesday one and move it to Friday": "move my Tuesday one to Friday"."""
    found = _SAME.match(second)
    if found is None or (_task(first), _task(second)) != ("cancel", "move"):
        return None
    return f"{_CANCEL.sub('move', first, count=1)}{second[found.end() :]}"


def _one_after_all(pieces: list[str]) -> bool:
    """To cancel one and book another instead is read as a whole, as is any change of mind."""
    tasks = [_task(piece) for piece in pieces]
    instead = re.search(r"\binstead\b|\bno,|\bsorry\b|\bactually\b", " ".join(pieces), re.I)
    same = any(_SAME.match(piece) for piece in pieces[1:])
    return instead is not None or same or tasks == ["cancel", "book"] or None in tasks


def _each_on_its_day(text: str, services: frozenset[str]) -> tuple[str, ...]:
    """ "A cleaning on Monday and a check-up on Friday": two bookings, and no visit."""
    for cut in _ANOTHER.finditer(text):
        first, second = text[: cut.start()], text[cut.end() :]
        second = _named(second, first, services)
        both = all(any(name in piece.lower() for name in services) for piece in (first, second))
        dated = all(_DAY.search(piece) for piece in (first, second))
        if both and dated and _task(first) in (None, "book") and _NO_WISH.search(text) is None:
            return first, f"book {second}"
    return ()


def _each_person(text: str, services: frozenset[str]) -> tuple[str, ...]:
    """ "A cleaning for my wife on Monday and for me on Wednesday": two bookings, and no visit."""
    if _NO_WISH.search(text) or _task(text) not in (None, "book"):
        return ()
    what = _sold(text, services) or "appointment"
    for cut in _WHOM.finditer(text):
        first, second = text[: cut.start()], _FOR_EACH.sub("", text[cut.end() :])
        if _PERSON.search(first) and _DAY.search(first) and _DAY.search(second):
            first = first if what in first.lower() else f"{first} for a {what}"
            return first, f"book a {what} for {second}"
    return ()


def _named(second: str, first: str, services: frozenset[str]) -> str:
    """ "Another one on Friday" is one more of what was named before it."""
    same = _sold(first, services)
    another = _ONE_MORE.match(second)
    if not same or another is None or _sold(second, services):
        return second
    return f"a {same} {second[another.end() :]}"


def _sold(text: str, services: frozenset[str]) -> str:
    """The longest of the services that the text names; "" for none."""
    return max(sorted(name for name in services if name in text.lower()), key=len, default="")


def _likewise(text: str, services: frozenset[str]) -> list[str]:
    """ "Move the first one to two and the second one to four": the verb is said once."""
    verb, cut = _FIRST.search(text), _LIKEWISE.search(text)
    if verb is None or cut is None or cut.start() < verb.end():
        return [text]
    first, second = text[: cut.start()], text[cut.end() :]
    low = second.lower()
    told = _TELLS.match(second) or any(name in low for name in services)
    moved = verb["verb"].lower() == "cancel" or (_TO.search(second) and _TO.search(first))
    return [first, f"{verb['verb']} {second}"] if told and moved else [text]
