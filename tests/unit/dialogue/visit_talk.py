"""Callers who book a visit at the salon, over a diary in memory."""

from tests.unit.dialogue.maple import PRIYA, ZONE
from tests.unit.dialogue.salon import salon
from tests.unit.dialogue.talk import Talk
from tests.unit.dialogue.visit_diary import VisitDiary

PRIYA_SAYS = ("212 555 0123", "yes", "Priya Shah")
FAMILY = "a cut and colour for me and a trim for my son Tom tomorrow at 10 am"
READ_BACK = (
    "That would be on Tuesday, January 27: Cut with Maria at 10:00 AM, "
    "Trim with Jon for Tom at 10:00 AM and Colour with Maria at 10:30 AM. Shall I book all three?"
)
BOOKED = [
    "2026-01-27 10:00 Cut",
    "2026-01-27 10:00 Trim for Tom",
    "2026-01-27 10:30 Colour",
]


def call_to(diary: VisitDiary | None = None) -> Talk:
    return Talk(diary or VisitDiary(salon()))


def stands(call: Talk) -> list[str]:
    return sorted(
        f"{r.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M} {r.service}"
        + (f" for {r.attendee}" if r.attendee else "")
        for r in call.diary.of(PRIYA)
    )


def booked() -> Talk:
    call = call_to()
    call.says(FAMILY, *PRIYA_SAYS, "yes")
    assert stands(call) == BOOKED, call.script()
    return call
