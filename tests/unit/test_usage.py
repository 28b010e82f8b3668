"""Costs come from the usage of each model; the lines behind them sum to what is shown."""

from datetime import UTC, datetime
from decimal import Decimal

from ringbook.agent.usage import spent
from ringbook.domain.pricing import ModelUsage

AT = datetime(2026, 7, 2, tzinfo=UTC)
AZURE = "clinic.openai.azure.com"
PAID = (
    ModelUsage.stt("Deepgram", "nova-3", 180.0),
    ModelUsage.llm(AZURE, "gpt-4o", 1000, 400, 100),
    ModelUsage.llm(AZURE, "gpt-4o", 300, 0, 10, estimated=True),
    ModelUsage.tts("Cartesia", "sonic-3", 580),
)


def test_usage_is_priced_per_model() -> None:
    costs = spent((PAID[0], PAID[3]), AT).costs
    assert costs is not None
    assert (costs["stt"], costs["tts"], costs["total"]) == (0.0129, 0.0058, 0.0187)


def test_the_other_column_of_the_price_table_may_be_used() -> None:
    told = spent((PAID[0],), AT, "list")
    assert told.costs is not None
    assert told.costs["stt"] == 0.0144
    assert told.usage is not None
    assert told.usage["prices"] == "list"


def test_the_lines_behind_the_costs_name_provider_meter_and_guess() -> None:
    told = spent(PAID, AT)
    assert told.usage is not None
    assert told.costs is not None
    lines = told.usage["lines"]
    assert lines[0] == {
        "provider": "Deepgram",
        "model": "nova-3",
        "meter": "stt",
        "amount": 180.0,
        "cost": 0.0129,
    }
    assert [line["meter"] for line in lines if line.get("estimated")] == ["llm_input", "llm_output"]
    total = sum(Decimal(str(line["cost"])) for line in lines)
    assert total == Decimal(str(told.costs["total"]))


def test_the_offline_engine_costs_nothing() -> None:
    told = spent((ModelUsage.llm("ringbook", "offline", 0, 0, 0),), AT)
    assert told.costs is not None
    assert told.costs["total"] == 0
    assert "unpriced" not in told.costs


def test_a_model_without_a_price_is_named() -> None:
    told = spent((ModelUsage.tts("vendor", "voice-1", 5),), AT)
    assert told.costs is not None
    assert told.costs["unpriced"] == ["vendor/voice-1"]
    assert told.usage is not None
    assert told.usage["lines"][0]["cost"] is None
