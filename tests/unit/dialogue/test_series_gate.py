"""A series before its yes, and what may be claimed of one."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import (
    CHECKUP,
    CLEANING,
    PRIYA,
    practice,
)
from tests.unit.dialogue.series_talk import PRIYA_SAYS, SIX, SIX_DATES
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.record import fold as record
from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.dialogue.state.question import Question


def test_nothing_is_legal_before_the_read_back_and_its_yes() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS)
    args = {"slot": "A", "repeat": "weekly", "times": "6"}
    assert "book_appointment" not in legal(call.state)
    refused = illegal(call.state, "book_appointment", args)
    assert refused is not None
    assert "six Tuesdays at 4:00 PM" in refused.spoken


def test_a_yes_to_one_date_is_not_a_yes_to_six() -> None:
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says("book a cleaning Thursday at 3 pm", *PRIYA_SAYS)
    state = call.state
    agreed = Question("confirm_book", state.offered[0].id)
    state = state.refilled(replace(state.frame, agreed=agreed))
    assert illegal(state, "book_appointment", {"slot": "A"}) is None
    more = {"slot": "A", "repeat": "weekly", "times": "6"}
    assert illegal(state, "book_appointment", more) is not None


def test_a_models_own_read_back_counts_only_when_it_is_whole() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS)
    whole = "Six Tuesdays at 4 PM for a cleaning, January 27 through March 3, shall I book those?"
    question = asked(call.state, whole)
    assert question is not None
    assert len(question.slot_ids) == 6
    for part in (
        "Shall I book six Tuesdays at 4 PM for your cleaning?",
        "Five Tuesdays at 4 PM for a cleaning, January 27 to March 3, shall I book those?",
        "Six Tuesdays at 3 PM for a cleaning, January 27 to March 3, shall I book those?",
        "Six Tuesdays at 4 PM for a cleaning, January 27 to March 10, shall I book those?",
    ):
        got = asked(call.state, part)
        assert got is None or not got.of_series, part


SERIES_LIES = [
    "All six Tuesdays are booked.",
    "You're booked every Tuesday at 4 PM.",
    "I've booked your weekly series.",
    "Your six appointments are confirmed.",
    "I've reserved each Tuesday for you.",
    "You're booked on Tuesdays at 4 PM.",
]


@pytest.mark.parametrize("lie", SERIES_LIES)
def test_a_claim_about_a_series_needs_the_committed_series(lie: str) -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning on Tuesday at 4 pm", *PRIYA_SAYS, "yes")
    assert len(call.booked()) == 1
    assert not check(lie, call.state).ok
    series = Talk(Diary(practice()))
    series.says(SIX, *PRIYA_SAYS, "yes")
    assert check(lie, series.state).ok
    assert not check("All seven Tuesdays are booked.", series.state).ok


@pytest.mark.parametrize(
    "true",
    [
        "Shall I book all six Tuesdays?",
        "You're all set for Tuesday, January 27 at 4:00 PM.",
        "Would you like that every Tuesday?",
        "I can book it every week.",
        "You're booked at 4 PM on Tuesday, January 27.",
        "You're booked for two weeks from now less thirteen days: Tuesday, January 27.",
    ],
)
def test_what_claims_no_series_may_be_said(true: str) -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning on Tuesday at 4 pm", *PRIYA_SAYS, "yes")
    assert check(true, call.state).ok


def test_the_record_lists_every_date() -> None:
    call = Talk(Diary(practice()))
    call.says(SIX, *PRIYA_SAYS, "yes", "no thanks", "bye")
    kept = record(call.events)
    assert len(kept.appointments) == 6
    assert "Booked 6 appointments" in kept.summary
    assert kept.summary.count("Tuesday") >= 6


def test_a_read_back_that_was_not_said_is_not_agreed_to() -> None:
    call = Talk(Diary(practice(services=(CLEANING, CHECKUP))))
    call.says(SIX, *PRIYA_SAYS)
    question = call.state.asks
    assert question is not None
    assert question.of_series
    call.apply(AgentSaid(call.now, "Shall I?", question))
    assert date(2026, 1, 26) == call.state.today
    call.says("yes")
    assert call.booked(PRIYA) == SIX_DATES  # agreed to the earlier read-back, which was whole
