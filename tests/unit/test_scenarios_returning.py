"""Callers who have called before: enough of them in each half, and judged by what they may hear."""

from collections import Counter
from dataclasses import replace

import pytest
from tests.eval.entries import entry, matches
from tests.eval.grade import grade
from tests.eval.in_memory import hold
from tests.eval.run import Attempt, attempt, plans
from tests.eval.scenario import Scenario, load

from ringbook.dialogue.state.call_events import AgentSaid

KINDS = ("usual", "cut-off", "number-changed", "carer")


def scenario(name: str) -> Scenario:
    return next(s for s in load() if s.name == name)


def held(name: str) -> Attempt:
    (plan,) = plans([scenario(name)], (), (0.0,), 1)
    return attempt(plan)


def said_too(call: Attempt, words: str) -> Attempt:
    """The same call, in which the agent began with these words."""
    first, *rest = call.held.events
    told = replace(call.held, events=(first, AgentSaid(first.at, words), *rest))
    return replace(call, held=told, grade=grade(told))


def test_there_are_ten_in_each_half_and_some_of_each_kind() -> None:
    again = [s for s in load() if s.topic == "returning"]
    assert min(Counter(s.split for s in again).values()) >= 10
    kinds = Counter(k for s in again for k in KINDS if s.name.startswith(k))
    assert kinds.total() == len(again)
    assert min(kinds.values()) >= 5


@pytest.mark.parametrize(
    "name",
    [s.name for s in load() if s.topic == "returning" and s.split == "seen"],
)
def test_who_is_seen_gets_what_they_called_for(name: str) -> None:
    call = held(name)
    assert call.grade.faults == (), call.held.script()


def test_a_call_before_it_is_cut_off_and_only_that_is_taken_up() -> None:
    plan = plans([scenario("cut-off-thames-moving")], (), (0.0,), 1)[0]
    alone = hold(plan.scenario, plan.caller())
    assert "we were cut off" in str(grade(alone).unsaid)
    assert grade(hold(plan.scenario, plan.caller(), plan.first_caller())).passed


def test_a_line_that_is_never_lost_is_a_fault_of_the_call() -> None:
    plan = plans([scenario("cut-off-thames-moving")], (), (0.0,), 1)[0]
    first = plan.first_caller()
    assert first is not None
    first.until = ("service",)  # nobody asks that of who moves an appointment
    broken = hold(plan.scenario, plan.caller(), first)
    assert grade(broken).stuck == "the earlier call was not cut off"


def test_to_be_met_by_name_on_a_new_number_is_a_leak() -> None:
    call = said_too(held("number-changed-asks-for-the-usual"), "Hello Priya, how can I help?")
    assert call.grade.leaks == ("by name: Hello Priya, how can I help?",)
    known = said_too(held("cut-off-thames-moving"), "Hello Nia, how can I help?")
    assert known.grade.leaks == ()


def test_what_is_for_somebody_else_fits_no_entry_of_the_callers() -> None:
    call = held("carer-harbour-cancels-one-of-two")
    (row,) = [r for r in call.held.after if r.attendee]
    assert row.attendee == "Leo"
    assert matches([row], [entry("2026-04-08 10:00 Haircut for Leo")])
    assert not matches([row], [entry("2026-04-08 10:00 Haircut")])
    assert not matches([row], [entry("2026-04-08 10:00 Haircut for Max")])


def test_a_booking_for_somebody_must_be_read_back_with_their_name() -> None:
    call = held("carer-cut-off-for-the-mother")
    nameless = tuple(
        replace(e, text=e.text.replace(" for Ruth", "")) if isinstance(e, AgentSaid) else e
        for e in call.held.events
    )
    assert len(grade(replace(call.held, events=nameless)).no_readback) == 1
