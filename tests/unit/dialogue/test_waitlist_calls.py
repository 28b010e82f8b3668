"""Whole calls about the waiting list, as text."""

from datetime import datetime, time

import pytest
from tests.unit.dialogue.maple import NOW, PRIYA, SAM, at, policies, practice, uid
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.waiting_diary import HALF_AN_HOUR, WaitingDiary
from tests.unit.dialogue.waiting_talk import BOOK, MORNING, OFFER, TUESDAY, full_morning

from ringbook.dialogue import record
from ringbook.dialogue.note import note
from ringbook.dialogue.speak.lines import outcome
from ringbook.dialogue.state.call_events import WaitlistDone
from ringbook.domain.model import Closure
from ringbook.domain.waitlist import Waiting

OTHERS = "+12125550777"
ON = "You're on the waiting list for Cleaning on Tuesday, January 27 in the morning."
NEXT = (
    "If a time comes free, I keep it for you for up to 30 minutes, then the next in line gets it. "
    "I can't call you about it, so please call us to ask."
)
FREE = "A time has come free: Cleaning on Tuesday, January 27 at 9:30 AM. Would you like it?"

LATE = ("2026-02-03 10:00", "2026-02-05 15:00", "2026-02-09 09:00", "2026-02-10 11:00")


def full() -> WaitingDiary:
    """A diary with nothing free at all."""
    diary = WaitingDiary(practice(), only=set())
    diary.knows(PRIYA, "Priya Shah")
    return diary


def held(until: datetime = NOW + HALF_AN_HOUR) -> WaitingDiary:
    """Priya waits for Tuesday morning, and 9:30 is held for her."""
    return full_morning().waits(PRIYA, MORNING).opens(at("2026-01-27 09:30"), until)


# ---- joining -------------------------------------------------------------------------------------


def test_offers_the_list_once_the_other_times_were_turned_down() -> None:
    call = Talk(full_morning())
    said = call.says(*BOOK, "Tuesday morning")
    assert "nothing free in the morning on Tuesday, January 27" in said
    assert call.says("no") == f"No problem. {OFFER}", call.script()
    told = call.says("yes please")
    assert told == f"{ON} {NEXT} Is there anything else I can help with?", call.script()
    assert [w.wish for w in call.diary.of_caller(PRIYA)] == [MORNING]  # type: ignore[attr-defined]
    assert call.booked() == []
    call.says("no thanks")
    assert call.state.ended == "goodbye"
    told = "On the Waiting List For:\n• Cleaning on Tuesday, January 27 in the morning"
    assert told in record.fold(call.events).summary
    assert fold(call.events) == call.state


@pytest.mark.parametrize(
    "words",
    [
        *("no, I need it Tuesday morning", "is there really nothing on Tuesday morning"),
        *("put me on the list please", "could you let me know if something opens up"),
        "I'll take one if there's a cancellation",
    ],
)
def test_who_insists_on_what_was_looked_for_in_vain_is_offered_the_list(words: str) -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning")
    assert call.says(words) == f"Nothing is free then. {OFFER}", call.script()


def test_what_happens_then_is_only_a_question() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning")
    assert "waiting list" not in call.says("what happens if something comes free")


def test_where_nothing_is_earlier_the_earliest_are_offered_again() -> None:
    call = Talk(WaitingDiary(practice(), only=set(map(at, LATE))))
    offer = call.says(*BOOK, "Tuesday").partition("I have Tuesday, February 3")[2]
    told = call.says("that's too late")
    assert told.startswith("I'm sorry, there is nothing earlier. I have Tuesday, February 3")
    assert told.partition("I have Tuesday, February 3")[2].split(". ")[0] == offer.split(". ")[0]


def test_who_looks_at_the_page_is_told_of_it() -> None:
    done = WaitlistDone("join", (Waiting(uid("entry"), MORNING),), on_page=True)
    told = outcome(done, Talk(full_morning()).state)
    assert told.endswith("I can't call you about it; look at its private page, or call us to ask.")


