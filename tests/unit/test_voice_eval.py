"""How simulated callers speak and hear: letters, digits, and what is put back into writing."""

import pytest
from tests.eval.aloud import in_words
from tests.eval.by_ear import as_written, word_errors, words
from tests.eval.listening import mentions, spoken_digits
from tests.eval.names import common_names
from tests.unit.dialogue.maple import NOW


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("Tuesday, January 27th at 9 am.", "Tuesday, January 27 at 9:00 AM"),
        ("Tuesday January 27 at 2:30 p.m. Shall I?", "Tuesday, January 27 at 2:30 PM Shall I?"),
        ("on Monday, the February 3rd at 1030 AM", "on Monday, February 3 at 10:30 AM"),
        ("9 1 7 5 5 5 0 1 3 3. Is that right?", "9 1 7 5 5 5 0 1 3 3. Is that right?"),
    ],
)
def test_what_is_heard_is_put_as_the_page_shows_it(heard: str, written: str) -> None:
    assert as_written(heard) == written


def test_a_caller_finds_day_and_number_in_what_they_heard() -> None:
    heard = as_written("That's your cleaning on Tuesday, February 3rd at 11 a.m. Shall I cancel?")
    (mention,) = mentions(heard, NOW)
    assert (mention.start.day, mention.start.hour, mention.true_weekday) == (3, 11, True)
    assert spoken_digits("I have 917-555-0133. Is that right?") == "9175550133"


def test_words_are_counted_without_punctuation_and_digit_by_digit() -> None:
    said, heard = "I have 9 1 7, 5 5 5. Is that right?", "I have 917 555, is it right"
    assert words(said) == ["i", "have", *"917555", "is", "that", "right"]
    assert word_errors(words(said), words(heard)) == 1
    assert word_errors([], ["one"]) == word_errors(["one"], []) == 1


def test_letters_are_named_one_by_one() -> None:
    assert in_words("R A V I") == "R, A, V, I."
    assert in_words("no. bye") == "no, bye"
    assert in_words("It's 917 555") == "It's nine one seven, five five five,"


def test_there_are_over_a_thousand_names_to_measure_with() -> None:
    names = common_names()
    assert len(set(names)) == len(names) > 1000
