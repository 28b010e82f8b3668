"""Which language a caller speaks, told from a turn's own words. Pure.

Own marker words and no library: detectors are trained on written text, guess at three words, and
do not know Hindi in Latin letters, which is how recognisers and callers write it.
"""

import re
import unicodedata
from dataclasses import dataclass

from ringbook.domain.language_words import ENGLISH, FAINT, NAMES, STRONG

__all__ = ["Reading", "asked_for", "read_language", "words_of"]

_WORD = re.compile(r"[^\W\d_]+|¿")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]+")
_FRENCH = re.compile(r"\b(c'est|j'ai|qu'il|n'est)\b")
_ASKS_FOR = re.compile(
    r"\b(?:do|does|can|could|anyone|anybody|someone|somebody|who)\b[\w ]*?"
    r"\b(?:speaks?|talk|talk in|continue in|go on in) (?:any |some )?"
    r"(spanish|espanol|french|francais|hindi|german|deutsch|portuguese|italian)\b"
)
_DENIES = re.compile(r"\b(?:not|dont|doesnt|cant|nobody|no)\b")
_CODES = {"espanol": "es", "francais": "fr", "deutsch": "de"} | {
    name.casefold(): code for code, name in NAMES.items()
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The language that a turn leans to; `sure` when its words alone are enough to act on."""

    language: str | None = None
    sure: bool = False


def read_language(
    text: str, names: frozenset[str] = frozenset(), tag: str | None = None
) -> Reading:
    """Reads one turn.

    `names` are words that say nothing here, such as the practice's own names; `tag` is the code
    that a recogniser heard, if it heard one: it makes sure what the words only lean to.
    """
    if script := _DEVANAGARI.findall(text):
        return Reading("hi", sure=len("".join(script)) * 2 > len("".join(_WORD.findall(text))))
    said = words_of(text) - names
    english = len(said & ENGLISH)
    best = max(STRONG, key=lambda code: _weight(code, said))
    strong, weight = len(said & STRONG[best]), _weight(best, said)
    if english * 2 > weight or not strong or _tied(best, said):
        return _english(english, tag)
    if strong >= 2 and (weight >= 3 or (not english and weight * 2 >= len(said))):
        return Reading(best, sure=True)
    return Reading(best, sure=tag == best) if not english else Reading()


def words_of(text: str) -> frozenset[str]:
    """The words of a text in the form in which they are compared."""
    return frozenset(_WORD.findall(_plain(text)))


def asked_for(text: str) -> str | None:
    """The language that the words ask for by its name ("do you speak Spanish?")."""
    found = _ASKS_FOR.search(said := _plain(text))
    return _CODES[found[1]] if found and not _DENIES.search(said) else None


def _english(words: int, tag: str | None) -> Reading:
    return Reading("en", sure=words >= 2) if words and tag in (None, "en") else Reading()


def _weight(code: str, said: frozenset[str]) -> int:
    """Faint words count only as far as strong ones stand beside them."""
    strong = len(said & STRONG[code])
    return strong and strong + min(len(said & FAINT[code]), strong + 1)


def _tied(best: str, said: frozenset[str]) -> bool:
    return any(code != best and _weight(code, said) == _weight(best, said) for code in STRONG)


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def _plain(text: str) -> str:
    """Lower case without accents, "I'm" as one word, "j'ai" as two."""
    low = text.casefold().replace("\u2019", "'")
    bare = low if low.isascii() else _without_accents(low)
    whole = _FRENCH.sub(lambda found: found[0].replace("'", ""), bare)
    return re.sub(r"(?<=[a-z]{2})'|(?<=i)'", "", whole).replace("'", " ")
