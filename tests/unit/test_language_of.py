"""Which language a caller speaks: found in other languages, never in English."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ringbook.domain.language_of import Reading, asked_for, read_language
from ringbook.domain.language_words import ENGLISH, NAMES, STRONG

UNIT = Path(__file__).parent
SPOKEN = [
    (code.strip(), text.strip())
    for code, _, text in (
        line.partition("|")
        for line in (UNIT / "data" / "languages.txt").read_text().splitlines()
        if not line.startswith("#")
    )
]
RECALL = 0.95


def english() -> list[str]:
    """All that English-speaking callers say anywhere in the tests, and what else stands there."""
    lists = [UNIT / "dialogue" / f"{name}sentences.txt" for name in ("", "series_", "visit_")]
    lines = [
        line.split("|")[1]
        for path in lists
        for line in path.read_text().splitlines()
        if "|" in line and not line.startswith("#")
    ]
    for path in (UNIT.parent / "scenarios").rglob("*.yaml"):
        lines += path.read_text().splitlines()
    for path in (UNIT / "dialogue").glob("*.py"):
        if path.name not in ("test_languages.py", "test_gloss.py"):
            lines += re.findall(r'"([^"\n]{2,})"', path.read_text())
    return lines


def test_each_language_is_told_by_its_words() -> None:
    found = Counter(c for c, text in SPOKEN if read_language(text).language == c)
    sure = Counter(c for c, text in SPOKEN if read_language(text) == Reading(c, sure=True))
    total = Counter(code for code, _ in SPOKEN)
    assert all(found[code] / total[code] >= RECALL for code in total), found
    assert all(sure[code] / total[code] >= 0.9 for code in total), sure
    assert all(total[code] > 60 for code in ("es", "fr", "hi"))
    assert set(total) == set(NAMES) - {"en"}


def test_no_other_language_is_taken_for_another() -> None:
    wrong = [
        (code, text)
        for code, text in SPOKEN
        if read_language(text).sure and read_language(text).language != code
    ]
    assert wrong == []


def test_no_english_sentence_is_taken_for_another_language() -> None:
    lines = english()
    assert len(lines) > 3000
    assert [line for line in lines if read_language(line).language not in (None, "en")] == []


@pytest.mark.parametrize(
    "said",
    [
        "si", "no", "por favor", "gracias, no", "oui oui", "namaste ji", "Marie Dubois",
        "Juan de la Cruz", "Maria de los Angeles Ortiz", "Dr. Lena Ortiz", "Jean-Pierre du Pont",
        "Domingo Martes", "Priya Shah", "Uma Karna", "c'est la vie", "98860 14182", "El Segundo",
        "Buenas noches my friend", "bonjour, I'd like to book a pedicure with Chloe",
        "can I book at Chez Panisse", "", "um", "a balayage with Giulia della Valle please",
    ],
)  # fmt: skip
def test_names_and_small_words_of_english_speakers_say_nothing(said: str) -> None:
    assert not read_language(said).sure or read_language(said).language == "en"


def test_the_practices_own_names_say_nothing() -> None:
    assert read_language("Corte y limpieza").sure
    assert not read_language("Corte y limpieza", frozenset({"corte", "limpieza"})).sure


def test_a_recognisers_tag_makes_sure_what_the_words_lean_to() -> None:
    lean = read_language("quiero pizza")
    assert (lean.language, lean.sure) == ("es", False)
    assert read_language("quiero pizza", tag="es").sure
    assert read_language("no, Maria", tag="es").language is None


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("do you speak Spanish?", "es"),
        ("Is there anyone who speaks Hindi", "hi"),
        ("can we talk in French", "fr"),
        ("I don't speak Spanish", None),
        ("a French manicure please", None),
        ("do you have a German shepherd", None),
    ],
)
def test_a_language_can_be_asked_for_by_its_name(said: str, language: str | None) -> None:
    assert asked_for(said) == language


def test_the_marker_words_are_no_english_ones() -> None:
    assert all(not words & ENGLISH for words in STRONG.values())
