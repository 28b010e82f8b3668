"""Priya and her six Tuesdays."""

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

PRIYA_SAYS = ("212 555 0123", "yes", "Priya Shah")
SIX = "book a cleaning every Tuesday at 4 pm for six weeks"
SIX_DATES = [f"2026-{day} 16:00 Cleaning" for day in ("01-27", "02-03", "02-10", "02-17")]
SIX_DATES += ["2026-02-24 16:00 Cleaning", "2026-03-03 16:00 Cleaning"]


def booked() -> Talk:
    """Priya calls again; the six Tuesdays are booked."""
    first = Talk(Diary(practice()))
    first.says(SIX, *PRIYA_SAYS, "yes")
    assert first.booked() == SIX_DATES
    return Talk(first.diary)
