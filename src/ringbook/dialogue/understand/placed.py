""" "Cancel the later one", "move my next appointment": the one meant by its place. Pure."""

import re
from typing import Final

__all__ = ["place_said"]

_PLACES: Final = {
    "next": 1, "first": 1, "1st": 1, "earlier": 1, "earliest": 1, "soonest": 1, "second": 2,
    "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "later": -1, "latest": -1, "last": -1,
}  # fmt: skip
_PLACED: Final = re.compile(
    r"\b(?:cancel\w*|mov(?:e|ing)|chang(?:e|ing)|reschedul\w+|push(?:ing)?|postpon\w+|drop"
    rf"|get rid of|call off) (?:my|the|that) (?P<nth>{'|'.join(_PLACES)})"
    r" (?:one|appointment|booking|visit)\b",
    re.I,
)


def place_said(text: str) -> int | None:
    """Which of the caller's appointments the task is about: 1-based, -1 the last."""
    found = _PLACED.search(text)
    return _PLACES[found["nth"].lower()] if found else None
