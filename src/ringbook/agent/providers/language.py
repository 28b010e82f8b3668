"""The language model: the offline engine alone, or behind Azure or any OpenAI-like endpoint."""

from livekit.agents import NOT_GIVEN

from ringbook.agent.providers.chosen import language_model, secret
from ringbook.agent.providers.llm_chain import AnyLLM, ChainLLM
from ringbook.config import Settings

__all__ = ["AnyLLM", "choose_llm", "large_models"]

NO_KEY = "none"
"""Sent to endpoints that ask for no key; the client insists on one."""


def choose_llm(settings: Settings, offline: AnyLLM) -> AnyLLM:
    """The large models that are set up with the offline engine behind them, or that engine.

    The next one also takes over in the middle of an answer: the guard drops the half sentence.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    models = large_models(settings)
    if not models:
        return offline
    return ChainLLM(
        models,
        offline,
        limit=settings.ringbook_llm_timeout,
        total=settings.ringbook_llm_total_timeout,
    )


def large_models(settings: Settings) -> list[tuple[str, AnyLLM]]:
    """The large models in the order in which they are asked, each with a name for the log.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    match language_model(settings):
        case "azure":
            deployments = [
                (settings.azure_openai_deployment, settings.azure_openai_model),
                (settings.azure_openai_fallback_deployment, settings.azure_openai_fallback_model),
            ]
            return [
                (f"Azure OpenAI {deployment}", azure(settings, deployment, model))
                for deployment, model in deployments
                if deployment
            ]
        case "openai":
            return [(f"OpenAI-compatible {settings.openai_model}", compatible(settings))]
        case "offline":
            return []


def azure(settings: Settings, deployment: str, model: str | None = None) -> AnyLLM:
    """A deployment of Azure OpenAI; it is priced as `model`, else by its own name."""
    from livekit.plugins import openai  # a second to import, only when it is used

    from ringbook.agent.providers.whole_answers import tells_of_cuts

    return tells_of_cuts(
        openai.LLM.with_azure(
            model=model or deployment,
            azure_deployment=deployment,
            azure_endpoint=settings.azure_openai_endpoint,
            api_version=settings.openai_api_version,
            api_key=secret(settings.azure_openai_api_key),
        )
    )


def compatible(settings: Settings) -> AnyLLM:
    """Any endpoint that speaks OpenAI's chat API: vLLM, Ollama, OpenAI itself.

    It must report usage at the end of a stream, as these do: an answer without it counts as cut.
    """
    from livekit.plugins import openai

    from ringbook.agent.providers.whole_answers import tells_of_cuts

    return tells_of_cuts(
        openai.LLM(
            model=settings.openai_model or "",
            base_url=settings.openai_base_url or NOT_GIVEN,
            api_key=secret(settings.openai_api_key) or NO_KEY,
        )
    )
