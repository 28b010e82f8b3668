"""What a turn means, given what was asked."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.dialogue.turn_context import BOOKED, MONDAY, OFFERED, PRACTICE, service

from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.practice import service_named
from ringbook.dialogue.understand.turn import Context, Heard, understand
from ringbook.domain.when_amount import Amount


def hear(text: str, about: str = "", digits: str = "") -> Heard:
    asks = Question(about) if about else None  # type: ignore[arg-type] # literals come from the tables
    offered = OFFERED if about in ("which_slot", "confirm_book") else ()
    booked = () if about == "number" else (BOOKED,)
    return understand(text, Context(MONDAY, PRACTICE, asks, offered, booked, digits))


@pytest.mark.parametrize(
    ("about", "yes"),
    [
        ("confirm_book", "yes please"),
        ("confirm_book", "that's right"),
        ("confirm_book", "yep go ahead"),
        ("confirm_book", "Sounds good."),
        ("confirm_book", "perfect"),
        ("confirm_book", "book it"),
        ("confirm_book", "ok"),
        ("confirm_book", "yeah that works great thanks"),
        ("confirm_book", "um, yes"),
        ("confirm_cancel", "yes cancel it"),
        ("confirm_cancel", "please cancel it"),
        ("confirm_move", "yes move it"),
        ("confirm_number", "it is"),
        ("confirm_number", "no that's right"),
        ("which_slot", "that works"),
    ],
)
def test_yes(about: str, yes: str) -> None:
    heard = hear(yes, about)
    assert heard.has("yes")
    assert not heard.has("no", "correct")


@pytest.mark.parametrize(
    ("about", "no"),
    [
        ("confirm_book", "no"),
        ("confirm_book", "not quite"),
        ("confirm_book", "wrong"),
        ("confirm_book", "No, that's not right."),
        ("confirm_book", "hmm, I don't think so"),
        ("confirm_cancel", "no don't cancel"),
        ("confirm_cancel", "no keep it"),
        ("confirm_number", "that's not my number"),
        ("which_slot", "no thank you"),
        ("anything_else", "no thank you"),
        ("number", "I'd rather not"),
    ],
)
def test_no(about: str, no: str) -> None:
    heard = hear(no, about)
    assert heard.has("no")
    assert not heard.has("yes")


def test_a_yes_with_another_time_corrects() -> None:
    heard = hear("yes but make it three", "confirm_book")
    assert heard.has("correct")
    assert heard.when.time == dt.time(15)


@pytest.mark.parametrize(
    ("text", "ordinal", "time"),
    [
        ("the second one", 2, None),
        ("the later one", -1, None),
        ("the last", -1, None),
        ("the first", 1, None),
        ("option two", 2, None),
        ("number 2", 2, None),
        ("2:30", None, "14:30"),
        ("half past two works", None, "14:30"),
        ("have passed 2", None, "14:30"),
        ("the nine o'clock", None, "09:00"),
        ("4 works", None, "16:00"),
    ],
)
def test_a_choice_among_what_was_offered(text: str, ordinal: int | None, time: str | None) -> None:
    heard = hear(text, "which_slot")
    assert heard.has("pick")
    assert heard.ordinal == ordinal
    assert (heard.when.time and heard.when.time.strftime("%H:%M")) == time
    assert heard.when.shift is None


def test_a_choice_by_provider() -> None:
    heard = hear("Dr Rao one", "which_slot")
    assert heard.has("pick")
    assert heard.provider == "Dr. Anil Rao"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Book an appointment.", "book"),
        ("can i get a cleaning on friday", "book"),
        ("I'd like to see Dr Ortiz next week", "book"),
        ("i want to cancel my appointment", "cancel"),
        ("can't make it tomorrow", "cancel"),
        ("I need to reschedule", "move"),
        ("what appointments do i have", "list"),
        ("when is my appointment", "list"),
        ("do you have anything tomorrow", "availability"),
        ("can I speak to a person", "person"),
        ("are you a robot", "robot"),
        ("what can you do", "help"),
        ("say that again", "repeat"),
        ("stop", "wait"),
        ("hold on let me check", "wait"),
        ("thanks bye", "goodbye"),
        ("what are your hours", "question"),
        ("how much is a cleaning", "question"),
    ],
)
def test_what_is_wanted(text: str, act: str) -> None:
    assert act in hear(text, "anything").acts


def test_what_is_not_wanted() -> None:
    assert not hear("I don't want to cancel", "anything").has("cancel")
    heard = hear("I don't want to cancel, I want to move it", "confirm_cancel")
    assert heard.has("move")
    assert not heard.has("cancel", "yes")


def test_over_after_anything_else() -> None:
    for text in ("no that's all", "nothing else", "that's it thanks bye", "no I'm good"):
        assert hear(text, "anything_else").has("goodbye"), text
    assert hear("no", "anything_else").acts == ("no",)


def test_several_things_in_one_turn() -> None:
    heard = hear(
        "Hi, it's Priya, I need to move my Tuesday cleaning to Thursday after four,"
        " and is there parking?"
    )
    assert {*heard.acts} == {"greet", "name", "move", "question"}
    assert heard.name == "Priya"
    assert heard.service == "Cleaning"
    assert heard.source is not None
    assert heard.source.date == dt.date(2026, 1, 27)
    assert (heard.when.date, heard.when.time) == (dt.date(2026, 1, 29), dt.time(16))
    assert heard.when.bound == "after"
    assert heard.faq is not None
    assert heard.faq.question == "Is there parking?"


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("I have an appointment on Tuesday, can I move it to Thursday", 27, 29),
        ("change my appointment from Tuesday at 2 to Friday at 10", 27, 30),
        ("I need to reschedule my appointment on the 27th", 27, None),
        ("reschedule to Friday", None, 30),
        ("can we move it to Wednesday at quarter to five", None, 28),
        ("move my Tuesday one to the same time on Thursday", 27, 29),
    ],
)
def test_from_which_day_to_which(text: str, source: int | None, target: int | None) -> None:
    heard = hear(text, "anything")
    assert heard.has("move")
    assert (heard.source and heard.source.date and heard.source.date.day) == source
    assert (heard.when.date and heard.when.date.day) == target


def test_a_time_told_by_its_distance_is_counted_later() -> None:
    assert hear("move it an hour later", "anything").when.by == Amount(minutes=60)
    same = hear("move it to the same time on Friday", "anything").when
    assert (same.time, same.by) == (None, Amount())


def test_names_and_numbers_where_they_are_asked_for() -> None:
    assert hear("Priya Shah", "name").name == "Priya Shah"
    assert hear("Tuesday", "name").name is None
    assert hear("no", "name").name is None
    number = hear("9 8 8 6 0 1 4 1 8 2.", "number").number
    assert number is not None
    assert number.digits == "9886014182"
    assert hear("212", "number").has("number")
    assert not hear("212", "anything").has("number")
    corrected = hear("no, eight two at the end", "confirm_number", "9886014128").number
    assert corrected is not None
    assert corrected.digits == "9886014182"


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("a cleaning", "Cleaning"),
        ("teeth cleanings", "Cleaning"),
        ("check up please", "Check-up"),
        ("a checkup", "Check-up"),
        ("whitning", "Whitening"),
        ("a root canal", "Root canal treatment"),
        ("not a cleaning, a check-up", "Check-up"),
        ("something", None),
    ],
)
def test_services_by_name_alias_and_near_word(text: str, service: str | None) -> None:
    assert hear(text, "service").service == service


@given(
    st.text(max_size=80),
    st.sampled_from(["", "number", "name", "which_slot", "confirm_book", "anything_else"]),
)
def test_no_text_raises(text: str, about: str) -> None:
    hear(text, about)


@pytest.mark.parametrize("said", ["we were cut off", "i got cut off just now", "you cut me off"])
def test_a_line_that_was_cut_is_no_haircut(said: str) -> None:
    hair = (service("Haircut", "cut"),)
    assert service_named(said, hair) is None
    assert service_named(f"{said} while i booked a cut", hair) == "Haircut"
