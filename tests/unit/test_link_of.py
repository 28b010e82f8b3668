"""Who is given the private link of an appointment: who may do all that it allows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
from livekit.agents import ToolExecutionUpdatedEvent
from livekit.agents.llm import FunctionCall
from livekit.agents.voice.events import ToolCallEnded, ToolCallStarted
from tests.unit.call_examples import AFTERNOONS, BOOKED, MOVED, NUMBER, PRACTICE, START, TWO_PM

from ringbook.agent.call import Call
from ringbook.agent.publish import Publisher, emit_summary
from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import (
    Booked,
    Cancelled,
    Did,
    Identified,
    Moved,
    Outcome,
    Started,
)
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import Caller, Identity, Policies, Practice
from ringbook.events import AppointmentView, CallSummaryEvent, RingbookEvent, ToolCallEvent
from ringbook.store.pool import Database

LINKS = BookingLinks.of("a secret")
LINK = LINKS.path(BOOKED.id)
BOOKING = Booked(BOOKED, AFTERNOONS)
MOVING = Moved(MOVED, TWO_PM, AFTERNOONS)
CANCELLING = Cancelled(replace(BOOKED, status="cancelled", version=2))
ALL_CLAIMED = Identity("claimed", "claimed", "claimed", "claimed")


def practice(identity: Identity) -> Practice:
    return replace(PRACTICE, policies=Policies(identity=identity))


def call_with(outcome: Outcome, identity: Identity, links: BookingLinks | None = LINKS) -> Call:
    """A call of somebody who only claims a known person's number, in which this was done."""
    place = practice(identity)
    db = cast(Database, None)
    call = Call(practice=place, session_id="test", db=db, clock=lambda: START, links=links)
    call.apply(Started(START, place))
    call.apply(Did(START, "identify_user", {}, Identified(Caller(NUMBER, "Priya Shah"))))
    call.apply(Did(START, "book_appointment", {}, outcome))
    call.answers["c1"] = outcome
    return call


def told(call: Call) -> Sequence[AppointmentView]:
    """The appointment as the tool's event and as the summary have it."""
    sent: list[RingbookEvent] = []
    publisher = Publisher(call, sent.append)
    asked = FunctionCall(call_id="c1", name="book_appointment", arguments="{}")
    publisher.on_tool(ToolExecutionUpdatedEvent(update=ToolCallStarted(function_call=asked)))
    ended = ToolCallEnded(id="c1", call_id="c1", status="done")
    publisher.on_tool(ToolExecutionUpdatedEvent(update=ended))
    emit_summary(sent.append, fold(call.events), START, call.link_of)
    tool, summary = sent[-2:]
    assert isinstance(tool, ToolCallEvent)
    assert isinstance(summary, CallSummaryEvent)
    return [tool.data["appointment"], *summary.appointments]


@pytest.mark.parametrize("identity", [Identity(), ALL_CLAIMED, Identity(cancel="verified")])
def test_what_a_call_booked_is_its_callers(identity: Identity) -> None:
    assert [view.link for view in told(call_with(BOOKING, identity))] == [LINK, LINK]


@pytest.mark.parametrize("outcome", [MOVING, CANCELLING], ids=["moved", "cancelled"])
def test_a_change_gives_the_link_to_who_may_make_every_change(outcome: Outcome) -> None:
    assert [view.link for view in told(call_with(outcome, ALL_CLAIMED))] == [LINK, LINK]


@pytest.mark.parametrize("outcome", [MOVING, CANCELLING], ids=["moved", "cancelled"])
@pytest.mark.parametrize(
    "stricter",
    [
        replace(ALL_CLAIMED, hear="matched"),
        replace(ALL_CLAIMED, move="matched"),
        replace(ALL_CLAIMED, cancel="matched"),
    ],
    ids=["hear", "move", "cancel"],
)
def test_a_change_gives_no_link_where_the_link_would_allow_more(
    outcome: Outcome, stricter: Identity
) -> None:
    assert [view.link for view in told(call_with(outcome, stricter))] == [None, None]


def test_without_a_secret_there_is_no_link_and_no_field() -> None:
    views = told(call_with(BOOKING, Identity(), links=None))
    assert ["link" in view.model_dump(mode="json") for view in views] == [False, False]


def test_the_record_in_the_database_holds_no_link() -> None:
    call = call_with(BOOKING, Identity())
    assert LINK not in repr(fold(call.events))
