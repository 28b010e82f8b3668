"""Bookings for somebody else: what is heard, asked, read back and written."""

from dataclasses import replace

import pytest
from tests.unit.dialogue import attendee_sentences as data
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, PRIYA, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.legal.readback import reads_back
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.state.attendee import Attendee, named_in, said_by_name, spoken_attendee
from ringbook.dialogue.state.call_events import CALL_EVENT, AgentSaid, UserSaid
from ringbook.dialogue.state.heard import Context
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.attendee import attendee_said
from ringbook.dialogue.understand.turn import understand

ON_THURSDAY = "Thursday, January 29 at 3:00 PM"
IDENTIFY = ("212 555 0123", "yes", "Priya Shah")


def heard(text: str) -> tuple[str | None, str | None]:
    found = attendee_said(text, practice())
    if found is None:
        return data.NOBODY
    return data.ME if found.stored is None else (found.name, found.relation)


@pytest.mark.parametrize(("text", "who"), data.FOR_SOMEONE + data.UNSEEN_FOR_SOMEONE)
def test_whom_it_is_for(text: str, who: tuple[str | None, str | None]) -> None:
    assert heard(text) == who


@pytest.mark.parametrize("text", data.TRAPS + data.UNSEEN_TRAPS)
def test_what_only_sounds_like_a_person(text: str) -> None:
    assert heard(text) == data.NOBODY


@pytest.mark.parametrize(
    ("text", "name", "attendee"),
    [
        ("This is Priya Shah, it's for my son Tom", "Priya Shah", Attendee("Tom", "son")),
        ("my son's name is Daniel, he needs a check-up", None, Attendee("Daniel", "son")),
        ("it's for my son, his name is Arjun", None, Attendee("Arjun", "son")),
        ("my name is Tom", "Tom", None),
    ],
)
def test_somebody_elses_name_is_not_the_callers(
    text: str, name: str | None, attendee: Attendee | None
) -> None:
    found = understand(text, Context(NOW, practice()))
    assert (found.name, found.attendee) == (name, attendee)


def test_possessives_tell_whose_appointment_is_meant() -> None:
    context = Context(NOW, practice())
    assert understand("move Tom's check-up to Friday at ten", context).possessor == "Tom"
    assert understand("cancel today's appointment", context).possessor is None
    assert understand("what's my next appointment", context).possessor is None
    moved = understand("move Tom's check-up to Friday at ten", context)
    assert moved.has("move")


def booked(talk: Talk, number: str = PRIYA) -> list[str | None]:
    return [row.attendee for row in talk.diary.of(number)]


def test_the_name_is_read_back_written_told_and_listed() -> None:
    talk = Talk(Diary(practice()))
    read = talk.says("I'd like a check-up for my son Tom on Thursday at 3 pm", *IDENTIFY)
    assert f"That would be Check-up for Tom on {ON_THURSDAY}. Shall I book it?" in read
    assert "Wanted: task book, service Check-up, for Tom" in note(talk.state)
    assert f"You're booked for Check-up for Tom on {ON_THURSDAY}." in talk.says("yes")
    assert booked(talk) == ["Tom"]
    assert f"Check-up for Tom on {ON_THURSDAY}" in talk.says("what appointments do I have?")
    assert "Check-up, Dr. Lena Ortiz for Tom" in note(talk.state)
    assert fold(talk.events) == talk.state


def test_a_name_is_asked_for_once_where_only_the_relation_was_said() -> None:
    talk = Talk(Diary(practice()))
    ask = talk.says("a check-up for my mother on Thursday at 3 pm", *IDENTIFY)
    assert "What is your mother's name?" in ask
    assert "Check-up for Anita Rao on" in talk.says("Anita Rao")
    talk.says("yes")
    assert booked(talk) == ["Anita Rao"]
    assert talk.state.names == ("Priya Shah",)


def test_a_relation_will_do_when_no_name_is_given() -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up for my mother on Thursday at 3 pm", *IDENTIFY)
    assert "Check-up for your mother on" in talk.says("I'd rather not say")
    talk.says("yes")
    assert booked(talk) == ["mother"]