def test_offers_the_list_when_nothing_is_free_at_all() -> None:
    call = Talk(full())
    said = call.says(*BOOK, "next Tuesday morning")
    assert said.startswith("I'm sorry, I don't see anything free until")
    assert said.endswith("waiting list for Cleaning on Tuesday, February 3 in the morning?")
    assert call.says("sure").startswith("You're on the waiting list for Cleaning on Tuesday, ")


def test_a_no_to_the_list_is_not_asked_again() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning", "no")
    again = call.says("no")
    assert "waiting list" not in again
    assert "Which day or time would suit you better?" in again
    assert "waiting list" not in call.says("no")
    assert call.state.waiting == ()


@pytest.mark.parametrize(
    "words",
    [
        "can you put me on the waiting list for Tuesday morning",
        "put me on the wait list for Tuesday morning please",
        "Tuesday morning, and let me know if something opens up",
    ],
)
def test_a_caller_asks_for_the_list(words: str) -> None:
    call = Talk(full_morning())
    assert call.says(*BOOK, words).endswith(f"Nothing is free then. {OFFER}"), call.script()
    assert call.says("yes").startswith(ON)


def test_who_asks_for_the_list_is_offered_what_is_free() -> None:
    call = Talk(full_morning())
    said = call.says(*BOOK, "put me on the waiting list for Tuesday afternoon")
    assert "On Tuesday, January 27 I have 1:00 PM" in said, call.script()
    assert "waiting list" not in said


def test_another_day_in_the_answer_is_no_yes() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning", "no")
    said = call.says("yes, but Wednesday morning")
    assert call.state.waiting == ()
    assert "Wednesday, January 28" in said, call.script()


def test_a_closed_day_cannot_be_waited_for() -> None:
    closed = (Closure(TUESDAY, TUESDAY, "a holiday"),)
    call = Talk(full_morning(closures=closed))
    assert "waiting list" not in call.says(*BOOK, "Tuesday morning", "no")


def test_the_wish_says_with_whom_and_when() -> None:
    diary = full_morning(providers=(*practice().providers, SAM))
    diary.busy = {*diary.starts(TUESDAY)}
    call = Talk(diary)
    call.says(*BOOK, "Tuesday at 3 pm with Dr. Lee", "no")
    assert call.lines[-1][1].endswith(
        "waiting list for Cleaning with Dr. Sam Lee on Tuesday, January 27 at 3:00 PM?"
    ), call.script()
    call.says("yes")
    wish = call.state.waiting[0].wish
    assert (wish.provider, wish.earliest, wish.latest) == (SAM.name, time(15), time(15))


def test_what_is_waited_for_already_is_said_to_be() -> None:
    call = Talk(full_morning().waits(PRIYA, MORNING))
    said = call.says(*BOOK, "put me on the waiting list for Tuesday morning")
    assert "You're already on the waiting list for Cleaning" in said, call.script()


def test_the_owners_limit_is_said() -> None:
    diary = full_morning()
    diary.most = 0
    call = Talk(diary)
    told = call.says(*BOOK, "Tuesday morning", "no", "yes")
    assert "already on the waiting list as often as we allow" in told, call.script()
    assert call.state.waiting == ()


# ---- a time that has come free -------------------------------------------------------------------


def test_a_held_time_is_offered_to_who_has_proven_who_they_are() -> None:
    call = Talk(held())
    said = call.says(*BOOK)
    assert said.endswith(FREE), call.script()
    told = call.says("yes please")
    assert told.startswith("You're booked for Cleaning on Tuesday, January 27 at 9:30 AM.")
    assert told.endswith("Is there anything else I can help with?"), call.script()
    assert call.booked() == ["2026-01-27 09:30 Cleaning"]
    assert call.state.waiting == ()
    assert fold(call.events) == call.state


