"""A time told by an appointment, in the caller's words: "right after my check-up". Pure.

The words are taken out of the sentence, so that the service of one appointment is not taken for
that of the other. Only an appointment here counts: "after my holiday", "after my shift" and "after
my doctor's appointment" tell a time that only the caller knows.
"""

import re
from functools import lru_cache
from typing import Final

from ringbook.dialogue.state.heard import Context
from ringbook.dialogue.state.reference import Beside, Side
from ringbook.dialogue.understand.answers import OFFERING
from ringbook.dialogue.understand.attendee import KIN
from ringbook.dialogue.understand.practice import service_named
from ringbook.dialogue.understand.tasks import tasks_named
from ringbook.dialogue.understand.text import content_stems, plain
from ringbook.dialogue.understand.when import read_in
from ringbook.domain.model import Practice
from ringbook.domain.when_words import MONTHS

__all__ = ["OF_DAY", "beside_said", "pointed_side", "services_pattern"]

_WORTH_A_LOOK: Final = re.compile(
    r"after|follow|before|ahead|same|day|back|next|with|add|to|when", re.I
)
_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
OF_DAY: Final = (
    rf"(?:(?:on |this |next |the )*(?:{_DAY}|\d{{1,2}}(?:st|nd|rd|th)"
    rf"|(?:{'|'.join(MONTHS)}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)|tomorrow|today)"
)
"""A day that tells which appointment is meant."""

_TELLS: Final = (
    rf"(?:(?:{_DAY}|tomorrow|today)(?:'?s)?|next|other|existing|upcoming|current|booked|regular"
    r"|morning|afternoon)"
)
_BOTH: Final = re.compile(
    r",? ?\b(?:so|and)\b(?: that)?(?: [\w']+){0,3} (?:both|they|they're|they are|them|two)\b"
    r"(?: [\w']+){0,3}? (?:on )?the same day\b[ .?!]*$",
    re.I,
)
""" "Move my cleaning so that I have both on the same day": on that of the other one."""

_ALL: Final = re.compile(
    r"\bboth(?: of)?(?: my| the| our| these)? (?:appointments|bookings|visits|them)"
    r" (?:to |on |for |in )?(?:the )?same day\b",
    re.I,
)
""" "Get both my appointments on the same day": one is moved to the day of the other."""

_CLOSELY: Final = r"(?:right|straight|directly|immediately|just|shortly)"
_SIDES: Final[tuple[Side, ...]] = ("day", "after", "before", "next")
_WISHES: Final = ("move", "book", "availability")
_ASIDE: Final = frozenset(
    ("work", "fit", "time", "someth", "free", "possible", "come", "maybe", "then", "perfect",
     "better", "rather", "prefer", "best", "ideally", "great", "good", "actually", "ok", "okay",
     "yeah", "sure", "nice", "instead", "sorry", "wait", "same", "day", "slot", "in")
)  # fmt: skip
"""What may stand beside such a time in an answer: anything else makes it another sentence."""

_POINTED: Final[tuple[tuple[Side, re.Pattern[str]], ...]] = (
    ("after", re.compile(
        rf"\b{_CLOSELY} (?:after|following)(?: (?:it|that|this|that one|this one))?\b(?! \w)"
        r"|^(?:\w+,? )?(?:straight |right )?after(?: it)?(?: please)?[.?!]*$", re.I)),
    ("before", re.compile(
        rf"\b{_CLOSELY} (?:before|ahead of)(?: (?:it|that|this|that one|this one))?\b(?! \w)"
        r"|^(?:\w+,? )?before(?: it)?(?: please)?[.?!]*$", re.I)),
    ("next", re.compile(
        r"\bback[ -]to[ -]back(?: with (?:it|that|this))?\b|\bnext to (?:it|that)\b", re.I)),
)  # fmt: skip


def beside_said(text: str, context: Context) -> tuple[Beside | None, str]:
    """The time told by an appointment, None without one, and the text without its words."""
    said = text.replace("\u2019", "'")
    if _WORTH_A_LOOK.search(said) is None:
        return None, text
    if (all_ := _ALL.search(said)) and not service_named(plain(said), context.practice.services):
        rest = f"{said[: all_.start()]}, move my appointment, {said[all_.end() :]}"
        return Beside("day", named=True), rest.strip(" ,")
    if (both := _BOTH.search(said)) and "move" in tasks_named(plain(said[: both.start()])):
        return Beside("day", named=True), said[: both.start()].strip(" ,")
    for side, closely, pattern in _patterns(_sold(context.practice)):
        found = pattern.search(said)
        if found is None:
            continue
        what = found.groupdict().get("what")
        kept = f" book {what}, " if what else ", "
        rest = f"{said[: found.start()]}{kept}{said[found.end() :]}".strip(" ,")
        if _is_wish(plain(rest), context, closely=closely):
            return _read(side, found, context), rest
    return _told_before(said, context) or (None, text)


def _told_before(said: str, context: Context) -> tuple[Beside, str] | None:
    """ "I have a check-up on Thursday, can I get a cleaning right after that?"."""
    found = _standing(_sold(context.practice)).search(said)
    if found is None or {"move", "cancel"} & {*tasks_named(plain(said))}:
        return None
    rest = f"{said[: found.start()]} {found['wish']} {said[found.end() :]}".strip(" ,")
    if service_named(plain(found["wish"]), context.practice.services) is None:
        return None
    side = next(side for side in _SIDES if found[side])
    return _read(side, found, context), rest


