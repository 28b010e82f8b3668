"""Single turns as people say them, each where the talk stands."""

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.salon import salon
from tests.unit.dialogue.talk import Talk

BEGUN = ("I'd like to book a cleaning",)
NUMBERED = (*BEGUN, "212 555 0199")
NAMED = (*NUMBERED, "yes", "Sam Hill")
OFFERED = (*NAMED, "Thursday")
READ_BACK = (*NAMED, "Thursday at 3 pm")
BOOKED = (*READ_BACK, "yes")
MOVING = (*BOOKED, "move it please")

MOVED = (*BOOKED, "move it to Wednesday at 2")
GOING = (*BOOKED, "cancel it")
ELSEWHERE = "That is for the people at the practice. You can reach the practice at"

TURNS = (
    ((), "I'm running ten minutes late", ELSEWHERE),
    ((), "I got a missed call from you", ELSEWHERE),
    ((), "I have a question about my bill", ELSEWHERE),
    ((), "I'd like to change the name on my appointment", ELSEWHERE),
    ((), "can you update the address on my file", ELSEWHERE),
    ((), "was my cleaning cancelled", "What phone number is the booking under?"),
    ((), "a text said my appointment was cancelled", "What phone number is the booking under?"),
    ((), "I missed my appointment yesterday", "May I have your phone number, please?"),
    ((), "I forgot about my appointment, when was it", "What phone number is the booking under?"),
    ((), "can my son come along", "I'm sorry, I don't know that."),
    ((), "I'm running late, can I move my appointment", "What phone number is the booking under?"),
    ((), "hey do you guys take walk-ins", "I'm sorry, I don't know that."),
    ((), "where are you and can I book a cleaning", "at 42 Maple Street. I can help with that."),
    ((), "how much is a cleaning and can you book me in", "costs 120. I can help with that."),
    (NAMED, "before I fly on Friday", "I have Monday, January 26 at 10:30 AM"),
    (NAMED, "tomorrow when you open", "On Tuesday, January 27 I have 9:00 AM, 9:30 AM or"),
    ((*NAMED, "Thursday at ten"), "no later in the day", "I have 10:30 AM, 2:00 PM or 4:30 PM"),
    ((), "I'd like to see if I have anything booked", "What phone number is the booking under?"),
    ((), "I think I booked twice, can you check", "What phone number is the booking under?"),
    ((), "the name of the dentist I'm seeing on Friday", "What phone number is the booking under?"),
    ((), "I have one appointment, who is it with", "What phone number is the booking under?"),
    ((), "do I have to come in on an empty stomach for a check-up", "sorry, I don't know that."),
    ((*BOOKED, "cancel it and rebook for Wednesday"), "yes", "On Wednesday, January 28 I have"),
    ((), "my appointment is at the wrong time", "What phone number is the booking under?"),
    ((), "you put me down for the wrong day", "What phone number is the booking under?"),
    ((), "the time is wrong", "How can I help you?"),
    ((), "I booked for Thursday but need to make it Friday", "is the booking under?"),
    ((), "I can't come on Thursday, is there anything on Friday", "is the booking under?"),
    ((), "what's the earliest you have", "May I have your phone number, please?"),
    (BEGUN, "can you use the one I'm calling from", "I can't see the number you're calling from."),
    (BEGUN, "you have it on file", "I can't see the number you're calling from."),
    (BEGUN, "do I have to", "I use it to find your bookings"),
    (NUMBERED, "yes and can I come Friday", "And your name, please?"),
    (NUMBERED, "yes but I'd like to use another number", "what's the phone number?"),
    ((*NUMBERED, "yes"), "mary stone and can I come on Friday", "Thank you, Mary."),
    ((*NUMBERED, "yes"), "Stone, Mary Stone", "Thank you, Mary."),
    ((*NUMBERED, "yes"), "no and I won't say", "Thank you. What day"),
    ((*NUMBERED, "yes"), "Mr. Stone", "Thank you, Stone."),
    ((*NUMBERED, "yes"), "it's Mrs Mary Stone", "Thank you, Mary."),
    ((*NUMBERED, "yes"), "April", "Thank you, April. What day and time would you like?"),
    (NAMED, "not this week", "I have Monday, February 2 at 9:00 AM"),
    (NAMED, "what would you suggest", "I have Monday, January 26 at 10:30 AM"),
    (OFFERED, "what about the day after", "On Friday, January 30 I have"),
    (OFFERED, "the following day", "On Friday, January 30 I have"),
    (OFFERED, "and the day before that", "On Wednesday, January 28 I have"),
    (OFFERED, "a week later", "On Thursday, February 5 I have"),
    (OFFERED, "what's the latest you have that day", "January 29 at 4:30 PM. Shall I book it?"),
    (OFFERED, "the last slot of the day", "January 29 at 4:30 PM. Shall I book it?"),
    (OFFERED, "is that all you have", "I have 9:30 AM, 1:00 PM or 4:00 PM, among others."),
    (OFFERED, "no I can't do nine", "I have 9:30 AM, 1:00 PM or 4:00 PM, among others."),
    (OFFERED, "not the first one", "I have 9:30 AM, 1:00 PM or 4:00 PM, among others."),
    (READ_BACK, "not three", "Would earlier or later that day suit you better"),
    (OFFERED, "either ten or two", "Thursday, January 29 at 10:00 AM. Shall I book it?"),
    (OFFERED, "can I have ten", "Thursday, January 29 at 10:00 AM. Shall I book it?"),
    (OFFERED, "who will I see", "You can come to Dr. Lena Ortiz."),
    (OFFERED, "can my wife come too", "What is your wife's name?"),
    (READ_BACK, "who would that be with", "That would be with Dr. Lena Ortiz."),
    (READ_BACK, "the same time a week later", "February 5 at 3:00 PM. Shall I book it?"),
    (READ_BACK, "same time next week", "February 5 at 3:00 PM. Shall I book it?"),
    (MOVING, "the same time but a day earlier", "January 28 at 3:00 PM. Shall I do that?"),
    (MOVING, "same time but a week later", "February 5 at 3:00 PM. Shall I do that?"),
    (MOVED, "is that with the same dentist", "I'd move your Cleaning"),
    (MOVED, "keep it as it is", "All right, it stays as it is."),
    (GOING, "is there a fee", "There is no fee for changes."),
    (GOING, "what would that cost me", "There is no fee for changes."),
    (OFFERED, "with whoever's free first", "January 29 at 9:00 AM. Shall I book it?"),
    ((), "I'd like to get my teeth done", "May I have your phone number, please?"),
    (GOING, "actually move it instead", "What day and time would you like instead?"),
    (GOING, "wait, which one?", "That's your Cleaning on Thursday, January 29 at 3:00 PM."),
    (READ_BACK, "yes, hold on", "take your time"),
    (BOOKED, "when is it", "You're booked for Cleaning on Thursday, January 29 at 3:00 PM."),
    (BOOKED, "how much will it be", "Cleaning costs 120. Is there"),
    (BOOKED, "can you send me a confirmation", "I can't send you a message about it from here."),
    (NAMED, "Thursday before ten", "On Thursday, January 29 I have 9:00 AM or 9:30 AM."),
    (NAMED, "Thursday by ten", "9:00 AM, 9:30 AM or 10:00 AM"),
    (BOOKED, "can you make it half an hour later", "January 29 at 3:30 PM. Shall I do that?"),
    (BOOKED, "wait, make it four", "to Thursday, January 29 at 4:00 PM. Shall I do that?"),
)  # fmt: skip