def test_the_callers_own_name_is_the_caller() -> None:
    talk = Talk(Diary(practice()))
    read = talk.says("a check-up for Priya on Thursday at 3 pm", *IDENTIFY)
    assert f"That would be Check-up on {ON_THURSDAY}" in read
    talk.says("yes")
    assert booked(talk) == [None]


@pytest.mark.parametrize("words", ["for Tom", "yes, but for Tom", "yes for my son Tom please"])
def test_a_name_after_the_read_back_is_read_back_before_anything_is_written(words: str) -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up on Thursday at 3 pm", *IDENTIFY)
    assert f"Check-up for Tom on {ON_THURSDAY}. Shall I book it?" in talk.says(words)
    assert booked(talk) == []
    talk.says("yes")
    assert booked(talk) == ["Tom"]


def test_it_may_be_for_the_caller_after_all() -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up for Tom on Thursday at 3 pm", *IDENTIFY)
    assert f"That would be Check-up on {ON_THURSDAY}" in talk.says("no, it's for myself")
    talk.says("yes")
    assert booked(talk) == [None]


def test_the_next_booking_is_the_callers_again() -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up for Tom on Thursday at 3 pm", *IDENTIFY, "yes")
    talk.says("and book a cleaning on Friday at 10 am", "yes")
    assert booked(talk) == ["Tom", None]


def family() -> Talk:
    """Priya with an appointment of her own, and one for Tom."""
    diary = Diary(practice()).knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    row = diary.of(PRIYA)[0]
    start = row.starts_at.replace(day=28)
    diary.add(PRIYA, start, "Cleaning", practice().providers[0], "Tom Shah")
    return Talk(diary)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("cancel Tom's cleaning", "Cleaning for Tom Shah on Wednesday, January 28"),
        ("cancel the appointment for Tom", "Cleaning for Tom Shah on Wednesday, January 28"),
        ("cancel my son's appointment", "Cleaning for Tom Shah on Wednesday, January 28"),
        ("cancel Priya's appointment", "Cleaning on Tuesday, January 27"),
    ],
)
def test_whose_appointment_is_cancelled(words: str, named: str) -> None:
    talk = family()
    assert f"That's your {named}" in talk.says(words, *IDENTIFY)


def test_a_relation_means_any_appointment_where_no_name_stands_on_one() -> None:
    diary = Diary(practice()).knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    asks = Talk(diary).says("my kid has a fever, we need to cancel her appointment", *IDENTIFY)
    assert "I don't see" not in asks
    assert "That's your Cleaning on Tuesday, January 27" in asks


def test_cancelling_one_and_booking_another_for_somebody() -> None:
    talk = family()
    read = talk.says("cancel Tom's cleaning and book a check-up for Anna", *IDENTIFY)
    assert "That's your Cleaning for Tom Shah on Wednesday, January 28" in read
    talk.says("yes")
    assert "Check-up for Anna on Thursday" in talk.says("Thursday at 3 pm")


def test_a_move_keeps_whom_it_is_for() -> None:
    talk = family()
    read = talk.says("move Tom's cleaning to Friday at ten", *IDENTIFY)
    assert "I'd move your Cleaning for Tom Shah from Wednesday, January 28 at 2:30 PM" in read
    assert "Cleaning for Tom Shah is moved" in talk.says("yes")
    assert booked(talk) == [None, "Tom Shah"]


# ---- a large model ------------------------------------------------------------------------------


def choosing() -> Talk:
    """A call in which the caller named Tom in words that no reader knows; a slot is on offer."""
    talk = Talk(Diary(practice()))
    talk.says("a check-up on Thursday at 3 pm", *IDENTIFY)
    talk.apply(UserSaid(talk.now, "hm, Tom is the one who will be coming"))
    return talk


def model_says(talk: Talk, text: str) -> Question | None:
    question = asked(talk.state, text)
    talk.apply(AgentSaid(talk.now, text, question))
    return question


