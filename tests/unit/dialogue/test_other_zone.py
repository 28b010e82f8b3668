"""A caller in another time zone: both times are said, and only where they differ."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, NOW, PRIYA, ZONE, at, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.state.call_events import AgentSaid, Booked, Started, UserSaid
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.model import Preferences
from ringbook.domain.zones import CallerZone

IDENTIFY = ("212 555 0123", "yes", "Priya Shah")
BOTH = "Thursday, January 29 at 3:00 PM our time, that's 8:00 PM in London"
LONDON = CallerZone("Europe/London", "in London", "browser")


class BrowserTalk(Talk):
    """A call from a page whose browser is in London."""

    def apply(self, event: object) -> None:
        if isinstance(event, Started):
            event = replace(event, timezone="Europe/London")
        super().apply(event)  # type: ignore[arg-type]  # an event, perhaps with a zone


def test_both_times_are_said_in_read_back_booking_and_list() -> None:
    talk = BrowserTalk(Diary(practice()))
    read = talk.says("book a cleaning on Thursday at 3 pm", *IDENTIFY)
    assert f"That would be Cleaning on {BOTH}. Shall I book it?" in read
    assert f"You're booked for Cleaning on {BOTH}." in talk.says("yes")
    assert f"Cleaning on {BOTH}" in talk.says("what appointments do I have?")
    assert "A=Thursday, January 29 at 3:00 PM (= 8:00 PM in London)" in note(talk.state)
    assert "For the caller it is Monday, January 26 at 3:00 PM in London" in note(talk.state)
    moved = talk.says("move it to Friday at ten")
    assert "to Friday, January 30 at 10:00 AM our time, that's 3:00 PM in London." in moved
    assert "10:00 AM our time, that's 3:00 PM in London." in talk.says("yes")
    assert "that's 3:00 PM in London. Shall I cancel it?" in talk.says("cancel it")
    assert fold(talk.events) == talk.state


def test_offers_say_whose_time_it_is() -> None:
    talk = BrowserTalk(Diary(practice()))
    offer = talk.says("book a cleaning on Thursday afternoon", *IDENTIFY)
    assert "I have 1:00 PM, 3:00 PM or 4:30 PM our time" in offer


@pytest.mark.parametrize("zone", [None, "America/New_York", "America/Toronto", "Nowhere/At_All"])
def test_nothing_changes_where_the_clocks_agree_or_none_is_known(zone: str | None) -> None:
    plain, other = Talk(Diary(practice())), CallState()
    turns = ("book a cleaning on Thursday at 3 pm", *IDENTIFY, "yes", "goodbye")
    plain.says(*turns)
    other = reduce(other, Started(NOW, practice(), "text", None, zone))
    for event in plain.events[1:]:
        other = reduce(other, event)
    same = replace(other, caller_zone=None)
    assert same == plain.state
    assert "our time" not in plain.script()
    assert "For the caller it is" not in note(other)


def test_the_day_is_said_where_it_is_another() -> None:
    talk = Talk(Diary(practice()))
    talk.says("I'm in Sydney", "book a cleaning on Thursday at 3 pm", *IDENTIFY)
    told = "3:00 PM our time, that's Friday, January 30 at 7:00 AM in Sydney. Shall I book it?"
    assert told in talk.state.spoken
    assert "that's Friday, January 30 at 7:00 AM in Sydney" in talk.says("yes")


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2026-03-06", "8:00 PM"),
        ("2026-03-16", "7:00 PM"),  # New York has changed its clocks, London has not
        ("2026-03-30", "8:00 PM"),
        ("2026-10-27", "7:00 PM"),  # London has changed back, New York has not
        ("2026-11-03", "8:00 PM"),
    ],
)
def test_the_offset_is_that_of_the_instant(day: str, there: str) -> None:
    diary = Diary(practice())
    row = diary.add(PRIYA, at(f"{day} 15:00"), "Cleaning", LENA)
    state = replace(CallState(), now=NOW, practice=practice(), caller_zone=LONDON)
    state = replace(state, appointments=(row,))
    assert f"at 3:00 PM (= {there} in London)" in note(state)


def test_a_zone_of_half_an_hour() -> None:
    talk = Talk(Diary(practice()))
    talk.says("I'm calling from Mumbai", "a cleaning on Thursday at 10:30 in the morning")
    assert "10:30 AM our time, that's 9:00 PM in Mumbai" in talk.says(*IDENTIFY)


def test_times_are_the_practices_unless_said_otherwise() -> None:
    talk = Talk(Diary(practice()))
    talk.says("I'm in London", "book a cleaning on Thursday at four", *IDENTIFY)
    assert "4:00 PM our time, that's 9:00 PM in London" in talk.state.spoken
    assert "3:00 PM our time, that's 8:00 PM in London" in talk.says("no, eight my time")
    talk.says("yes")
    assert talk.booked() == ["2026-01-29 15:00 Cleaning"]


def test_the_practices_zone_named_beside_a_time_is_not_the_callers() -> None:
    talk = BrowserTalk(Diary(practice()))
    read = talk.says("book a cleaning on Thursday at 3 pm New York time", *IDENTIFY)
    assert BOTH in read


def test_a_time_on_an_unknown_clock_waits_until_it_is_known() -> None:
    talk = Talk(Diary(practice()))
    ask = talk.says("book a cleaning on Thursday at nine my time", *IDENTIFY)
    assert "which city are you in?" in ask
    assert "10:30 AM our time, that's 9:00 PM in Mumbai" in talk.says("Mumbai")


def test_a_city_nobody_knows_is_not_asked_for_again() -> None:
    talk = Talk(Diary(practice()))
    talk.says("book a cleaning on Thursday at nine my time", *IDENTIFY)
    assert "which city" not in talk.says("Atlantis")


def test_where_the_caller_is_gets_an_answer() -> None:
    talk = Talk(Diary(practice()))
    assert talk.says("I'm in London").startswith("All right, I'll tell you the times in London")
    assert talk.says("I'm in Boston").startswith("That's our time as well.")


def zone_of(*words: str, timezone: str | None = None, caller_id: str | None = None) -> str | None:
    state = reduce(CallState(), Started(NOW, practice(), "text", caller_id, timezone))
    for text in words:
        state = reduce(state, UserSaid(NOW, text))
        state = reduce(state, AgentSaid(NOW, "Go on."))
    return state.caller_zone.name if state.caller_zone else None


def test_what_is_said_counts_more_than_the_browser_and_that_more_than_the_number() -> None:
    assert zone_of(caller_id="+442079460958") == "Europe/London"
    assert zone_of(caller_id="+442079460958", timezone="Asia/Calcutta") == "Asia/Kolkata"
    assert zone_of("I'm in Tokyo", timezone="Asia/Calcutta") == "Asia/Tokyo"
    assert zone_of("I'm in Tokyo", "no, I'm in Osaka", caller_id="+442079460958") == "Asia/Tokyo"
    assert zone_of(caller_id="+12125550123") is None


def test_a_number_from_abroad_tells_once_it_is_confirmed() -> None:
    talk = Talk(Diary(practice()))
    talk.says("book a cleaning on Thursday at 3 pm", "+44 20 7946 0958")
    assert talk.state.caller_zone is None
    talk.says("yes", "Priya Shah")
    assert BOTH in talk.state.spoken


# ---- the guard ----------------------------------------------------------------------------------


def committed() -> CallState:
    row = Diary(practice()).add(PRIYA, at("2026-01-29 15:00"), "Cleaning", LENA)
    state = replace(CallState(), now=NOW, practice=practice(), caller_zone=LONDON)
    return replace(state, commits=(Booked(row, Preferences()),))


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        (f"You're booked for Cleaning on {BOTH}.", True),
        ("You're booked for Thursday at 3 PM, that's 8 PM your time.", True),
        ("You're booked for Thursday at 8 PM London time.", True),
        ("That's 8 PM in London.", True),
        ("You're booked for Thursday at 3 PM, that's 9 PM in London.", False),
        ("You're booked for Thursday at 3 PM, that's 3 PM your time.", False),
        ("That's 9 PM in London.", False),
        ("You're booked for Thursday at 8 PM.", False),
        ("You're booked for Friday at 8 PM London time.", False),
    ],
)
def test_the_second_time_must_be_true(sentence: str, ok: bool) -> None:
    assert check(sentence, committed()).ok is ok


def test_a_read_back_needs_our_time_and_a_true_one_there() -> None:
    talk = BrowserTalk(Diary(practice()))
    talk.says("book a cleaning on Thursday at 3 pm", *IDENTIFY)
    asks = "Shall I book a Cleaning on Thursday, January 29 at"
    right = asked(talk.state, f"{asks} 3 PM, that's 8 PM in London?")
    assert right is not None
    assert right.about == "confirm_book"
    assert asked(talk.state, f"{asks} 3 PM, that's 9 PM in London?") is None
    only_there = asked(talk.state, f"{asks} 8 PM in London?")
    assert only_there is None or only_there.about != "confirm_book"


def test_the_practices_clock_is_never_the_callers() -> None:
    local: datetime = at("2026-01-29 15:00")
    assert LONDON.clock(local, ZONE) == local
