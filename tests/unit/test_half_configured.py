"""Half a provider is an error at the start of whatever would use it, and names the other half."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ringbook.cli import app


@pytest.mark.parametrize("command", ["up", "chat", "worker"])
def test_the_start_names_what_is_missing_and_starts_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RINGBOOK_LLM", "azure")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "secret-1")
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "")
    monkeypatch.setenv("AZURE_OPENAI_DEPLOYMENT", "gpt-4o")
    for name in ("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"):
        monkeypatch.setenv(name, "ws://127.0.0.1:9")
    result = CliRunner().invoke(app, [command])
    assert result.exit_code == 2
    assert "AZURE_OPENAI_ENDPOINT" in result.output
    assert "secret-1" not in result.output
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("command", ["up", "chat", "worker"])
@pytest.mark.parametrize(
    ("url", "key", "named"),
    [
        ("https://sms.example/send", "", "RINGBOOK_MESSAGES_KEY"),
        ("", "secret-2", "RINGBOOK_MESSAGES_URL"),
        ("http://sms.example/send", "secret-2", "RINGBOOK_MESSAGES_URL must begin with https://"),
        ("sms.example", "secret-2", "RINGBOOK_MESSAGES_URL must begin with https://"),
    ],
)
def test_half_a_gateway_for_messages_too(
    command: str, url: str, key: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RINGBOOK_MESSAGES_URL", url)
    monkeypatch.setenv("RINGBOOK_MESSAGES_KEY", key)
    for name in ("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"):
        monkeypatch.setenv(name, "ws://127.0.0.1:9")
    result = CliRunner().invoke(app, [command])
    assert result.exit_code == 2
    assert named in result.output
    assert "secret-2" not in result.output
    assert not (tmp_path / "home").exists()
