"""A refusal says which rule it was, with its value, and what would be allowed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import (
    CHECKUP,
    CLEANING,
    LENA,
    NOW,
    PRIYA,
    ZONE,
    at,
    policies,
    practice,
    uid,
)
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.legal.readback import named_slots, reads_back
from ringbook.dialogue.reduce.reducer import LABELS, CallState
from ringbook.dialogue.speak.lines import readback
from ringbook.dialogue.speak.offers import offer
from ringbook.dialogue.speak.refused import explained
from ringbook.dialogue.state.call_events import Offered, Outcome, Refused
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Slot, SlotQuery
from ringbook.domain.spoken import spoken_when

ASKED = ("book a cleaning Thursday at 3 pm", "212 555 0123", "yes", "Priya Shah")
ROOMS = replace(CLEANING, rooms=("Chair 1", "Chair 2"))


@dataclass
class Refusing(Diary):
    """A diary that refuses the first write by a rule of which the call knew nothing."""

    code: str | None = None

    def book_appointment(
        self, state: CallState, slot: str, attendee: str | None = None, **series: str
    ) -> Outcome:
        code, self.code = self.code, None
        if code is None:
            return super().book_appointment(state, slot, attendee, **series)
        self.busy.add(state.offered[LABELS.index(slot)].starts_at)
        return Refused(code, "No.")


RULES = [
    (
        "too_short_notice",
        {"services": (replace(CLEANING, min_notice_minutes=240),)},
        "we need at least 4 hours notice for a Cleaning, so it can't be before "
        "Monday, January 26 at 2:00 PM.",
    ),
    (
        "too_far_ahead",
        {"services": (replace(CLEANING, max_days_ahead=7),)},
        "we book a Cleaning at most 7 days ahead, that is until Monday, February 2.",
    ),
    (
        "day_full",
        {"services": (replace(CLEANING, daily_cap=12),)},
        "we only take 12 Cleaning appointments a day, and Thursday, January 29 is full.",
    ),
    (
        "no_room",
        {"services": (ROOMS,)},
        "a Cleaning needs one of Chair 1 and Chair 2, and none is free on "
        "Thursday, January 29 at 3:00 PM.",
    ),
    (
        "no_room",
        {"services": (replace(CLEANING, rooms=("Chair 1",)),)},
        "a Cleaning needs Chair 1, and it is not free on Thursday, January 29 at 3:00 PM.",
    ),
    (
        "outside_opening_hours",
        {"services": (CLEANING,)},
        "on Thursdays it's 9:00 AM to 12:00 PM and 1:00 PM to 5:00 PM.",
    ),
    (
        "too_many_bookings",
        {"services": (CLEANING,), "policies": policies(open_bookings_per_caller=2)},
        "we allow 2 open appointments for each number, and you have that.",
    ),
]


@pytest.mark.parametrize(("code", "fields", "words"), RULES)
def test_each_rule_explains_itself(code: str, fields: dict[str, object], words: str) -> None:
    call = Talk(Refusing(practice(**fields), code=code))
    said = call.says(*ASKED, "yes")
    assert words in said, call.script()
    assert call.booked() == []


@pytest.mark.parametrize("code", ["too_short_notice", "too_far_ahead", "day_full", "no_room"])
def test_after_a_rule_about_the_time_other_times_are_offered(code: str) -> None:
    call = Talk(Refusing(practice(services=(replace(ROOMS, daily_cap=3),)), code=code))
    assert "2:00 PM" in call.says(*ASKED, "yes"), call.script()
    call.says("the first one", "yes")
    assert call.booked() == ["2026-01-29 14:00 Cleaning"], call.script()


def test_a_full_day_is_said_when_it_is_asked_for() -> None:
    capped = practice(services=(replace(CLEANING, daily_cap=1),))
    said = Talk(Full(capped)).says(*ASKED)
    assert "we only take 1 Cleaning appointment a day, and Thursday, January 29 is full." in said
    assert "Cleaning on Monday, February 2 at 3:00 PM" in said


class Full(Diary):
    """Thursday holds all that it may."""

    def fetch_slots(self, state: CallState, **args: str) -> Outcome:
        found = super().fetch_slots(state, **args)
        assert isinstance(found, Offered)
        thursday = [s for s in found.slots if s.starts_at.astimezone(ZONE).day == 29]
        full = found.query.first == found.query.last == at("2026-01-29 00:00").date()
        left = tuple(s for s in found.slots if s not in thursday)
        return replace(found, slots=left, full=full)


def test_a_time_within_the_notice_is_said_to_be_too_soon() -> None:
    careful = practice(services=(CLEANING,), policies=policies(min_notice_minutes=240))
    said = Talk(Diary(careful)).says("book a cleaning today at 11 am", *ASKED[1:])
    rule = "we need at least 4 hours notice for a Cleaning, so it can't be before"
    assert f"{rule} Monday, January 26 at 2:00 PM." in said
    assert "I have 2:00 PM, 2:30 PM or 3:00 PM" in said


def test_a_late_change_that_the_diary_refuses_names_the_notice() -> None:
    """The rule came into force during the call, so that only the diary knew of it in time."""
    rules = policies(cancel_notice_minutes=2880, late_change="ask_practice")
    diary = Diary(practice(policies=rules)).knows(PRIYA, "Priya", ("2026-01-27 14:30", "Cleaning"))
    state = CallState(practice=diary.practice, now=NOW, appointments=diary.of(PRIYA))
    refused = explained(Refused("late_change", "No."), {"appointment": "A"}, state)
    assert isinstance(refused, Refused)
    assert "changes need at least 48 hours notice" in refused.spoken
    assert "Only the practice can decide. You can reach the practice at" in refused.spoken


@pytest.mark.parametrize(
    "outcome",
    [Refused("slot_taken", "Gone."), Refused("day_full", "Full."), Offered(SlotQuery(), ())],
)
def test_what_cannot_be_explained_is_left_as_it_is(outcome: Outcome) -> None:
    state = CallState(practice=practice(), now=NOW)
    assert explained(outcome, {"slot": "A"}, state) is outcome


# ---- a local time that comes twice --------------------------------------------------------------


def twice() -> tuple[Slot, Slot]:
    """1:30 AM on November 1, before and after the clocks go back."""
    first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    one = Slot(uid("first"), first, 30, "Cleaning", LENA.id, LENA.name)
    return one, replace(one, id=uid("second"), starts_at=first + timedelta(hours=1))


def in_the_night(*slots: Slot) -> CallState:
    now = datetime(2026, 10, 30, 12, tzinfo=UTC)
    return CallState(practice=practice(services=(CLEANING, CHECKUP)), now=now, offered=slots)


def test_of_a_time_that_comes_twice_it_is_said_which() -> None:
    first, second = twice()
    said = [spoken_when(s.starts_at.astimezone(ZONE)) for s in (first, second)]
    assert said == [
        "Sunday, November 1 at 1:30 AM, before the clocks go back",
        "Sunday, November 1 at 1:30 AM, after the clocks go back",
    ]


def test_half_an_hour_can_come_twice_too() -> None:
    late = datetime(2026, 4, 4, 15, 15, tzinfo=UTC).astimezone(ZoneInfo("Australia/Lord_Howe"))
    assert spoken_when(late) == "Sunday, April 5 at 1:45 AM, after the clocks go back"


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("America/New_York", datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 7, 30, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 45, tzinfo=UTC)),
    ],
)
def test_a_single_time_is_said_as_ever(zone: str, at: datetime) -> None:
    assert "clocks" not in spoken_when(at.astimezone(ZoneInfo(zone)))


def test_both_of_a_time_that_comes_twice_can_be_chosen() -> None:
    first, second = twice()
    state = in_the_night(first, second)
    assert named_slots(offer((first, second), state), state.offered, state) == (first, second)


def test_a_read_back_must_say_which_of_the_two() -> None:
    first, second = twice()
    state = in_the_night(first, second)
    for slot, other in ((first, second), (second, first)):
        asks = Question("confirm_book", slot.id)
        assert reads_back(readback(asks, state), asks, state)
        assert not reads_back(readback(Question("confirm_book", other.id), state), asks, state)
