"""What callers say of repeating, read from a list that was written before the reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from tests.unit.dialogue.maple import NOW, practice

from ringbook.dialogue.state.heard import Context
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.series import repeat_said, scope_said
from ringbook.dialogue.understand.text import plain
from ringbook.dialogue.understand.turn import understand
from ringbook.domain.series import Every, Repeat, Scope

LISTED = Path(__file__).with_name("series_sentences.txt")
EVERY = get_args(Every.__value__)


def listed() -> Iterator[tuple[str, str]]:
    for line in LISTED.read_text().splitlines():
        if line and not line.startswith("#"):
            said, expected = line.split("=>")
            yield said.strip(), expected.strip()


def split(said: str) -> tuple[str, Context]:
    """The words, and the question that they answer."""
    asked, _, text = said.removeprefix("asked:").partition(" ")
    if not said.startswith("asked:"):
        return said, Context(NOW, practice())
    return text, Context(NOW, practice(), Question(asked))  # type: ignore[arg-type]  # from the list


def written(repeat: Repeat | None) -> str:
    if repeat is None:
        return "- | - | -"
    length = repeat.count if repeat.every else repeat.times
    stretch = f"{repeat.weeks}w" if repeat.weeks else f"{repeat.months}m" if repeat.months else "-"
    every = repeat.every or ("any" if repeat.endless else "-")
    return f"{every} | {length or (stretch if not repeat.every else '-')} | {repeat.until or '-'}"


@pytest.mark.parametrize(("said", "expected"), [*listed()])
def test_a_sentence_of_the_list(said: str, expected: str) -> None:
    text, context = split(said)
    assert written(repeat_said(text, plain(text), context)[0]) == expected


def test_the_list_is_long_enough_and_has_traps() -> None:
    expected = [e for _, e in listed()]
    assert len(expected) >= 40
    assert expected.count("- | - | -") >= 15


@pytest.mark.parametrize(
    "said",
    [
        "I'm free on Tuesdays for the next two weeks",
        "anything after four for the next two weeks",
        "I need two appointments on Tuesday",
        "I've called twice already",
    ],
)
def test_what_else_is_no_series(said: str) -> None:
    assert understand(said, Context(NOW, practice())).repeat is None


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("I'd like to come every Tuesday at four for six weeks", "2026-01-27", "16:00"),
        ("a weekly cleaning starting February 3 at 4 pm, six times", "2026-02-03", "16:00"),
        ("every two weeks on Friday at nine, five times", "2026-01-30", "09:00"),
        ("each Tuesday at 1 pm through March 10", "2026-01-27", "13:00"),
        ("once a month, first one on February 2 at ten, three times", "2026-02-02", "10:00"),
    ],
)
def test_the_first_date_is_not_taken_from_the_words_about_repeating(
    said: str, day: str, at: str
) -> None:
    heard = understand(said, Context(NOW, practice()))
    assert heard.repeat is not None
    assert (str(heard.when.date), f"{heard.when.time:%H:%M}") == (day, at)
    assert heard.when.range is None


def test_a_part_of_day_stays_with_the_series() -> None:
    heard = understand("every other Thursday morning until Christmas", Context(NOW, practice()))
    assert (str(heard.when.date), heard.when.part) == ("2026-01-29", "morning")


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("just this one", "one"),
        ("only that one please", "one"),
        ("this and the following", "following"),
        ("all the following ones too", "following"),
        ("the rest as well", "following"),
        ("from then on", "following"),
        ("all of them", "all"),
        ("the whole series", "all"),
        ("no", None),
        ("cancel my appointment on Tuesday", None),
    ],
)
def test_which_of_a_series(said: str, scope: Scope | None) -> None:
    assert scope_said(plain(said), "which_scope") == scope
