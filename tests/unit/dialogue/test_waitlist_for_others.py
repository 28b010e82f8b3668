"""Waiting for somebody else: whole calls as text."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.maple import NOW, PRIYA, at
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.waiting_diary import HALF_AN_HOUR, WaitingDiary
from tests.unit.dialogue.waiting_talk import MORNING, full_morning, waits

from ringbook.dialogue import record
from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.plan.next_step import asked

FOR_TOM = replace(MORNING, attendee="Tom")
BOOK = ("I'd like a cleaning for my son Tom", "212 555 0123", "yes", "Priya Shah")
WANTED = "Cleaning for Tom on Tuesday, January 27 in the morning"
OFFER = f"Shall I put you on the waiting list for {WANTED}?"
FREE = (
    "A time has come free: Cleaning for Tom on Tuesday, January 27 at 9:30 AM. Would you like it?"
)


def held_for_tom() -> WaitingDiary:
    diary = full_morning().waits(PRIYA, FOR_TOM)
    return diary.opens(at("2026-01-27 09:30"), NOW + HALF_AN_HOUR)


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
