"""Who is asked for by name: a person, nobody, a provider as the name sounds."""

import pytest
from tests.unit.dialogue.maple import LENA, NOW, SAM, practice
from tests.unit.dialogue.salon import salon

from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.turn import Context, Heard, understand
from ringbook.domain.model import Practice

TWO = practice(providers=(LENA, SAM))


def hear(text: str, about: str = "anything", where: Practice = TWO) -> Heard:
    asks = Question(about)  # type: ignore[arg-type]  # literals come from the tables
    return understand(text, Context(NOW, where, asks))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("with Paula please", "Paula"),
        ("is paula in?", "Paula"),
        ("does Paula still work here?", "Paula"),
        ("does paula work there", "Paula"),
        ("book me in with paula on friday", "Paula"),
        ("book me with Paula Jones at ten", "Paula Jones"),
        ("can I see Mrs Jones", "Jones"),
        ("I'd like to see Dr. Strange tomorrow", "Dr. Strange"),
        ("do you have a Dr Patel", "Dr. Patel"),
        ("an appointment with doctor patel please", "Dr. Patel"),
        ("can Paula do my teeth on Friday", "Paula"),
        ("is Paula free on Friday", "Paula"),
        ("can I be seen by Paula", "Paula"),
        ("hi, is paula working tomorrow", "Paula"),
        ("Cleaning. With Paula.", "Paula"),
    ],
)
def test_a_person_is_asked_for(said: str, name: str) -> None:
    assert hear(said).stranger == name


NO_PERSON = (
    "hi this is Paula Smith calling about my appointment",
    "it's Paula, I'd like to book a cleaning",
    "Mrs Stone here, I need to see the dentist",
    "can I see the doctor today",
    "is anybody in?",
    "is anyone there",
    "I have insurance with Delta Dental",
    "i'm with aetna, is that ok",
    "do you work with Cigna",
    "I'd like to come in with my daughter",
    "I will come with Paula",
    "can I bring Tom along",
    "with pleasure",
    "a cleaning with fluoride please",
    "see you on Friday",
    "see ya",
    "let me see, Monday works",
    "is Monday available",
    "is March okay",
    "is parking available",
    "is whitening available",
    "does the cleaning hurt",
    "I was referred by Dr. Smith",
    "can I pay with Apple Pay",
    "I'm happy with Friday",
    "start with Thursday please",
    "I need to see a dentist asap",
    "does Thursday work",
    "is ten available",
    "is the doctor in today",
    "I'd like an appointment for Paula",
    "cancel Paula's appointment",
    "with whoever is free",
    "Friday at ten with me and my son",
    "I'd like to speak with Paula",
    "can Tom come in today",
    "Can Tom come in on Friday?",
)


@pytest.mark.parametrize("said", NO_PERSON)
@pytest.mark.parametrize("about", ["anything", "when", "confirm_book", "provider"])
def test_no_person_is_asked_for(said: str, about: str) -> None:
    for where in (TWO, salon()):
        assert hear(said, about, where).stranger is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("with Lina", LENA.name),
        ("with doctor or tease", LENA.name),
        ("is lina in?", LENA.name),
        ("see Dr. Leigh", SAM.name),
        ("with Dr. Li", SAM.name),
        ("with Leena Orteas", LENA.name),
        ("with Lou", None),
        ("with some luck on Friday", None),
    ],
)
def test_a_provider_may_be_written_as_heard(said: str, meant: str | None) -> None:
    assert hear(said).provider == meant
