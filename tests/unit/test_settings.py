"""A setting that cannot be is an error at the start, which says what the variable takes."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.config import Settings
from ringbook.errors import ConfigurationError

ROOT = Path(__file__).resolve().parents[2]
WRONG = [
    ("CARTESIA_SPEED", "9", "a number from 0.6 to 2.0", "not set"),
    ("CARTESIA_SPEED", "fast", "a number from 0.6 to 2.0", "not set"),
    ("RINGBOOK_STT", "whisper", "one of auto, local, deepgram", "auto"),
    ("RINGBOOK_LLM_TIMEOUT", "0", "a number above 0", "2.5"),
    ("RINGBOOK_WEB_PORT", "70000", "a whole number from 0 to 65535", "8080"),
    ("RINGBOOK_DRAIN_SECONDS", "soon", "a whole number of at least 1", "20"),
]


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(("name", "value", "allowed", "default"), WRONG)
def test_a_wrong_value_names_its_variable_what_it_takes_and_what_to_do(
    name: str, value: str, allowed: str, default: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as failed:
        Settings()
    assert str(failed.value) == (
        f"{name} must be {allowed}; correct it in the environment or in .env, "
        f"or remove it (default: {default})"
    )


def test_a_call_waits_and_counts_as_documented_when_nothing_is_set() -> None:
    plain = Settings()
    limits = (plain.ringbook_stt_timeout, plain.ringbook_llm_timeout, plain.ringbook_tts_timeout)
    assert limits == (1.5, 2.5, 1.0)
    assert plain.ringbook_prices == "specification"
    assert (plain.deepgram_model, plain.cartesia_model) == ("nova-3", "sonic-3")


def test_every_provider_s_settings_are_in_the_example_as_they_are_by_default() -> None:
    example = (ROOT / ".env.example").read_text()
    given = dict(re.findall(r"^#(\w+)=(.*)$", example, re.MULTILINE))
    absent = [name for name in Settings.model_fields if name.upper() not in given]
    assert [name for name in absent if not name.startswith("ringbook_")] == []
    for name in ("deepgram", "cartesia", "bey", "ringbook_stt", "ringbook_llm", "ringbook_tts"):
        for field, about in Settings.model_fields.items():
            if field.startswith(name) and about.default is not None:
                assert given[field.upper()] == str(about.default), field


def test_every_wrong_variable_has_its_line_and_no_value_is_shown() -> None:
    Path(".env").write_text("CARTESIA_SPEED=sk-secret\nRINGBOOK_PRICES=sk-secret\n")
    with pytest.raises(ConfigurationError) as failed:
        Settings()
    lines = str(failed.value).splitlines()
    assert [line.split()[0] for line in lines] == ["CARTESIA_SPEED", "RINGBOOK_PRICES"]
    assert "sk-secret" not in str(failed.value)


@pytest.mark.parametrize("command", ["up", "chat", "worker", "web", "doctor", "calls", "costs"])
def test_no_command_shows_a_traceback(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTESIA_SPEED", "9")
    result = CliRunner().invoke(app, [command])
    assert result.exit_code == 2
    assert "CARTESIA_SPEED must be a number from 0.6 to 2.0" in result.output
