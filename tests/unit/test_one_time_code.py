"""Codes as callers say them, and what is kept of their words."""

import pytest

from ringbook.domain.one_time_code import HIDDEN, CodeHeard, code_hash, read_code, same_code

WHOLE = [
    ("421990", "[code]"),
    ("four two one, double nine, oh", "[code]"),
    ("It's 4 2 1 9 9 0.", "It's [code]."),
    ("the code is four twenty one nine ninety", "the code is [code]"),
    ("um, okay, it says 421 990", "um, okay, it says [code]"),
    ("42-19-90", "[code]"),
    ("4:21:990", "[code]"),
    ("four two one and then nine nine zero please", "[code] please"),
]


@pytest.mark.parametrize(("said", "kept"), WHOLE)
def test_a_code_is_read_and_hidden(said: str, kept: str) -> None:
    heard = read_code(said)
    assert (heard.digits, heard.text) == ("421990", kept)
    assert heard.whole


def test_it_comes_in_pieces() -> None:
    first = read_code("four two one")
    assert first == CodeHeard(HIDDEN, "421")
    assert not first.whole
    assert read_code("double nine", first.digits) == CodeHeard(HIDDEN, "42199")
    assert read_code("and oh", "42199").digits == "421990"


def test_a_whole_one_starts_over() -> None:
    assert read_code("no wait, 421990", "777").digits == "421990"


def test_one_digit_alone_begins_no_code() -> None:
    assert read_code("oh, sorry") == CodeHeard("oh, sorry")


def test_too_many_digits_are_hidden_and_no_code() -> None:
    heard = read_code("4 2 1 9 9 9 0")
    assert heard.text == HIDDEN
    assert not heard.whole


@pytest.mark.parametrize(
    "said",
    [
        "actually, make it Tuesday at 3 pm",
        "can I come at 10:30 instead?",
        "January 29 2026",
        "wait one second",
        "I haven't got it",
        "my number is 212 555 0123",
        "two of us are coming",
        "",
    ],
)
def test_other_numbers_stay(said: str) -> None:
    assert read_code(said, "421") == CodeHeard(said)


def test_only_the_code_itself_is_the_same() -> None:
    stored = code_hash("421990", b"0123456789abcdef")
    assert same_code("421990", b"0123456789abcdef", stored)
    assert not same_code("421991", b"0123456789abcdef", stored)
    assert not same_code("421990", b"another salt 16b", stored)
    assert b"421990" not in stored
