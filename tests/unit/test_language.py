"""Which language model answers, by what is set."""

from pathlib import Path
from typing import Any

import pytest
from livekit.agents import llm

from ringbook.agent.providers.chosen import language_model
from ringbook.agent.providers.language import choose_llm, large_models
from ringbook.agent.providers.llm_chain import ChainLLM
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
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def settings(**values: str) -> Settings:
    return Settings.model_validate(values)


def test_without_a_key_the_offline_engine_answers_alone() -> None:
    offline = Offline()
    assert choose_llm(settings(), offline) is offline


def test_with_azure_the_offline_engine_is_the_backup() -> None:
    chosen = choose_llm(settings(**AZURE), Offline())
    assert isinstance(chosen, ChainLLM)
    assert chosen.model == "gpt-4o"


def test_a_second_deployment_is_asked_second() -> None:
    models = large_models(settings(**AZURE, azure_openai_fallback_deployment="mini"))
    assert [name for name, _ in models] == ["Azure OpenAI gpt-4o", "Azure OpenAI mini"]
    assert [model.model for _, model in models] == ["gpt-4o", "mini"]


def test_a_deployment_of_any_name_is_priced_as_its_model() -> None:
    models = large_models(
        settings(
            **AZURE | {"azure_openai_deployment": "front-desk"},
            azure_openai_model="gpt-4o",
            azure_openai_fallback_deployment="spare",
            azure_openai_fallback_model="gpt-4o-mini",
        )
    )
    assert [name for name, _ in models] == ["Azure OpenAI front-desk", "Azure OpenAI spare"]
    assert [model.model for _, model in models] == ["gpt-4o", "gpt-4o-mini"]


def test_an_openai_like_endpoint_needs_no_key() -> None:
    local = {"openai_base_url": "http://127.0.0.1:9/v1", "openai_model": "qwen3"}
    ((name, model),) = large_models(settings(**local))
    assert (name, model.model, model.provider) == (
        "OpenAI-compatible qwen3",
        "qwen3",
        "127.0.0.1:9",
    )
    assert language_model(settings(**local, **AZURE)) == "azure"
    assert language_model(settings(**local, **AZURE, ringbook_llm="openai")) == "openai"


def test_offline_wins_over_keys() -> None:
    assert language_model(settings(**AZURE, ringbook_llm="offline")) == "offline"


@pytest.mark.parametrize("missing", ["AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_DEPLOYMENT"])
def test_half_an_azure_names_the_missing_half(missing: str) -> None:
    given = {name: value for name, value in AZURE.items() if name != missing.lower()}
    with pytest.raises(ConfigurationError, match=missing):
        choose_llm(settings(**given), Offline())


def test_azure_asked_for_without_a_key_names_the_key() -> None:
    with pytest.raises(ConfigurationError, match="AZURE_OPENAI_API_KEY"):
        choose_llm(settings(ringbook_llm="azure"), Offline())
