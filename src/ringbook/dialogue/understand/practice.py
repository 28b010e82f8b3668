"""What the words name of this practice: a service, a provider, a known question. Pure."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from ringbook.dialogue.understand.meaning import service_meant
from ringbook.dialogue.understand.person_named import sounding
from ringbook.dialogue.understand.text import STOP_WORDS, content_stems, questioning, stem
from ringbook.domain.model import Faq, Practice, Provider, Service
from ringbook.domain.vocabulary import near, words

__all__ = ["NOT", "Named", "faq_asked", "providers_said", "service_named"]

GENERIC = words(
    "appointment appt booking visit treatment session service new patient dental general standard"
    " regular minute minutes hour first follow full short long quick"
)
TITLES = words("dr doctor mr mrs ms miss prof professor")
SHORT = 5
"""Names of fewer letters must be said exactly, and with a title or "with" before them."""
OTHER_WORDS = words("clear clearly clearer")
"""Words that are no slip of a name's, though but a letter apart: "a clear yes" is no cleaning."""
LENGTHS = 2
"""By how many letters a name may be longer or shorter than written: a plural and one slip."""

NOT = re.compile(r"\b(?:not|instead of|rather than|except|no) (?:an? |the |my |for )*$")
LINE_CUT = re.compile(
    r"\b(?:was|were|been|got|get|getting) (?:(?:just|suddenly) )?cut off\b|\bcut (?:me|us) off\b"
)
"""No haircut."""
NOT_WITH = re.compile(
    r"\b(?:not?|never|instead of|rather than|except|any(?:one|body) but|other than"
    r"|apart from|besides|avoid"
    r"|(?:dont|do not) (?:want|like|need))"
    r"(?: (?:an?|the|my|for|with|by|see|seeing|have|having|dr|doctor|to))*,? $"
)
""" "Not with Jon", "anyone but Jon"."""
LEAD = re.compile(
    r"\b(?:dr|doctor|mr|mrs|ms|miss|with|see|seeing|by|for|to|and|or|the|prefer|want"
    r"|about|is|does|can|take) $"
)
TITLE = re.compile(r"\b(?:dr|doctor) $")


def _joined(name: str) -> str:
    """A name as one string, so that "check up", "check-up" and "checkup" are the same."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _windows(said: str) -> list[tuple[str, int]]:
    """Up to four neighbouring words as one string, longest first, with where they start."""
    found = list(re.finditer(r"[a-z0-9]+", said.replace("-", " ")))
    return [
        ("".join(m[0] for m in found[n : n + size]), found[n].start())
        for size in (4, 3, 2, 1)
        for n in range(len(found) - size + 1)
    ]


def _is_form(window: str, form: str) -> bool:
    if window[:1] != form[:1] and window[-1:] != form[-1:] and "s" not in (window[-1:], form[-1:]):
        return False
    if window == form or window.removesuffix("s") == form.removesuffix("s"):
        return True
    if window in OTHER_WORDS:
        return False
    return len(form) >= SHORT and (near(window, form) or near(window.removesuffix("s"), form))


class Named:
    """By which words each of the services is named."""

    def __init__(self, services: tuple[Service, ...]) -> None:
        self._forms = [(f, s.name) for s in services for f in _forms(s.name, s.aliases)]
        self._stems = [(_stems_of((s.name, *s.aliases)), s.name) for s in services]

    def by(self, window: str) -> list[str]:
        """The services that the words, written as one, are a name of, in their order."""
        size = len(window)
        found = [
            name
            for form, name in self._forms
            if -LENGTHS <= size - len(form) <= LENGTHS and _is_form(window, form)
        ]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def by_word(self, said: str) -> str | None:
        """By a word that belongs to one service only: "a canal" for "Root canal treatment"."""
        spoken = content_stems(said) - GENERIC
        matching = [name for stems, name in self._stems if spoken & stems]
        return matching[0] if len(matching) == 1 else None


@lru_cache(maxsize=256)
def _forms(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_joined(form) for form in (name, *aliases))


def service_named(said: str, services: tuple[Service, ...]) -> str | None:
    """The practice's name of the service in the plain text, None when none or unclear."""
    said, named = LINE_CUT.sub(" ", said), Named(services)
    hits = [(len(w), start, name) for w, start in _windows(said) for name in named.by(w)]
    ruled_out = {name for _, start, name in hits if NOT.search(said[:start])}
    wanted = [hit for hit in hits if hit[2] not in ruled_out]
    if wanted:
        longest = max(size for size, _, _ in wanted)
        return max((hit for hit in wanted if hit[0] == longest), key=lambda hit: -hit[1])[2]
    return None if ruled_out else service_meant(said, services) or named.by_word(said)


@lru_cache(maxsize=256)
def _stems_of(names: tuple[str, ...]) -> frozenset[str]:
    said = " ".join(re.sub(r"-", "", name.lower()) for name in names)
    generic = {stem(word) for word in GENERIC}
    return frozenset(s for s in content_stems(said) - generic - GENERIC if len(s) >= 4)


def providers_said(
    said: str, practice: Practice, besides: frozenset[str] = frozenset(), *, asked: bool = False
) -> tuple[str | None, frozenset[str]]:
    """The provider wanted in the plain text, and those with whom it is not to be.

    Words in `besides` (the caller's name) do not count. `asked`: who it is to be was asked.
    """
    people = practice.people
    hits: dict[str, int] = {}
    for match in re.finditer(r"[^\W\d_]+", said):
        word, before = match[0], said[: match.start()]
        if word in besides or word in TITLES:
            continue
        matching = [p.name for p in people if _names(word, before, p, asked=asked)]
        if len(matching) == 1:
            hits[matching[0]] = hits.get(matching[0], 0) - 1 if NOT_WITH.search(before) else 1
    wanted = [name for name, weight in hits.items() if weight > 0]
    ruled_out = frozenset(name for name, weight in hits.items() if weight < 0)
    if not hits and (sound := sounding(said, people)):
        wanted = [sound]
    return (wanted[-1] if wanted else None), ruled_out


def _names(word: str, before: str, provider: Provider, *, asked: bool) -> bool:
    """True when `word` is a part of the provider's name, said so that it is meant as one."""
    for form in _name_words(provider):
        titled = bool(TITLE.search(before))
        if word == form or word == f"{form}s":
            common = len(form) < 4 or form in STOP_WORDS or form in GENERIC
            if not common or asked or LEAD.search(before):
                return True
        if len(form) >= SHORT and near(word, form) and word[0] == form[0]:
            return True
        if titled and word[0] == form[0] and SequenceMatcher(None, word, form).ratio() >= 0.6:
            return True
    return False


def _name_words(provider: Provider) -> frozenset[str]:
    return _words_of((provider.name, *provider.aliases))


@lru_cache(maxsize=256)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]+", " ".join(names).lower())
    return frozenset(w for w in found if w not in TITLES and len(w) > 1)


def faq_asked(said: str, faq: tuple[Faq, ...]) -> Faq | None:
    """The practice's question that the plain text asks, by the share of its content words."""
    spoken = content_stems(said)
    asked = questioning(said)
    best: tuple[float, Faq | None] = (0.0, None)
    for entry in faq:
        wanted = content_stems(entry.question.lower())
        common = len(wanted & spoken)
        share = common / len(wanted) if wanted else 0.0
        brief = common > 0 and len(spoken) <= 3 and common >= len(spoken)
        enough = share >= 0.5 if asked else (share >= 0.75 or brief)
        if enough and share > best[0]:
            best = (share, entry)
    return best[1]
