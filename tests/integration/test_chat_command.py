"""`ringbook chat --jsonl` as a program sees it: lines, rows and exit statuses."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ringbook.dialogue.state.call_events import Ended, UserSaid
from ringbook.store.unsaved import UnsavedCall, keep, unsaved_calls

NOW = "2026-06-12T09:00:00-04:00"
PRACTICE = """
name: Maple Street Dental
timezone: America/New_York
phone_region: US
opening_hours:
  monday: ["09:00-12:30", "13:30-17:00"]
  tuesday: ["09:00-12:30", "13:30-17:00"]
  wednesday: []
  thursday: []
  friday: ["09:00-17:00"]
  saturday: []
  sunday: []
services: [{name: Check-up, duration_minutes: 30}]
"""
PRELOAD = """
slots: [{start: "2026-06-15T10:00"}, {start: "2026-06-15T10:30"}]
users: [{contact_number: "+12125550123", name: Priya Shah}]
appointments:
  - {contact_number: "+12125550123", start: "2026-06-16T14:30"}
"""


class Command:
    """Runs the command in a directory of its own, with nothing set but the database."""

    def __init__(self, directory: Path, database_url: str) -> None:
        self.directory = directory
        self.practice = self.file("practice.yaml", PRACTICE)
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DATABASE_URL": database_url,
            "RINGBOOK_HOME": str(directory / "home"),
            "HOME": str(directory),
        }

    def file(self, name: str, content: str) -> str:
        (self.directory / name).write_text(content, encoding="utf-8")
        return name

    def run(self, *options: str, sends: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", "from ringbook.cli import app; app()", "chat", "--jsonl"]
        return subprocess.run(
            [*command, *options],
            input=sends.encode() if isinstance(sends, str) else sends,
            capture_output=True,
            cwd=self.directory,
            env=self.environment,
            timeout=300,
            check=False,
        )

    def call(self, turns: Sequence[object], *options: str) -> list[dict[str, Any]]:
        sends = "".join(json.dumps(turn) + "\n" for turn in turns)
        done = self.run("--now", NOW, "--practice", self.practice, *options, sends=sends)
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


@pytest.fixture
def command(tmp_path: Path, database_url: str) -> Command:
    return Command(tmp_path, database_url)


def test_a_call_is_held_over_lines(command: Command, database_url: str) -> None:
    preload = command.file("preload.yaml", PRELOAD)
    turns: list[object] = [
        {"user": "I'd like a check-up on Monday at 10 am"},
        "not an object",
        {"user": "212 555 0123"},
        {"user": "yes"},
        {"user": "Priya Shah"},
        {"user": "yes please"},
        {"hangup": True},
    ]
    lines = command.call(turns, "--preload", preload, "--brain", "offline")
    assert list(lines[0]) == ["agent"]
    assert lines[1] == {"turn_done": True}
    assert sum("error" in line for line in lines) == 1
    booked = [n for n in lines if n.get("tool") == "book_appointment"]
    assert [list(line) for line in booked] == [["tool", "status", "args", "data"]] * 2
    assert booked[1]["data"]["appointment"]["date"] == "2026-06-15"
    assert "summary" in lines[-2]
    assert lines[-1] == {"ended": True, "reason": "caller_hung_up"}
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT appointment_date::text, appointment_time::text, status FROM appointments"
            " ORDER BY starts_at"
        ).fetchall()
        ended = connection.execute("SELECT end_reason FROM conversation_logs").fetchall()
    assert rows == [
        ("2026-06-15", "10:00:00", "scheduled"),
        ("2026-06-16", "14:30:00", "scheduled"),
    ]
    assert ended == [("caller_hung_up",)]


def test_the_end_of_the_file_hangs_up(command: Command) -> None:
    lines = command.call([])
    assert [list(line) for line in lines] == [
        ["agent"],
        ["turn_done"],
        ["summary"],
        ["ended", "reason"],
    ]


def test_a_call_that_the_database_could_not_take_is_brought_back_first(
    command: Command, database_url: str
) -> None:
    command.call([])
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT id FROM tenants").fetchone()
    assert row is not None
    at = datetime.fromisoformat(NOW)
    kept = UnsavedCall(row[0], "lost", [UserSaid(at, "Hello?"), Ended(at, "caller_hung_up")])
    path = keep(kept, unsaved_calls(command.directory / "home"))
    command.call([])
    assert not path.exists()
    with psycopg.connect(database_url) as connection:
        lost = connection.execute(
            "SELECT end_reason FROM conversation_logs WHERE session_id = 'lost'"
        ).fetchall()
    assert lost == [("caller_hung_up",)]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--now", "yesterday"], "ISO 8601"),
        (["--now", "2026-06-12T09:00:00"], "offset"),
        (["--caller-id", "917"], "E.164"),
        (["--practice", "broken.yaml"], "timezone"),
        (["--practice", "missing.yaml"], "missing.yaml"),
        (["--brain", "clever"], "clever"),
    ],
)
def test_wrong_usage_exits_with_2(command: Command, options: list[str], says: str) -> None:
    command.file("broken.yaml", PRACTICE.replace("timezone: America/New_York\n", ""))
    done = command.run(*options)
    assert done.returncode == 2
    assert done.stdout == b""
    assert says in done.stderr.decode()


def test_a_database_that_cannot_be_reached_exits_with_3(command: Command) -> None:
    command.environment["DATABASE_URL"] = "postgresql://postgres@127.0.0.1:1/none"
    done = command.run("--practice", command.practice)
    assert done.returncode == 3
    assert done.stdout == b""
