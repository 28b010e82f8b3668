"""What the page is told of a caller who has not proven who they are: the same for every number."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

import pytest
from livekit.agents import ToolExecutionUpdatedEvent
from livekit.agents.llm import FunctionCall
from livekit.agents.voice.events import ToolCallEnded, ToolCallStarted
from tests.unit.call_examples import PRACTICE

from ringbook.agent.call import Call
from ringbook.agent.publish import Publisher
from ringbook.dialogue.speak.lines import thanks
from ringbook.dialogue.state.call_events import Did, Identified, Started, UserSaid
from ringbook.domain.model import Caller
from ringbook.events import CallerView, RingbookEvent, ToolCallEvent
from ringbook.store.pool import Database

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
NUMBER = "+12125550123"
KNOWN = Caller(NUMBER, "Priya Shah")


def unknown(name: str | None) -> Caller:
    return Caller(NUMBER, name, is_new=True)


def nameless(name: str | None) -> Caller:
    """A record from before, that had no name until this call gave it one."""
    return Caller(NUMBER, name, named_now=name is not None)


def call_of(caller: Caller, *said: str, line: str | None = None) -> Call:
    """A call in which the number of this record was confirmed after these words."""
    call = Call(practice=PRACTICE, session_id="test", db=cast(Database, None), clock=lambda: NOW)
    call.apply(Started(NOW, PRACTICE, caller_id=line))
    for words in said:
        call.apply(UserSaid(NOW, words))
    found = Identified(caller)
    call.apply(Did(NOW, "identify_user", {}, found))
    call.answers["c1"] = found
    return call


def told(call: Call) -> CallerView:
    sent: list[RingbookEvent] = []
    publisher = Publisher(call, sent.append)
    asked = FunctionCall(call_id="c1", name="identify_user", arguments="{}")
    publisher.on_tool(ToolExecutionUpdatedEvent(update=ToolCallStarted(function_call=asked)))
    ended = ToolCallEnded(id="c1", call_id="c1", status="done")
    publisher.on_tool(ToolExecutionUpdatedEvent(update=ended))
    event = sent[-1]
    assert isinstance(event, ToolCallEvent)
    assert NUMBER not in event.model_dump_json()
    return event.data["user"]


@pytest.mark.parametrize(
    ("said", "name", "is_new"),
    [((), None, None), (("my name is Priya",), "Priya Shah", False), (("I'm Tom",), None, None)],
)
def test_a_record_is_shown_only_to_who_has_said_its_name(
    said: Sequence[str], name: str | None, is_new: bool | None
) -> None:
    user = told(call_of(KNOWN, *said))
    assert (user.name, user.is_new) == (name, is_new)
    assert user.contact_number.endswith("0123")


@pytest.mark.parametrize(("said", "name"), [(("I'm Tom",), "Tom"), ((), None)])
def test_an_unproven_caller_cannot_tell_a_known_number_from_an_unknown_one(
    said: Sequence[str], name: str | None
) -> None:
    calls = [call_of(caller, *said) for caller in (KNOWN, unknown(name), nameless(name))]
    first, *others = [told(call) for call in calls]
    assert others == [first, first]
    assert len({thanks(call.state) for call in calls}) == 1


def test_who_calls_from_the_number_may_know_that_it_is_new() -> None:
    assert told(call_of(unknown("Tom"), "I'm Tom", line=NUMBER)).is_new is True
    known = told(call_of(KNOWN, line=NUMBER))
    assert (known.name, known.is_new) == ("Priya Shah", False)
