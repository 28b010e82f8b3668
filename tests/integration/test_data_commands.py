"""The commands about the data, and what they tell the shell."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from tests.integration.conftest import NOW
from typer.testing import CliRunner, Result

from ringbook.cli import app
from ringbook.demo import demo_practice
from ringbook.dialogue.state.call_events import CallEvent, Did, Ended, Identified, Started, UserSaid
from ringbook.domain.model import Caller, Practice
from ringbook.store import calls
from ringbook.store.callers import identify_user
from ringbook.store.pool import Database
from ringbook.store.unsaved import UnsavedCall, forget_unsaved, keep, unsaved_calls

AT = ["--now", "2026-06-12T09:00:00+05:30"]


@pytest.fixture
def commands(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    return CliRunner()


def test_a_practice_is_applied_shown_and_listed(commands: CliRunner) -> None:
    applied = commands.invoke(app, ["practice", "apply", str(demo_practice()), *AT])
    assert (applied.exit_code, applied.stdout) == (0, "lotus-dental: applied\n")
    assert "slug: lotus-dental" in commands.invoke(app, ["practice", "show"]).stdout
    again = commands.invoke(app, ["slots", "roll", *AT])
    assert again.stdout == "lotus-dental: 0 cells new or changed\n"
    monday = ["slots", "list", "--day", "2026-06-15", "--days", "1", *AT]
    assert commands.invoke(app, monday).stdout.startswith("Mon 2026-06-15 09:00  Check-up  Dr. A")


def test_a_wrong_file_is_status_2(commands: CliRunner, tmp_path: Path) -> None:
    wrong = tmp_path / "practice.yaml"
    wrong.write_text("name: x\n")
    result = commands.invoke(app, ["practice", "check", str(wrong)])
    assert result.exit_code == 2
    assert "practice.yaml, line 1, timezone: is required" in result.stderr


def test_no_database_is_status_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@127.0.0.1:1/none")
    assert CliRunner().invoke(app, ["migrate"]).exit_code == 3


def test_an_unknown_number_is_status_1(commands: CliRunner) -> None:
    commands.invoke(app, ["practice", "apply", str(demo_practice()), *AT])
    result = commands.invoke(app, ["erase", "+918860141821", "--yes"])
    assert result.exit_code == 1
    assert "8860141821" not in result.output


# ---- erasing what waits in files ----------------------------------------------------------------

NUMBER, LONGER = "+918860141821", "+9188601418219"


def kept(practice: Practice, session_id: str, number: str = NUMBER) -> UnsavedCall:
    """The record of a call that the database could not take."""
    events: list[CallEvent] = [
        Started(NOW, practice),
        UserSaid(NOW, "I'm Priya and my knee hurts."),
        Did(NOW, "identify_user", {}, Identified(Caller(number, "Priya"))),
        Ended(NOW, "goodbye"),
    ]
    return UnsavedCall(practice.tenant_id, session_id, events)


async def erased(commands: CliRunner) -> Result:
    """In a thread: the command has an event loop of its own."""
    command = ["erase", NUMBER, "--yes", *AT]
    return await asyncio.to_thread(lambda: commands.invoke(app, command))


async def test_erasing_a_caller_reaches_the_records_that_wait_in_files(
    commands: CliRunner, db: Database, practice: Practice, tmp_path: Path
) -> None:
    await identify_user(db, practice.tenant_id, NUMBER, "Priya", NOW)
    waiting = unsaved_calls(tmp_path / "home")
    keep(kept(practice, "lost"), waiting)
    result = await erased(commands)
    assert result.exit_code == 0, result.output
    assert "1 calls scrubbed" in result.stdout
    assert os.listdir(waiting) == []
    assert await calls.events_of(db, practice.tenant_id, "lost") == []
    (row,) = await calls.recent_calls(db, practice.tenant_id)
    assert (row.session_id, row.end_reason) == ("lost", "goodbye")
    assert NUMBER not in (row.contact_number or "")


async def test_what_the_database_cannot_take_even_then_is_deleted(
    commands: CliRunner, db: Database, practice: Practice, tmp_path: Path
) -> None:
    waiting = unsaved_calls(tmp_path / "home")
    keep(kept(practice, "nobody"), waiting)  # the database has never heard of this number
    (waiting / "torn.json").write_text(f'{{"events": ["{NUMBER}"')
    (waiting / "other.json").write_text(f'{{"events": ["{LONGER}"')
    result = await erased(commands)
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith(", 2 unsaved calls deleted\n")
    assert os.listdir(waiting) == ["other.json"]


async def test_another_practice_s_files_stay(practice: Practice, tmp_path: Path) -> None:
    keep(replace(kept(practice, "theirs"), tenant_id=uuid4()), tmp_path)
    assert await forget_unsaved(tmp_path, practice.tenant_id, NUMBER) == 0
    assert os.listdir(tmp_path) == ["theirs.json"]
