"""A call's record: there from the first second, folded from its events, completed by anyone."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from tests.integration.conftest import NOW

from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import CallEvent, Did, Ended, Identified, Started, UserSaid
from ringbook.domain.model import Caller, Practice, Preferences
from ringbook.domain.pricing import CostBreakdown
from ringbook.event_views import cost_view
from ringbook.store import calls
from ringbook.store.callers import identify_user
from ringbook.store.pool import Database
from ringbook.store.sweep import sweep
from ringbook.store.unsaved import UnsavedCall, bring_back, keep

NUMBER = "+919810000001"
COSTS = dict(cost_view(CostBreakdown(stt=Decimal("0.5"))))
LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
LONG_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)


def said(practice: Practice) -> list[tuple[int, CallEvent]]:
    known = Identified(Caller(NUMBER, "Priya"))
    events: list[CallEvent] = [
        Started(NOW, practice),
        UserSaid(NOW + timedelta(seconds=5), "It is Priya."),
        Did(NOW + timedelta(seconds=9), "identify_user", {}, known),
    ]
    return list(enumerate(events))


async def began(db: Database, practice: Practice) -> list[tuple[int, CallEvent]]:
    events = said(practice)
    await identify_user(db, practice.tenant_id, NUMBER, "Priya", NOW)
    await calls.open_call(db, practice.tenant_id, "room-1", NOW, "web")
    await calls.append_events(db, practice.tenant_id, "room-1", events)
    return events


async def test_events_come_back_as_they_happened(db: Database, practice: Practice) -> None:
    events = await began(db, practice)
    await calls.append_events(db, practice.tenant_id, "room-1", events)
    stored = await calls.events_of(db, practice.tenant_id, "room-1")
    assert stored == [event for _, event in events]


async def test_a_finished_call_has_its_summary(db: Database, practice: Practice) -> None:
    events = await began(db, practice)
    assert await calls.read_record(db, "room-1") is None
    whole = [event for _, event in events] + [Ended(NOW + timedelta(seconds=60), "goodbye")]
    await calls.finish_call(db, practice.tenant_id, "room-1", fold(whole))
    record = await calls.read_record(db, "room-1")
    assert record is not None
    assert (record["type"], record["duration_seconds"]) == ("call_summary", 60)
    (row,) = await calls.recent_calls(db, practice.tenant_id)
    assert (row.contact_number, row.end_reason, row.interrupted) == (NUMBER, "goodbye", False)


async def test_the_owner_sees_how_frustrated_a_caller_was(db: Database, practice: Practice) -> None:
    events = await began(db, practice)
    angry = UserSaid(NOW + timedelta(seconds=20), "this is ridiculous")
    whole = [event for _, event in events] + [angry, Ended(NOW + timedelta(seconds=60), "goodbye")]
    await calls.finish_call(db, practice.tenant_id, "room-1", fold(whole))
    (row,) = await calls.recent_calls(db, practice.tenant_id)
    assert row.frustration == "some"
    record = await calls.read_record(db, "room-1")
    assert record is not None
    assert record["frustration"] == "some"


async def test_a_sweep_completes_what_a_dead_process_left(db: Database, practice: Practice) -> None:
    await began(db, practice)
    assert await sweep(db, LONG_BEFORE) == 0
    assert await sweep(db, LONG_AFTER) == 1
    assert await sweep(db, LONG_AFTER) == 0
    (row,) = await calls.recent_calls(db, practice.tenant_id)
    assert (row.end_reason, row.interrupted, row.contact_number) == ("interrupted", True, NUMBER)


async def test_a_call_taken_for_dead_may_still_bring_its_end(
    db: Database, practice: Practice
) -> None:
    events = await began(db, practice)
    await sweep(db, LONG_AFTER)
    whole = [event for _, event in events] + [Ended(NOW + timedelta(seconds=60), "goodbye")]
    await calls.finish_call(db, practice.tenant_id, "room-1", fold(whole))
    (row,) = await calls.recent_calls(db, practice.tenant_id)
    assert (row.end_reason, row.interrupted) == ("goodbye", False)


async def test_the_next_call_knows_what_was_learned(db: Database, practice: Practice) -> None:
    events = await began(db, practice)
    learned = Preferences("afternoon", ("Monday",))
    record = replace(fold([event for _, event in events]), preferences=learned)
    await calls.save_call(db, practice.tenant_id, "room-1", record)
    caller = await identify_user(db, practice.tenant_id, NUMBER, None, NOW)
    assert (caller.name, caller.is_new, caller.preferences) == ("Priya", False, learned)


async def test_a_name_that_a_record_got_just_now_is_told_from_one_it_had(
    db: Database, practice: Practice
) -> None:
    told = [
        await identify_user(db, practice.tenant_id, NUMBER, name, NOW)
        for name in (None, "Priya", "Tom")
    ]
    assert [(c.name, c.is_new, c.named_now) for c in told] == [
        (None, True, False),
        ("Priya", False, True),
        ("Priya", False, False),
    ]


def unsaved(practice: Practice, session_id: str = "room-2") -> UnsavedCall:
    events = [event for _, event in said(practice)]
    ended = Ended(NOW + timedelta(seconds=60), "goodbye")
    return UnsavedCall(practice.tenant_id, session_id, [*events, ended], COSTS, {"n": 1})


async def test_a_call_that_was_kept_in_a_file_is_brought_back(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    await identify_user(db, practice.tenant_id, NUMBER, "Priya", NOW)
    call = unsaved(practice)
    path = keep(call, tmp_path / "unsaved")
    assert path.stat().st_mode & 0o077 == 0
    assert await bring_back(db, tmp_path / "unsaved") == 1
    assert not path.exists()
    assert await calls.events_of(db, practice.tenant_id, "room-2") == call.events
    record = await calls.read_record(db, "room-2")
    assert record is not None
    assert (record["duration_seconds"], record["cost_breakdown"]) == (60, COSTS)


async def test_what_cannot_be_brought_back_stays_and_holds_up_nothing(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    await identify_user(db, practice.tenant_id, NUMBER, "Priya", NOW)
    (tmp_path / "a.json").write_text("{")
    gone = keep(replace(unsaved(practice, "b"), tenant_id=uuid4()), tmp_path)
    keep(unsaved(practice, "c"), tmp_path)
    assert await bring_back(db, tmp_path) == 1
    assert sorted(os.listdir(tmp_path)) == ["a.json", gone.name]