@pytest.mark.parametrize(("before", "words", "answer"), TURNS, ids=[words for _, words, _ in TURNS])
def test_it_is_answered_as_meant(before: tuple[str, ...], words: str, answer: str) -> None:
    call = Talk(Diary(practice()))
    call.says(*before)
    assert answer in call.says(words), call.script()


def test_a_day_that_was_ruled_out_is_not_called_full() -> None:
    call = Talk(Diary(practice()))
    said = call.says(*OFFERED, "not Thursday")
    assert "nothing free" not in said
    assert "Friday, January 30" in said


@pytest.mark.parametrize("words", ["ok", "perfect", "lovely"])
def test_a_word_of_content_is_not_misunderstood(words: str) -> None:
    call = Talk(Diary(practice()))
    assert call.says(*BOOKED, words) == "Is there anything else I can do for you?"


def test_who_is_brought_along_is_not_called_along() -> None:
    call = Talk(Diary(practice()))
    said = call.says(*OFFERED, "can I bring my son along for a check-up too")
    assert said == "What is your son's name?"


def test_somebody_else_at_the_time_that_was_read_back() -> None:
    call = Talk(Diary(salon()))
    call.says("a trim with Maria on Thursday at 3 pm", "212 555 0199", "yes", "Sam Hill")
    assert "with Maria on Thursday, January 29 at 3:00 PM" in call.lines[-1][1]
    named = "Trim with Jon on Thursday, January 29 at 3:00 PM"
    assert call.says("what about Jon") == f"That would be {named}. Shall I book it?"


def test_who_was_reached_is_said() -> None:
    call = Talk(Diary(practice()))
    assert call.says("is this the dentist on Maple Street?").startswith(
        "This is Maple Street Dental at 42 Maple Street."
    )


@pytest.mark.parametrize(
    "words", ["not with Jon please, Thursday at 3", "anyone but Jon, Thursday at 3"]
)
def test_with_whom_it_is_not_to_be(words: str) -> None:
    call = Talk(Diary(salon()))
    said = call.says("I'd like to book a cut", "212 555 0199", "yes", "Sam Hill", words)
    assert said.endswith("Cut with Maria on Thursday, January 29 at 3:00 PM. Shall I book it?")


def test_who_was_read_back_may_be_ruled_out() -> None:
    call = Talk(Diary(salon()))
    call.says("a cut with Maria on Thursday at 3 pm", "212 555 0199", "yes", "Sam Hill")
    said = call.says("not with Maria")
    assert said == "That would be Cut with Jon on Thursday, January 29 at 3:00 PM. Shall I book it?"
    assert "You're booked" in call.says("yes")
