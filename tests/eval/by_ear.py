"""The agent's words as a caller's ears have them: put back into writing, and how many are wrong."""

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["as_written", "word_errors", "words"]

_HALF: Final = re.compile(r"\b([ap])\.? ?m\b\.?", re.IGNORECASE)
_HOUR: Final = re.compile(r"(?<![\d:.])(\d{1,2}) ?([AP]M)\b")
_RUN_TOGETHER: Final = re.compile(r"\b(\d{1,2})[. ]?(\d\d) ?([AP]M)\b")
_DAYS: Final = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_DATE: Final = re.compile(
    rf"\b((?:{_DAYS})day),? (?:the )?({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE
)


def as_written(heard: str) -> str:
    """A transcript with days, times and numbers in the form that the page shows.

    "Tuesday June 16th at 11 a.m." is "Tuesday, June 16 at 11:00 AM".
    """
    text = _HALF.sub(lambda m: f"{m[1].upper()}M", heard)
    text = _HOUR.sub(r"\1:00 \2", text)
    text = _RUN_TOGETHER.sub(r"\1:\2 \3", text)
    return _DATE.sub(r"\1, \2 \3", text)


def words(text: str) -> list[str]:
    """Words for counting: no punctuation, no capitals, a number's digits one by one."""
    plain = re.sub(r"[^\w\s']", " ", as_written(text).lower())
    return re.sub(r"(?<=\d)(?=\d)", " ", plain).split()


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words that are wrong, missing or too many (Levenshtein's distance)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        above, row = row, [i]
        for j, other in enumerate(heard, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (word != other)))
    return row[-1]
