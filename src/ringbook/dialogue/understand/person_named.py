"""Somebody named where a person is clearly asked for: "with Paula", "is Dr. Rao in?". Pure.

A provider may be heard by the sound of the name; a name of nobody who works there is a stranger's.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from ringbook.dialogue.state.heard import Context, Heard
from ringbook.dialogue.understand.attendee import NO_NAMES, is_cased, person
from ringbook.dialogue.understand.text import STOP_WORDS, content_stems
from ringbook.domain.model import Practice, Provider
from ringbook.domain.name_sounds import sounds, unlike_word
from ringbook.domain.name_words import NOT_NAMES, TITLES, TRAILING
from ringbook.domain.names import read_name
from ringbook.domain.vocabulary import words
from ringbook.domain.when_words import MONTHS, WEEKDAYS

__all__ = ["sounding", "stranger"]

_TITLE: Final = r"(?:(?:dr|doctor|mr|mrs|ms|miss)\b\.? )"
_NO_PERSON: Final = (
    r"(?:(?:come|coming|came|bring|bringing|along|live|living|deal|dealing|start|starting|begin"
    r"|starts|begins|go|going|fine|good|okay|ok|happy|cool|wrong|trouble|problem|problems|up|agree"
    r"|do|stay|play|filled|covered|insured|insurance|registered|account|plan|i'?m|am|paid|pay"
    r"|paying|help|helps|speak|talk|speaking|talking|spoke|talked|arrive|arriving|deals|work|works|working)\s)"
)
_NAMING: Final = re.compile(
    r"(?P<with>\bwith[ ,]+|\bsee(?:ing)? |\b(?:seen|treated|done|looked at) by )"
    rf"(?P<title>{_TITLE})?"
    r"|\b(?:for|to|want|prefer|like|book|get|have|need|about|than) (?:an? )?"
    r"(?P<title2>(?:dr|doctor)\b\.? )",
    re.I,
)
_NO_VERB: Final = r"(?!(?:come|be|get|go|have|pop|drop|check|move|walk|bring|wait|fit|sit|stay)\b)"
_HERE: Final = re.compile(
    rf"(?:^|[,.;?!] |\b(?:and|but|so|hi|hello|know if|tell me if|ask if|whether|wondering if) )"
    rf"(?:is|does|do|can|could|will) (?P<title>{_TITLE})?"
    rf"(?P<name>[^\W\d_][\w'-]*(?: {_NO_VERB}[^\W\d_][\w'-]*)?) (?:still |also |even |usually )?"
    r"(?:in\b(?= (?:today|tomorrow|now|on|this|next|please|at)\b|[ ,?.!]*$)|working\b|works?\b"
    r"|there\b|here\b|around\b|available\b|free\b|with you\b|on duty\b|see me\b|cut my\b|do my\b)",
    re.I,
)
_STARTS_AFTER: Final = re.compile(rf"(?<!\w){_NO_PERSON}$", re.I)
_ENDS: Final = re.compile(
    r"^\W*(?:$|[,.;?!]|(?:on|at|in|please|tomorrow|today|tonight|next|this|any|some|around|before"
    r"|after|by|as|if|and|or|first|later|soon|instead|again|then|thanks|thank|for|mon|tues|wednes"
    r"|thurs|fri|satur|sun|still|work|works|working|there|here|available|free)\w*\b)",
    re.I,
)
_THINGS: Final = words(
    """ya u fluoride sedation gas anesthesia anaesthesia laser gel polish wash shampoo extensions
    oil stones wifi coffee wheelchair dogs pets medicaid medicare cash credit
    card cards cheque check care pleasure luck
    gold silver nobody none water floss mask massage lights beard bangs fringe steps
    stairs lift elevator anybody everybody everyone payment payments plan plans
    space spaces room rooms staff"""
)
_THING: Final = re.compile(r"(?:tion|sion|ment|ness|ity|ism|ing|able|ible|ics|ology)s?$", re.I)
_NO_SURNAME: Final = frozenset((*STOP_WORDS, *WEEKDAYS, *MONTHS, *TRAILING, *TITLES)) | words(
    "today tomorrow tonight who said told was again next now soon asap office visit first"
)
_ONE: Final = 0.15
"""Up to so far from a provider's name by its sounds, it is that name."""

_ASKED: Final = ("name", "attendee", "number", "confirm_number")
"""Questions whose answers name other people."""


# ---- a provider by the sound ------------------------------------------------------------------


def sounding(said: str, own: Iterable[Provider]) -> str | None:
    """The provider whose name was written as it sounds ("with locks me"), None when unclear."""
    fits = {p.name for run, titled in _runs(said) for p in own if _is_sound(run, titled, p)}
    return fits.pop() if len(fits) == 1 else None


