"""Waiting for a visit of several services: whole calls as text."""

from datetime import time

from tests.unit.dialogue.maple import NOW, PRIYA, SAM, at, practice, uid
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.visit_diary import VisitDiary
from tests.unit.dialogue.waiting_diary import HALF_AN_HOUR, WaitingDiary
from tests.unit.dialogue.waiting_talk import TUESDAY, waits

from ringbook.domain.model import Slot
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Held, Waiting, Wish


class Salon(WaitingDiary, VisitDiary):
    """A diary with visits and a waiting list."""


VISIT = Wish(
    "Cleaning",
    TUESDAY,
    TUESDAY,
    None,
    time(11, 59),
    parts=(Part("Cleaning"), Part("Check-up", "Tom")),
)
TOGETHER = "Cleaning and Check-up for Tom on Tuesday, January 27 in the morning"
ASK_BOTH = "a cleaning for me and a check-up for my son Tom"


def two_chairs() -> Salon:
    diary = Salon(practice(providers=(*practice().providers, SAM)))
    diary.busy = {s for s in diary.starts(TUESDAY) if s.hour < 12}
    diary.knows(PRIYA, "Priya Shah")
    return diary


def held_visit() -> Salon:
    diary = two_chairs()
    start = at("2026-01-27 09:30")
    diary.busy.discard(start)
    slots = [
        Slot(uid(start, who.name), start, 30, part.service, who.id, who.name)
        for who, part in zip(diary.practice.providers, VISIT.parts, strict=True)
    ]
    pairs = zip(VISIT.parts, slots, strict=True)
    parts = tuple(VisitPart(p.service, p.attendee, s) for p, s in pairs)
    held = Held(uid("offer"), slots[0], NOW + HALF_AN_HOUR, parts)
    diary.wishes.append((PRIYA, Waiting(uid("wish"), VISIT, held)))
    return diary


def test_a_visit_can_be_waited_for_as_a_whole() -> None:
    call = Talk(two_chairs())
    call.says(f"I'd like {ASK_BOTH}", "212 555 0123", "yes", "Priya Shah", "Tuesday morning")
    said = call.says("no")
    assert said.endswith(f"Shall I put you on the waiting list for {TOGETHER}?"), call.script()
    told = call.says("yes please")
    assert told.startswith(f"You're on the waiting list for {TOGETHER}."), call.script()
    assert waits(call) == [VISIT]
    assert fold(call.events) == call.state


def test_a_held_visit_is_offered_whole_and_booked_whole() -> None:
    call = Talk(held_visit())
    said = call.says("I'd like a cleaning", "212 555 0123", "yes", "Priya Shah")
    assert said.endswith(
        "A time has come free on Tuesday, January 27: Cleaning with Dr. Lena Ortiz at 9:30 AM and "
        "Check-up with Dr. Sam Lee for Tom at 9:30 AM. Would you like it?"
    ), call.script()
    told = call.says("yes")
    assert told.startswith("You're booked on Tuesday, January 27: Cleaning"), call.script()
    assert [(r.service, r.attendee) for r in call.diary.of(PRIYA)] == [
        ("Cleaning", None),
        ("Check-up", "Tom"),
    ]
    assert told.endswith("Is there anything else I can help with?"), call.script()
    assert call.state.waiting == ()
    assert fold(call.events) == call.state


def test_a_visit_that_is_kept_no_longer_is_looked_for_again() -> None:
    diary = held_visit()
    call = Talk(diary)
    call.says("I'd like a cleaning", "212 555 0123", "yes", "Priya Shah")
    diary.lost = True
    told = call.says("yes")
    assert told.startswith("I'm sorry, that time is no longer kept for you."), call.script()
    assert call.diary.of(PRIYA) == ()


def test_a_no_lets_the_whole_visit_go() -> None:
    call = Talk(held_visit())
    call.says("I'd like a cleaning", "212 555 0123", "yes", "Priya Shah")
    told = call.says("no thanks")
    assert "I'll let that time go. You stay on the waiting list." in told, call.script()
    assert call.diary.of(PRIYA) == ()
