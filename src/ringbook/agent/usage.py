"""What the models of a call were used for, as the pricing understands it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from livekit.agents.metrics import (
    AgentSessionUsage,
    LLMModelUsage,
    STTModelUsage,
    TTSModelUsage,
)

from ringbook.domain.pricing import ModelUsage, calculate_costs
from ringbook.event_views import cost_view

__all__ = ["Spent", "nothing", "spent"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a call has cost so far, as JSON: the breakdown that is shown, the usage behind it."""

    costs: dict[str, Any] | None = None
    usage: dict[str, Any] | None = None


def nothing() -> Spent:
    """For calls that use no models."""
    return Spent()


def spent(session_usage: AgentSessionUsage, at: datetime) -> Spent:
    """The session's usage so far, with the prices in force at `at`."""
    billed = tuple(_model_usage(session_usage.model_usage))
    models = [model.model_dump(mode="json") for model in session_usage.model_usage]
    return Spent(dict(cost_view(calculate_costs(billed, at.date()))), {"models": models})


def _model_usage(models: Iterable[object]) -> Iterable[ModelUsage]:
    for model in models:
        match model:
            case LLMModelUsage():
                yield ModelUsage.llm(
                    model.provider,
                    model.model,
                    model.input_tokens,
                    model.input_cached_tokens,
                    model.output_tokens,
                )
            case STTModelUsage():
                yield ModelUsage.stt(model.provider, model.model, model.audio_duration)
            case TTSModelUsage():
                yield ModelUsage.tts(model.provider, model.model, model.characters_count)
            case _:
                continue
