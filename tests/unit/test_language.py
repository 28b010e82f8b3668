"""Which language model answers, by what is set."""

from pathlib import Path
from typing import Any

import pytest
from livekit.agents import llm

from ringbook.agent.providers.language import choose_llm, uses_azure
from ringbook.config import Settings
from ringbook.errors import ConfigurationError


class Offline(llm.LLM[Any]):
    def chat(self, **kwargs: Any) -> llm.LLMStream:
        raise AssertionError("nobody asks in these tests")


AZURE = {
    "azure_openai_api_key": "k",
    "azure_openai_endpoint": "http://127.0.0.1:9",
    "azure_openai_deployment": "gpt-4o",
}


@pytest.fixture(autouse=True)
def _no_keys_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    for name in (*AZURE, "ringbook_llm"):
        monkeypatch.delenv(name.upper(), raising=False)


def settings(**values: str) -> Settings:
    return Settings.model_validate(values)


def test_without_a_key_the_offline_engine_answers_alone() -> None:
    offline = Offline()
    assert choose_llm(settings(), offline) is offline


def test_with_azure_the_offline_engine_is_the_backup() -> None:
    chosen = choose_llm(settings(**AZURE), Offline())
    assert isinstance(chosen, llm.FallbackAdapter)
    assert chosen.model == "gpt-4o"


def test_offline_wins_over_keys() -> None:
    assert not uses_azure(settings(**AZURE, ringbook_llm="offline"))


@pytest.mark.parametrize("missing", ["AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_DEPLOYMENT"])
def test_half_an_azure_names_the_missing_half(missing: str) -> None:
    given = {name: value for name, value in AZURE.items() if name != missing.lower()}
    with pytest.raises(ConfigurationError, match=missing):
        choose_llm(settings(**given), Offline())


def test_azure_asked_for_without_a_key_names_the_key() -> None:
    with pytest.raises(ConfigurationError, match="AZURE_OPENAI_API_KEY"):
        choose_llm(settings(ringbook_llm="azure"), Offline())
