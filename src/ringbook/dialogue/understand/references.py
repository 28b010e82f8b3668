"""What is said of one appointment by means of another: its time, its place, its service. Pure.

Also what is to change of an appointment besides its time: with whom it is, or what for.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ringbook.dialogue.state.heard import Act, Context, Heard
from ringbook.dialogue.state.reference import Beside
from ringbook.dialogue.understand.beside_said import OF_DAY, beside_said, services_pattern
from ringbook.dialogue.understand.practice import service_named
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.when import read_in
from ringbook.domain.when import When

__all__ = ["changing", "with_references"]

type Reader = Callable[[str, Context], Heard]

_WORTH_A_LOOK: Final = re.compile(
    r"chang|switch|swap|turn|convert|mak|exchang|replac|trad|instead|in place|becom|\bbe\b", re.I
)
_APPT: Final = r"(?:appointments?|bookings?|visits?|slots?|ones?)"
_KEEP: Final = re.compile(
    rf"\bkeep(?:ing)? (?:my|the|that|this|it|our)\b.*\b(?:but|just|only|except)\b.*\bwith\b"
    rf"|\bsame (?:time|slot|day and time|{_APPT})\b(?! (?:as|next))"
    r".*\b(?:but|just|only|except|with|see|seeing)\b"
    r"|\bchange (?:who|whom|the person)\b|\b(?:change|switch|swap) (?:my|the|our) (?:dentist|doctor"
    r"|hygienist|provider|stylist|barber|therapist|physio|practitioner|hairdresser)\b",
    re.I,
)
_INSTEAD: Final = re.compile(r"\b(?:instead|rather|after all)\b")
_WAYS: Final = (
    r"(?:switch|swap|change|move|transfer|put|get)(?:ing)? (?:me|us|it|that|this|{mine}{on})"
    r"(?: (?:over|across|from [\w. ]{{1,24}}?))? (?:to|with|onto) (?:see )?"
    r"(?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names})\b",
    r"\b{mine}{on}(?:,? [\w']+){{0,6}}? with (?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names})"
    r" (?:instead|rather)\b",
    r"\b(?:have|do|see|get|make|want|like|prefer|need|rather have)(?: to)?(?: have| make)? {mine}"
    r"{on}(?: to)?(?: be)?(?: done)?(?: but)? with (?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names})\b",
    r"\b(?:see|have|get) (?:dr\.?|doctor|mr|mrs|ms)? ?(?:{names})(?: instead)? for {mine}{on}"
    r"(?=$|[ ,.?!])",
)
"""How somebody else is asked for by name, for an appointment that there is; two may be a wish
for a new one, where nothing says that it is there."""

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
        return replace(heard, text=text, beside=beside, acts=acts)
    return (
        _swapped(text, context, heard) or _replaced(text, context, heard) or _with(heard, context)
    )


def _spoken(text: str) -> bool:
    return any(c.isalnum() for c in text)


def changing(acts: tuple[Act, ...], act: Act) -> tuple[Act, ...]:
    """`act` in the place of all other tasks, and no question."""
    tasks = ("book", "availability", "cancel", "move", "list", "question", "pick", "person", "more")
    return (act, *(a for a in acts if a not in tasks))


# ---- two that change places ---------------------------------------------------------------------


def _swapped(text: str, context: Context, heard: Heard) -> Heard | None:
    if _WORTH_A_LOOK.search(text) is None:
        return None
    sold = services_pattern(context.practice)
    found = _SWAP.search(text) or _each_other(sold).search(text.replace("\u2019", "'"))
    if found is None or not (_TWO.search(found[0]) or "mine" in found.groupdict()):
        return None
    acts = changing(heard.acts, "move")
    heard = replace(heard, acts=acts, swap=True, when=When(), source=None, faq=None)
    return replace(heard, service=None, parts=(), people=())


@lru_cache(maxsize=64)
def _each_other(sold: str) -> re.Pattern[str]:
    mine = rf"(?:my|the) {sold}"
    return re.compile(
        rf"\b(?:swap|switch|exchange|trade)(?:ing)? (?P<mine>{mine}) (?:and|with|for) {mine}\b",
        re.I,
    )


# ---- another service ----------------------------------------------------------------------------


def _replaced(text: str, context: Context, heard: Heard) -> Heard | None:
    """ "Change my check-up to a cleaning": a cleaning in the place of the check-up."""
    if _WORTH_A_LOOK.search(text) is None:
        return None
    said = text.replace("\u2019", "'")
    found = _another(services_pattern(context.practice)).search(said)
    if found is None:
        return None
    services, named = context.practice.services, found.groupdict()
    old, new, on = (_first(named, name) for name in ("old", "new", "on"))
    was, wanted = service_named(plain(old), services), service_named(plain(new), services)
    if wanted is None or was == wanted:
        return None
    heard = replace(heard, service=wanted, source_service=was, instead=True, faq=None)
    heard = replace(heard, parts=(), people=())
    if not on or heard.number is not None:
        return heard
    rest = f"{said[: found.start()]}, {said[found.end() :]}"
    return replace(heard, source=read_in(on, context), when=read_in(rest, context))


def _on(n: int) -> str:
    return rf"(?: (?P<on{n}>{OF_DAY})(?: at [\w:]+)?)?"


def _first(named: dict[str, str | None], name: str) -> str:
    return next((text for key, text in named.items() if key.startswith(name) and text), "")


@lru_cache(maxsize=64)
def _another(sold: str) -> re.Pattern[str]:
    ons = [_on(n) for n in range(4)]
    changed = r"(?:change|switch|swap|turn|convert|make|exchange|replace)(?:ing)?"
    return re.compile(
        rf"\b{changed} (?:(?:my|the|our) (?P<old>{sold})(?: appointment)?|it|that|this"
        rf"|(?:my|the) (?:appointment|booking)){ons[0]} (?:(?:in)?to|for|with|be)? ?(?:be )?"
        rf"(?:an?|one) (?P<new>{sold})\b"
        rf"|\b(?P<new2>{sold}) (?:instead|in place) of (?:my|the) (?P<old2>{sold}){ons[1]}"
        rf"(?=$|[ ,.?!])"
        rf"|\b(?:my|the) (?P<old3>{sold}){ons[2]} (?:to )?(?:be|become) (?:an? )?(?P<new3>{sold})\b"
        rf"|\b(?:instead|in place) of (?:my|the) (?P<old4>{sold}){ons[3]},?(?: [\w']+){{1,4}}?"
        rf" (?:an?|one) (?P<new4>{sold})\b",
        re.I,
    )


# ---- another provider ---------------------------------------------------------------------------


def _with(heard: Heard, context: Context) -> Heard:
    """ "Keep my appointment, but with Sam": the same time with somebody else."""
    if heard.provider is None or heard.has("cancel") or heard.instead:
        return heard
    said = plain(heard.text)
    found = _KEEP.search(said) or _one_named(said, context)
    if found is None:
        return heard
    on = found.groupdict().get("on0")
    when = read_in(f"{said[: found.start()]}, {said[found.end() :]}", context) if on else heard.when
    if when.first is not None or when.time is not None:
        return heard
    source = read_in(on, context) if on else heard.source
    acts = changing(heard.acts, "move")
    beside = Beside("same", own=True)
    return replace(heard, acts=acts, beside=beside, when=When(), source=source, faq=None)


def _one_named(said: str, context: Context) -> re.Match[str] | None:
    names = "|".join(re.escape(name) for name in _names(context))
    mine = (
        rf"my (?:{services_pattern(context.practice)}(?: appointment)?|appointment|booking|visit)"
    )
    known = any(
        a.service == service_named(said, context.practice.services) for a in context.appointments
    )
    clear = known or _INSTEAD.search(said) is not None
    ways = (way.format(mine=mine, names=names, on=_on(0)) for way in _WAYS[: 4 if clear else 2])
    return next(filter(None, (re.search(way, said) for way in ways)), None)


def _names(context: Context) -> list[str]:
    people = context.practice.providers
    words = {w for p in people for name in (p.name, *p.aliases) for w in plain(name).split()}
    return sorted(words - {"dr", "doctor", "mr", "mrs", "ms"}, key=len, reverse=True)
