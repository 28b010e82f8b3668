"""Whom an appointment is for, in the caller's words: "for my son Tom", "it's for my mother". Pure.

A name needs "for" or a relation before it, and must not be a day, a service or a provider.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ringbook.dialogue.state.attendee import RELATIONS, Attendee
from ringbook.dialogue.state.heard import Context, Heard
from ringbook.domain.model import Practice
from ringbook.domain.names import read_name
from ringbook.domain.vocabulary import words
from ringbook.domain.when_words import MONTHS

__all__ = [
    "ADJECTIVE",
    "AGE",
    "KIN",
    "NO_NAMES",
    "as_own",
    "attendee_named",
    "attendee_said",
    "is_cased",
    "person",
    "whose",
]

_CLOSER = {"boy": "son", "girl": "daughter"}
KIN = "|".join(sorted((*RELATIONS, *_CLOSER), key=len, reverse=True))
_REL = rf"(?P<rel>(?:{KIN})(?:[ -]in[ -]law)?)\b(?:[ ,]+of mine\b)?"
AGE = r"(?:[\w-]+[ -](?:year|month|week)s?[ -]old[ ,]+)?"
ADJECTIVE = (
    r"(?:(?:little|baby|older|elder|eldest|oldest|younger|youngest|elderly|old|own|dear|best|good"
    r"|only|other|twin)[ ,]+)?"
)
_THEIR = rf"(?:my|our|an?)[ ]+{ADJECTIVE}{AGE}{ADJECTIVE}{_REL}"
_MINE = _THEIR.replace("(?:my|our|an?)", "(?:my|our)")

_BEHALF = re.compile(rf"\b(?<!not )(?:for|on behalf of|behalf of)[ ,]+{_THEIR}", re.I)
_SUBJECT = re.compile(
    rf"\b{_MINE}(?P<between>(?:[ ,]+[\w'-]+){{0,3}}?)[ ,]+(?:needs?|wants?|requires|would like"
    r"|has(?! (?:an?|the|his|her|already|\w+) (?:appointment|booking|slot))|will need|is due"
    r"|is overdue|is having|could use|should (?:get|have|see)|hurt|broke|lost|chipped)\b",
    re.I,
)
_OBJECT = re.compile(
    rf"\b(?:book|get|bring|put|fit|squeeze|schedule|sign|see)(?: in)?[ ]+{_MINE}"
    rf"|\b(?:can|could|may)[ ]+{_MINE.replace('?P<rel>', '?P<who>')}"
    r"(?= (?:come(?! (?:along|with (?:me|us))\b)|get|be|have|see))",
    re.I,
)
_CALLED = re.compile(
    rf"(?<!under )(?<!in )\b{_MINE}(?=(?:'?s name\b| is (?:called|named)\b|,? (?:called|named)\b))",
    re.I,
)
_THEIR_NAME = re.compile(r"\b(?:his|her|their) (?:full |first )?name(?:'?s| is)[ ,:]+", re.I)
_NAMED_LATER = re.compile(
    r"\b(?:(?:his|her|their|'?s) (?:full |first )?name(?:'?s| is| was)|(?:is |'s |,? )?(?:called"
    r"|named))[ ,:]+",
    re.I,
)
_PATIENT = re.compile(r"\b(?:the )?patient(?:'?s name)?(?:'s| is| will be|:)[ ,]+", re.I)
_FOR = re.compile(r"\b(?<!not )(?:for|on behalf of)[ ,]+(?:(?:somebody|someone) called )?", re.I)
_BOTH = re.compile(
    r"\bfor (?:me|myself|us|both)\b,? and\b|\band (?:for )?(?:me|myself)\b|\bfor (?:both of )?us\b",
    re.I,
)
_THING = r"(?!(?:time|slot|day|place|spot|moment|way|while|problem|number)\b)[\w-]+"
_MYSELF = re.compile(
    r"(?<!not )\bfor myself\b|^(?:no|yes|actually|it would be|just)?[ ,]*(?:just )?for me\b"
    r"|\b(?:it'?s|it is|this is|that'?s|(?:appointment|booking|visit|one) is) (?:just |only )?"
    rf"for me\b|\ban? {_THING}(?: {_THING})? for me\b",
    re.I,
)
_WISH = re.compile(
    r"\b(?:appointments?|booking|book|visit|slot|schedule|need|like|want|calling|behalf|it'?s|is"
    r"|one|in|no|yes)\b",
    re.I,
)
_POSSESSOR = re.compile(
    r"\b(?P<name>[^\W\d_]+)['\u2019]s (?:[\w-]+ ){0,2}?(?:appointments?|booking|visit|slot|one"
    r"|check|clean|exam)",
    re.I,
)
_FOLLOWED = re.compile(
    r"^\W*(?:$|[,.;?!]|(?:on|at|in|please|tomorrow|today|tonight|next|this|any|some|around|before"
    r"|after|by|as|if|and|who|he|she|mon|tues|wednes|thurs|fri|satur|sun|first|later|soon)\w*\b)",
    re.I,
)
_CLAUSE_ENDS = re.compile(
    r"[.;?!]|\b(?:and|who|that|because)\b|(?<=\w)[ ,]+(?:it'?s|it is|i'?m|i am)\b", re.I
)

NO_NAMES = words(
    """needs wants has would will could asap sometime someday whichever whatever whenever anyways
    ages years weeks months minutes seconds instance example starters good fun braces insurance
    extraction extractions crown crowns implant implants filling fillings whitening cleaning
    cleanings scaling polish scale xray x-ray x-rays root canal colour color haircut trim
    highlights shave facial massage consult consultation followup follow-up checkup check-up exam
    examination christmas easter thanksgiving diwali ramadan lunch breakfast dinner school college
    advice information directions help hours prices pricing availability treatment treatments
    therapy surgery prescription emergency emergencies toothache teeth tooth gum gums children kids
    adults seniors students everybody people men women him them myself yourself ourselves
    themselves along over too also whom whoever breakfast tonight midday noon midnight dates times
    slots tmrw veneers dentures
    invisalign sensitivity hygiene hygienist orthodontist both mine yours"""
)


def whose(heard: Heard, text: str, possessor: str | None, context: Context) -> Heard:
    """What was heard, with whom it is for and `possessor`, whose appointment is spoken of.

    A name given for somebody else is not the caller's own.
    """
    attendee = _heard(text, context)
    theirs = attendee is not None and attendee.name is not None and attendee.name == heard.name
    return replace(
        heard,
        text=text,
        attendee=attendee,
        possessor=possessor,
        name=None if theirs else heard.name,
    )


def as_own(text: str, possessor: str | None) -> str:
    """ "Move Tom's check-up" as "move my check-up", for the readers of tasks and times."""
    if possessor is None:
        return text
    return re.sub(rf"\b(?:my )?{re.escape(possessor)}['\u2019]s\b", "my", text, count=1, flags=re.I)


def _heard(text: str, context: Context) -> Attendee | None:
    """Whom it is for; right after that was asked, a bare name is who."""
    said = attendee_said(text, context.practice) or _by_their_name(text, context.practice)
    if said is not None or context.asks is None or context.asks.about != "attendee":
        return said
    name = read_name(text, asked=True)
    return Attendee(name) if name else None


def _by_their_name(text: str, practice: Practice) -> Attendee | None:
    """ "Her name is Rosa", when whose it is was said before."""
    found = _THEIR_NAME.search(text.replace("\u2019", "'"))
    name = person(text[found.end() :], text, practice, lenient=True) if found else None
    return Attendee(name) if name else None


def attendee_said(text: str, practice: Practice) -> Attendee | None:
    """Whom the text says that it is for; `Attendee()` for the caller in so many words, else None.

    Two people in one breath are nobody in particular.
    """
    text = text.replace("\u2019", "'")
    if _BOTH.search(text):
        return None
    found = _relative(text, practice) or _by_name(text, practice)
    if found is not None:
        return found
    return Attendee() if _MYSELF.search(text) else None


def attendee_named(text: str, practice: Practice) -> str | None:
    """Whose appointment is spoken of: "Tom's check-up"; None when nobody's is named so."""
    found = _POSSESSOR.search(text) or _of_service(text, practice)
    name = found["name"] if found else ""
    if name.lower() in RELATIONS:
        return name.lower()
    return person(name, text, practice, lenient=not is_cased(text)) if name else None


