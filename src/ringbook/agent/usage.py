"""What the models of a call were used for, as the pricing understands it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from livekit.agents.metrics import (
    AgentSessionUsage,
    LLMModelUsage,
    STTModelUsage,
    TTSModelUsage,
)

from ringbook.domain.pricing import ModelUsage, Usage, calculate_costs
from ringbook.events import cost_view

__all__ = ["cost_breakdown", "usage_of"]


def usage_of(session_usage: AgentSessionUsage) -> Usage:
    """The session's usage per model, in the meters that are billed."""
    return tuple(_model_usage(session_usage.model_usage))


def cost_breakdown(session_usage: AgentSessionUsage, at: datetime) -> dict[str, Any]:
    """The call's costs as stored and shown, with the prices in force at `at`."""
    return dict(cost_view(calculate_costs(usage_of(session_usage), at.date())))


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
