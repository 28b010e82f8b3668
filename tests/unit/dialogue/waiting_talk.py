"""Callers who wait for a Tuesday morning that is taken."""

from datetime import date, time

from tests.unit.dialogue.maple import PRIYA, practice
from tests.unit.dialogue.talk import Talk
from tests.unit.dialogue.waiting_diary import WaitingDiary

from ringbook.domain.waitlist import Wish

TUESDAY = date(2026, 1, 27)
MORNING = Wish("Cleaning", TUESDAY, TUESDAY, None, time(11, 59))
BOOK = ("I'd like a cleaning", "212 555 0123", "yes", "Priya Shah")
OFFER = "Shall I put you on the waiting list for Cleaning on Tuesday, January 27 in the morning?"


def full_morning(**changes: object) -> WaitingDiary:
    """A diary whose Tuesday morning is taken."""
    diary = WaitingDiary(practice(**changes))
    diary.busy = {s for s in diary.starts(TUESDAY) if s.hour < 12}
    diary.knows(PRIYA, "Priya Shah")
    return diary


def waits(call: Talk) -> list[Wish]:
    return [e.wish for e in call.diary.of_caller(PRIYA)]  # type: ignore[attr-defined]
