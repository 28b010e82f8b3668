"""Costs come from the session's usage per model; local parts are free."""

from datetime import UTC, datetime

from livekit.agents.metrics import (
    AgentSessionUsage,
    LLMModelUsage,
    STTModelUsage,
    TTSModelUsage,
)

from ringbook.agent.usage import spent

AT = datetime(2026, 3, 2, tzinfo=UTC)


def test_usage_is_priced_per_model() -> None:
    usage = AgentSessionUsage(
        model_usage=[
            STTModelUsage(provider="deepgram", model="nova-3", audio_duration=180.0),
            TTSModelUsage(provider="cartesia", model="sonic-3", characters_count=580),
        ]
    )
    costs = spent(usage, AT).costs
    assert costs is not None
    assert (costs["stt"], costs["tts"], costs["total"]) == (0.0129, 0.0058, 0.0187)


def test_the_offline_engine_costs_nothing() -> None:
    usage = AgentSessionUsage(model_usage=[LLMModelUsage(provider="ringbook", model="offline")])
    costs = spent(usage, AT).costs
    assert costs is not None
    assert costs["total"] == 0
    assert "unpriced" not in costs
