"""Whole calls of people who hesitate, chat, correct themselves, hear badly or are in a hurry."""

from dataclasses import dataclass

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import LENA, PRIYA, SAM, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.replay import replay

TWO = practice(providers=(LENA, SAM))
MEET = "How can I help you?"
NUMBER = "May I have your phone number, please?"


@dataclass(frozen=True)
class Whole:
    """Turns of the caller with what the answer must hold, and what stands in the diary after."""

    who: str
    number: str
    turns: tuple[tuple[str, str], ...]
    booked: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()


CALLS = (
    Whole(
        "hesitant",
        "+12125550176",
        (
            ("um, hi, yes, I think I need... I'm not sure, is it a cleaning I need?", NUMBER),
            ("well, maybe a check-up then?", NUMBER),
            ("uh, two one two, five five five", "2 1 2 5 5 5, and then?"),
            ("um, oh one seven six", "2 1 2, 5 5 5, 0 1 7 6. Is that right?"),
            ("yes, yes it is", "And your name, please?"),
            ("Margaret, Margaret Hale", "Thank you, Margaret. What day and time would you like?"),
            ("hmm, the Tuesday... no, is Wednesday too far?", "On Wednesday, January 28 I have"),
            ("let me think, mornings are better for me", "January 28 at 9:00 AM. Shall I book it?"),
            ("I guess so, yes", "You're booked for Check-up"),
            ("no, that's all, thank you dear", "Goodbye."),
        ),
        ("2026-01-28 09:00 Check-up",),
    ),
    Whole(
        "chatty",
        "+16465550148",
        (
            ("Good morning! Lovely day, isn't it? My name's Bob Fisher", MEET),
            ("a cleaning, the wedding's on January 29th so it has to be before that", NUMBER),
            ("sure it's 646 555 0148", "Is that right?"),
            ("that's it", "Thank you, Bob. I have Monday, January 26 at 10:30 AM or Tuesday"),
            (
                "something after four, not Monday because of bowling",
                "I have Tuesday, January 27 at",
            ),
            ("the Wednesday", "Wednesday, January 28 at 4:00 PM. Shall I book it?"),
            ("yes please, you've been ever so kind", "You're booked for Cleaning"),
            ("oh and can you tell me who I'm seeing?", "That is with Dr. Lena Ortiz."),
            ("bye now", "Goodbye."),
        ),
        ("2026-01-28 16:00 Cleaning",),
    ),
    Whole(
        "correcting",
        "+19175550167",
        (
            ("book a check-up for Friday, no sorry Thursday, at eleven", NUMBER),
            ("it's 917 555 0166, no wait 0167", "9 1 7, 5 5 5, 0 1 6 7. Is that right?"),
            ("no, zero one six seven", "9 1 7, 5 5 5, 0 1 6 7. Is that right?"),
            ("yes", "And your name, please?"),
            ("Ann Marie Cole", "Thursday, January 29 at 11:00 AM. Shall I book it?"),
            ("actually make it eleven thirty", "January 29 at 11:30 AM. Shall I book it?"),
            ("no, not Thursday, I did mean Friday", "Friday, January 30 at 11:30 AM. Shall I"),
            ("with Dr Lee, not Dr Ortiz", "with Dr. Sam Lee on Friday, January 30 at 11:30 AM."),
            ("yes that's right", "You're booked for Check-up with Dr. Sam Lee"),
        ),
        ("2026-01-30 11:30 Check-up",),
    ),
    Whole(
        "hard of hearing",
        PRIYA,
        (
            ("HELLO? CAN YOU HEAR ME?", MEET),
            ("I have an appointment, what time is it?", "What phone number is the booking under?"),
            ("what?", "What phone number is the booking under?"),
            *zip(
                CALLER, ("Is that right?", "And your name", "You have one appointment"), strict=True
            ),
            (
                "say that again please",
                "Cleaning with Dr. Lena Ortiz on Tuesday, January 27 at 2:30",
            ),
            ("I can't make that, do you have later?", "On Tuesday, January 27 I have 3:00 PM"),
            ("which day was that?", "On Tuesday, January 27 I have 3:00 PM"),
            ("the second one", "to Tuesday, January 27 at 4:00 PM. Shall I do that?"),
            ("eh?", "to Tuesday, January 27 at 4:00 PM. Shall I do that?"),
            ("yes", "is moved from Tuesday, January 27 at 2:30 PM to Tuesday, January 27 at 4:00"),
            ("what time did you say?", "to Tuesday, January 27 at 4:00 PM"),
        ),
        ("2026-01-27 16:00 Cleaning",),
        (("2026-01-27 14:30", "Cleaning"),),
    ),
    Whole(
        "in a hurry",
        PRIYA,
        (
            ("cleaning tomorrow 9 am 212 555 0123", "Is that right?"),
            ("yes", "And your name, please?"),
            ("Joe", "Tuesday, January 27 at 9:00 AM. Shall I book it?"),
            (
                "perfect bye",
                "You're booked for Cleaning with Dr. Lena Ortiz on Tuesday, January 27",
            ),
        ),
        ("2026-01-27 09:00 Cleaning",),
    ),
    Whole(
        "in a hurry, and choosy",
        PRIYA,
        (
            ("quick one, soonest cleaning you've got, any dentist", NUMBER),
            ("212 555 0123", "Is that right?"),
            ("yes", "And your name, please?"),
            ("Joe", "Monday, January 26 at 10:30 AM. Shall I book it?"),
            ("no that's too soon, after lunch", "On Monday, January 26 I have 1:00 PM"),
            ("the later one", "Monday, January 26 at 4:30 PM. Shall I book it?"),
            ("do it", "You're booked for Cleaning"),
        ),
        ("2026-01-26 16:30 Cleaning",),
    ),
    Whole(
        "a mother, called after a park",
        "+12125550111",
        (
            ("how are you today?", MEET),
            ("a check-up, Wednesday after school, so three or later", NUMBER),
            ("212 555 0111", "Is that right?"),
            ("yes", "And your name, please?"),
            ("Ellen Park", "Thank you, Ellen. On Wednesday, January 28 I have 3:00 PM, 4:00 PM"),
            ("is there somewhere to park?", "There is free parking behind the building."),
            ("the first one", "Wednesday, January 28 at 3:00 PM. Shall I book it?"),
            ("lovely", "You're booked for Check-up"),
        ),
        ("2026-01-28 15:00 Check-up",),
    ),
    Whole(
        "in two minds",
        PRIYA,
        (
            ("hi I've got two appointments and I can only make one", "What phone number"),
            *zip(CALLER, ("Is that right?", "And your name", "2 appointments"), strict=True),
            ("cancel the check-up then", "Check-up with Dr. Lena Ortiz on Thursday, January 29"),
            ("yes", "is cancelled."),
            ("how much is the cleaning by the way", "Cleaning costs 120."),
            ("great, that's everything", "Goodbye."),
        ),
        ("2026-01-27 14:30 Cleaning",),
        (("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up")),
    ),
)


