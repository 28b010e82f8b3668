"""A call's record: there from the first second, folded from its events, completed by anyone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.integration.conftest import NOW

from ringbook.dialogue.call_events import CallEvent, Did, Ended, Identified, Started, UserSaid
from ringbook.dialogue.record import fold
from ringbook.domain.model import Caller, Practice, Preferences
from ringbook.store import calls
from ringbook.store.callers import identify_user
from ringbook.store.pool import Database
from ringbook.store.sweep import sweep

NUMBER = "+919810000001"
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
