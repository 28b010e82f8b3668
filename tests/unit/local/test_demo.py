"""A demo takes nothing of a practice with it."""

import os
from pathlib import Path

import pytest

from ringbook.config import Settings
from ringbook.local.demo import move_in, take_out


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Our process's, with a home in the test's directory; put back afterwards."""
    changed = {"PATH": "/bin", "RINGBOOK_HOME": str(tmp_path), "RINGBOOK_WEB_PORT": "81"}
    monkeypatch.setattr(os, "environ", changed)
    monkeypatch.chdir(tmp_path)
    return changed


def test_keys_databases_servers_and_choices_are_taken_out_and_named() -> None:
    somebodys = {
        "DATABASE_URL": "postgres://practice",
        "LIVEKIT_URL": "wss://cloud",
        "OPENAI_MODEL": "x",
        "RINGBOOK_LLM": "openai",
        "RINGBOOK_MESSAGES_KEY": "key",
        "deepgram_api_key": "key",
    }
    own = {"RINGBOOK_LLM_TIMEOUT": "9", "PATH": "/bin"}
    environment = {**somebodys, **own, "BEY_API_KEY": ""}
    assert take_out(environment) == sorted(somebodys)
    assert environment == own


def test_the_demo_has_a_directory_of_its_own_and_says_so(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("CARTESIA_API_KEY=key\n")
    environment["BEY_API_KEY"] = "key"
    said: list[str] = []
    home = move_in(said.append)
    assert home == tmp_path / "demo"
    assert home == Path.cwd()
    assert environment["RINGBOOK_HOME"] == str(home)
    assert environment["RINGBOOK_WEB_PORT"] == "81"
    assert "BEY_API_KEY" not in environment
    assert said == [
        f"the demo's own data, apart from any practice's: {home}",
        "set, but not used in the demo: BEY_API_KEY, what is in .env",
    ]
    assert Settings().cartesia_api_key is None