@lru_cache(maxsize=64)
def _standing(names: tuple[str, ...]) -> re.Pattern[str]:
    have = (
        r"(?:(?:i|we) (?:already |do )?(?:have|got)(?: got)?|(?:i|we)'ve(?: already)?(?: got)?"
        r"|i(?:'m| am) (?:already )?(?:in|down|booked(?: in)?|coming(?: in)?) for)"
    )
    it = r"(?: (?:it|that|this|then))?"
    return re.compile(
        rf"\b{have} (?:an?|my|the) (?P<kin>(?!))?(?P<tells>(?:{_TELLS} )*)"
        rf"(?P<noun>{_any_of(names)}|appointment)(?: appointment)?(?: (?P<on>{OF_DAY}))?\b"
        rf"(?P<wish>[ ,.;](?:(?! later| earlier).)+?)[ ,]*"
        rf"(?:(?P<day>\b(?:on |for )?(?:the )?(?:same|that) day)|(?P<after>\b{_CLOSELY} after{it})"
        rf"|(?P<before>\b{_CLOSELY} before{it})|(?P<next>\bwhile i(?:'m| am) (?:there|in|here)))"
        r"(?= please|[ .,?!]*$)",
        re.I,
    )


def _is_wish(rest: str, context: Context, *, closely: bool) -> bool:
    """ "Can I eat right before my check-up?" asks for no time."""
    if any(task in _WISHES for task in tasks_named(rest)):
        return True
    if context.asks is not None and context.asks.about in OFFERING:
        return content_stems(rest) <= _ASIDE
    return closely and service_named(rest, context.practice.services) is not None


def _read(side: Side, found: re.Match[str], context: Context) -> Beside:
    which = f"{found['tells'] or ''} {found['on'] or ''}".strip()
    return Beside(
        side,
        service_named(plain(found["noun"] or ""), context.practice.services),
        read_in(which, context),
        found["kin"].lower() if found["kin"] else None,
        named=True,
    )


def pointed_side(text: str) -> Side | None:
    """On which side of an appointment spoken of before: "right after it", "just before"."""
    said = text.replace("\u2019", "'").strip()
    return next((side for side, pattern in _POINTED if pattern.search(said)), None)


@lru_cache(maxsize=64)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[Side, bool, re.Pattern[str]], ...]:
    """How each side is said; the second tells that the words leave no other meaning."""
    services = _any_of(names)
    noun = rf"(?:{services} )?(?:appointment|booking|visit|one)|{services}"
    mine = (
        rf"(?:my|the|our)(?: (?P<kin>{KIN})(?:'s|s)?(?= ))? (?P<tells>(?:{_TELLS} )*)"
        rf"(?P<noun>{noun})\b(?!s\b|-)(?! with (?:the|an?|my)\b| at (?:the|my)\b)"
        rf"(?: (?P<on>{OF_DAY}))?\b"
    )
    ref = rf"(?:{mine}|(?:me|mine)\b(?! (?:and|or)\b))"
    there = r"(?:i(?:'?m| am) (?:in|there|here|coming in|down)(?: anyway)?|i come(?: in)?)"
    ways: tuple[tuple[Side, bool, str], ...] = (
        ("next", True, rf"\badd(?:ing)? (?P<what>(?:an? |the )?{services})(?: on)? ?to {ref}"),
        ("day", True, rf"(?:\b(?:to|on|for|in) )?\b(?:the )?(?:very )?same (?:day|date)"
                      rf" (?:as|with|of|that i have|i have|{there} for) {ref}(?: is(?: on)?\b)?"),
        ("day", True, rf"(?:\b(?:to|on|for) )?\bthe (?:day|date) (?:of|that i have|i have"
                      rf"|{there} for) {ref}"),
        ("day", True, rf"\bwhen {there} for {ref}"),
        ("same", True, rf"(?:\b(?:to|at|for) )?\b(?:the )?same time as {ref}"),
        ("next", True, rf"(?:\b(?:to|at|in|on|for) )?\b(?:back[ -]to[ -]back with|right next to"
                       r"|next to|alongside|(?:together|along) with|(?:the )?same visit as)"
                       rf" {ref}"),
        ("after", True, rf"(?:\b(?:to|for) )?\b{_CLOSELY} (?:after|following) {ref}"),
        ("before", True, rf"(?:\b(?:to|for) )?\b{_CLOSELY} (?:before|ahead of) {ref}"),
        ("after", False, rf"(?:\b(?:to|for) )?\b(?:after|following) {ref}"),
        ("before", False, rf"(?:\b(?:to|for) )?\b(?:before|ahead of) {ref}"),
    )  # fmt: skip
    return tuple((side, closely, re.compile(way, re.I)) for side, closely, way in ways)


def services_pattern(practice: Practice) -> str:
    """Matches any name of a service, however its words are joined."""
    return _any_of(_sold(practice))


def _sold(practice: Practice) -> tuple[str, ...]:
    return tuple(n.lower() for s in practice.services for n in (s.name, *s.aliases) if n.strip())


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> str:
    forms = {r"[ -]?".join(map(re.escape, re.split(r"[ -]+", name))) for name in names}
    return rf"(?:{'|'.join(sorted(forms, key=lambda f: (-len(f), f))) or '(?!)'})"
