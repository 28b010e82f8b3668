"""What callers say of several services, read from a list that was written before the reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.dialogue.maple import NOW
from tests.unit.dialogue.salon import PRACTICES

from ringbook.dialogue.state.heard import Context
from ringbook.dialogue.state.visit_wish import wishes_of
from ringbook.dialogue.understand.turn import understand
from ringbook.domain.visit import written

LISTED = Path(__file__).with_name("visit_sentences.txt")


def listed() -> Iterator[tuple[str, str]]:
    for line in LISTED.read_text().splitlines():
        if line and not line.startswith("#"):
            said, expected = line.split("=>")
            yield said.strip(), expected.strip()


def read(said: str) -> str:
    practice, _, text = said.partition(": ")
    heard = understand(text, Context(NOW, PRACTICES[practice]))
    return written(wishes_of(heard.parts)) or "-"


@pytest.mark.parametrize(("said", "expected"), [*listed()])
def test_a_sentence_of_the_list(said: str, expected: str) -> None:
    assert read(said) == expected


def test_the_list_is_long_enough_and_has_traps() -> None:
    expected = [e for _, e in listed()]
    assert len(expected) >= 40
    assert expected.count("-") >= 15


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("dental: cleaning and maybe whitening", "Cleaning"),
        ("dental: a cleaning, and perhaps a filling if he finds something", "Cleaning"),
        ("dental: my filling fell out and I need a check-up", "Check-up"),
        ("dental: a cleaning instead of the check-up", "Cleaning"),
        ("salon: just a cut, no colour", "Cut"),
        ("salon: I had a colour last month and now I need a cut", "Cut"),
    ],
)
def test_the_one_that_is_wanted_for_certain_is_what_is_booked(said: str, service: str) -> None:
    practice, _, text = said.partition(": ")
    assert understand(text, Context(NOW, PRACTICES[practice])).service == service


@pytest.mark.parametrize("said", [s for s, e in listed() if e != "-"])
def test_a_visit_is_a_wish_to_book(said: str) -> None:
    practice, _, text = said.partition(": ")
    assert "book" in understand(text, Context(NOW, PRACTICES[practice])).acts


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("dental: I'd like a cleaning, no sorry, a check-up", "Check-up"),
        ("dental: a cleaning, I mean a check-up", "Check-up"),
        ("dental: I said cleaning, but it should be a check-up", "Check-up"),
        ("salon: a cut, no, a colour", "Colour"),
    ],
)
def test_what_is_taken_back_is_no_part_of_a_visit(said: str, service: str) -> None:
    practice, _, text = said.partition(": ")
    heard = understand(text, Context(NOW, PRACTICES[practice]))
    assert (heard.service, heard.parts) == (service, ())


def test_one_more_is_taken_back_by_nothing() -> None:
    heard = understand("a cut, and actually also a colour", Context(NOW, PRACTICES["salon"]))
    assert [part.service for part in heard.parts] == ["Cut", "Colour"]
