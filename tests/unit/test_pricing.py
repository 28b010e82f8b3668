"""Costs follow the specification's formulae exactly; nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.pricing import PRICES, CostBreakdown, ModelUsage, calculate_costs

DAY = date(2026, 6, 1)
AZURE = "clinic.openai.azure.com"


def paid(seconds: float, tokens: tuple[int, int, int], characters: int) -> tuple[ModelUsage, ...]:
    return (
        ModelUsage.stt("Deepgram", "nova-3", seconds),
        ModelUsage.llm(AZURE, "gpt-4o", *tokens),
        ModelUsage.tts("Cartesia", "sonic-3", characters),
        ModelUsage.avatar("bey", seconds),
    )


def test_the_specification_s_prices() -> None:
    cost = calculate_costs(paid(180, (28000, 0, 2000), 580), DAY)
    assert cost.stt == Decimal("0.0129")
    assert cost.llm_input == Decimal("0.042")
    assert cost.llm_output == Decimal("0.004")
    assert cost.tts == Decimal("0.0058")
    assert cost.avatar == Decimal("0.018")
    assert cost.total == Decimal("0.0827")


def test_cached_input_is_cheaper() -> None:
    fresh = calculate_costs((ModelUsage.llm(AZURE, "gpt-4o", 1000, 0, 0),), DAY)
    cached = calculate_costs((ModelUsage.llm(AZURE, "gpt-4o", 1000, 400, 0),), DAY)
    assert fresh.llm_input == Decimal("0.0015")
    assert cached.llm_input == Decimal("0.0012")


def test_our_own_parts_cost_nothing() -> None:
    usage = (
        ModelUsage.stt("local", "whisper-tiny.en", 600),
        ModelUsage.llm("offline", "ringbook", 0, 0, 0),
        ModelUsage.tts("local", "hibari", 4000),
    )
    assert calculate_costs(usage, DAY) == CostBreakdown()


def test_an_unknown_model_is_named_and_not_guessed() -> None:
    usage = (ModelUsage.llm("api.example.com", "other-1", 10, 0, 10), *paid(60, (0, 0, 0), 0))
    cost = calculate_costs(usage, DAY)
    assert cost.unpriced == ("api.example.com/other-1",)
    assert cost.llm_input == 0


def test_a_model_that_was_not_used_is_not_unpriced() -> None:
    assert calculate_costs((ModelUsage.tts("vendor", "voice", 0),), DAY).unpriced == ()


def test_prices_hold_from_their_date() -> None:
    usage = (ModelUsage.stt("Deepgram", "nova-3", 60),)
    assert calculate_costs(usage, date(2025, 12, 31)).unpriced == ("Deepgram/nova-3",)


@pytest.mark.parametrize("price", PRICES, ids=lambda price: f"{price.provider}-{price.meter}")
def test_every_price_says_where_it_comes_from(price: object) -> None:
    assert getattr(price, "source", "")


@given(
    st.floats(0, 36000),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)),
    st.integers(0, 10**6),
)
def test_the_parts_sum_to_the_total(
    seconds: float, tokens: tuple[int, int, int], characters: int
) -> None:
    cost = calculate_costs(paid(seconds, tokens, characters), DAY)
    parts = [cost.stt, cost.llm_input, cost.llm_output, cost.tts, cost.avatar]
    assert sum(parts) == cost.total
    assert min(parts) >= 0
