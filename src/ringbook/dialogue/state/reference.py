"""A time told by an appointment: "the same day as my check-up", "right after it". Pure data."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from ringbook.domain.when import When

__all__ = ["Beside", "Side"]

type Side = Literal["day", "next", "after", "before", "same"]


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a time is wanted, seen from an appointment: on its day, next to it, at its time.

    `service`, `when` and `whose` tell which appointment, as far as they were said; `named` is
    False when it was only pointed at ("right after it"), and `of` which one that is. `own`: it is
    the one that is moved or given up itself ("the same time, but with Sam").
    """

    side: Side
    service: str | None = None
    when: When = field(default_factory=When)
    whose: str | None = None
    ordinal: int | None = None
    named: bool = False
    own: bool = False
    of: UUID | None = None
