"""Calls that have written something, for what may be claimed in them."""

from dataclasses import replace

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, NOW, PRIYA, at, practice

from ringbook.dialogue.state.call_events import Booked, Cancelled, Moved
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.model import Preferences

DIARY = Diary(practice())


def state_with(*commits: Booked | Moved | Cancelled) -> CallState:
    """A call that has written these."""
    return replace(CallState(), now=NOW, practice=practice(), commits=commits)


def appointment(start: str = "2026-01-29 16:30") -> Booked:
    """A cleaning of Priya's with Dr. Ortiz."""
    return Booked(DIARY.add(PRIYA, at(start), "Cleaning", LENA), Preferences())


def moved(start: str, was: str) -> Moved:
    """The same, moved to `start`."""
    return Moved(appointment(start).appointment, at(was), Preferences())
