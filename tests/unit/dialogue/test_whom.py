"""With whom it is to be: names of nobody there, who it was last time, a woman or a man, anybody."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, NOW, PRIYA, SAM, practice
from tests.unit.dialogue.salon import salon
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.replay import replay
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.turn import Context, Heard, understand
from ringbook.domain.model import Practice

CALLER = ("212 555 0123", "yes", "Priya Shah")
TWO = practice(providers=(LENA, SAM))
SEE = "you can see Dr. Lena Ortiz or Dr. Sam Lee."
NOBODY = f"There is nobody called Paula to book with here; {SEE}"
WHO = "Who would you like to see"
LISTED = f"{WHO}: Dr. Lena Ortiz or Dr. Sam Lee, or is anybody fine?"
UNSEEN = f"I can't see who you had last time. {LISTED}"
WITH_LENA = "That would be Cleaning with Dr. Lena Ortiz on Friday, January 30 at 10:00 AM."
WITH_SAM = "That would be Cleaning with Dr. Sam Lee on Friday, January 30 at 10:00 AM."


def hear(text: str, about: str = "anything", where: Practice = TWO) -> Heard:
    asks = Question(about)  # type: ignore[arg-type]  # literals come from the tables
    return understand(text, Context(NOW, where, asks))


def seen(last: str | None) -> Diary:
    """Priya on record, who was with `last` when she came last."""
    diary = Diary(TWO).knows(PRIYA, "Priya Shah")
    diary.callers[PRIYA] = replace(diary.callers[PRIYA], seen_last=last)
    return diary


def held(diary: Diary, *turns: str, caller_id: str | None = None) -> Talk:
    call = Talk(diary, caller_id=caller_id)
    call.says(*turns)
    return call


# ---- a name that nobody there has ---------------------------------------------------------------


def test_who_does_not_work_there_is_said_and_the_booking_goes_on() -> None:
    call = Talk(Diary(TWO))
    assert call.says("Is Paula in?") == f"{NOBODY} How can I help you?"
    said = call.says("then a cleaning with Paula on Friday at ten")
    assert said == f"{NOBODY} May I have your phone number, please?"
    assert call.says(*CALLER).endswith(f"{WITH_LENA} Shall I book it?")
    assert call.says("with Paula please") == f"{NOBODY} {WITH_LENA} Shall I book it?"
    assert call.says("yes, with Paula") == f"{NOBODY} {WITH_LENA} Shall I book it?"
    assert call.booked() == [], call.script()
    assert call.says("all right, with Dr. Lee then") == f"{WITH_SAM} Shall I book it?"
    call.says("yes")
    assert call.booked() == ["2026-01-30 10:00 Cleaning"], call.script()
    assert replay(call.events).difference is None
    assert fold(call.events) == call.state


def test_a_doctor_may_be_called_anything() -> None:
    call = Talk(Diary(TWO))
    said = call.says("can I see Dr Nobody?")
    assert said.startswith(f"There is nobody called Dr. Nobody to book with here; {SEE} May I have")


def test_three_of_many_are_named() -> None:
    many = tuple(
        replace(LENA, name=f"Dr. {n}", aliases=()) for n in ("Abel", "Bond", "Cole", "Dee")
    )
    said = Talk(Diary(practice(providers=many))).says("is Paula in?")
    assert "you can see Dr. Abel, Dr. Bond or Dr. Cole, among others." in said


def test_a_practice_without_people_of_its_own_names_nobody() -> None:
    alone = practice()
    alone = replace(alone, providers=(replace(LENA, name=alone.name, aliases=()),))
    assert "nobody called" not in Talk(Diary(alone)).says("is Paula in?")


def test_the_caller_s_own_name_is_no_stranger_s() -> None:
    call = held(Diary(TWO), "a cleaning on Friday at ten", *CALLER)
    assert "nobody" not in call.says("it's a cleaning with Priya, yes?")


def test_who_works_there_is_told() -> None:
    call = Talk(Diary(TWO))
    assert call.says("does Dr Ortiz work there?").startswith("Yes, you can see Dr. Lena Ortiz.")


# ---- the person they had last time --------------------------------------------------------------


def test_whom_a_caller_had_last_is_looked_up() -> None:
    call = held(seen(SAM.name), "I'd like a cleaning with the person I had last time", *CALLER)
    asked = "What day and time would you like?"
    assert call.lines[-1][1] == f"Welcome back, Priya. That was Dr. Sam Lee. {asked}"
    assert call.says("Friday at ten") == f"{WITH_SAM} Shall I book it?"
    call.says("yes")
    assert call.booked() == ["2026-01-30 10:00 Cleaning"], call.script()
    assert replay(call.events).difference is None
    assert fold(call.events) == call.state


def test_it_may_be_said_to_the_read_back() -> None:
    call = held(seen(SAM.name), "a cleaning on Friday at ten", *CALLER)
    assert call.lines[-1][1].endswith(f"{WITH_LENA} Shall I book it?")
    said = call.says("yes, with the same dentist as last time please")
    assert said == f"That was Dr. Sam Lee. {WITH_SAM} Shall I book it?"
    assert call.booked() == []


def test_nothing_is_told_to_who_is_not_matched() -> None:
    turns = ("a cleaning on Friday at ten, whoever I saw last", "212 555 0123", "yes", "Tom Baker")
    wrong, unknown = held(seen(SAM.name), *turns), held(Diary(TWO), *turns)
    assert wrong.lines == unknown.lines
    assert wrong.lines[-1][1] == f"Thank you, Tom. {UNSEEN}"
    assert wrong.says("Dr Lee") == f"{WITH_SAM} Shall I book it?"


@pytest.mark.parametrize("last", [None, "Dr. Gone"])
def test_who_is_not_on_record_or_has_left_is_asked_for(last: str | None) -> None:
    call = held(seen(last), "a cleaning on Friday at ten, same person as before", *CALLER)
    assert call.lines[-1][1] == f"Welcome back, Priya. {UNSEEN}"
    assert call.says("either is fine") == f"{WITH_LENA} Shall I book it?"


def test_in_one_call_the_same_person_is_who_was_booked_just_now() -> None:
    call = held(Diary(TWO), "a cleaning with Dr. Lee on Friday at ten", *CALLER, "yes")
    said = call.says("and a check-up on Friday at eleven with the same person")
    assert "Check-up with Dr. Sam Lee on Friday, January 30 at 11:00 AM" in said, call.script()


@pytest.mark.parametrize(
    ("answer", "read_back"),
    [
        ("the second one", WITH_SAM),
        ("Sam please", WITH_SAM),
        ("anybody", WITH_LENA),
        ("I don't know", WITH_LENA),
        ("yes", WITH_LENA),
    ],
)
def test_what_is_answered_to_who_it_is_to_be(answer: str, read_back: str) -> None:
    call = held(Diary(TWO), "a cleaning on Friday at ten, same person as before", *CALLER)
    assert call.says(answer) == f"{read_back} Shall I book it?", call.script()


def test_a_stranger_is_no_answer_to_it() -> None:
    call = held(Diary(TWO), "a cleaning on Friday at ten, same person as before", *CALLER)
    assert call.says("Paula") == f"{NOBODY} {WHO}, or is anybody fine?"


def test_it_is_asked_twice_at_most() -> None:
    call = held(Diary(TWO), "a cleaning on Friday at ten, same person as before", *CALLER)
    assert call.says("the weather is nice").endswith(LISTED)
    assert call.says("the weather is nice").endswith(f"{WITH_LENA} Shall I book it?")


@pytest.mark.parametrize(
    "said",
    [
        "same person as before",
        "the person I had last time",
        "whoever did my teeth last time",
        "with the lady I saw last time",
        "the dentist I had before",
        "the same doctor as last time please",
        "can it be the same hygienist again",
        "the guy who cut my hair last time",
    ],
)
def test_who_it_was_last(said: str) -> None:
    assert hear(said, "when").whom == "last"


@pytest.mark.parametrize(
    "said",
    ["the same time as before", "same as last time", "I had a cleaning last time", "the last one"],
)
def test_what_it_was_last_is_no_person(said: str) -> None:
    assert hear(said, "when").whom is None


# ---- a woman or a man ---------------------------------------------------------------------------


def test_what_is_not_known_of_them_is_said() -> None:
    call = held(Diary(TWO), "a cleaning on Friday at ten", *CALLER)
    said = call.says("a woman, please")
    assert said == (
        f"I'm sorry, I don't know who here is a woman; {SEE} {WHO}, or is anybody fine?"
    )
    assert call.says("Dr. Lee") == f"{WITH_SAM} Shall I book it?"
    call.says("yes")
    assert call.booked() == ["2026-01-30 10:00 Cleaning"], call.script()


def test_it_is_asked_once_it_is_known_who_calls() -> None:
    call = Talk(Diary(TWO))
    said = call.says("a cleaning with a man on Friday at ten")
    assert said == (
        f"I'm sorry, I don't know who here is a man; {SEE} May I have your phone number, please?"
    )
    assert call.says(*CALLER) == f"Thank you, Priya. {LISTED}"
    assert call.says("anybody is fine") == f"{WITH_LENA} Shall I book it?"


def test_a_question_alone_begins_no_booking() -> None:
    said = Talk(Diary(TWO)).says("do you have any female dentists?")
    assert said == f"I'm sorry, I don't know who here is a woman; {SEE} How can I help you?"


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("a man", "man"),
        ("a lady if possible", "woman"),
        ("can I have a female dentist", "woman"),
        ("I'd rather see a man", "man"),
        ("is there a lady doctor", "woman"),
        ("I want to be seen by a woman", "woman"),
        ("a cut for a man", None),
        ("women's cut please", None),
        ("I'm a woman of forty", None),
        ("a man called me from this number", None),
        ("the woman who called me said Friday", None),
        ("I spoke with a woman yesterday", None),
        ("my wife is a doctor", None),
        ("I'd like a man bun", None),
    ],
)
def test_a_woman_or_a_man_is_wanted(said: str, whom: str | None) -> None:
    assert hear(said, "when").whom == whom
    assert hear(said, "when", salon()).whom == whom


# ---- anybody ------------------------------------------------------------------------------------


def test_anybody_takes_back_whom_it_was_to_be() -> None:
    call = held(Diary(TWO), "a cleaning with Dr. Lee", *CALLER)
    first = "Cleaning with Dr. Lena Ortiz on Monday, January 26 at 10:30 AM. Shall I book it?"
    assert call.says("anyone, soonest") == f"That would be {first}"


def test_who_is_free_first_is_the_earliest_time_with_anybody() -> None:
    call = held(Diary(TWO), "a cleaning, who's free first?", *CALLER)
    first = "Cleaning with Dr. Lena Ortiz on Monday, January 26 at 10:30 AM. Shall I book it?"
    assert call.lines[-1][1].endswith(first), call.script()
