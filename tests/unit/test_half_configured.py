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
