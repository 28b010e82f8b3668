"""The language model: the offline engine alone, or behind Azure OpenAI."""

from typing import Any

from livekit.agents import llm

from ringbook.agent.providers.cloud import secret
from ringbook.config import Settings
from ringbook.errors import ConfigurationError

__all__ = ["choose_llm", "uses_azure"]

type AnyLLM = llm.LLM[Any]
"""The SDK's models differ in the events that they emit besides the common ones."""

ATTEMPT_TIMEOUT = 1.5
"""Seconds to the first token after which the offline engine takes over."""


def uses_azure(settings: Settings) -> bool:
    """Whether a large model answers.

    Raises:
        ConfigurationError: half of what Azure needs is set; names the rest.
    """
    if settings.ringbook_llm == "offline":
        return False
    wanted = settings.ringbook_llm == "azure" or bool(settings.azure_openai_api_key)
    if not wanted:
        return False
    needed = {
        "AZURE_OPENAI_API_KEY": settings.azure_openai_api_key,
        "AZURE_OPENAI_ENDPOINT": settings.azure_openai_endpoint,
        "AZURE_OPENAI_DEPLOYMENT": settings.azure_openai_deployment,
    }
    if missing := [name for name, value in needed.items() if not value]:
        raise ConfigurationError(
            f"Azure OpenAI is chosen but {', '.join(missing)} is not set; "
            "set it, or RINGBOOK_LLM=offline"
        )
    return True


def choose_llm(settings: Settings, offline: AnyLLM) -> AnyLLM:
    """Azure with the offline engine behind it, or the offline engine.

    The backup also takes over in the middle of an answer: the guard drops the half sentence.

    Raises:
        ConfigurationError: Azure is half configured.
    """
    if not uses_azure(settings):
        return offline
    return llm.FallbackAdapter(
        [azure(settings), offline], attempt_timeout=ATTEMPT_TIMEOUT, retry_on_chunk_sent=True
    )


def azure(settings: Settings) -> AnyLLM:
    """Azure OpenAI as set up. One tool call at a time: each may change what is allowed next."""
    from livekit.plugins import openai  # a second to import, only when it is used

    deployment = settings.azure_openai_deployment or ""
    return openai.LLM.with_azure(
        model=deployment,
        azure_deployment=deployment,
        azure_endpoint=settings.azure_openai_endpoint,
        api_version=settings.openai_api_version,
        api_key=secret(settings.azure_openai_api_key),
        parallel_tool_calls=False,
    )
