"""Waiting for somebody else, for a visit, for the dates a series lacks: whole calls as text."""

from dataclasses import replace
from datetime import date, time

import pytest
from tests.unit.dialogue.maple import NOW, PRIYA, SAM, at, practice, uid
from tests.unit.dialogue.series_talk import SIX, SIX_DATES
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.visit_diary import VisitDiary
from tests.unit.dialogue.waiting_diary import HALF_AN_HOUR, WaitingDiary

from ringbook.dialogue import record
from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.unfinished import left_open
from ringbook.domain.model import Slot
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Held, Waiting, Wish

TUESDAY = date(2026, 1, 27)
MORNING = Wish("Cleaning", TUESDAY, TUESDAY, None, time(11, 59))
FOR_TOM = replace(MORNING, attendee="Tom")
BOOK = ("I'd like a cleaning for my son Tom", "212 555 0123", "yes", "Priya Shah")
WANTED = "Cleaning for Tom on Tuesday, January 27 in the morning"
OFFER = f"Shall I put you on the waiting list for {WANTED}?"
FREE = (
    "A time has come free: Cleaning for Tom on Tuesday, January 27 at 9:30 AM. Would you like it?"
)


def full_morning() -> WaitingDiary:
    """A diary whose Tuesday morning is taken."""
    diary = WaitingDiary(practice())
    diary.busy = {s for s in diary.starts(TUESDAY) if s.hour < 12}
    diary.knows(PRIYA, "Priya Shah")
    return diary


def held_for_tom() -> WaitingDiary:
    diary = full_morning().waits(PRIYA, FOR_TOM)
    return diary.opens(at("2026-01-27 09:30"), NOW + HALF_AN_HOUR)


def waits(call: Talk) -> list[Wish]:
    return [e.wish for e in call.diary.of_caller(PRIYA)]  # type: ignore[attr-defined]


# ---- for somebody else ---------------------------------------------------------------------------


def test_a_parent_waits_for_a_child() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning")
    assert call.says("no") == f"No problem. {OFFER}", call.script()
    told = call.says("yes please")
    assert told.startswith(f"You're on the waiting list for {WANTED}."), call.script()
    assert waits(call) == [FOR_TOM]
    call.says("no thanks")
    assert f"• {WANTED}" in record.fold(call.events).summary
    assert fold(call.events) == call.state


def test_a_name_in_the_answer_is_read_back_before_anything_is_written() -> None:
    call = Talk(full_morning())
    call.says("I'd like a cleaning", *BOOK[1:], "Tuesday morning", "no")
    said = call.says("yes, but it's for my son Tom")
    assert waits(call) == [], call.script()
    assert said.endswith(OFFER), call.script()
    call.says("yes")
    assert waits(call) == [FOR_TOM]


def test_waiting_for_oneself_is_another_entry_than_for_a_child() -> None:
    call = Talk(full_morning().waits(PRIYA, MORNING))
    said = call.says(*BOOK, "put me on the waiting list for Tuesday morning")
    assert said.endswith(OFFER), call.script()
    call.says("yes")
    assert waits(call) == [MORNING, FOR_TOM]


def test_a_held_time_is_offered_for_whom_it_is_held() -> None:
    call = Talk(held_for_tom())
    said = call.says("I'd like a cleaning", *BOOK[1:])
    assert said.endswith(FREE), call.script()
    told = call.says("yes please")
    assert told.startswith("You're booked for Cleaning for Tom on Tuesday, January 27 at 9:30 AM.")
    assert [r.attendee for r in call.diary.of(PRIYA)] == ["Tom"]
    assert call.state.waiting == ()
    assert fold(call.events) == call.state


def test_nobody_unproven_hears_for_whom() -> None:
    call = Talk(held_for_tom())
    said = call.says("am I on the waiting list?", "212 555 0123", "yes", "Mallory Vane")
    assert "Tom" not in said, call.script()


def test_a_booking_for_oneself_leaves_the_child_waiting() -> None:
    diary = full_morning().waits(PRIYA, FOR_TOM)
    diary.busy.discard(at("2026-01-27 09:30"))
    call = Talk(diary)
    call.says("I'd like a cleaning", *BOOK[1:], "Tuesday at 9:30 am", "yes")
    assert call.booked() == ["2026-01-27 09:30 Cleaning"], call.script()
    assert [e.wish for e in call.state.waiting] == [FOR_TOM]


def test_off_the_list_says_for_whom() -> None:
    call = Talk(full_morning().waits(PRIYA, FOR_TOM))
    said = call.says("take me off the waiting list", "212 555 0123", "yes", "Priya Shah")
    assert f"You're on the waiting list for {WANTED}. Shall I take you off it?" in said
    assert f"You're off the waiting list for {WANTED}." in call.says("yes"), call.script()


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (f"Shall I put Tom on the waiting list for {WANTED}?", True),
        (OFFER, True),
        (OFFER.replace(" for Tom", ""), False),
        (OFFER.replace("Tom", "Anna"), False),
    ],
)
def test_a_models_read_back_must_name_the_person(said: str, counts: bool) -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning")
    found = asked(call.state, said)
    assert (found is not None and found.wish == FOR_TOM) is counts


