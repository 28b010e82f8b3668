"""Fillers: varied, never a claim, and no part of the line that they lead to."""

from dataclasses import replace
from typing import get_args

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.plan.next_step import Say, asked, plan
from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.speak.away import HOLD
from ringbook.dialogue.speak.fillers import FILLERS, Wait, filler, is_filler, without_fillers
from ringbook.dialogue.state.call_events import AgentSaid, UserSaid

WAITS: tuple[Wait, ...] = get_args(Wait.__value__)


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("last", FILLERS)
def test_no_filler_comes_twice_in_a_row(wait: Wait, again: bool, last: str) -> None:
    assert filler(wait, last, again=again) not in ("", last)


@pytest.mark.parametrize("line", FILLERS)
def test_a_filler_promises_nothing(line: str) -> None:
    call = Talk(Diary(practice()))
    assert check(line, call.state).kind is None
    assert check(line, replace(call.state, unsure=True)).ok


def test_a_filler_is_told_from_the_line_that_it_leads_to() -> None:
    assert without_fillers("One moment. Let me see. You're booked.") == "You're booked."
    assert without_fillers("One moment of your time.") == "One moment of your time."
    assert [is_filler(text) for text in ("Let me look.", HOLD, "", "Fine.")] == [True] * 3 + [False]


def test_what_was_asked_after_a_filler_is_asked() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning thursday at three")
    state = reduce(call.state, UserSaid(call.now, "212 555 0123"))
    own = plan(state)
    assert isinstance(own, Say)
    assert own.asks is not None
    assert asked(state, f"One moment. {own.text}") == own.asks


def test_a_filler_takes_the_place_of_nothing() -> None:
    call = Talk(Diary(practice()))
    call.says("book a cleaning thursday at three", "212 555 0123")
    before = call.state
    call.apply(AgentSaid(call.now, "Let me look."))
    assert (call.state.spoken, call.state.asks) == (before.spoken, before.asks)
    assert call.state.filler == "Let me look."
    assert "Is that right?" in call.says("sorry, what was that?")
