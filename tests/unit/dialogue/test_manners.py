"""What is said about the talk itself: no call ends by it, and nothing is booked."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

NAMED = ("I'd like to book a cleaning", "212 555 0199", "yes", "Sam Hill")
OFFERED = (*NAMED, "Thursday")
READ_BACK = (*NAMED, "Thursday at 3 pm")
BOOKED = (*READ_BACK, "yes")
SHALL_I = "That would be Cleaning on Thursday, January 29 at 3:00 PM. Shall I book it?"
AVA = "I'm Ava, the automated assistant of Maple Street Dental."

TURNS = (
    ((), "I'm good thanks, and you?", "How can I help you?"),
    ((), "all good", "How can I help you?"),
    ((), "thank you", "How can I help you?"),
    ((), "oh no", "How can I help you?"),
    ((), "no no no", "How can I help you?"),
    ((), "who is this", f"{AVA} How can I help you?"),
    ((), "I have a quick question", "Of course, go ahead."),
    ((), "can you hold on a second", "Of course, take your time."),
    (OFFERED, "are you still there", "Yes, I'm here. On Thursday, January 29 I have"),
    (OFFERED, "see you Thursday", "On Thursday, January 29 I have"),
    (OFFERED, "see you then", "Which one, please?"),
    (OFFERED, "sorry I was talking to someone else", "On Thursday, January 29 I have"),
    (READ_BACK, "hello?", f"Yes, I'm here. {SHALL_I}"),
    (READ_BACK, "could you speak up", SHALL_I),
    (READ_BACK, "can I ask you something", "Of course, go ahead."),
    (READ_BACK, "one more thing", "Of course, go ahead."),
    (READ_BACK, "I'll have to think about it", "Of course, take your time."),
    (READ_BACK, "can I still cancel it later", f"There is no fee for changes. {SHALL_I}"),
    (READ_BACK, "who with", f"That would be with Dr. Lena Ortiz. {SHALL_I}"),
    (READ_BACK, "which day?", SHALL_I),
    (READ_BACK, "what do I need to bring", f"2 1 2, 5 5 5, 0 1 0 0. {SHALL_I}"),
    (READ_BACK, "next Thursday", "That would be Cleaning on Thursday, February 5 at 3:00 PM."),
    (READ_BACK, "who am I talking to", f"{AVA} {SHALL_I}"),
    (READ_BACK, "see you Thursday", SHALL_I),
    (BOOKED, "nope that's not right", "How can I help you?"),
    (BOOKED, "start over", "What would you like?"),
)


@pytest.mark.parametrize(
    ("before", "words", "answer"), TURNS, ids=[f"{len(t[0])}-{t[1]}" for t in TURNS]
)
def test_it_is_answered(before: tuple[str, ...], words: str, answer: str) -> None:
    call = Talk(Diary(practice()))
    call.says(*before)
    booked = len(call.diary.rows)
    assert answer in call.says(words), call.script()
    assert call.state.ended is None
    assert len(call.diary.rows) == booked


@pytest.mark.parametrize(
    ("before", "words"),
    [
        *(((), "no thanks"), ((), "wrong number, sorry"), ((), "never mind"), ((), "bye")),
        *(
            (BOOKED, "no"),
            (BOOKED, "that's all"),
            (BOOKED, "I'm good"),
            (BOOKED, "see you Thursday"),
        ),
    ],
)
def test_a_farewell_ends_the_call(before: tuple[str, ...], words: str) -> None:
    call = Talk(Diary(practice()))
    call.says(*before)
    call.says(words)
    assert call.state.ended == "goodbye"