def _runs(said: str) -> Iterator[tuple[list[str], bool]]:
    """Up to three words where a person's name stands, and whether a title is before it."""
    for match in _NAMING.finditer(said):
        titled = bool(match["title"] or match["title2"])
        if not titled and _STARTS_AFTER.search(said[: match.start()]):
            continue
        yield re.findall(r"[^\W\d_]+", said[match.end() :])[:3], titled
    for match in _HERE.finditer(said):
        yield match["name"].split(), bool(match["title"])


def _is_sound(run: list[str], titled: bool, provider: Provider) -> bool:
    if not run or (not titled and run[0] in NOT_NAMES | STOP_WORDS | NO_NAMES):
        return False
    heard = ["".join(run[:n]) for n in range(1, len(run) + 1)]
    names = re.findall(r"[^\W\d_]+", " ".join((provider.name, *provider.aliases)).lower())
    known = {name for name in names if name not in TITLES}
    whole = (*known, "".join(names[-2:]))
    if any(_alike(one, name) for one in heard for name in whole):
        return True
    return titled and any(_alike_short(run[0], name) for name in known)


def _alike(heard: str, known: str) -> bool:
    """Few consonants tell little: then the letters must be much the same too."""
    if min(len(sounds(heard)), len(sounds(known))) < 2:
        return False
    apart = unlike_word(heard, known)
    letters = SequenceMatcher(None, heard, known).ratio()
    enough = 0.6 if len(sounds(known)) < 3 else 0.4
    return apart is not None and apart <= _ONE and letters >= enough


def _alike_short(heard: str, known: str) -> bool:
    """ "Dr. Li" for Dr. Lee: one consonant, and vowels of the same kind."""
    one = sounds(heard)
    dark = [{c for c in name if c in "aou"} for name in (heard, known)]
    return len(one) == 1 and one == sounds(known) and dark[0] == dark[1]


# ---- nobody who works there -------------------------------------------------------------------


def stranger(text: str, heard: Heard, context: Context) -> str | None:
    """The name of who is asked for and does not work at the practice; None when nobody is."""
    about = context.asks.about if context.asks else ""
    if about in _ASKED or heard.provider or heard.without or heard.has("goodbye"):
        return None
    text = text.replace("\u2019", "'")
    named = [*_named(text, context.practice)]
    bare_answer = about == "provider" and not any(c.isdigit() for c in text)
    if not named and bare_answer and (bare := read_name(text, asked=True)):
        named = [bare] if bare.lower() not in _THINGS else []
    others = {o.casefold() for o in (heard.name, heard.attendee and heard.attendee.name) if o}
    return next((name for name in named if name.casefold() not in others), None)


def _named(text: str, practice: Practice) -> Iterator[str]:
    for match in _NAMING.finditer(text):
        titled = match["title2"] or match["title"] or ""
        if not titled and _STARTS_AFTER.search(text[: match.start()]):
            continue
        yield from _name(text[match.end() :], titled, text, practice)
    for match in _HERE.finditer(text):
        yield from _name(match["name"], match["title"] or "", text, practice)


def _name(after: str, titled: str, text: str, practice: Practice) -> Iterator[str]:
    """The name that `after` begins with, with its title."""
    cased = is_cased(text)
    name = _surname(after, cased=cased) if titled[:1] in ("d", "D") else None
    if name is None:
        name = person(after, text, practice, lenient=not cased or bool(titled))
        if name is None or (not titled and _is_thing(name, after, practice, cased=cased)):
            return
    yield f"{'Dr. ' if titled[:1] in ('d', 'D') else ''}{_cased(name)}"


def _surname(after: str, *, cased: bool) -> str | None:
    """What stands after "Dr.": almost any word may be a surname."""
    found = re.match(r"(?P<name>[^\W\d_][\w'-]+)(?P<more> [A-Z][\w'-]+)?", after)
    if found is None or found["name"].lower() in _NO_SURNAME:
        return None
    if cased and not found["name"][:1].isupper():
        return None
    more = found["more"] or ""
    return found["name"] + ("" if more.strip().lower() in _NO_SURNAME else more)


def _is_thing(name: str, after: str, practice: Practice, *, cased: bool) -> bool:
    """In text without capitals much that follows "with" is nobody: "with fluoride"."""
    low = name.lower()
    asked = (stem for entry in practice.faq for stem in content_stems(entry.question.lower()))
    if low in _THINGS or content_stems(low) & {*asked}:
        return True
    ends = _ENDS.match(after[len(name) :]) is not None
    return not cased and (_THING.search(low) is not None or not ends)


def _cased(name: str) -> str:
    return " ".join(word if word != word.lower() else word.capitalize() for word in name.split())
