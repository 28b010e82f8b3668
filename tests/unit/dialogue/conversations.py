"""Whole calls as scripts: what the caller says, what the agent must and must not say.

Each once led into a loop, a question asked again, a false statement or a dead end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CHECKUP, CLEANING, LENA, PRIYA, SAM, at, practice, uid

from ringbook.domain.model import Service

CALLER = ("212 555 0123", "yes", "priya shah")
SILENCE = "(silence)"
UNKNOWN = "I'm sorry, I don't know that"
EMERGENCY = Service(uid("emergency"), "Emergency visit", 30, ("emergency", "toothache", "pain"))


def empty() -> Diary:
    return Diary(practice())


def known() -> Diary:
    """Priya with a cleaning on Tuesday and a check-up on Thursday."""
    booked = (("2026-01-27 14:30", "Cleaning"), ("2026-01-29 10:00", "Check-up"))
    return empty().knows(PRIYA, "Priya Shah", *booked)


def full_thursday() -> Diary:
    hours = [(hour, minute) for hour in range(9, 17) for minute in (0, 30)]
    busy: set[datetime] = {at(f"2026-01-29 {hour:02}:{minute:02}") for hour, minute in hours}
    return Diary(practice(), busy=busy)


def emergencies() -> Diary:
    return Diary(practice(services=(CLEANING, CHECKUP, EMERGENCY)))


def two_dentists() -> Diary:
    return Diary(practice(providers=(LENA, SAM)))


@dataclass(frozen=True)
class Script:
    """`hears` are said by the agent in this order, `never` not at all."""

    about: str
    turns: tuple[str, ...]
    booked: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    diary: Callable[[], Diary] = field(default=empty)


THURSDAY_9 = "2026-01-29 09:00 Cleaning"
THURSDAY_15 = "2026-01-29 15:00 Cleaning"
FRIDAY_9, FRIDAY_10 = "2026-01-30 09:00 Cleaning", "2026-01-30 10:00 Cleaning"
TUESDAY_14_30, CHECKUP_29 = "2026-01-27 14:30 Cleaning", "2026-01-29 10:00 Check-up"

SCRIPTS = (
    Script(
        "what is free is named when no time is",
        ("i need a cleaning", *CALLER, "um what do you have", "what else", "the second one",
         "yes", "no that's it thanks"),
        ("2026-01-27 09:30 Cleaning",),
        ("I have Monday, January 26 at 10:30 AM or Tuesday, January 27 at 9:00 AM.",
         "I have Monday, January 26 at 11:00 AM or Tuesday, January 27 at 9:30 AM."),
    ),
    Script(
        "each why is answered and the question asked again",
        ("my tooth hurts", "why", "212 555 0123", "why", "yes", "why", "priya shah", "why",
         "a check up", "why", "thursday", "why", "the morning one", "why", "yeah go ahead", "bye"),
        ("2026-01-29 09:00 Check-up",),
        ("to find your bookings", "May I have your phone number", "I have the right one",
         "Is that right?", "With the name", "what's your name?", "right kind of appointment",
         "Which service", "a free time that suits you", "What day and time",
         "free times that I found", "suits you?", "I only book when", "Shall I book it?"),
        (UNKNOWN,),
    ),
    Script(
        "what hurts finds the service that the practice has for it",
        ("my tooth hurts since yesterday can i come in today", *CALLER, "the first one", "yes",
         "bye"),
        ("2026-01-26 10:30 Emergency visit",),
        ("On Monday, January 26 I have 10:30 AM",),
        ("Which service", "already passed"),
        emergencies,
    ),
    Script(
        "a yes to several openings is asked to which",
        ("a cleaning tomorrow", *CALLER, "yes", "the one at half past one", "yes", "bye"),
        ("2026-01-27 13:30 Cleaning",),
        ("Which one, please? On Tuesday, January 27 I have",),
    ),
    Script(
        "a wish said again gets the same offer again",
        ("i need a cleaning", *CALLER, "thursday", "thursday", "i said thursday",
         "the first one", "yes", "bye"),
        (THURSDAY_9,),
        ("9:00 AM, 1:30 PM or 4:30 PM", "9:00 AM, 1:30 PM or 4:30 PM",
         "9:00 AM, 1:30 PM or 4:30 PM"),
        ("9:30 AM",),
    ),
    Script(
        "a number said again is a yes to it",
        ("a cleaning thursday at three", "212 555 0123", "i said 212 555 0123", "priya", "yes",
         "bye"),
        (THURSDAY_15,),
        ("Is that right?", "And your name, please?"),
        ("One digit at a time",),
    ),
    Script(
        "a wrong number is put right by its end",
        ("a cleaning thursday at three", "two one two five five five oh one two four",
         "no it's oh one two three", "yes", "priya shah", "yes", "no"),
        (THURSDAY_15,),
        ("0 1 2 4. Is that right?", "0 1 2 3. Is that right?"),
    ),
    Script(
        "a choice is taken back for another one",
        ("a cleaning on friday", *CALLER, "the second one", "no wait the first one", "yeah", "bye"),
        (FRIDAY_9,),
        ("11:00 AM. Shall I book it?", "9:00 AM. Shall I book it?"),
    ),
    Script(
        "a yes with another place in the list agrees to nothing",
        ("a cleaning on friday", *CALLER, "the second one", "yes the first one", "bye"),
        (),
        ("11:00 AM. Shall I book it?", "9:00 AM. Shall I book it?"),
    ),
    Script(
        "another time of the day that was read back",
        ("a cleaning next week", *CALLER, "tuesday's fine", "the afternoon one", "the first one",
         "yes", "bye"),
        ("2026-02-03 13:00 Cleaning",),
        ("Tuesday, February 3 at 9:00 AM. Shall I book it?", "On Tuesday, February 3 I have"),
    ),
    Script(
        "nothing free on that day, nor open on the next one",
        ("can i get a cleaning on thursday", *CALLER, "what about saturday then",
         "okay what do you have next week", "the first one", "yes", "bye"),
        ("2026-02-02 09:00 Cleaning",),
        ("nothing free on Thursday, January 29", "we're closed on Saturday, January 31"),
        diary=full_thursday,
    ),
    Script(
        "a weekend on which the practice is closed is named so",
        ("a cleaning this weekend", *CALLER, "monday then", "yes", "bye"),
        ("2026-02-02 09:00 Cleaning",),
        ("we're closed on Saturday, January 31",),
    ),
    Script(
        "can't make it, can we do another day: a move and no cancellation",
        ("i can't make it tuesday can we do friday instead", *CALLER, "morning",
         "the earlier one", "yes", "thanks bye"),
        (CHECKUP_29, FRIDAY_9),
        ("Which suits you?", "I'd move your Cleaning from Tuesday, January 27"),
        ("Shall I cancel it?",),
        known,
    ),
    Script(
        "a cancellation becomes a move",
        ("hi i need to cancel my appointment on tuesday", *CALLER, "hmm wait",
         "actually can i move it instead", "what do you have thursday afternoon",
         "the one at three", "yes", "no that's all"),
        (CHECKUP_29, THURSDAY_15),
        ("Shall I cancel it?", "take your time", "Which suits you?", "Shall I do that?"),
        diary=known,
    ),
    Script(
        "a cancellation turns to the other one",
        ("cancel my appointment", *CALLER, "the tuesday one", "no the other one", "yes", "bye"),
        (TUESDAY_14_30,),
        ("That's your Cleaning", "That's your Check-up"),
        diary=known,
    ),
    Script(
        "a choice among appointments can be given up",
        ("can you cancel my appointment", *CALLER, "no that's it", "bye"),
        (TUESDAY_14_30, CHECKUP_29),
        ("Which one shall I cancel?", "it stays as it is"),
        diary=known,
    ),
    Script(
        "one is cancelled and another booked in a breath",
        ("i need to cancel my cleaning and book a check up for friday at ten", *CALLER, "yes",
         "yes", "no"),
        (CHECKUP_29, "2026-01-30 10:00 Check-up"),
        ("Your Cleaning on Tuesday, January 27 at 2:30 PM is cancelled.",),
        ("Which one shall I cancel?",),
        known,
    ),
    Script(
        "an hour later moves what there is and books nothing new",
        ("can i come in an hour later for my cleaning", *CALLER, "yes", "bye"),
        ("2026-01-27 15:30 Cleaning", CHECKUP_29),
        ("Shall I do that?",),
        ("the time you have already", "Shall I book it?"),
        known,
    ),
    Script(
        "nothing to move, so book instead",
        ("move my appointment to friday at ten", *CALLER, "can i book one then", "a cleaning",
         "yes", "bye"),
        (FRIDAY_10,),
        ("I can't find an appointment", "Which service", "Shall I book it?"),
    ),
    Script(
        "actually cancel that: before the booking, and after it",
        ("a cleaning on thursday at three", *CALLER, "actually cancel that",
         "okay book a cleaning on friday at ten", "yes", "actually cancel that", "yes", "bye"),
        (),
        ("I won't book that", "You're booked for Cleaning on Friday", "Shall I cancel it?",
         "is cancelled"),
    ),
    Script(
        "questions in between change nothing",
        ("i want a check up", "is there parking", "212 555 0123", "how much is it", "yes",
         "do you need my real name", "priya", "are you open on saturday", "friday then",
         "how long does it take", "the second one", "is there parking", "yes",
         "what time is it now", "bye"),
        ("2026-01-30 11:00 Check-up",),
        ("free parking", "costs 85", "With the name", "we're closed", "30 minutes",
         "free parking", "It's 10:00 AM"),
        (UNKNOWN,),
    ),
    Script(
        "a question about what was read back is answered by it",
        ("i'd like to see dr lee for a cleaning", *CALLER, "thursday at three",
         "is that with dr ortiz", "yes", "bye"),
        (THURSDAY_15,),
        ("with Dr. Sam Lee", "with Dr. Sam Lee", "You're booked for Cleaning with Dr. Sam Lee"),
        (UNKNOWN, "Lena Ortiz"),
        two_dentists,
    ),
    Script(
        "the same day as what was just booked",
        ("a cleaning friday at ten", *CALLER, "yes", "i also need a check up", "same day",
         "the second one", "yes", "bye"),
        (FRIDAY_10, "2026-01-30 11:00 Check-up"),
        ("On Friday, January 30 I have",),
    ),
    Script(
        "a yes to the number is none to a day that does not exist",
        ("a cleaning on tuesday the twenty ninth", *CALLER, "thursday", "the first one", "yes",
         "bye"),
        (THURSDAY_9,),
        ("do you mean Thursday, January 29?",),
    ),
    Script(
        "the earliest time is offered and a yes takes it",
        ("a cleaning", *CALLER, "hm", "hm", "hm", "yes", "yes", "bye"),
        ("2026-01-26 10:30 Cleaning",),
        ("Or shall I look for the earliest time?", "10:30 AM. Shall I book it?"),
    ),
    Script(
        "noises are no name, and skip is none either",
        ("a cleaning friday at ten", "212 555 0123", "yes", "hm", "skip", "yes", "bye"),
        (FRIDAY_10,),
        never=("Thank you, Hm", "Thank you, Skip", "I won't book"),
    ),
    Script(
        "silences agree to nothing",
        ("a cleaning friday at ten", SILENCE, "212 555 0123", "yes", "priya", SILENCE, "yes",
         "yes", "bye"),
        (FRIDAY_10,),
        ("Are you still there?", "Shall I book it?", "Are you still there?", "Shall I book it?",
         "You're booked"),
    ),
    Script(
        "a goodbye in the middle ends the call",
        ("a cleaning thursday at three", *CALLER, "you know what i'll call back later bye"),
        (),
        ("Shall I book it?", "Goodbye"),
        (UNKNOWN,),
    ),
    Script(
        "days ruled out are no reason to say that the week is full",
        ("a cleaning this week", *CALLER, "i can't make it today or tomorrow", "the first one",
         "yes", "bye"),
        ("2026-01-28 09:00 Cleaning",),
        ("Wednesday, January 28 at 9:00 AM",),
        ("nothing free",),
    ),
    Script(
        "a name with thanks is a name",
        ("a cleaning friday", "212 555 0123 thanks", "yes thanks", "priya thank you",
         "the first one thanks", "yes thank you", "no thank you"),
        (FRIDAY_9,),
        ("Thank you, Priya.",),
    ),
)  # fmt: skip
