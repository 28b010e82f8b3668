"""The wire events have the specification's JSON form, and the page's schema is fresh."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from tests.unit.call_examples import BOOKING, CALL, IDENTIFIED, MOVING, OFFERED, REFUSED, at

from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import Did
from ringbook.domain.pricing import CostBreakdown, ModelUsage, calculate_costs
from ringbook.event_schema import schema
from ringbook.event_views import cost_view, summary_event, tool_data
from ringbook.events import (
    EVENT,
    CallSummaryEvent,
    ProposalEvent,
    ToolCallEvent,
)

KOLKATA = ZoneInfo("Asia/Kolkata")
SCHEMA = Path(__file__).parents[2] / "web" / "src" / "api" / "events.schema.json"


def tool_call(did: Did) -> dict[str, object]:
    event = ToolCallEvent(
        tool="book_appointment",
        status="success",
        data=tool_data(did.outcome, KOLKATA),
        timestamp=at(0.123),
        call_id="call_1",
        seq=1,
        args={"slot": "A"},
    )
    wire: dict[str, object] = json.loads(event.model_dump_json())
    return wire


def test_a_tool_call_is_the_specification_s_plus_call_id_seq_and_args() -> None:
    wire = tool_call(BOOKING)
    assert list(wire) == [
        *("type", "tool", "status", "data", "timestamp"),
        *("call_id", "seq", "args"),
    ]
    assert wire["type"] == "tool_call"
    assert wire["timestamp"] == "2026-01-26T10:30:00.123Z"


def test_a_booked_appointment_is_in_local_time() -> None:
    assert tool_call(BOOKING)["data"] == {
        "appointment": {
            "id": "00000000-0000-0000-0000-00000000001e",
            "date": "2026-01-27",
            "time": "14:00",
            "status": "scheduled",
            "starts_at": "2026-01-27T08:30:00.000Z",
            "duration_minutes": 30,
            "service": "Cleaning",
            "provider": "Dr Rao",
        }
    }


def test_a_move_says_when_it_was() -> None:
    data = tool_call(MOVING)["data"]
    assert isinstance(data, dict)
    assert data["was"] == "2026-01-27T08:30:00.000Z"
    assert data["appointment"]["date"] == "2026-01-29"


def test_slots_carry_their_label() -> None:
    data = tool_call(OFFERED)["data"]
    assert isinstance(data, dict)
    assert [(s["label"], s["time"]) for s in data["slots"]] == [("A", "14:00")]


def test_an_error_is_a_code_only() -> None:
    message = "I'm sorry, that time has just been taken."
    assert tool_call(REFUSED)["data"] == {"error": "slot_taken", "message": message}


def test_the_caller_s_number_is_masked() -> None:
    wire = json.dumps(tool_call(IDENTIFIED), ensure_ascii=False)
    assert "••••1821" in wire
    assert "8860141821" not in wire


def test_a_summary_has_the_specification_s_fields() -> None:
    wire = json.loads(summary_event(fold(CALL), at(121.5)).model_dump_json())
    assert list(wire) == [
        *("type", "summary", "appointments", "user_preferences"),
        *("cost_breakdown", "duration_seconds", "timestamp"),
    ]
    assert wire["user_preferences"] == {
        "preferred_time": "afternoon",
        "preferred_days": ["Tuesday"],
    }
    assert list(wire["cost_breakdown"]) == [
        *("stt", "llm_input", "llm_output", "tts", "avatar", "total")
    ]
    assert wire["appointments"][0]["time"] == "14:00"


def test_costs_are_plain_numbers_and_name_what_has_no_price() -> None:
    usage = (ModelUsage.stt("Deepgram", "nova-3", 180), ModelUsage.llm("host", "other", 5, 0, 5))
    view = cost_view(calculate_costs(usage, at(0).date()))
    assert json.dumps(view) == (
        '{"stt": 0.0129, "llm_input": 0.0, "llm_output": 0.0, "tts": 0.0, "avatar": 0.0, '
        '"total": 0.0129, "unpriced": ["host/other"]}'
    )
    assert "unpriced" not in cost_view(CostBreakdown())


@pytest.mark.parametrize("event", [ProposalEvent(action=None), summary_event(fold(CALL), at(0))])
def test_events_survive_json(event: ProposalEvent | CallSummaryEvent) -> None:
    assert EVENT.validate_json(event.model_dump_json()) == event


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        EVENT.validate_python({"type": "proposal", "action": None, "surprise": 1})


def test_the_page_s_schema_is_fresh() -> None:
    assert json.loads(SCHEMA.read_text()) == schema(), "run: npm --prefix web run generate"


def test_discriminators_are_required_in_the_schema() -> None:
    definitions = schema()["$defs"]
    for name in ("ToolCallEvent", "CallSummaryEvent", "ProposalEvent"):
        assert "type" in definitions[name]["required"]
