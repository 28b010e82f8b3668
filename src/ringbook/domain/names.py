"""People's names as they say and spell them. Pure."""

import re

from ringbook.domain.name_letters import merged, spelled_words
from ringbook.domain.name_words import (
    GIVEN_TOO,
    NOT_NAMES,
    PROMISES,
    SURNAMES_TOO,
    TITLED_TOO,
    TITLES,
    TRAILING,
)
from ringbook.domain.vocabulary import TEENS, TENS, UNITS, words
from ringbook.domain.when_words import MONTHS, WEEKDAYS

__all__ = ["read_name"]

STRONG = re.compile(
    r"\b(?:(?:my|the|his|her|their|full|first) )*(?:full |first |last |sur|family )?"
    r"name(?:'?s| is| was|)[ ,:]+(?:is )?(?:it'?s )?"
    r"|\b(?:you can |just |they |everyone )calls? me "
    r"|\b(?:book(?:ed)?|put|down|listed|it'?s|file|make) (?:it |that )?"
    r"under (?:the name )?(?:of )?",
    re.I,
)
"""Introductions after which only a name makes sense."""

LAST = re.compile(r"last|sur|family", re.I)
WEAK = re.compile(
    r"\b(?:this is|it is|it'?s|i'?m|i am|that'?s|that is|here is|call me)[ ,]+(?:me[ ,]+)?", re.I
)
"""Introductions after which anything may follow."""

SPEAKING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|yes|yeah)\W+)?(?P<name>[\w' -]+?),? (?:speaking|here)\b", re.I
)
LEAD = re.compile(
    r"^(?:\W|(?:um|uh|er|erm|yes|yeah|yep|sure|ok|okay|oh|hi|hello|hey|well|so|of course"
    r"|certainly|absolutely|right|it would be|that would be|that'?d be|it'?ll be"
    r"|sorry|no|actually|and|just|you can|can you|put|write|use)\b)+",
    re.I,
)
TITLE = re.compile(rf"\b({'|'.join(sorted(TITLES))})\.\s*(?=\w)", re.I)
LAST_FIRST = re.compile(r"\b([^\W\d_]{2,}), ([^\W\d_]{2,}) \1\b", re.I)
""" "Smith, John Smith"."""
HINT = re.compile(r"\bwith (?:(?:an?|one|two|double) )+\w{1,2}\b", re.I)
FILLER = re.compile(r"\b(?:um+|uh+|erm*|h+m+|mm+)\b,? ?", re.I)
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]))*\.?")
CALENDAR = frozenset((*WEEKDAYS, *MONTHS)) - words("april may june august")
NUMBERS = frozenset((*UNITS, *TEENS, *TENS, "double", "triple", "oh", "hundred"))
MOST = 4
"""A name has no more words than this."""


def read_name(text: str, *, asked: bool = False) -> str | None:
    """The caller's name in `text`, title-cased, as spelled where it was spelled; None without one.

    `asked` means that the agent has just asked for the name, so that a bare "Priya Shah" is one.
    """
    text = FILLER.sub("", HINT.sub("", text.replace("\u2019", "'")))
    text = LAST_FIRST.sub(r"\2 \1", TITLE.sub(r"\1 ", text))
    spelled = spelled_words(text, 2 if asked else 3)
    rest = text
    for word in reversed(spelled):
        rest = f"{rest[: word.start]};{rest[word.end :]}"
    said = _said(rest, asked)
    if spelled and (asked or said or _spelling(rest)):
        said = merged(said, _pieces(said, [word.word for word in spelled]))
    return " ".join(_cased(word) for word in said[:MOST]) or None


def _pieces(said: list[str], spelled: list[str]) -> list[str]:
    """Spelled words, parted at pauses unless other words were said: "P R I Y A, S H A H"."""
    parted = [piece for word in spelled for piece in word.split()]
    together = ["".join(word.split()) for word in spelled]
    return parted if len(said) in (0, len(parted)) else together


def _spelling(rest: str) -> bool:
    """True when the words about the letters say that a name is being spelled."""
    return bool(re.search(r"\b(?:name|spell|spelled|spelt|spelling)\b", rest, re.I))


def _said(text: str, asked: bool) -> list[str]:
    """The words of the name that was said, [] when none was."""
    found: list[str] = []
    surname = False
    for match in STRONG.finditer(text):
        name = _taken(text[match.end() :], text, strict=False)
        last = bool(LAST.search(match[0]))
        found = [*name, *found] if surname and not last else _joined(found, name, last=last)
        surname = last and found == name
    if found:
        return found
    for match in WEAK.finditer(text):
        if name := _taken(text[match.end() :], text, strict=True):
            return name
    speaking = SPEAKING.match(text)
    if speaking and (name := _whole(speaking["name"])):
        return name
    return _bare(text) if asked else []


