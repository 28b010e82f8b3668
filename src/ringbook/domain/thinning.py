"""Which openings of a day are shown, where it has more than can be told apart by a letter. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from ringbook.domain.model import Slot

__all__ = ["thinned"]


def thinned(slots: Sequence[Slot], limit: int, zone: ZoneInfo) -> tuple[Slot, ...]:
    """At most `limit` (two or more) of a day's openings, in order of time.

    The first and the last are among them, so that "the earliest" and "the latest" are true; then
    full hours of `zone`, half hours, quarters and all others, the earlier first.
    """
    if len(slots) <= limit:
        return tuple(slots)
    first, *between, last = sorted(slots, key=lambda slot: slot.starts_at)
    inner = sorted(between, key=lambda slot: _roughness(slot, zone))[: limit - 2]
    return (first, *sorted(inner, key=lambda slot: slot.starts_at), last)


def _roughness(slot: Slot, zone: ZoneInfo) -> int:
    minute = slot.starts_at.astimezone(zone).minute
    return next(n for n, step in enumerate((60, 30, 15, 1)) if minute % step == 0)