_OWNED = re.compile(r"['\u2019]s ", re.I)


def _of_service(text: str, practice: Practice) -> re.Match[str] | None:
    """ "Tom's trim", where the practice has a service of that name."""
    if _OWNED.search(text) is None:
        return None
    words = sorted(_services(practice) - {"and", "or", "for", "with", "of", "the"})
    if not words:
        return None
    services = "|".join(re.escape(word) for word in words)
    return re.search(rf"\b(?P<name>[^\W\d_]+)['\u2019]s (?:{services})\b", text, re.I)


# ---- by relation ------------------------------------------------------------------------------


def _relative(text: str, practice: Practice) -> Attendee | None:
    for pattern in (_BEHALF, _SUBJECT, _OBJECT, _CALLED):
        found = pattern.search(text)
        if found is None:
            continue
        named = "rel" if found["rel"] else "who"
        after = text[found.end(named) :]
        after = re.sub(r"^[ ,]+of mine\b", "", after, flags=re.I)
        name = person(after, text, practice, lenient=True) or _named_later(after, text, practice)
        return Attendee(name, _relation(found[named]))
    return None


def _relation(said: str) -> str:
    low = said.lower().replace("-", " ")
    return _CLOSER.get(low, low)


def _named_later(after: str, text: str, practice: Practice) -> str | None:
    """ "For my son, his name is Arjun"."""
    found = _NAMED_LATER.search(after)
    return person(after[found.end() :], text, practice, lenient=True) if found else None