def _joined(found: list[str], name: list[str], *, last: bool) -> list[str]:
    """ "first name Priya, last name Shah" makes two words; otherwise the later name counts."""
    return [*found, *name] if found and last else name or found


def _taken(following: str, text: str, *, strict: bool) -> list[str]:
    """The name that begins right after an introduction."""
    name: list[str] = []
    place, titled = 0, False
    for match in WORD.finditer(following):
        gap, word = following[place : match.start()], match[0]
        known = _is_name_too(word, name, following[match.end() :], titled=titled)
        if re.search(r"[^\s-]", gap) or len(name) == MOST or (_stops(word, name) and not known):
            break
        titled = word.lower().rstrip(".") in TITLES
        if not titled:
            name.append(word.rstrip("."))
        place = match.end() - (word.endswith(".") and word.lower().rstrip(".") not in TITLES)
    if strict and _is_cased(text) and not all(word[:1].isupper() for word in name[:1]):
        return []
    return name


def _stops(word: str, name: list[str]) -> bool:
    low = word.lower().rstrip(".")
    possessive = low.endswith("'s") or low.startswith("i'")
    known = low in NOT_NAMES | CALENDAR | NUMBERS | TRAILING
    verb = (low.endswith("ing") and len(low) > 5) or low.endswith("n't")
    return known or possessive or verb or ("'" in low[-4:-1] and bool(name))


def _is_name_too(word: str, before: list[str], after: str, *, titled: bool = False) -> bool:
    """ "Pat Long", "Mr. Little": a common word that is a name, where it can be nothing else."""
    low = word.lower().rstrip(".")
    last = WORD.search(after) is None
    if titled and not before and low in TITLED_TOO and _ends(after):
        return True
    if before:
        return low in SURNAMES_TOO and (last or word[:1].isupper())
    capitals = word[:1].isupper() and after.strip()[:1].isupper()
    return low in GIVEN_TOO and (last or capitals or (low == "will" and _is_surname(after)))


def _ends(after: str) -> bool:
    """True when nothing follows that could belong to a name."""
    found = WORD.match(after.lstrip(" "))
    return found is None or found[0].lower() in TRAILING | {"and"}


def _is_surname(after: str) -> bool:
    """ "will reed", and not "will do": the one word that follows can only be a surname."""
    found = WORD.match(after.lstrip())
    if found is None or not _ends(after.lstrip()[found.end() :]):
        return False
    low = found[0].lower()
    return not _stops(found[0], []) and low not in PROMISES


def _is_cased(text: str) -> bool:
    """True when `text` is written with capitals, so that a name must have one."""
    return any(word[:1].isupper() and word not in ("I", "I'm", "I'd") for word in text.split()[1:])


def _whole(said: str) -> list[str]:
    """All the words of `said` when each can be part of a name."""
    tokens = [match[0].rstrip(".") for match in WORD.finditer(said)]
    name = [word for word in tokens if word.lower() not in TITLES]
    titled = len(tokens) > 1 and tokens[0].lower() in TITLES
    if not 1 <= len(name) <= MOST:
        return []
    rest = [" ".join(name[n + 1 :]) for n in range(len(name))]
    for n, word in enumerate(name):
        if _stops(word, []) and not _is_name_too(word, name[:n], rest[n], titled=titled):
            return []
    return name


def _bare(text: str) -> list[str]:
    """A name that is the whole answer: "Priya Shah", "um, Priya. Priya Shah." """
    answer = LEAD.sub("", text)
    answer = re.sub(rf"\W*\b(?:{'|'.join(TRAILING)})\b.*$", "", answer, flags=re.I | re.S)
    names = [name for part in re.split(r"[.,;:!?]+", answer) if (name := _whole(part))]
    parts = [part for part in re.split(r"[.,;:!?]+", answer) if part.strip()]
    if not names or len(names) < len(parts):
        return names[0] if names and len(parts) > 1 and not _whole(parts[-1]) else []
    return _without_repeats(names)


def _without_repeats(names: list[list[str]]) -> list[str]:
    """ "Priya. Priya Shah." is one name said twice, "Priya, Shah" one said in two."""
    result: list[str] = []
    for name in names:
        low = [word.lower() for word in name]
        if low[: len(result)] == [word.lower() for word in result]:
            result = name
        elif low != [word.lower() for word in result][-len(low) :]:
            result = [*result, *name]
    return result[:MOST]


def _cased(word: str) -> str:
    """Capitals where names have them; mixed case is left as the caller typed it."""
    if word != word.lower() and word != word.upper() and word[0].isupper():
        return word
    return re.sub(r"(?:^|(?<=-)|(?<=^o')|(?<=^d'))[^\W\d_]", lambda m: m[0].upper(), word.lower())
