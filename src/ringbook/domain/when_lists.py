"""Several days of a month in one breath, each made plain: "March 3rd or 4th". Pure."""

import re
from typing import Final

from ringbook.domain.when_words import MONTHS

__all__ = ["THING", "each_plain"]

THING: Final = (
    r"ones|slot|slots|option|options|time|times|appointment|appointments|available|choice"
    r"|opening|of those|of these|of them|two|person|visit|thing"
    r"|floor|part|name|letter|digit|number|bit"
)
"""What is counted by a place and not by a day."""
PLACES: Final = 3
"""So many are offered at once: "the second or the third" may be two of them."""

_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_JOIN = r"(?:,|,? (?:or|and|nor|to|through|thru|till|until)) (?:on |by |the )*"
_ON = (
    r"(?:\b(?:on|by|until|till|before|after|from|between|about|than|not|except|but|either)"
    r" (?:on |for )?(?:the )?)?"
)
MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?{_JOIN}"
    rf"(?={_NTH}(?! (?:of )?{_MONTH}))"
)
MONTH_LAST = re.compile(
    rf"\b(?P<day>{_NTH})(?={_JOIN}(?:{_NTH}{_JOIN})*{_NTH} (?:of )?(?P<month>{_MONTH})\b)"
)
_INSTEAD = r",? (?:and |but )?(?:not|rather than|instead of) (?:on )?(?:the )?"
SEVERAL = re.compile(rf"(?P<on>{_ON})\b{_NTH}(?:(?:{_JOIN}|{_INSTEAD}){_NTH})+\b(?! (?:{THING})\b)")


def each_plain(text: str) -> str:
    """The canonical `text` with the month beside each day, and each such day with two digits.

    A day with two digits is surely one, where "the 3rd" may be the third of those offered.
    """
    return SEVERAL.sub(_sure, _months(text))


def _months(text: str) -> str:
    text = MONTH_LAST.sub(lambda m: f"{m['month']} {m['day']}", text)
    while (named := MONTH_FIRST.sub(lambda m: f"{m[0]}{m['month']} ", text)) != text:
        text = named
    return text


def _sure(match: re.Match[str]) -> str:
    days = [int(day) for day in re.findall(r"\d+", match[0])]
    if not match["on"] and max(days) <= PLACES:
        return match[0]
    return re.sub(r"\b\d(?=\D)", lambda m: f"0{m[0]}", match[0])
