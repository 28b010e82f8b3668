"""What the page is told of a caller who has not proven who they are."""

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
from ringbook.dialogue.call_events import Did, Identified, Started, UserSaid
from ringbook.domain.model import Caller
from ringbook.events import RingbookEvent, ToolCallEvent
from ringbook.store.pool import Database

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
NUMBER = "+12125550123"
KNOWN = Identified(Caller(NUMBER, "Priya Shah"))


def identified(*said: str) -> list[RingbookEvent]:
    """The events of a call in which a known number was confirmed after these words."""
    call = Call(practice=PRACTICE, session_id="test", db=cast(Database, None), clock=lambda: NOW)
    call.apply(Started(NOW, PRACTICE))
    for words in said:
        call.apply(UserSaid(NOW, words))
    call.apply(Did(NOW, "identify_user", {}, KNOWN))
    call.answers["c1"] = KNOWN
    sent: list[RingbookEvent] = []
    publisher = Publisher(call, sent.append)
    asked = FunctionCall(call_id="c1", name="identify_user", arguments="{}")
    publisher.on_tool(ToolExecutionUpdatedEvent(update=ToolCallStarted(function_call=asked)))
    ended = ToolCallEnded(id="c1", call_id="c1", status="done")
    publisher.on_tool(ToolExecutionUpdatedEvent(update=ended))
    return sent


@pytest.mark.parametrize(
    ("said", "shown"), [((), None), (("my name is Priya",), "Priya Shah"), (("I'm Tom",), None)]
)
def test_a_record_s_name_is_shown_only_to_who_has_said_it(
    said: Sequence[str], shown: str | None
) -> None:
    started, event = identified(*said)
    assert isinstance(started, ToolCallEvent)
    assert isinstance(event, ToolCallEvent)
    assert event.data["user"].name == shown
    assert event.data["user"].contact_number.endswith("0123")
    assert NUMBER not in event.model_dump_json()
