"""The rules of a practice that its owner may leave aside for one write. Pure."""

from enum import StrEnum

__all__ = ["OwnersRule"]


class OwnersRule(StrEnum):
    """Named as in an owner's command and in the record of what was left aside."""

    late_change = "late_change"
    notice = "notice"
    horizon = "horizon"
    daily_cap = "daily_cap"
    hours = "hours"
