import json
from pathlib import Path

import pytest
from tests.integration.conftest import create_database
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.migrate import migrate


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def findings() -> dict[str, dict[str, object]]:
    result = CliRunner().invoke(app, ["doctor", "--json"])
    assert result.exit_code in {0, 1}, result.output
    return {finding["part"]: finding for finding in json.loads(result.stdout)}


def test_says_how_to_get_what_is_missing_and_does_not_get_it(empty: Path) -> None:
    livekit = findings()["livekit"]
    assert livekit["ok"] is False
    assert "`ringbook up` builds v1.13.5" in str(livekit["advice"])
    assert not (empty / "cache").exists()


def test_says_what_a_call_would_use(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = findings()
    assert "embedded Postgres" in str(found["database"]["found"])
    assert "offline engine" in str(found["language model"]["found"])
    assert "Whisper tiny.en" in str(found["speech recognition"]["found"])
    monkeypatch.setenv("DEEPGRAM_API_KEY", "a-key-of-mine")
    found = findings()
    assert "Deepgram" in str(found["speech recognition"]["found"])
    assert "a-key-of-mine" not in json.dumps(found)


def test_says_whether_callers_are_sent_messages(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert str(findings()["messages"]["found"]).startswith("none (")
    monkeypatch.setenv("RINGBOOK_MESSAGES_URL", "https://sms.example/send?token=of-mine")
    assert "RINGBOOK_MESSAGES_KEY" in str(findings()["providers"]["advice"])
    monkeypatch.setenv("RINGBOOK_MESSAGES_KEY", "a-key-of-mine")
    found = findings()
    assert str(found["messages"]["found"]).startswith("gateway by webhook (")
    assert "of-mine" not in json.dumps(found)


def test_a_database_that_does_not_answer_is_said_without_its_password(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret-word@127.0.0.1:1/diary")
    database = findings()["database"]
    assert database["ok"] is False
    assert database["found"] == "DATABASE_URL: 127.0.0.1/diary"


def test_a_half_configured_provider_is_named(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEKIT_URL", "wss://example.livekit.cloud")
    livekit = findings()["livekit"]
    assert livekit["ok"] is False
    assert "LIVEKIT_API_KEY" in str(livekit["advice"])


def test_says_that_migrations_are_missing(
    empty: Path, monkeypatch: pytest.MonkeyPatch, postgres: EmbeddedPostgres
) -> None:
    url = create_database(postgres, "examined_by_the_doctor")
    monkeypatch.setenv("DATABASE_URL", url)
    database = findings()["database"]
    assert database["ok"] is False
    assert "`ringbook migrate`" in str(database["advice"])
    migrate(url)
    assert findings()["database"]["ok"] is True
