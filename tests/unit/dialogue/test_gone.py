"""That nobody is there: said with its span, and only where it is the reason."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.maple import LENA, NOW, SAM, at, practice

from ringbook.dialogue.speak.gone import away_at, away_on
from ringbook.dialogue.state.call_events import CALL_EVENT, Did, Offered
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.domain.away import Away, told
from ringbook.domain.model import SlotQuery
from ringbook.domain.when import When

THURSDAY = at("2026-01-29 00:00").date()
MAPLE = practice(providers=(LENA, SAM))


def away(first: str, until: str, *people: str) -> Away:
    return Away(people or ("Dr. Lena Ortiz",), at(f"2026-01-{first}"), at(f"2026-01-{until}"))


@pytest.mark.parametrize(
    ("first", "until", "said"),
    [
        ("29 13:00", "29 15:00", "from 1:00 PM to 3:00 PM"),
        ("29 00:00", "29 14:00", "until 2:00 PM"),
        ("28 15:00", "29 10:00", "until 10:00 AM"),
        ("29 14:00", "30 00:00", "from 2:00 PM on"),
        ("29 09:00", "29 17:00", ""),
        ("27 00:00", "31 00:00", ""),
    ],
)
def test_the_span_is_that_of_the_day(first: str, until: str, said: str) -> None:
    words = told(away(first, until), THURSDAY, MAPLE)
    span = f" {said}" if said else ""
    assert words == f"I'm sorry, Dr. Lena Ortiz is away on Thursday, January 29{span}."


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (("Ana", "Ben"), "Ana and Ben are away"),
        (("Ana", "Ben", "Cid", "Dee"), "all who could do that are away"),
        (("Maple Street Dental",), "we're closed"),
    ],
)
def test_who_is_said(people: tuple[str, ...], said: str) -> None:
    assert said in told(away("29 09:00", "29 17:00", *people), THURSDAY, MAPLE)


def state(*gone: Away, wish: When) -> CallState:
    found = Offered(SlotQuery(first=THURSDAY, last=THURSDAY), (), away=gone)
    frame = Frame(intent="book", service="Cleaning", wanted=wish, searches=(found,))
    return replace(CallState(), now=NOW, practice=MAPLE, frame=frame)


def when(text: str) -> When:
    """A time of day on the Thursday."""
    return When(date=THURSDAY, time=at(f"2026-01-29 {text}").time())


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("14:30", True),
        ("13:45", True),  # half an hour from then on is not over by two
        ("13:30", False),
        ("10:00", False),
    ],
)
def test_a_time_is_refused_for_it_where_the_visit_would_meet_it(wish: str, why: bool) -> None:
    asked = state(away("29 14:00", "29 17:00"), wish=when(wish))
    assert ("away" in away_at(asked.frame.wanted, THURSDAY, asked)) is why


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (When(date=THURSDAY, part="afternoon"), True),
        (When(date=THURSDAY, part="morning"), False),
        (When(date=THURSDAY), False),  # the morning is free, or full: that is not why
    ],
)
def test_a_part_of_a_day_is_where_all_of_it_is_covered(wish: When, why: bool) -> None:
    asked = state(away("29 12:00", "29 18:00"), wish=wish)
    assert ("away" in away_on(wish, THURSDAY, asked)) is why


def test_a_stored_call_of_before_reads_as_it_was() -> None:
    found = Did(
        NOW, "fetch_slots", {}, Offered(SlotQuery(), (), away=(away("29 09:00", "29 17:00"),))
    )
    stored = CALL_EVENT.dump_python(found, mode="json")
    assert CALL_EVENT.validate_python(stored) == found
    del stored["outcome"]["away"]
    assert CALL_EVENT.validate_python(stored) == replace(found, outcome=Offered(SlotQuery(), ()))
