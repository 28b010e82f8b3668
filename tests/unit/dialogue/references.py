"""What the tests of one appointment beside another share."""

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, NOW, PRIYA, SAM, at, practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.state.heard import Context, Heard
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.turn import understand

TWO = practice(providers=(LENA, SAM))
CLEANING, CHECKUP = "2026-01-27 14:30 Cleaning", "2026-01-29 10:00 Check-up"
BOOKED = (("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up"))


def known(*busy: str) -> Talk:
    """Priya with a cleaning on Tuesday and a check-up on Thursday, both with Dr. Ortiz."""
    diary = Diary(TWO, busy={at(start) for start in busy})
    return Talk(diary.knows(PRIYA, "Priya Shah", *BOOKED))


def heard(said: str, asks: str = "") -> Heard:
    question = Question(asks) if asks else None  # type: ignore[arg-type]  # a table's plain text
    return understand(said, Context(NOW, TWO, question))
