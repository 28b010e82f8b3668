"""The record survives a database that is away, and every ending is written once."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest

from ringbook.agent.call import Call
from ringbook.agent.record_writer import RecordWriter
from ringbook.dialogue.state.call_events import AgentSaid, Ended, Started, UserSaid
from ringbook.domain.model import Practice
from ringbook.errors import DatabaseUnavailable
from ringbook.store import calls
from ringbook.store.pool import Database

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
PRACTICE = Practice(UUID(int=1), "maple", "Maple", "America/New_York", ((),) * 7, (), ())


class Records:
    """Stands in for the store; `away` counts the statements that find no database."""

    def __init__(self, away: int = 0) -> None:
        self.away = away
        self.events: dict[int, object] = {}
        self.finished: list[str | None] = []

    async def open_call(self, *_: object) -> None:
        self._answer()

    async def append_events(
        self, db: Database, tenant: UUID, session: str, events: list[tuple[int, object]]
    ) -> None:
        self._answer()
        self.events.update(events)

    async def save_call(self, *_: object) -> None:
        self._answer()

    async def finish_call(
        self, db: Database, tenant: UUID, session: str, record: object, usage: object
    ) -> None:
        self._answer()
        self.finished.append(getattr(record, "end_reason", None))

    def _answer(self) -> None:
        if self.away:
            self.away -= 1
            raise DatabaseUnavailable("away")


def writer(records: Records, unsaved: Path, monkeypatch: pytest.MonkeyPatch) -> RecordWriter:
    for name in ("open_call", "append_events", "save_call", "finish_call"):
        monkeypatch.setattr(calls, name, getattr(records, name))
    call = Call(practice=PRACTICE, session_id="s", db=cast(Database, None), clock=lambda: NOW)
    record = RecordWriter(call, unsaved)
    record.start()
    for event in (Started(NOW, PRACTICE), AgentSaid(NOW, "Hello."), UserSaid(NOW, "Hi")):
        call.apply(event)
    return record


async def test_every_event_and_the_end_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records()
    record = await writer(records, tmp_path, monkeypatch).finish("caller_hung_up")
    assert record.end_reason == "caller_hung_up"
    assert sorted(records.events) == [1, 2, 3, 4]
    assert isinstance(records.events[4], Ended)
    assert records.finished == ["caller_hung_up"]
    assert not os.listdir(tmp_path)


async def test_what_the_database_does_not_take_is_kept_in_a_file_only_we_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records(away=1000)
    await writer(records, tmp_path / "unsaved", monkeypatch).finish("goodbye")
    kept = tmp_path / "unsaved" / "s.json"
    content = json.loads(kept.read_text(encoding="utf-8"))
    assert [event["e"] for event in content["events"]] == [
        "started",
        "agent_said",
        "user_said",
        "ended",
    ]
    assert content["events"][-1]["reason"] == "goodbye"  # the record is folded from these
    assert kept.stat().st_mode & 0o077 == 0


async def test_after_the_end_nothing_more_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records()
    record = writer(records, tmp_path, monkeypatch)
    await record.finish("worker_stopped")
    await record.finish("goodbye")
    assert len(records.events) == 4
    assert set(records.finished) == {"worker_stopped"}
