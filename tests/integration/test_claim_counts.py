"""What the claim guard stopped is kept with the call, and `ringbook claims` adds it up."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.unit.scripted import ScriptedLLM
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import CallEvent, Ended, Identified, Started
from ringbook.dialogue.state.call_events import Did as Done
from ringbook.domain.model import Caller, Practice
from ringbook.event_views import claims_view
from ringbook.practice import PracticeFile
from ringbook.store import calls
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.claim_counts import ClaimRow, claim_counts
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice
from ringbook.store.sweep import sweep

NUMBER = "+919810000001"
LIE = "You're booked for Monday, June 15 at 10 AM. Anything else?"
STOPPED = [{"claim": "book", "count": 1, "why": "not_written"}]


async def lied_to(diary: Diary, unsaved: Path) -> Held:
    """A call whose model claims a booking that nobody made."""
    model = ScriptedLLM([[LIE], ["What is your phone number?"]])
    return await hold(
        diary.db, diary.practice, ["hello", "and now?"], now=NOW, unsaved=unsaved,
        model_of=lambda _: model,
    )  # fmt: skip


async def kept(db: Database, session_id: str) -> dict[str, Any]:
    (row,) = [r for r in await calls.recent_calls(db, await _tenant(db, session_id))
              if r.session_id == session_id]  # fmt: skip
    return row.claims


async def _tenant(db: Database, session_id: str) -> Any:
    sql = "SELECT tenant_id FROM conversation_logs WHERE session_id = %(session)s"
    return (await db.rows(_Tenant, sql, {"session": session_id}))[0].tenant_id


class _Tenant:
    def __init__(self, tenant_id: Any) -> None:
        self.tenant_id = tenant_id


async def counted(
    db: Database, practice: Practice, session_id: str, at: datetime, **stopped: int
) -> None:
    """A call of ten sentences, two claims and what was stopped of them."""
    kinds = {(claim, "not_written"): n for claim, n in stopped.items()}
    events: list[CallEvent] = [Started(at, practice), Ended(at + timedelta(minutes=2), "goodbye")]
    record = replace(fold(events), claims=dict(claims_view(10, 2, kinds)))
    await calls.open_call(db, practice.tenant_id, session_id, at, "web")
    await calls.finish_call(db, practice.tenant_id, session_id, record)


async def test_a_stopped_claim_is_kept_by_its_kind_without_its_words(
    diary: Diary, tmp_path: Path
) -> None:
    held = await lied_to(diary, tmp_path)
    assert "You're booked" not in " ".join(held.said())
    claims = await kept(diary.db, held.session_id)
    assert (claims["checked"], claims["stopped"]) == (1, STOPPED)
    assert claims["sentences"] >= 3
    assert "June" not in str(claims)
    summary = next(line["summary"] for line in held.lines if "summary" in line)
    assert summary["claims"] == claims
    record = await calls.read_record(diary.db, held.session_id)
    assert record is not None
    assert record["claims"] == claims


async def test_a_call_in_which_nothing_was_stopped_has_the_summary_it_always_had(
    diary: Diary, tmp_path: Path
) -> None:
    held = await hold(diary.db, diary.practice, ["hello", "bye"], now=NOW, unsaved=tmp_path)
    claims = await kept(diary.db, held.session_id)
    assert claims["sentences"] > 0
    assert claims["stopped"] == []
    summary = next(line["summary"] for line in held.lines if "summary" in line)
    assert "claims" not in summary
    record = await calls.read_record(diary.db, held.session_id)
    assert record is not None
    assert "claims" not in record


async def test_a_killed_calls_counts_stay_as_last_written(db: Database, practice: Practice) -> None:
    started = Started(NOW, practice)
    await calls.open_call(db, practice.tenant_id, "killed", NOW, "web")
    await calls.append_events(db, practice.tenant_id, "killed", [(1, started)])
    claims = dict(claims_view(4, 1, {("move", "other_time"): 1}))
    await calls.save_call(db, practice.tenant_id, "killed", replace(fold([started]), claims=claims))
    assert await sweep(db, datetime(2100, 1, 1, tzinfo=UTC)) == 1
    assert await kept(db, "killed") == claims


async def test_who_is_erased_leaves_the_counts_and_nothing_else(
    db: Database, practice: Practice
) -> None:
    await identify_user(db, practice.tenant_id, NUMBER, "Priya", NOW)
    known = Done(NOW, "identify_user", {}, Identified(Caller(NUMBER, "Priya")))
    events: list[CallEvent] = [Started(NOW, practice), known, Ended(NOW, "goodbye")]
    claims = dict(claims_view(4, 1, {("book", "other_time"): 1}))
    await calls.open_call(db, practice.tenant_id, "gone", NOW, "web")
    record = replace(fold(events), claims=claims)
    await calls.finish_call(db, practice.tenant_id, "gone", record)
    assert await erase_caller(db, practice.tenant_id, NUMBER, "owner", NOW) is not None
    assert await kept(db, "gone") == claims


async def test_days_practices_and_kinds_add_up(db: Database, practice: Practice) -> None:
    await counted(db, practice, "a", NOW, book=2, cancel=1)
    await counted(db, practice, "b", NOW + timedelta(hours=1), book=1)
    await counted(db, practice, "c", datetime(2026, 6, 12, 18, 31, tzinfo=UTC))  # the 13th there
    await calls.open_call(db, practice.tenant_id, "running", NOW, "web")
    other = await apply_practice(db, PracticeFile.model_validate(CLINIC | {"name": "Other"}), NOW)
    await counted(db, other, "d", NOW, move=1)
    mine = practice.slug
    assert await claim_counts(db, "day", slug=mine) == [
        ClaimRow("2026-06-12", 3, 20, 4, 4),
        ClaimRow("2026-06-13", 1, 10, 2, 0),
    ]
    assert await claim_counts(db, "kind", slug=mine) == [
        ClaimRow("book, not_written", 2, 0, 0, 3),
        ClaimRow("cancel, not_written", 1, 0, 0, 1),
    ]
    assert [(r.label, r.calls, r.stopped) for r in await claim_counts(db, "practice")] == sorted(
        [(mine, 4, 4), (other.slug, 1, 1)]
    )
    day = date(2026, 6, 13)
    assert [r.label for r in await claim_counts(db, "day", slug=mine, since=day)] == ["2026-06-13"]
    assert await claim_counts(db, "kind", since=day) == []


async def test_the_commands_print_them(
    db: Database, practice: Practice, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert await invoked("claims") == "no calls yet\n"
    await counted(db, practice, "a", NOW, book=2)
    await counted(db, practice, "b", NOW + timedelta(days=1))
    lines = (await invoked("claims")).splitlines()
    assert [line.split() for line in lines] == [
        ["day", "calls", "sentences", "checked", "stopped"],
        ["2026-06-12", "1", "10", "2", "2"],
        ["2026-06-13", "1", "10", "2", "0"],
        ["total", "2", "20", "4", "2"],
    ]
    assert (await invoked("claims", "--by", "kind")).splitlines() == [
        "kind               calls  stopped",
        "book, not_written      1        2",
    ]
    assert "stopped: book (not_written) 2" in await invoked("calls")
    since = ("--by", "kind", "--since", "2026-06-13")
    assert await invoked("claims", *since) == "nothing was stopped\n"


async def invoked(*args: str) -> str:
    """In a thread: the command has an event loop of its own."""
    result = await asyncio.to_thread(lambda: CliRunner().invoke(app, list(args)))
    assert result.exit_code == 0, result.output
    return result.stdout
