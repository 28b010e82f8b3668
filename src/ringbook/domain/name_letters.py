"""Names spelled aloud: "P R I Y A", "B for Bravo", "double N", "papa romeo". Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from ringbook.domain.vocabulary import words

__all__ = ["Spelled", "merged", "spelled_words"]

NATO = words(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
)
SOUNDS = {
    "bee": "b", "be": "b", "see": "c", "sea": "c", "dee": "d", "gee": "g", "aitch": "h", "eye": "i",
    "jay": "j", "kay": "k", "el": "l", "em": "m", "en": "n", "oh": "o", "pee": "p", "pea": "p",
    "cue": "q", "queue": "q", "are": "r", "ar": "r", "ess": "s", "tee": "t", "tea": "t", "you": "u",
    "vee": "v", "ex": "x", "why": "y", "wye": "y", "zee": "z", "zed": "z", "ay": "a", "eh": "a",
    "ef": "f", "eff": "f",
}  # fmt: skip
"""How recognisers write letters; they count only among plain letters."""

MARKS = {"apostrophe": "'", "hyphen": "-", "dash": "-"}
BREAKS = words("space surname last second family name word next new")
SKIPPED = words("um uh er and then capital big small letter comma")
TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f']+|[^\w\s]")
PAUSES = (",", ".", ";")
LIKE = words("as for like in")


@dataclass(frozen=True, slots=True)
class Spelled:
    """Letters said in a row, lower case, blanks where the speaker paused; place in characters."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def spelled_words(text: str, least: int = 3) -> list[Spelled]:
    """Words spelled letter by letter in `text`, of at least `least` letters each."""
    tokens = [_Token(m[0].lower(), m.start(), m.end()) for m in TOKEN.finditer(text)]
    said = [t.text for t in tokens]
    found: list[Spelled] = []
    i = 0
    while i < len(said):
        letters, following, plain = _run(said, i)
        if len(letters.strip()) >= least and plain >= 2:
            found.append(Spelled(letters.strip("-' "), tokens[i].start, tokens[following - 1].end))
        i = max(following, i + 1)
    return found


def _run(said: list[str], i: int) -> tuple[str, int, int]:
    """Letters from token `i` on: the letters, the token after them, how many were plain."""
    letters, plain, end, smooth = "", 0, i, True
    while i < len(said):
        letter, following, sure = _letter(said, i)
        if letter:
            letters, i, end = letters + letter, following, following
            plain += sure
        elif letters and (said[i] in SKIPPED or not said[i].isalpha()) and said[i] != "'":
            smooth = smooth and (said[i] not in PAUSES or _ended(letters))
            letters += " " if said[i] in PAUSES and smooth else ""
            i += 1
        else:
            break
    return letters, end, plain


def _ended(letters: str) -> bool:
    """True when a pause ends a word: three letters or more were said without one."""
    return not letters.endswith(" ") and len(letters.split()[-1]) >= 3


def _letter(said: list[str], i: int) -> tuple[str, int, int]:
    """The letter or letters at token `i`, the next token, and how many are beyond doubt."""
    word, rest = said[i], said[i + 1 : i + 4]
    if word == "double" and rest and rest[0] in ("u", "you"):
        return "w", i + 2, 1
    if word in ("double", "triple") and rest and len(rest[0]) == 1 and rest[0].isalpha():
        times = 2 if word == "double" else 3
        return rest[0] * times, i + 2, times
    if len(word) == 1 and word.isalpha():
        return word, i + 1 + _example(word, rest), 1
    if word in NATO:
        return word[0], i + 1, 1
    if word in SOUNDS or word in MARKS:
        return SOUNDS.get(word) or MARKS[word], i + 1, 0
    return "", i, 0


def _example(letter: str, rest: list[str]) -> int:
    """How many tokens explain the letter: "as in boy", "for Bravo", "like Papa", "Papa"."""
    lead = next((n for n, word in enumerate(rest) if word not in LIKE), len(rest))
    named = lead < len(rest) and rest[lead].startswith(letter) and len(rest[lead]) > 1
    return lead + 1 if named and (lead or rest[0] in NATO) else 0


def merged(said: list[str], spelled: list[str]) -> list[str]:
    """The words of a name with those that were spelled written as spelled."""
    if len(spelled) == 1 and len(said) > 1 and _covers(said, spelled[0]):
        return _split(said, spelled[0])
    result = list(said)
    for word in spelled:
        alike = [n for n, other in enumerate(result) if _alike(word, other)]
        if alike:
            result[max(alike, key=lambda n: _likeness(word, result[n]))] = word
        else:
            result.append(word)
    return result


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b.lower()).ratio()


def _alike(spelled: str, said: str) -> bool:
    """True when `said` may be how a recogniser heard `spelled`."""
    same_start = spelled[:1].lower() == said[:1].lower()
    return _likeness(spelled, said) >= (0.4 if same_start else 0.6)


def _covers(said: list[str], letters: str) -> bool:
    """True when all the words were spelled in one go."""
    whole = "".join(said)
    return len(letters) >= 0.75 * len(whole) and _likeness(letters, whole) >= 0.6


def _split(said: list[str], letters: str) -> list[str]:
    """Letters cut into as many words as were said, where the pieces are most like them."""
    if len(said) == 1:
        return [letters]
    cuts = range(1, len(letters) - len(said) + 2)
    best = max(
        cuts,
        key=lambda cut: (
            _likeness(letters[:cut], said[0]) + _likeness(letters[cut:], "".join(said[1:]))
        ),
    )
    return [letters[:best], *_split(said[1:], letters[best:])]
