"""The browser tests share one Ringbook: whose number two of them use has booked already."""

import re
from itertools import combinations
from pathlib import Path

E2E = Path(__file__).parents[1] / "e2e"
PERSON = re.compile(r"\bPerson\((\d+)|\+1212555(\d{4})")
OWN_RINGBOOK = ("own_home(", "ringbook_with(")


def numbers(text: str) -> set[int]:
    """The last digits of the callers' numbers in a test's source."""
    return {int(person or written) for person, written in PERSON.findall(text)}


def has_its_own(text: str) -> bool:
    return any(way in text for way in OWN_RINGBOOK)


def callers() -> dict[str, set[int]]:
    sources = {path.name: path.read_text() for path in sorted(E2E.glob("test_*.py"))}
    return {name: numbers(text) for name, text in sources.items() if not has_its_own(text)}


def test_no_two_tests_call_from_one_number() -> None:
    shared = {
        (one, other): both
        for (one, of_one), (other, of_other) in combinations(callers().items(), 2)
        if (both := of_one & of_other)
    }
    assert not shared


def test_numbers_are_found_in_both_forms() -> None:
    assert numbers('A, B = Person(104, hour=9), "+12125550105"') == {104, 105}