def test_a_place_for_the_caller_may_not_be_read_back_as_anothers() -> None:
    call = Talk(full_morning())
    call.says("I'd like a cleaning", *BOOK[1:], "Tuesday morning")
    mine = OFFER.replace(" for Tom", "")
    assert asked(call.state, mine) is not None
    found = asked(call.state, OFFER)
    assert found is None or found.wish is None


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("I've put Tom on the waiting list.", "You're not on the waiting list yet."),
        ("Tom is on the waiting list now.", "You're not on the waiting list yet."),
        ("I've added your son to our waitlist.", "You're not on the waiting list yet."),
        ("Shall I put Tom on the waiting list?", None),
    ],
)
def test_no_place_is_claimed_for_another_before_it_is_there(said: str, instead: str | None) -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning")
    verdict = check(said, call.state)
    assert verdict.ok if instead is None else verdict.instead == instead


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("I've put Tom on the waiting list.", "Tom isn't on the waiting list yet."),
        ("Tom is on the waiting list now.", "Tom isn't on the waiting list yet."),
        ("You're on the waiting list for a Cleaning.", None),
        ("Shall I put Tom on the waiting list?", None),
    ],
)
def test_a_place_of_the_callers_is_not_the_childs(said: str, instead: str | None) -> None:
    call = Talk(full_morning().waits(PRIYA, MORNING))
    call.says(*BOOK, "Tuesday morning")
    verdict = check(said, call.state)
    assert verdict.ok if instead is None else verdict.instead == instead


def test_a_place_of_the_childs_is_told_as_such() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning", "no", "yes")
    assert check("Tom is on the waiting list now.", call.state).ok


# ---- a visit ------------------------------------------------------------------------------------


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


# ---- the dates that a series lacks ---------------------------------------------------------------

LACKS = ("2026-02-10 16:00", "2026-02-24 16:00")
ASKS = (
    "Shall I put you on the waiting list for Cleaning on Tuesday, February 10 and "
    "on Tuesday, February 24 at 4:00 PM?"
)


def series_without(*taken: str, most: int = 5) -> Talk:
    diary = WaitingDiary(practice(), busy={at(start) for start in taken}, most=most)
    diary.knows(PRIYA, "Priya Shah")
    call = Talk(diary)
    call.says(SIX, "212 555 0123", "yes", "Priya Shah", "just take the free ones")
    return call


def test_the_dates_that_a_series_lacks_can_each_be_waited_for() -> None:
    call = series_without(*LACKS)
    told = call.says("yes")
    assert told.startswith("You're booked for Cleaning on four Tuesdays"), call.script()
    assert told.endswith(ASKS), call.script()
    joined = call.says("yes please")
    assert joined.startswith("You're on the waiting list for Cleaning on Tuesday, February 10")
    assert [(w.first.isoformat(), w.earliest) for w in waits(call)] == [
        ("2026-02-10", time(16)),
        ("2026-02-24", time(16)),
    ]
    assert call.booked() == [d for d in SIX_DATES if d[:16] not in LACKS]
    assert call.says("no thanks")
    assert call.state.ended == "goodbye"
    assert fold(call.events) == call.state


@pytest.mark.parametrize("words", ["no", "no thanks", "cancel my check-up", "goodbye"])
def test_they_are_asked_about_once(words: str) -> None:
    call = series_without(*LACKS)
    call.says("yes")
    assert "waiting list for" not in call.says(words), call.script()
    assert waits(call) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("only the first one", "February 10"),
        ("just February 24", "February 24"),
        ("yes, for the 24th of February", "February 24"),
    ],
)
def test_one_of_them_is_read_back_alone(words: str, day: str) -> None:
    call = series_without(*LACKS)
    call.says("yes")
    said = call.says(words)
    assert said.endswith(f"waiting list for Cleaning on Tuesday, {day} at 4:00 PM?"), call.script()
    assert waits(call) == []
    call.says("yes")
    assert [f"{w.first:%B %d}" for w in waits(call)] == [day]


def test_no_more_than_a_few_are_asked_about_and_no_closed_day() -> None:
    taken = ("2026-02-03 16:00", "2026-02-10 16:00", "2026-02-17 16:00", "2026-02-24 16:00")
    told = series_without(*taken).says("yes")
    assert told.count("on Tuesday,") == 3
    assert "February 24" not in told.rpartition("Shall I")[2]


def test_who_hangs_up_at_that_question_is_not_asked_to_book_again() -> None:
    call = series_without(*LACKS)
    call.says("yes")
    assert left_open(call.events) is None


def test_what_the_practice_does_not_allow_is_said() -> None:
    call = series_without(*LACKS, most=1)
    call.says("yes")
    told = call.says("yes")
    assert "That's as many places as we keep for one caller." in told, call.script()
    assert "February 24" not in told
    assert len(waits(call)) == 1


def test_a_model_that_leaves_a_date_out_has_read_back_nothing() -> None:
    call = series_without(*LACKS)
    call.says("yes")
    assert asked(call.state, ASKS) is not None
    short = ASKS.replace(" and on Tuesday, February 24", "")
    found = asked(call.state, short)
    assert found is None or not found.wishes