# ---- by name ----------------------------------------------------------------------------------


def _by_name(text: str, practice: Practice) -> Attendee | None:
    for after in _candidates(text):
        name = person(after, text, practice, lenient=not is_cased(text))
        if name is not None and name.lower() in RELATIONS:
            return Attendee(None, name.lower())
        if name is not None and _stands_alone(after, name, text):
            return Attendee(name)
    return None


def _candidates(text: str) -> Iterator[str]:
    for pattern in (_PATIENT, _FOR):
        for found in pattern.finditer(text):
            yield text[found.end() :]


def _stands_alone(after: str, name: str, text: str) -> bool:
    """In text without capitals a name is only one when a wish or a clause's end is about it."""
    if is_cased(text):
        return True
    rest = after.lower().partition(name.lower())[2]
    return bool(_FOLLOWED.match(rest)) and (_WISH.search(text) is not None or "check" in text)


def is_cased(text: str) -> bool:
    """True when the text is written with capitals, so that a name must have one."""
    return any(w[:1].isupper() and w not in ("I", "I'm", "I'd", "I've") for w in text.split()[1:])


def person(after: str, text: str, practice: Practice, *, lenient: bool) -> str | None:
    """The name that `after` begins with; `lenient` also takes one written small."""
    first = re.match(r"[ ,]*(?:(?:mrs?|ms|miss|dr)\.?[ ])?(?P<word>[^\W\d_][\w'-]*)", after, re.I)
    if first is None or not (lenient or first["word"][:1].isupper()):
        return None
    clause = _CLAUSE_ENDS.split(after)[0] if "." not in after[:4] else after
    name = read_name(f"this is {clause.strip(' ,').lower()}")
    kept = _kept(name or "", practice)
    return _as_written(" ".join(kept), after) if kept else None


def _kept(name: str, practice: Practice) -> list[str]:
    """The words up to the first that is no part of a name."""
    no_names = NO_NAMES | set(MONTHS) | _services(practice)
    kept: list[str] = []
    for word in name.split():
        if word.lower() in no_names:
            break
        kept.append(word)
    known = {w for p in practice.providers for n in (p.name, *p.aliases) for w in _plain(n)}
    return [] if kept and all(word.lower() in known for word in kept) else kept


def _services(practice: Practice) -> set[str]:
    return {w for s in practice.services for n in (s.name, *s.aliases) for w in _plain(n)}


def _plain(name: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'-]*", name.lower())


def _as_written(name: str, after: str) -> str:
    """The caller's own capitals where there are any ("McDonald")."""
    found = re.search(re.escape(name), after, re.I)
    written = found[0] if found else name
    return written if written != written.lower() and written != written.upper() else name
