"""Digits said as words: "double eight", "oh", "eight hundred", "eighty six". Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ringbook.domain.vocabulary import TEENS, TENS, UNITS, words

__all__ = ["FILLERS", "LONG", "Run", "digit_groups", "phone_runs", "without_phone_numbers"]

DIGITS = UNITS | dict.fromkeys(words("oh o naught nought nil aught zip"), "0") | {"niner": "9"}
TIMES = {"double": 2, "dbl": 2, "triple": 3, "treble": 3, "quadruple": 4}
MANY = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
PLURALS = {f"{word}es" if word.endswith("o") else f"{word}s": d for word, d in DIGITS.items()}
PLURALS |= {"zeros": "0", "sixes": "6", "ohs": "0", "os": "0"}
HOMOPHONES = {"to": "2", "too": "2", "for": "4", "fore": "4", "won": "1", "ate": "8", "tree": "3"}
POWERS = {"hundred": "00", "thousand": "000"}
FILLERS = words("um uh er erm ah hmm mm and then dash hyphen space like")
COUNTED = re.compile(
    r"\b(first|last|next|final|other|all|of|only)\s+(\w+)\s+(?=digits?\b|numbers?\b|ones?\b"
    r"|(?:are|were|should be)\b)"
    r"|\b(\w+)[\s-]+(?=digits?\b)"
)
TOKEN = re.compile(r"\+|\d+|[a-z']+|[^\w\s]")
LONG = 7
"""So many digits in a row are a phone number and neither a time nor a date."""


@dataclass(frozen=True, slots=True)
class Run:
    """Digits said in one go, and the words on either side of them. `start`, `end`: characters."""

    digits: str
    start: int
    end: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    """Lower-case tokens with their places; counts ("last four digits") are left out."""
    low = text.lower().replace("\u2019", "'")
    low = low if len(low) == len(text) else text
    for found in COUNTED.finditer(low):
        group = 2 if found[2] else 3
        if found[group] in DIGITS | TEENS or (found[group].isdigit() and len(found[group]) < 3):
            a, b = found.span(group)
            low = low[:a] + "#" * (b - a) + low[b:]
    # Speech recognisers hear "double eight" as "W8" and "7 double 5 5" as "7 W 5 5".
    low = re.sub(r"\bw(?=\d|(?<=\d w) \d)", "\u00d7", low)
    found_tokens = re.finditer(rf"\u00d7|{TOKEN.pattern}", low)
    return [_Token(m[0], m.start(), m.end()) for m in found_tokens]


def _single(word: str) -> str:
    """The digits that one token stands for by itself, "" when none."""
    if word.isdigit():
        return word
    return DIGITS.get(word) or TEENS.get(word) or ""


def _read_at(said: list[str], i: int) -> tuple[str, int]:
    """Digits that begin at token `i`, and the next index; ("", i) when none begin there."""
    word, rest = said[i], said[i + 1 : i + 2]
    following = rest[0] if rest else ""
    if word in ("+", "plus") and _single(following):
        return "+", i + 1
    if (word in TIMES or word == "\u00d7") and _single(following):
        digits = _single(following)
        return digits[0] * TIMES.get(word, 2) + digits[1:], i + 2
    if word in TIMES and following in PLURALS:
        return PLURALS[following] * TIMES[word], i + 2
    if word in MANY and following in PLURALS:
        return PLURALS[following] * MANY[word], i + 2
    if word in TENS:
        unit = DIGITS.get(following, "0") if following not in ("o", "oh") else "0"
        both = following in DIGITS and unit != "0"
        return TENS[word] + unit, i + (2 if both else 1)
    if digits := _single(word):
        power = POWERS.get(following, "")
        return digits + power, i + (2 if power else 1)
    return _homophone(said, i)


def _homophone(said: list[str], i: int) -> tuple[str, int]:
    """ "to", "for" and the like are digits only between digits."""
    if said[i] not in HOMOPHONES or not 0 < i < len(said) - 1:
        return "", i
    before, after = said[i - 1], said[i + 1]
    between = before in DIGITS | TIMES or before.isdigit()
    between = between and (after in DIGITS | TIMES or after.isdigit())
    return (HOMOPHONES[said[i]], i + 1) if between else ("", i)


def _spans(tokens: list[_Token]) -> Iterator[tuple[str, int, int]]:
    """Unbroken runs of digits as (digits, first token, token after)."""
    said = [t.text for t in tokens]
    i = 0
    while i < len(said):
        start, digits = i, ""
        while i < len(said):
            piece, following = _read_at(said, i)
            if not piece:
                break
            digits, i = digits + piece, following
        if digits:
            yield digits, start, i
        else:
            i += 1


def digit_groups(text: str) -> list[Run]:
    """All runs of digits in the order said, each with the words since / until its neighbours."""
    tokens = _tokens(text)
    spans = list(_spans(tokens))
    edges = [0, *(end for _, _, end in spans)]
    starts = [*(start for _, start, _ in spans), len(tokens)]
    return [
        Run(
            digits,
            tokens[start].start,
            tokens[end - 1].end,
            tuple(t.text for t in tokens[edges[n] : start]),
            tuple(t.text for t in tokens[end : starts[n + 1]]),
        )
        for n, (digits, start, end) in enumerate(spans)
    ]


def _joined(left: Run, right: Run) -> bool:
    """True when only pauses stand between two runs."""
    return (
        all(word in FILLERS or not word.isalpha() for word in right.before)
        and left.end <= right.start
    )


def phone_runs(text: str) -> list[list[Run]]:
    """Runs of digits, those with only pauses between them together."""
    gathered: list[list[Run]] = []
    for run in digit_groups(text):
        if gathered and _joined(gathered[-1][-1], run):
            gathered[-1].append(run)
        else:
            gathered.append([run])
    return gathered


def without_phone_numbers(text: str) -> str:
    """`text` with everything that can only be a phone number replaced by a comma."""
    for group in reversed(phone_runs(text)):
        if _is_long(group, text):
            text = f"{text[: group[0].start]},{text[group[-1].end :]}"
    return text


def _is_long(group: list[Run], text: str) -> bool:
    said = text[group[0].start : group[-1].end]
    if re.search(r"\d[:/]\d|\d{4}-\d\d", said):
        return False
    return sum(len(run.digits.strip("+")) for run in group) >= LONG
