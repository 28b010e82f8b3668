"""However a call ends, its record is complete."""

import os
import signal
from datetime import UTC, datetime, timedelta

import pytest
from tests.e2e.caller import Caller
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running, until

DORA = Person(166, hour=16)


@pytest.fixture
def in_mid_call(caller: Caller) -> Caller:
    """A caller who is known and is looking for a time."""
    caller.opens().types_instead()
    caller.types("I'd like to book an appointment, my number is 212 555 0166")
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("skip")
    caller.hears("day")
    return caller


def identified(rows: Rows, caller: Caller) -> bool:
    record = rows.record(caller.session_id)
    return bool(record and record["contact_number"] == DORA.number)


def test_a_closed_page_ends_the_call(in_mid_call: Caller, rows: Rows) -> None:
    in_mid_call.page.close(run_before_unload=True)
    record = until(lambda: rows.ended(in_mid_call.session_id), what="the record is complete")
    assert record["end_reason"] == "caller_hung_up"
    assert record["contact_number"] == DORA.number
    assert record["transcript"]["messages"][-1]["role"] == "assistant"
    assert record["summary"].startswith("📞 Call Summary")


def test_a_killed_call_is_completed_by_the_sweep(
    in_mid_call: Caller, rows: Rows, running: Running
) -> None:
    until(lambda: identified(rows, in_mid_call), what="the record knows the caller")
    for pid in running.jobs:
        os.kill(pid, signal.SIGKILL)
    assert rows.ended(in_mid_call.session_id) is None
    rows.sweep(datetime.now(UTC) + timedelta(minutes=10))
    record = until(lambda: rows.ended(in_mid_call.session_id), what="the sweep completed it")
    assert record["interrupted"]
    assert record["end_reason"] == "interrupted"
    assert record["contact_number"] == DORA.number
    assert record["transcript"]["tool_calls_count"] >= 1


def test_a_stopping_worker_lets_the_call_finish(
    in_mid_call: Caller, rows: Rows, running: Running
) -> None:
    worker = running.worker
    assert worker is not None
    os.kill(worker, signal.SIGTERM)
    in_mid_call.types(f"{DORA.weekday} at 4 pm")
    in_mid_call.taps("confirm-yes")
    in_mid_call.see("booked-card").wait_for()
    in_mid_call.types("no thanks, goodbye")
    record = until(lambda: rows.ended(in_mid_call.session_id), what="the record is complete")
    assert record["end_reason"] == "goodbye"
    assert [a["status"] for a in rows.appointments(DORA.number)] == ["scheduled"]
    until(lambda: running.worker != worker, what="the worker has ended")
    until(lambda: running.said("worker is back"), within=300, what="a new worker takes calls")
