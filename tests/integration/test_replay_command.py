"""`ringbook replay`: a stored call again, from the database and from a file."""

from pathlib import Path

import psycopg
import pytest
from tests.integration.conftest import NOW
from tests.integration.text_calls import hold
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

BOOK = [
    "I'd like to book a check-up on Monday at 10 am",
    "98860 14182",
    "yes",
    "my name is Priya Shah",
    "yes please",
    "no, that's all, thank you, goodbye",
]
OTHER_WORDS = """
UPDATE call_events SET event = jsonb_set(event, '{text}', '"All booked!"')
 WHERE session_id = %s AND event->>'text' LIKE '%%Shall I book it?'
"""


@pytest.fixture
def commands(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    return CliRunner()


@pytest.fixture
async def call(db: Database, practice: Practice, tmp_path: Path) -> str:
    """The session id of a call that booked."""
    held = await hold(db, practice, BOOK, now=NOW, unsaved=tmp_path / "unsaved")
    assert held.tools() == ["identify_user", "fetch_slots", "book_appointment", "end_conversation"]
    return held.session_id


def test_a_stored_call_is_the_same_again(commands: CliRunner, call: str) -> None:
    result = commands.invoke(app, ["replay", call])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "   0  a call begins (text)"
    assert any(line.endswith("tool: book_appointment: booked") for line in lines)
    assert lines[-2].endswith("the call ends (goodbye)")
    assert lines[-1] == "the same again"


def test_a_saved_call_needs_no_database(
    commands: CliRunner, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "call.yaml"
    saved = commands.invoke(app, ["replay", call, "--save-as-scenario", str(file)])
    assert saved.exit_code == 0, saved.output
    assert "mind who gets it" in saved.stderr
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@127.0.0.1:1/none")
    again = commands.invoke(app, ["replay", str(file)])
    assert (again.exit_code, again.stdout) == (0, saved.stdout)


def test_it_stops_at_the_first_difference(
    commands: CliRunner, call: str, database_url: str
) -> None:
    with psycopg.connect(database_url) as connection:
        assert connection.execute(OTHER_WORDS, [call]).rowcount == 1
    result = commands.invoke(app, ["replay", call])
    assert result.exit_code == 1
    *_, differs, was, now = result.stdout.splitlines()
    assert differs.endswith("differs")
    assert was == '      was: "All booked!"'
    assert "Shall I book it?" in now


def test_an_unknown_call_and_a_wrong_file_are_status_2(
    commands: CliRunner, practice: Practice, tmp_path: Path
) -> None:
    unknown = commands.invoke(app, ["replay", "no-such-call"])
    assert (unknown.exit_code, unknown.stderr) == (
        2,
        "there is no call 'no-such-call': see `ringbook calls`\n",
    )
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("events: none\n")
    result = commands.invoke(app, ["replay", str(wrong)])
    assert result.exit_code == 2
    assert "not a call that `ringbook replay` saved" in result.stderr
