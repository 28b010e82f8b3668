"""The commands about the data, and what they tell the shell."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.demo import demo_practice

AT = ["--now", "2026-06-12T09:00:00+05:30"]


@pytest.fixture
def commands(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database_url)
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
