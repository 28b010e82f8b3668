"""Several services in one breath: "a cut and colour for me and a trim for my son". Pure.

The text is cut at the services it names. What stands between two of them is cut again at "and",
"plus", "then": the first piece says for whom the one before is, the last for whom the one after.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.heard import Context, Heard
from ringbook.dialogue.state.visit_wish import Wanted
from ringbook.dialogue.understand.attendee import attendee_said
from ringbook.dialogue.understand.practice import NOT, Named
from ringbook.dialogue.understand.yes_no import CHOOSING, CONFIRMING
from ringbook.domain.model import Practice

__all__ = ["services_said", "split_at_services", "visit_said", "with_visit"]

_JOINT = re.compile(
    r"\s*(?:[,;&+.:]|\b(?:and|plus|then|also|as well as|followed by|together with|along with)\b"
    r"|\bwith (?=an?\b))\s*",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|might|not sure|wondering|if|unless|had|did|was|were"
    r"|after|before|instead of|rather than|includ\w+|between|difference|last)\b",
    re.I,
)
"""Before a service: it is not wanted for certain, or was had already."""

_TAKEN_BACK = re.compile(
    r"\b(?:sorry|actually|meant?|should be|scratch that|correction|make (?:it|that))\b"
    r"|\bno[,.]?\s+(?:wait|i|make|rather|an?|the)\b",
    re.I,
)
_MORE = re.compile(r"\b(?:and|also|plus|too|as well)\b", re.I)
"""Between two services: the second is in the first's place, unless it is one more."""

_HAD = re.compile(r"^\s*(?:fell|came|broke|is (?:loose|broken)|has (?:fallen|broken|come))", re.I)
_ASKS = re.compile(
    r"\b(?:how (?:much|long)|what|which|whats|do you (?:do|offer|know)|does|is it|cost|price)\b",
    re.I,
)
_OR = re.compile(r"\bor\b", re.I)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:today|tomorrow)\b", re.I)
_SAME = re.compile(r"\b(?:the same|another(?: one)?|one)(?= for\b)", re.I)
_ARTICLE = re.compile(r"\b(?:an?|the|some|my|his|her)\s*$", re.I)
_MINE = re.compile(r"\b(?:i|me|myself)\b", re.I)
_SENTENCE_ENDS = re.compile(r"[.?!;](?=\s|$)")
_LISTED = re.compile(r"\s*(?:for |my |our |me\b|myself\b|[A-Z])")
_NEEDS = re.compile(r"\b(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) (?:needs|wants|gets|would like)\b")

NOBODY = Attendee()
"""The caller, in so many words."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A service where it stands in the text, "" for "the same"."""

    start: int
    end: int
    service: str


@dataclass(frozen=True, slots=True)
class _Around:
    """Who is named before a service, and who after it. `bare`: it has no article of its own."""

    named: _Named
    before: Attendee | None = None
    after: tuple[Attendee, ...] = ()
    bare: bool = False


def with_visit(heard: Heard, text: str, context: Context) -> Heard:
    """What was heard, with the services of a visit where several are wanted."""
    about = context.asks.about if context.asks else ""
    if about == "which_scope":  # "just the trim" says which part is meant
        return replace(heard, acts=tuple(act for act in heard.acts if act != "book"))
    if heard.has("cancel", "move", "list"):
        return heard
    parts = visit_said(text, context.practice)
    if not parts:
        one = _for_certain(text, context.practice) if heard.service else None
        return replace(heard, service=one) if one else heard
    acts = heard.acts if about in (*CONFIRMING, *CHOOSING) else ("book", *heard.acts)
    return replace(
        heard, acts=tuple(dict.fromkeys(acts)), parts=parts, service=parts[0].service, attendee=None
    )


def visit_said(text: str, practice: Practice) -> tuple[Wanted, ...]:
    """The services wanted together, each for whom; empty when they are fewer than two."""
    text = text.replace("\u2019", "'")
    if _ASKS.search(text):
        return ()
    every = [*_all_named(text, practice)]
    if _apart(text, every):
        return ()
    wanted = [named for n, named in enumerate(every) if _is_wanted(text, every, n)]
    around = [_around(text, wanted, n, practice) for n in range(len(wanted))]
    parts = dict.fromkeys(_parts(_settled(around)))
    return tuple(parts) if len(parts) > 1 else ()


def _for_certain(text: str, practice: Practice) -> str | None:
    """ "Cleaning and maybe whitening": the one service that is wanted, of several named."""
    every = [*_all_named(text, practice)]
    if len({n.service for n in every}) < 2 or _ASKS.search(text) or _apart(text, every):
        return None
    wanted = {n.service for i, n in enumerate(every) if _is_wanted(text, every, i)}
    return wanted.pop() if len(wanted) == 1 else None


def services_said(text: str, practice: Practice) -> frozenset[str]:
    """All services that the text names."""
    return frozenset(named.service for named in _all_named(text, practice) if named.service)


def split_at_services(text: str, practice: Practice) -> Iterator[tuple[str, str]]:
    """Each service that the text names, with the words from it up to the next."""
    named = [n for n in _all_named(text, practice) if n.service]
    ends = [n.start for n in named[1:]]
    for one, end in zip(named, [*ends, len(text)], strict=False):  # an end too many for none
        yield one.service, text[one.end : end]


