"""What a refused write leaves to be done, by its code. Pure."""

from typing import Final

__all__ = ["GONE", "PASSING"]

GONE: Final = (
    "slot_taken",
    "slot_held",
    "offer_expired",
    "slot_in_past",
    "slot_not_found",
    "outside_opening_hours",
    "provider_away",
    "too_short_notice",
    "person_busy",
    "too_far_ahead",
    "day_full",
    "no_room",
)
"""The time that was chosen cannot be had: other times are looked for."""

PASSING: Final = (
    "database_unavailable",
    "unexpected_failure",
    "not_confirmed",
    "not_possible_now",
)
"""After these the caller may simply try again."""