def test_a_model_books_for_the_name_that_it_read_back() -> None:
    talk = choosing()
    question = model_says(talk, f"Shall I book a Check-up for Tom on {ON_THURSDAY}?")
    assert question is not None
    assert question.attendee == "Tom"
    talk.apply(UserSaid(talk.now, "yes"))
    assert legal(talk.state)["book_appointment"] == {"slot": ("A",), "attendee": ("Tom",)}
    assert illegal(talk.state, "book_appointment", {"slot": "A", "attendee": "Tom"}) is None
    assert illegal(talk.state, "book_appointment", {"slot": "A"}) is None
    other = illegal(talk.state, "book_appointment", {"slot": "A", "attendee": "Anna"})
    assert other is not None
    assert other.code == "identity_not_proven"


def test_a_model_may_not_name_whom_it_did_not_read_back() -> None:
    talk = choosing()
    model_says(talk, f"Shall I book a Check-up on {ON_THURSDAY}?")
    talk.apply(UserSaid(talk.now, "yes"))
    refused = illegal(talk.state, "book_appointment", {"slot": "A", "attendee": "Tom"})
    assert refused is not None
    assert refused.code == "not_confirmed"
    assert f"Check-up for Tom on {ON_THURSDAY}" in refused.spoken


def test_a_name_that_nobody_said_is_no_read_back() -> None:
    talk = choosing()
    assert model_says(talk, f"Shall I book a Check-up for Anna on {ON_THURSDAY}?") is None
    talk.apply(UserSaid(talk.now, "yes"))
    assert "book_appointment" not in legal(talk.state)


def test_a_read_back_without_the_name_in_hand_does_not_count() -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up for my son Tom on Thursday at 3 pm", *IDENTIFY)
    assert model_says(talk, f"Shall I book a Check-up on {ON_THURSDAY}?") is None
    slot = talk.state.offered[0]
    silent = Question("confirm_book", slot.id)
    assert not reads_back(f"Shall I book a Check-up on {ON_THURSDAY}?", silent, talk.state)


def test_a_model_asking_for_the_name_is_understood() -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up for my mother on Thursday at 3 pm", *IDENTIFY)
    question = model_says(talk, "And your mother's name, please?")
    assert question is not None
    assert question.about == "attendee"
    state = reduce(talk.state, UserSaid(talk.now, "Anita"))
    assert state.frame.attendee == Attendee("Anita", "mother")
    assert state.names == ("Priya Shah",)


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        (f"You're booked for a Check-up for Tom on {ON_THURSDAY}.", True),
        (f"I've booked Tom in on {ON_THURSDAY}.", True),
        (f"I've booked a Check-up for Anna on {ON_THURSDAY}.", False),
    ],
)
def test_a_booking_is_claimed_for_nobody_else(sentence: str, ok: bool) -> None:
    talk = Talk(Diary(practice()))
    talk.says("a check-up for Tom on Thursday at 3 pm", *IDENTIFY, "yes", "thanks, Anna says hi")
    verdict = check(sentence, talk.state)
    assert verdict.ok is ok
    if not ok:
        truth = f"To be exact: your appointment for Tom is booked, on {ON_THURSDAY}."
        assert verdict.instead == truth
        assert check(truth, talk.state).ok


# ---- small parts --------------------------------------------------------------------------------


def test_names_count_as_whole_words() -> None:
    assert said_by_name("Tom Shah", ("it's for tom", "shah, yes"))
    assert not said_by_name("Tom", ("tomorrow at ten",))
    assert not said_by_name("", ("anything",))
    assert named_in("for Tom on Monday", "Tom Shah")
    assert not named_in("tomorrow", "Tom")


def test_a_relation_is_spoken_of_as_the_callers() -> None:
    assert spoken_attendee("mother") == "your mother"
    assert spoken_attendee("brother in law") == "your brother in law"
    assert spoken_attendee("Tom") == "Tom"


def test_a_question_and_its_attendee_survive_storing() -> None:
    event = AgentSaid(NOW, "?", Question("confirm_book", attendee="Tom"))
    assert CALL_EVENT.validate_json(CALL_EVENT.dump_json(event)) == event
    assert replace(event).asks == event.asks
