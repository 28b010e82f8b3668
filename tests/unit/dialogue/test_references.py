"""A time told by another appointment: "right after my check-up", "on the same day as"."""

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, PRIYA, SAM, at
from tests.unit.dialogue.references import BOOKED, CHECKUP, CLEANING, TWO, heard, known
from tests.unit.dialogue.talk import Talk, fold

# ---- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "side", "service"),
    [
        ("can you move my cleaning to the same day as my check-up", "day", "Check-up"),
        ("move my check-up to the same day as my cleaning", "day", "Cleaning"),
        ("move my check-up to the day of my cleaning", "day", "Cleaning"),
        ("move my check up to when I'm in for my cleaning", "day", "Cleaning"),
        ("move my cleaning so that I have both on the same day", "day", None),
        ("I need a cleaning right after my checkup", "after", "Check-up"),
        ("move my cleaning to after my Thursday check-up", "after", "Check-up"),
        ("book a cleaning just before my check-up please", "before", "Check-up"),
        ("move my cleaning back to back with my check-up", "next", "Check-up"),
        ("I'd like to add a cleaning to my check-up on thursday", "next", "Check-up"),
        ("I'd like a cleaning together with my next appointment", "next", None),
        ("book my son in for a cleaning right after me", "after", None),
    ],
)
def test_a_time_told_by_an_appointment(said: str, side: str, service: str | None) -> None:
    found = heard(said)
    assert found.beside is not None
    assert (found.beside.side, found.beside.service) == (side, service)
    assert found.text == said
    assert found.service != service or service is None
    assert found.has("book", "move")


@pytest.mark.parametrize("said", ["after my check-up", "just before my check-up", "maybe right "
                                  "after my check-up then"])  # fmt: skip
def test_a_time_told_by_an_appointment_answers_when(said: str) -> None:
    found = heard(said, "when")
    assert found.beside is not None
    assert (found.service, found.when.empty) == (None, True)


@pytest.mark.parametrize(
    "said",
    [
        "do you have same day appointments?",
        "can I come the same day?",
        "move my cleaning to after my holiday",
        "I need a check-up after my shift",
        "I need a cleaning right after my doctor's appointment",
        "a cleaning after my appointment with the bank",
        "what happens after my check-up?",
        "can I eat right before my check-up?",
        "cancel the one right after my check-up",
        "I have a cleaning on Tuesday and can't make it, anything later that day",
        "I have a toothache and need a check-up the same day",
        "a cleaning and a check-up on friday",
        "same time next week",
        "is that with Dr Lee",
        "a cleaning with Sam",
        "I'd like my cleaning with Sam",
        "switch my check-up to thursday with Dr Lee",
        "get me in with Sam",
    ],
)
def test_what_is_told_by_no_appointment(said: str) -> None:
    assert heard(said).beside is None


def test_same_day_appointments_are_todays() -> None:
    assert heard("do you have same day appointments?").when.date == NOW.date()


