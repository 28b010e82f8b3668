"""One-time codes: how they are said, hidden, hashed and compared. Pure.

A code is heard digit by digit, in groups and over several turns, like a phone number. Words in
which one was said are kept with `HIDDEN` in its place.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

from ringbook.domain.phone import DATE_WORD, NUMBER_TALK, TIME_AFTER
from ringbook.domain.phone_words import DIGITS, FILLERS, Run, phone_runs
from ringbook.domain.vocabulary import TEENS, TENS, words

__all__ = ["HIDDEN", "LENGTH", "CodeHeard", "code_hash", "read_code", "same_code"]

LENGTH: Final = 6
HIDDEN: Final = "[code]"
"""Stands in for the digits, wherever words are kept."""

_PHONE_NUMBER: Final = 10
"""So many digits are another phone number and no code, however it was misheard."""
_GROUP: Final = 3
"""So many digits in a row are of a code also among other words."""
_ZERO: Final = re.compile(r"0|\b(?:zero|nought|naught)\b", re.I)
_TALK: Final = NUMBER_TALK | words("code got its reads read message text says here's sent was")
_BEFORE_TIME: Final = words("at around by before after until till past from between @")


@dataclass(frozen=True, slots=True)
class CodeHeard:
    """What was heard: the words without the digits, and all digits of the code up to now."""

    text: str
    digits: str = ""

    @property
    def whole(self) -> bool:
        """Whether they can be a code."""
        return len(self.digits) == LENGTH


def read_code(text: str, so_far: str = "") -> CodeHeard:
    """Takes the digits of a code out of `text`, and joins them to those of the turn before.

    As many digits as a code has are the whole of one, whatever was said before. Times, dates and
    phone numbers stay in the text.
    """
    groups = [group for group in phone_runs(text) if _of_code(group, text)]
    said = "".join(run.digits for group in groups for run in group).replace("+", "")
    mere_oh = said == "0" and not so_far and not _ZERO.search(text)
    if not said or mere_oh or len(said) >= _PHONE_NUMBER:
        return CodeHeard(text)
    joined = so_far + said
    return CodeHeard(_without(groups, text), said if len(joined) > LENGTH else joined)


def _without(groups: list[list[Run]], text: str) -> str:
    for group in reversed(groups):
        text = f"{text[: group[0].start]}{HIDDEN}{text[group[-1].end :]}"
    return text


def _of_code(group: list[Run], text: str) -> bool:
    number = sum(len(run.digits.strip("+")) for run in group)
    if number >= LENGTH and not DATE_WORD.search(" ".join(group[0].before[-1:])):
        return True
    if _like_time(group, text):
        return False
    return number >= _GROUP or _only_digits(text)


def _like_time(group: list[Run], text: str) -> bool:
    first, last = group[0], group[-1]
    after = text[last.end :].lower().lstrip(" .,-")
    near = f"{' '.join(first.before[-1:])} {' '.join(last.after[:1])}".strip()
    timed = TIME_AFTER.match(after) or ":" in text[first.start : last.end]
    return bool(timed or DATE_WORD.search(near) or _BEFORE_TIME & {*first.before[-1:]})


def _only_digits(text: str) -> bool:
    known = DIGITS.keys() | TEENS.keys() | TENS.keys() | FILLERS | _TALK
    return all(
        word in known or word.rstrip("s") in known or word in ("double", "triple")
        for word in re.findall(r"[a-z']+", text.lower())
    )


def code_hash(code: str, salt: bytes) -> bytes:
    """What is stored of a code. Takes some hundredths of a second, on purpose.

    A million codes are tried in no time by a fast hash, and in hours by this one.
    """
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def same_code(said: str, salt: bytes, stored: bytes) -> bool:
    """Whether it is the code of that hash; takes as long when it is not."""
    return hmac.compare_digest(code_hash(said, salt), stored)
