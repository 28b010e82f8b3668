"""A call is played again from its events, and stops where this version would act otherwise."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.replay import replay
from ringbook.dialogue.state.call_events import CALL_EVENT, AgentSaid, CallEvent, Did, UserSaid
from ringbook.dialogue.state.question import Question

BOOKS = ("book a cleaning", "212 555 0123", "yes", "no", "tomorrow at 2 pm", "yes", "no", "bye")


@pytest.fixture
def events() -> list[CallEvent]:
    """A whole booking, as it is stored and read again."""
    call = Talk(Diary(practice(services=(CLEANING,))))
    call.says(*BOOKS)
    return [CALL_EVENT.validate_json(CALL_EVENT.dump_json(event)) for event in call.events]


def test_the_same_version_acts_the_same_again(events: list[CallEvent]) -> None:
    played = replay(events)
    assert played.difference is None
    assert len(played.states) == len(events) + 1
    assert played.states[-1].ended == "goodbye"


def _changed[E: CallEvent](
    events: list[CallEvent], kind: type[E], fits: Callable[[E], bool], change: Callable[[E], E]
) -> tuple[int, list[CallEvent]]:
    at = next(n for n, e in enumerate(events) if isinstance(e, kind) and fits(e))
    event = events[at]
    assert isinstance(event, kind)
    return at, [*events[:at], change(event), *events[at + 1 :]]


def test_it_stops_at_other_words(events: list[CallEvent]) -> None:
    at, other = _changed(
        events, AgentSaid, lambda e: "Shall I book it" in e.text, lambda e: replace(e, text="Fine.")
    )
    difference = replay(other).difference
    assert difference is not None
    assert (difference.seq, difference.was) == (at, '"Fine."')
    assert "Shall I book it?" in difference.now


def test_it_stops_at_another_tool(events: list[CallEvent]) -> None:
    at, other = _changed(
        events,
        Did,
        lambda e: e.tool == "fetch_slots",
        lambda e: replace(e, args={"appointment_date": "2026-02-02"}),
    )
    difference = replay(other).difference
    assert difference is not None
    assert difference.seq == at
    assert difference.was == "fetch_slots(appointment_date=2026-02-02)"
    assert difference.now.startswith("fetch_slots(")


def test_it_stops_where_the_words_are_taken_to_ask_something_else(events: list[CallEvent]) -> None:
    at, other = _changed(
        events,
        AgentSaid,
        lambda e: e.asks is not None and e.asks.about == "confirm_number",
        lambda e: replace(e, asks=Question("name")),
    )
    difference = replay(other).difference
    assert difference is not None
    assert (difference.seq, difference.now) == (at, "it asks confirm number")


def test_a_caller_who_says_something_else_is_answered_otherwise(events: list[CallEvent]) -> None:
    at, other = _changed(
        events,
        UserSaid,
        lambda e: e.text == "tomorrow at 2 pm",
        lambda e: replace(e, text="on Thursday at 3 pm"),
    )
    difference = replay(other).difference
    assert difference is not None
    assert difference.seq == at + 1


def test_what_was_cut_off_was_begun_the_same(events: list[CallEvent]) -> None:
    """The call as it was until the caller spoke over the goodbye question."""
    at, cut = _changed(
        events,
        AgentSaid,
        lambda e: "anything else" in e.text,
        lambda e: replace(e, text=e.text[: len(e.text) // 2], cut=True),
    )
    said, state = cut[at], replay(events).states[at]
    assert isinstance(said, AgentSaid)
    cut[at] = replace(said, asks=asked(state, said.text, cut=True))
    assert replay(cut[: at + 1]).difference is None
    cut[at] = replace(said, text="Well, then")
    difference = replay(cut).difference
    assert difference is not None
    assert difference.seq == at


def test_a_models_own_words_are_no_difference(events: list[CallEvent]) -> None:
    _, other = _changed(
        events,
        AgentSaid,
        lambda e: e.asks == Question("anything_else"),
        lambda e: replace(e, text="All done! Is there anything else you need?"),
    )
    assert replay(other, "engine").difference is not None
    assert replay(other, "model").difference is None


def test_a_models_false_promise_is_one(events: list[CallEvent]) -> None:
    at, other = _changed(
        events,
        AgentSaid,
        lambda e: "Shall I book it" in e.text,
        lambda e: replace(e, text="You're booked for Tuesday, January 27 at 2:00 PM."),
    )
    difference = replay(other, "model").difference
    assert difference is not None
    assert (difference.seq, difference.now) == (at, "held back as untrue")


def test_a_write_that_is_no_longer_legal_is_one(events: list[CallEvent]) -> None:
    """The same booking, without the yes before it."""
    at = next(
        n for n, e in enumerate(events) if isinstance(e, Did) and e.tool == "book_appointment"
    )
    without_yes = [*events[: at - 1], *events[at:]]
    assert isinstance(events[at - 1], UserSaid)
    difference = replay(without_yes, "model").difference
    assert difference is not None
    assert (difference.seq, difference.now) == (at - 1, "refused: not_confirmed")
