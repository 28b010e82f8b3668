"""How far a proof by one-time code has come. Pure data; the digits are never in it."""

from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Verification", "Why"]

type Why = Literal["", "tries", "declined", "limit", "unreachable"]


@dataclass(frozen=True, slots=True)
class Verification:
    """How far the proof by code has come.

    `possible`: codes can be sent in this call. `number` is the one that a code was sent for, while
    it can be tried, and `digits` of it are known and not compared yet. `expired` is the number
    whose code became too old. `again`: another one is wanted; `sends` is how many there were.
    `verified` are the numbers that were proven, `over` those for which there is no further code
    in this call, with the reason.
    """

    possible: bool = False
    number: str | None = None
    digits: int = 0
    expired: str | None = None
    again: bool = False
    sends: int = 0
    verified: frozenset[str] = frozenset()
    over: tuple[tuple[str, Why], ...] = ()

    def why_over(self, number: str) -> Why:
        """Why there is no further code for the number; "" when there is."""
        return dict(self.over).get(number, "")

    def ended(self, number: str, why: Why) -> "Verification":
        """No further code for this number."""
        over = (*((n, w) for n, w in self.over if n != number), (number, why))
        return replace(self, number=None, digits=0, again=False, over=over)