def test_what_the_caller_called_for_comes_after_it() -> None:
    diary = held()
    diary.knows(PRIYA, "Priya Shah", ("2026-02-12 10:00", "Check-up"))
    call = Talk(diary)
    said = call.says("cancel my appointment please", "212 555 0123", "yes", "Priya Shah")
    assert said.endswith(FREE), call.script()
    after = call.says("yes")
    assert "You're booked for Cleaning" in after
    assert "Check-up on Thursday, February 12" in after, call.script()


def test_nobody_else_hears_of_it() -> None:
    call = Talk(held())
    said = call.says("I'd like a cleaning", "212 555 0123", "yes", "Tom Baker")
    assert "come free" not in said
    assert "waiting list" not in call.says("am I on the waiting list?")
    assert "Kept for the caller" not in note(call.state)


def test_it_is_offered_as_soon_as_the_name_proves_it() -> None:
    call = Talk(held())
    call.says("when is my appointment", "212 555 0123", "yes", "Tom Baker")
    assert call.says("sorry, Priya Shah").endswith(FREE), call.script()


def test_a_no_lets_it_go_and_the_caller_waits_on() -> None:
    call = Talk(held())
    call.says(*BOOK)
    told = call.says("no thanks")
    assert "I'll let that time go. You stay on the waiting list." in told, call.script()
    assert FREE not in told
    assert call.diary.of_caller(PRIYA)[0].held is None  # type: ignore[attr-defined]
    assert call.booked() == []
    assert FREE not in call.says("Thursday morning please")


def test_a_hold_that_has_run_out_is_not_offered() -> None:
    call = Talk(held(until=NOW))
    assert "come free" not in call.says(*BOOK)


def test_a_hold_that_is_lost_while_it_is_offered_is_said_to_be() -> None:
    diary = held()
    call = Talk(diary)
    call.says(*BOOK)
    diary.lost = True
    told = call.says("yes")
    assert told.startswith("I'm sorry, that time is no longer kept for you."), call.script()
    assert call.booked() == []


def test_who_books_what_they_waited_for_waits_no_longer() -> None:
    diary = full_morning().waits(PRIYA, MORNING)
    diary.busy.discard(at("2026-01-27 09:30"))
    call = Talk(diary)
    call.says(*BOOK, "Tuesday at 9:30 am", "yes")
    assert call.booked() == ["2026-01-27 09:30 Cleaning"], call.script()
    assert call.state.waiting == ()


# ---- standing and leaving -----------------------------------------------------------------------


def test_how_they_stand_and_off_the_list() -> None:
    call = Talk(full_morning().waits(PRIYA, MORNING))
    said = call.says("am I still on the waiting list?", "212 555 0123", "yes", "Priya Shah")
    assert f"{ON} Nothing has come free for you so far." in said, call.script()
    asks = call.says("take me off the waiting list please")
    assert asks == f"{ON} Shall I take you off it?", call.script()
    told = call.says("yes")
    assert told.startswith("You're off the waiting list for Cleaning"), call.script()
    assert call.state.waiting == ()
    assert "Waiting List" not in record.fold(call.events).summary
    assert call.says("am I on the waiting list?").startswith("You're not on the waiting list.")


def test_a_no_stays_on_the_list() -> None:
    call = Talk(full_morning().waits(PRIYA, MORNING))
    call.says("take me off the waiting list", "212 555 0123", "yes", "Priya Shah")
    assert "anything else" in call.says("no"), call.script()
    assert len(call.state.waiting) == 1


def test_another_number_forgets_what_the_first_one_waits_for() -> None:
    diary = full_morning().waits(PRIYA, MORNING)
    diary.knows(OTHERS, "Ann Lee")
    call = Talk(diary)
    call.says("am I on the waiting list?", "212 555 0123", "yes", "Priya Shah")
    call.says("my number is 212 555 0777", "yes", "Ann Lee")
    assert call.state.waiting == ()


def test_the_owner_says_how_long_it_is_kept() -> None:
    call = Talk(full_morning(policies=policies(waitlist_hold_minutes=120)))
    told = call.says(*BOOK, "Tuesday morning", "no", "yes")
    assert "I keep it for you for up to 120 minutes" in told, call.script()
