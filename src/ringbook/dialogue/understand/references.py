"""What is said of one appointment by means of another: its time, its place, its service. Pure.

Also what is to change of an appointment besides its time: with whom it is, or what for.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.heard import Act, Context, Heard
from ringbook.dialogue.state.reference import Beside
from ringbook.dialogue.understand.beside_said import beside_said, services_pattern
from ringbook.dialogue.understand.practice import service_named
from ringbook.dialogue.understand.text import plain
from ringbook.domain.when import When

__all__ = ["with_references"]

type Reader = Callable[[str, Context], Heard]

_APPT: Final = r"(?:appointments?|bookings?|visits?|slots?|ones?)"
_KEEP: Final = re.compile(
    rf"\bkeep(?:ing)? (?:my|the|that|this|it|our)\b.*\b(?:but|just|only|except)\b.*\bwith\b"
    rf"|\bsame (?:time|slot|day and time|{_APPT})\b(?! (?:as|next))"
    r".*\b(?:but|just|only|except|with|see|seeing)\b"
    r"|\bchange (?:who|whom|the person)\b|\b(?:change|switch|swap) (?:my|the|our) (?:dentist|doctor"
    r"|hygienist|provider|stylist|barber|therapist|physio|practitioner|hairdresser)\b",
    re.I,
)
_TO_ONE: Final = (
    r"(?:switch|swap|change|move|transfer|put|get)(?:ing)? (?:me|us|it|that|this|{mine})"
    r"(?: (?:over|across|from [\w. ]{{1,24}}?))? (?:to|with|onto) (?:see )?(?:dr\.?|doctor|mr|mrs|ms)?"
    r" ?(?:{names})\b"
)
_MINE_WITH: Final = (
    r"\b(?:have|do|see|get|make|want|like|prefer|need|rather have)(?: to)?(?: have| make)? {mine}"
    r"(?: to)?(?: be)?(?: done)? with (?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names})\b"
    r"|\b{mine} with (?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names}) (?:instead|rather)\b"
    r"|\b(?:see|have|get) (?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names})(?: instead)? for {mine}\b"
)
_SWAP: Final = re.compile(
    r"\b(?:swap|switch|exchange|trade)(?:ing)? (?:around )?(?:(?:both|all) (?:of )?)?(?:my|the|our"
    r"|these|those|both|them)(?: (?:two|both|times of my|times))*"
    r"(?: (?:appointments|bookings|visits|times|two))?(?: (?:a?round|over))?"
    r"(?: with each other)?(?: please)?[ .?!]*$",
    re.I,
)
_TWO: Final = re.compile(r"\b(?:two|both|appointments|bookings|visits|them|times)\b", re.I)


def with_references(text: str, context: Context, read: Reader) -> Heard:
    """`text` understood by `read` but for what it says of one appointment by another."""
    beside, rest = beside_said(text, context)
    heard = read(rest, context) if _spoken(rest) else Heard(text)
    if beside is not None:
        acts = tuple(act for act in heard.acts if act not in ("yes", "pick", "question", "nothing"))
        heard = replace(heard, text=text, beside=beside, acts=acts)
        return heard
    return _swapped(text, context, heard) or _replaced(text, context, heard) or _with(heard, context)


def _spoken(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _changing(acts: tuple[Act, ...], act: Act) -> tuple[Act, ...]:
    """`act` in the place of all other tasks, and no question."""
    tasks = ("book", "availability", "cancel", "move", "list", "question", "pick", "person", "more")
    return (act, *(a for a in acts if a not in tasks))


# ---- two that change places ---------------------------------------------------------------------


def _swapped(text: str, context: Context, heard: Heard) -> Heard | None:
    found = _SWAP.search(text) or _each_other(context).search(text.replace("\u2019", "'"))
    if found is None or not (_TWO.search(found[0]) or "mine" in found.groupdict()):
        return None
    acts = _changing(heard.acts, "move")
    return replace(heard, acts=acts, service=None, when=When(), source=None, swap=True, faq=None)


def _each_other(context: Context) -> re.Pattern[str]:
    mine = rf"(?:my|the) {services_pattern(context.practice)}"
    return re.compile(
        rf"\b(?:swap|switch|exchange|trade)(?:ing)? (?P<mine>{mine}) (?:and|with|for) {mine}\b", re.I
    )


# ---- another service ----------------------------------------------------------------------------


def _replaced(text: str, context: Context, heard: Heard) -> Heard | None:
    """ "Change my check-up to a cleaning": a cleaning in the place of the check-up."""
    found = _another(context).search(text.replace("\u2019", "'"))
    if found is None:
        return None
    services = context.practice.services
    old = service_named(plain(found["old"] or found["old2"] or found["old3"] or ""), services)
    new = service_named(plain(found["new"] or found["new2"] or found["new3"] or ""), services)
    if new is None or old == new:
        return None
    acts = _changing(heard.acts, "book")
    return replace(heard, acts=acts, service=new, source_service=old, instead=True, faq=None)


def _another(context: Context) -> re.Pattern[str]:
    sold = services_pattern(context.practice)
    on = r"(?: (?:on|for|next|this|at) [\w ]{2,24}?)?"
    changed = r"(?:change|switch|swap|turn|convert|make|exchange|replace)(?:ing)?"
    return re.compile(
        rf"\b{changed} (?:(?:my|the|our) (?P<old>{sold})(?: appointment)?|it|that|this"
        rf"|(?:my|the) (?:appointment|booking)){on} (?:(?:in)?to|for|with|be)? ?(?:be )?(?:an?|one)"
        rf" (?P<new>{sold})\b"
        rf"|\b(?P<new2>{sold}) (?:instead|in place) of (?:my|the) (?P<old2>{sold})\b"
        rf"|\b(?:my|the) (?P<old3>{sold}){on} (?:to )?(?:be|become) (?:an? )?(?P<new3>{sold})\b",
        re.I,
    )


# ---- another provider ---------------------------------------------------------------------------


def _with(heard: Heard, context: Context) -> Heard:
    """ "Keep my appointment, but with Sam": the same time with somebody else."""
    timed = heard.when.first is not None or heard.when.time is not None
    if heard.provider is None or timed or heard.has("cancel") or heard.instead:
        return heard
    said = plain(heard.text)
    if not (_KEEP.search(said) or _one_named(said, context)):
        return heard
    acts = _changing(heard.acts, "move")
    return replace(heard, acts=acts, beside=Beside("same", own=True), when=When(), faq=None)


def _one_named(said: str, context: Context) -> bool:
    names = "|".join(re.escape(name) for name in _names(context))
    mine = rf"my (?:{services_pattern(context.practice)}(?: appointment)?|appointment|booking|visit)"
    mine += r"(?: (?:on|for|next|this|tomorrow|at) [\w ]{2,24}?)?"
    ways = (_TO_ONE, _MINE_WITH)
    return any(re.search(way.format(mine=mine, names=names), said) for way in ways)


def _names(context: Context) -> list[str]:
    people = context.practice.providers
    words = {w for p in people for name in (p.name, *p.aliases) for w in plain(name).split()}
    return sorted(words - {"dr", "doctor", "mr", "mrs", "ms"}, key=len, reverse=True)
