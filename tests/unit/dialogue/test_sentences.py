"""The list of callers' sentences: what each must mean, and how many are not understood yet."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.unit.dialogue.turn_context import BOOKED, MONDAY, OFFERED, PRACTICE

from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.turn import Context, Heard, understand
from ringbook.domain.when import When

LIST = Path(__file__).parent / "sentences.txt"
KNOWN_MISSES = 1
"""So many are marked as not understood; the number may only go down."""

WEIGHTY = frozenset(
    ("yes", "no", "book", "cancel", "move", "list", "drop", "goodbye", "person", "more", "correct")
)
"""Acts that change what is done: heard by mistake they are as wrong as when missed."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFERING = ("which_slot", "confirm_book", "confirm_move")


@dataclass(frozen=True)
class Line:
    asks: str
    said: str
    expected: str
    missed: bool

    @property
    def acts(self) -> list[str]:
        return [word for word in self.expected.split() if "=" not in word and word not in FLAGS]

    @property
    def values(self) -> dict[str, str]:
        pairs = (word.split("=", 1) for word in self.expected.split() if "=" in word)
        return {key: value.replace("_", " ") for key, value in pairs}


FLAGS = ("earliest", "any", "-")


def lines() -> list[Line]:
    kept = [line for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    return [_line(line) for line in kept]


def _line(text: str) -> Line:
    asks, said, expected = (part.strip() for part in text.removeprefix("~").split("|"))
    return Line(asks, said, expected, text.startswith("~"))


def hear(line: Line) -> Heard:
    about, _, digits = line.asks.partition(":")
    offered = OFFERED if about in OFFERING else ()
    asks = Question(about)  # type: ignore[arg-type] # literals come from the list
    return understand(line.said, Context(MONDAY, PRACTICE, asks, offered, (BOOKED,), digits))


def wrong(line: Line, heard: Heard) -> list[str]:
    """All that was heard otherwise than expected."""
    return [*_wrong_acts(line, heard), *_wrong_values(line, heard)]


def _wrong_acts(line: Line, heard: Heard) -> list[str]:
    named = [word for word in line.acts if not word.startswith("?")]
    allowed = {act for word in line.acts for act in word.lstrip("?").split("/")}
    missing = [word for word in named if not {*word.split("/")} & {*heard.acts}]
    return [*(f"no {m}" for m in missing), *(WEIGHTY & {*heard.acts} - allowed)]


def _wrong_values(line: Line, heard: Heard) -> list[str]:
    expected, found = line.values, _values(heard)
    if "range" in expected:
        found.pop("date", None)
    if "date" in expected and heard.source == heard.when:
        found.pop("source", None)
    if "alt" not in expected:
        found.pop("alt", None)
    keys = [k for k in {*expected, *found} if expected.get(k) != "*"]
    out = [f"{k} is {found.get(k)}" for k in keys if expected.get(k) != found.get(k)]
    flags = {"earliest": heard.earliest_wanted, "any": heard.any}
    return [*out, *(f for f, on in flags.items() if f in line.expected.split() and not on)]


def _values(heard: Heard) -> dict[str, str]:
    number = heard.number.digits if heard.number else None
    source = heard.source.date if heard.source else None
    faq = heard.faq.question.rstrip("?").split()[-1] if heard.faq else None
    nth = None if heard.ordinal is None else str(heard.ordinal)
    found = {
        "digits": number, "name": heard.name, "nth": nth, "service": heard.service,
        "provider": heard.provider, "faq": faq, "source": _day(source),
        **_when(heard.when),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}


def _when(when: When) -> dict[str, str | None]:
    excluded = [DAYS[n] for n in sorted(when.excluded_weekdays)]
    return {
        "date": _day(when.date),
        "time": _time(when.time),
        "range": when.range and f"{when.range[0]:%m-%d}..{when.range[1]:%m-%d}",
        "part": when.part,
        "until": _time(when.until),
        "alt": ",".join(f"{d:%m-%d}" for d in when.alt_dates) or None,
        "bound": None if when.bound == "at" else when.bound,
        "not": ",".join(excluded) or None,
        "shift": when.shift,
    }


def _day(date: dt.date | None) -> str | None:
    return None if date is None else f"{date:%m-%d}"


def _time(time: dt.time | None) -> str | None:
    return None if time is None else f"{time:%H:%M}"


@pytest.mark.parametrize("line", [x for x in lines() if not x.missed], ids=lambda x: x.said)
def test_a_sentence_means_what_it_says(line: Line) -> None:
    heard = hear(line)
    assert wrong(line, heard) == [], heard


def test_the_list_of_misses_does_not_grow() -> None:
    assert sum(line.missed for line in lines()) <= KNOWN_MISSES
    assert len(lines()) >= 100
