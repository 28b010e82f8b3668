"""What a refused write leaves to be done, by its code. Pure."""

from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.frame import Frame

__all__ = ["GONE", "PASSING", "without_choice"]

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


def without_choice(frame: Frame, code: str) -> Frame:
    """Looked for anew; a series in which somebody is elsewhere would be found again as it was."""
    lost = {frame.chosen.id} if frame.chosen else set()
    same = bool(frame.dates) and code == "person_busy"
    return replace(frame.searching(), refused=frame.refused | lost, undecided=same)
