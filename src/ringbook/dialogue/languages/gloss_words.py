"""How the glosses of all languages are written: patterns, and clock times in English. Pure."""

import re
from collections.abc import Callable, Mapping

__all__ = ["Rule", "at", "digits", "each", "rules"]

type Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_SIGNS = "\u0900-\u0963"
"""The Hindi letters and their vowel signs; the signs are no word characters to `re`."""
_BEFORE, _AFTER = rf"(?<![\w'{_SIGNS}])", rf"(?![\w{_SIGNS}])"


def rules(table: Mapping[str, str]) -> list[Rule]:
    """One rule for each whole word or phrase; the left side is a pattern."""
    return [
        (re.compile(rf"{_BEFORE}(?:{pattern})(?:(?<=\s)|{_AFTER})", re.I), english)
        for pattern, english in table.items()
    ]


def each(words: Mapping[str, str]) -> Rule:
    """One rule for many plain words."""
    pattern = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"{_BEFORE}(?:{pattern}){_AFTER}", re.I), lambda found: words[
        found[0].lower()
    ]


def digits(words: Mapping[str, str]) -> Rule:
    """One rule for three and more digits in words one after the other, as numbers are said."""
    one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    run = re.compile(rf"{_BEFORE}(?:(?:{one}),? ){{2,}}(?:{one}){_AFTER}", re.I)
    word = re.compile(rf"{_BEFORE}(?:{one}){_AFTER}", re.I)
    return run, lambda found: word.sub(lambda digit: words[digit[0].lower()], found[0])


def at(hour: int, minute: int, half: str | None) -> str:
    """ "at 2:30 pm"; without `half` as it was said. A minute below 0 is before the hour."""
    if minute < 0:
        hour, minute = hour - 1 or 12, minute + 60
    if hour > 12 or half is None:
        return f"at {hour}:{minute:02d}"
    return f"at {hour}:{minute:02d} {half}"