@pytest.mark.parametrize("whole", CALLS, ids=[whole.who for whole in CALLS])
def test_the_call_is_held_to_its_end(whole: Whole) -> None:
    diary = Diary(TWO)
    if whole.before:
        diary.knows(whole.number, "Priya Shah", *whole.before)
    call = Talk(diary)
    for said, answer in whole.turns:
        assert answer in call.says(said), call.script()
    assert call.booked(whole.number) == [*whole.booked], call.script()
    assert replay(call.events).difference is None
    assert fold(call.events) == call.state


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("I have an appointment on Tuesday", "What phone number is the booking under?"),
        ("I have an appointment on Tuesday and I can't come", "What phone number is the booking"),
        ("I've got an appointment, I'd like to book another one", NUMBER),
        ("can I have an appointment on Tuesday", NUMBER),
        ("I have an appointment tomorrow, is there parking?", "There is free parking"),
        ("I have an appointment at ten and I'm running late", "That is for the people"),
    ],
)
def test_an_appointment_that_stands_is_no_wish_for_one(said: str, answer: str) -> None:
    assert answer in Talk(Diary(TWO)).says(said)


def test_okay_and_goodbye_agree_to_nothing() -> None:
    call = Talk(Diary(TWO))
    call.says("a cleaning tomorrow at nine", *CALLER)
    assert "I won't book that" in call.says("ok bye")
    assert call.booked() == []
