"""Whole calls by text against a real database: what is said, what is stored, what is recorded."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.text_calls import Held, hold

from ringbook.agent.text_lines import Bad, Input, Keypad, Quiet
from ringbook.dialogue.state.call_events import AgentSaid, Ended, Started, UserSaid
from ringbook.domain.model import Practice
from ringbook.store.calls import events_of, read_record
from ringbook.store.pool import Database

NUMBER = "+919886014182"
SAID = "98860 14182"
IDENTIFY = [SAID, "yes", "my name is Priya Shah"]
BOOK = ["I'd like to book a check-up on Monday at 10 am", *IDENTIFY, "yes please"]


@dataclass(frozen=True, slots=True)
class Row:
    """An appointment as stored."""

    id: UUID
    contact_number: str
    appointment_date: date
    status: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class LogRow:
    contact_number: str | None
    end_reason: str | None
    interrupted: bool
    transcript: dict[str, Any]
    tool_calls: list[dict[str, Any]]
    summary: str | None


@pytest.fixture
def calls(db: Database, practice: Practice, tmp_path: Path) -> "Calls":
    return Calls(db, practice, tmp_path)


@dataclass(frozen=True, slots=True)
class Calls:
    db: Database
    practice: Practice
    unsaved: Path

    async def hold(self, *inputs: str | Input, caller_id: str | None = None) -> Held:
        return await hold(
            self.db, self.practice, inputs, now=NOW, unsaved=self.unsaved, caller_id=caller_id
        )

    async def appointments(self) -> list[Row]:
        sql = """SELECT id, contact_number, appointment_date, status, starts_at
                   FROM appointments ORDER BY created_at, starts_at"""
        return await self.db.rows(Row, sql)

    async def log(self, session_id: str) -> LogRow:
        sql = """SELECT contact_number, end_reason, interrupted, transcript, tool_calls, summary
                   FROM conversation_logs WHERE session_id = %s"""
        (row,) = await self.db.rows(LogRow, sql, (session_id,))
        return row


async def test_a_booking_is_read_back_agreed_to_written_and_told(calls: Calls) -> None:
    call = await calls.hold(*BOOK, "no, that's all, thank you, goodbye")
    (row,) = await calls.appointments()
    assert (row.contact_number, row.status) == (NUMBER, "scheduled")
    assert row.starts_at == datetime(2026, 6, 15, 4, 30, tzinfo=UTC)  # 10:00 in Kolkata
    said = call.said()
    told = next(i for i, text in enumerate(said) if "booked" in text.lower())
    assert "Monday, June 15 at 10:00 AM" in said[told - 1]
    assert "Monday, June 15 at 10:00 AM" in said[told]
    assert call.tools()[-1] == "end_conversation"
    assert call.ended() == "goodbye"


async def test_the_record_is_complete_when_the_call_has_ended(calls: Calls) -> None:
    call = await calls.hold(*BOOK, "no, that's all, goodbye")
    log = await calls.log(call.session_id)
    assert (log.contact_number, log.end_reason, log.interrupted) == (NUMBER, "goodbye", False)
    assert {"book_appointment", "fetch_slots"} <= {tool["tool"] for tool in log.tool_calls}
    spoken = [m["content"] for m in log.transcript["messages"] if m["role"] == "assistant"]
    assert spoken == call.said()
    record = await read_record(calls.db, call.session_id)
    assert record is not None
    summary = next(line["summary"] for line in call.lines if "summary" in line)
    assert record["summary"] == summary["summary"] == log.summary
    assert record["appointments"] == summary["appointments"]


async def test_the_events_of_the_call_are_stored_in_order(calls: Calls) -> None:
    call = await calls.hold("hello")
    events = await events_of(calls.db, calls.practice.tenant_id, call.session_id)
    assert [type(event) for event in events] == [Started, AgentSaid, UserSaid, AgentSaid, Ended]
    assert events[0].at == NOW


async def test_a_cancelled_appointment_keeps_its_row_and_its_slot_is_free_again(
    calls: Calls,
) -> None:
    await calls.hold(*BOOK)
    call = await calls.hold("please cancel my appointment", *IDENTIFY, "yes")
    (row,) = await calls.appointments()
    assert row.status == "cancelled"
    assert "Monday, June 15" in " ".join(call.said())
    await calls.hold("book a check-up on Monday at 10 am", "98860 14183", "yes", "Anil Rao", "yes")
    assert [row.status for row in await calls.appointments()] == ["cancelled", "scheduled"]


async def test_a_moved_appointment_keeps_its_id(calls: Calls) -> None:
    await calls.hold(*BOOK)
    (before,) = await calls.appointments()
    move = ("I need to move my appointment to Tuesday at 3 pm", *IDENTIFY, "yes")
    call = await calls.hold(*move)
    (after,) = await calls.appointments()
    assert (after.id, after.status) == (before.id, "scheduled")
    assert after.starts_at == datetime(2026, 6, 16, 9, 30, tzinfo=UTC)
    assert call.data("modify_appointment")["appointment"]["id"] == str(before.id)


async def test_a_caller_who_hangs_up_in_mid_call_leaves_a_complete_record(calls: Calls) -> None:
    call = await calls.hold(*BOOK[:3])
    assert await calls.appointments() == []
    assert call.ended() == "caller_hung_up"
    log = await calls.log(call.session_id)
    assert log.end_reason == "caller_hung_up"
    assert log.transcript["messages"][-1]["role"] == "assistant"


async def test_bad_lines_are_answered_and_the_call_goes_on(calls: Calls) -> None:
    call = await calls.hold(Bad("not JSON"), "hello")
    greeting, done, error, *rest = call.lines
    assert set(greeting) == {"agent"}
    assert done == {"turn_done": True}
    assert error == {"error": "not JSON"}
    assert {"turn_done": True} in rest


async def test_a_turn_in_which_nothing_was_understood_is_a_turn(calls: Calls) -> None:
    call = await calls.hold("")
    assert sum("turn_done" in line for line in call.lines) == 2
    assert len(call.said()) == 2


async def test_silence_moves_the_clock_and_ends_in_a_goodbye(calls: Calls) -> None:
    call = await calls.hold(*[Quiet(8.0)] * 6)
    assert call.ended() == "silence"
    assert len(call.said()) >= 3
    events = await events_of(calls.db, calls.practice.tenant_id, call.session_id)
    assert (events[-1].at - NOW).total_seconds() % 8 == 0
    assert events[-1].at > NOW


async def test_a_number_may_be_keyed_in(calls: Calls) -> None:
    call = await calls.hold("I'd like to book a check-up on Monday at 10 am", Keypad("9886014182#"))
    assert "9 8 8, 6 0 1, 4 1 8 2" in call.said()[-1]


async def test_two_calls_for_one_slot_book_it_once_and_tell_the_truth(
    calls: Calls, diary: Diary
) -> None:
    others = ["98860 14183", "yes", "my name is Anil Rao"]
    first = [*BOOK, "no thanks, goodbye"]
    second = [BOOK[0], *others, "yes please", "no thanks, goodbye"]
    held = await asyncio.gather(calls.hold(*first), calls.hold(*second))
    rows = await calls.appointments()
    at_ten = [row for row in rows if row.starts_at == datetime(2026, 6, 15, 4, 30, tzinfo=UTC)]
    assert len(at_ten) == 1
    told = [any("You're booked" in text for text in call.said()) for call in held]
    booked = ["book_appointment" in call.tools() for call in held]
    assert told == booked
    assert any(booked)


async def test_what_is_said_and_sent_never_names_another_caller(calls: Calls) -> None:
    await calls.hold(*BOOK)
    call = await calls.hold("what appointments do I have?", "98860 14183", "yes", "Anil Rao")
    everything = str(call.lines)
    assert "Priya" not in everything
    assert "4182" not in everything