# ---- services -----------------------------------------------------------------------------------


def _all_named(text: str, practice: Practice) -> Iterator[_Named]:
    """The services in order, the longest name first where one is part of another."""
    low = text.lower().replace("-", " ")
    found = list(re.finditer(r"\b(?!(?:an?|the)\b)[a-z0-9]+", low))
    same = [_Named(m.start(), m.end(), "") for m in _SAME.finditer(text)]
    n, names = 0, Named(practice.services)
    while n < len(found):
        size, service = _named_at([m[0] for m in found[n : n + 4]], names)
        if service is not None:
            named = _Named(found[n].start(), found[n + size - 1].end(), service)
            yield from [s for s in same if s.start < named.start]
            same = [s for s in same if s.start >= named.start]
            yield named
        n += size
    yield from same


def _named_at(words: list[str], names: Named) -> tuple[int, str | None]:
    for size in range(len(words), 0, -1):
        if named := names.by("".join(words[:size])):
            return size, named[0]
    return 1, names.by_word(words[0])


def _apart(text: str, named: Sequence[_Named]) -> bool:
    """One or the other, or each on a day of its own: no visit."""
    ends = [n.start for n in named[1:]]
    between = [text[a.end : end] for a, end in zip(named, ends, strict=False)]
    tail = text[named[-1].end :] if named else ""
    days = [piece for piece in (*between, tail) if _DAY.search(piece)]
    return any(_OR.search(piece) for piece in between) or len(days) > 1


def _is_wanted(text: str, every: Sequence[_Named], n: int) -> bool:
    named = every[n]
    before = text[every[n - 1].end if n else 0 : named.start]
    clause = _JOINT.split(before)[-1]
    ruled_out = NOT.search(text[: named.start].lower()) or _UNSURE.search(clause)
    return not ruled_out and not _HAD.match(text[named.end :]) and not _taken_back(text, every, n)


def _taken_back(text: str, every: Sequence[_Named], n: int) -> bool:
    """ "A cleaning, no sorry, a check-up": the cleaning is not wanted."""
    between = text[every[n].end : every[n + 1].start] if n + 1 < len(every) else ""
    return _TAKEN_BACK.search(between) is not None and _MORE.search(between) is None


# ---- for whom -----------------------------------------------------------------------------------


def _around(text: str, wanted: Sequence[_Named], n: int, practice: Practice) -> _Around:
    named = wanted[n]
    before = _JOINT.split(text[wanted[n - 1].end if n else 0 : named.start])
    last = n + 1 == len(wanted)
    tail = text[named.end : None if last else wanted[n + 1].start]
    after = _JOINT.split(_SENTENCE_ENDS.split(tail)[0] if last else tail)
    people = _people(after if last or len(after) < 2 else after[:-1], practice)
    bare = n > 0 and len(before) > 1 and not before[-1].strip()
    return _Around(named, _before(before[-1], practice) if n == 0 or len(before) > 1 else None,
                   people, bare)  # fmt: skip


def _before(piece: str, practice: Practice) -> Attendee | None:
    """Who needs the service that follows; the caller only when they speak of themselves."""
    subject = _NEEDS.search(piece)
    found = attendee_said(f"an appointment for {subject['name']}" if subject else piece, practice)
    if found is not None:
        return found
    return NOBODY if _MINE.search(piece) else None


def _people(pieces: Sequence[str], practice: Practice) -> tuple[Attendee, ...]:
    """Those whom the service just named is for: "for me and my son"."""
    people: list[Attendee] = []
    for n, piece in enumerate(pieces):
        if n and not (people and _LISTED.match(piece)):
            break
        found = _listed(piece, practice) if n else _for(piece, practice)
        if found is None:
            break
        people.append(found)
    return tuple(people)


def _for(piece: str, practice: Practice) -> Attendee | None:
    return attendee_said(f"an appointment {piece.strip()}", practice)


def _listed(piece: str, practice: Practice) -> Attendee | None:
    said = piece.strip().removeprefix("for ")
    return NOBODY if _MINE.match(said) else _for(f"for {said}", practice)


def _settled(around: Sequence[_Around]) -> list[_Around]:
    """ "My son needs a trim and a wash" is both for him, "cut and colour for my son" too."""
    out = [*around]
    for n, part in enumerate(out[1:], 1):
        one = out[n - 1]
        carried = one.before if one.before and one.before.stored and not one.after else None
        if part.before is None and not part.after and carried:
            out[n] = replace(part, before=carried)
    for n in range(len(out) - 1, 0, -1):
        if out[n].bare and out[n].after and not out[n - 1].after:
            out[n - 1] = replace(out[n - 1], after=out[n].after)
    return out


def _parts(around: Sequence[_Around]) -> Iterator[Wanted]:
    service = ""
    for part in around:
        service = part.named.service or service
        people = part.after or ((part.before,) if part.before else (NOBODY,))
        for who in people if service else ():
            yield Wanted(service, who if who.stored else None)