# ---- beside another appointment -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "left"),
    [
        (("can you move my cleaning to the same day as my check-up", *CALLER, "right after it",
          "yes"), [CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("can you move my check-up to the same day as my cleaning", *CALLER, "just before it",
          "yes"), ["2026-01-27 14:00 Check-up", CLEANING]),
        (("move my cleaning back to back with my check-up", *CALLER, "yes"),
         [CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("move my cleaning to friday at ten", *CALLER, "no, right after my check-up", "yes"),
         [CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("move my cleaning to friday at ten", *CALLER, "yes but right after my check-up"),
         [CLEANING, CHECKUP]),
        (("move my cleaning to the day of my check-up in the afternoon", *CALLER, "the first one",
          "yes"), [CHECKUP, "2026-01-29 13:00 Cleaning"]),
        (("move my cleaning to the same day as my check-up", *CALLER, "no, on friday at ten",
          "yes"), [CHECKUP, "2026-01-30 10:00 Cleaning"]),
        (("I'd like to add a cleaning to my check-up on thursday", *CALLER, "right after", "yes"),
         [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("I'd like a cleaning", *CALLER, "just before my check-up", "yes"),
         [CLEANING, "2026-01-29 09:30 Cleaning", CHECKUP]),
        (("I'd like a cleaning right after my appointment", *CALLER, "the check-up", "yes"),
         [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("I'd like a cleaning right after my appointment", *CALLER, "the second one", "yes"),
         [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("I have a check-up on Thursday, could I also get a cleaning right after that?", *CALLER,
          "yes"), [CLEANING, CHECKUP, "2026-01-29 10:30 Cleaning"]),
        (("I have a check-up on Thursday, can I get a cleaning the same day?", *CALLER,
          "right before", "yes"), [CLEANING, "2026-01-29 09:30 Cleaning", CHECKUP]),
        (("book a cleaning friday at ten", *CALLER, "yes", "I also need a check-up right after "
          "that", "yes"),
         [CLEANING, CHECKUP, "2026-01-30 10:00 Cleaning", "2026-01-30 10:30 Check-up"]),
    ],
)  # fmt: skip
def test_next_to_another_appointment(turns: tuple[str, ...], left: list[str]) -> None:
    talk = known()
    talk.says(*turns)
    assert talk.booked() == left, talk.script()
    assert fold(talk.events) == talk.state


def test_what_is_near_is_said_to_be_only_that() -> None:
    talk = known("2026-01-29 10:30", "2026-01-29 11:00")
    answer = talk.says("move my cleaning right after my check-up", *CALLER)
    assert "I'm sorry, I have nothing free right after your Check-up. I'd move" in answer
    assert "to Thursday, January 29 at 11:30 AM. Shall I do that?" in answer


def test_what_is_far_is_offered_and_not_read_back() -> None:
    morning = ("10:30", "11:00", "11:30", "13:00")
    talk = known(*(f"2026-01-29 {start}" for start in morning))
    answer = talk.says("move my cleaning right after my check-up", *CALLER)
    assert "nothing free right after your Check-up. On Thursday, January 29 I have" in answer
    assert "Which suits you?" in answer


def test_a_full_day_is_said_to_be_full() -> None:
    times = [f"{hour:02}:{minute:02}" for hour in range(9, 17) for minute in (0, 30)]
    talk = known(*(f"2026-01-29 {start}" for start in times))
    answer = talk.says("move my cleaning to the same day as my check-up", *CALLER)
    assert "nothing free on Thursday, January 29" in answer


def test_nobody_is_offered_the_time_of_their_own_appointment() -> None:
    talk = known()
    talk.says("I'd like a cleaning on the same day as my check-up", *CALLER)
    answer = talk.says("ten")
    assert "at 10:00 AM. Shall I" not in answer, talk.script()


def test_which_of_several_is_asked() -> None:
    talk = known()
    answer = talk.says("I'd like a cleaning right after my appointment", *CALLER)
    assert answer.endswith("January 29 at 10:00 AM. Which one do you mean?")


def test_an_appointment_that_is_not_there_is_not_guessed() -> None:
    talk = known()
    answer = talk.says("I'd like a check-up on the same day as my wife's appointment", *CALLER)
    assert answer.endswith("I can't find that appointment. Which day would you like?")
    talk.says("friday at eleven", "yes")
    assert talk.booked() == [CLEANING, CHECKUP, "2026-01-30 11:00 Check-up"], talk.script()


def test_the_appointment_of_somebody_of_the_same_number_is_found() -> None:
    diary = Diary(TWO).knows(PRIYA, "Priya Shah", *BOOKED)
    diary.add(PRIYA, at("2026-01-30 11:00"), "Check-up", SAM, "wife")
    talk = Talk(diary)
    answer = talk.says("I'd like a cleaning right after my wife's appointment", *CALLER)
    assert "on Friday, January 30 at 11:30 AM. Shall I book it?" in answer, talk.script()


def test_an_unproven_caller_hears_of_no_appointment() -> None:
    talk = known()
    talk.says("I'd like a cleaning right after my check-up", "212 555 0123", "yes", "bob fisher")
    assert "January 29" not in talk.script()
    assert "10:30" not in talk.script()


@pytest.mark.parametrize(
    ("asks", "offers"),
    [
        ("anything later?", "On Thursday, January 29 I have 11:00 AM"),
        ("what else do you have that day", "On Thursday, January 29 I have 9:00 AM"),
    ],
)
def test_other_times_than_the_one_next_to_it(asks: str, offers: str) -> None:
    talk = known()
    talk.says("I need a cleaning right after my check-up", *CALLER)
    answer = talk.says(asks)
    assert offers in answer, talk.script()
    assert "nothing free" not in answer


def test_one_of_both_is_moved_to_the_day_of_the_other() -> None:
    talk = known()
    talk.says("can I get both my appointments on the same day", *CALLER)
    assert talk.state.spoken.endswith("Which one shall I move?")
    assert "On Thursday, January 29 I have" in talk.says("the cleaning")
    talk.says("right after", "yes")
    assert talk.booked() == [CHECKUP, "2026-01-29 10:30 Cleaning"], talk.script()
