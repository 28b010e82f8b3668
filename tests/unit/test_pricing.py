"""Costs follow the specification's formulae exactly; nothing is guessed."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.prices import PRICES, Column, price_of
from ringbook.domain.pricing import (
    PART_OF,
    CostBreakdown,
    ModelUsage,
    apportion,
    calculate_costs,
    cost_lines,
)
from ringbook.event_views import cost_view

DAY = date(2026, 6, 1)
AZURE = "clinic.openai.azure.com"
PARTS: Final[tuple[Literal["stt", "llm_input", "llm_output", "tts", "avatar", "total"], ...]] = (
    "stt",
    "llm_input",
    "llm_output",
    "tts",
    "avatar",
    "total",
)


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


@pytest.mark.parametrize("column", ["specification", "list"])
def test_every_price_says_where_it_comes_from(column: Column) -> None:
    prices = [price for price in PRICES if price.column == column]
    assert prices
    assert all(price.source and price.since <= price.read for price in prices)


def test_the_list_prices_of_the_day_are_another_column() -> None:
    usage = (ModelUsage.stt("Deepgram", "nova-3", 60), ModelUsage.llm(AZURE, "gpt-4o", 1000, 0, 0))
    assert calculate_costs(usage, DAY).stt == Decimal("0.0043")
    listed = calculate_costs(usage, DAY, "list")
    assert (listed.stt, listed.llm_input) == (Decimal("0.0048"), Decimal("0.0025"))


@pytest.mark.parametrize(
    ("model", "amount"),
    [
        ("gpt-4o", "2.50"),
        ("GPT-4o-2024-11-20", "2.50"),
        ("gpt-4o-mini", "0.15"),
        ("gpt-4.1-mini-2025-04-14", "0.40"),
        ("gpt-4.1-nano", None),
        ("gpt-4o-audio-preview", None),
    ],
)
def test_a_list_price_is_only_for_the_model_it_names(model: str, amount: str | None) -> None:
    price = price_of(AZURE, model, "llm_input", DAY, "list")
    assert (price and price.amount) == (amount and Decimal(amount))


def test_what_is_not_listed_is_unpriced_there() -> None:
    usage = (ModelUsage.avatar("bey", 60),)
    assert calculate_costs(usage, DAY).unpriced == ()
    assert calculate_costs(usage, DAY, "list").unpriced == ("bey",)


SECONDS = st.floats(0, 36000, allow_nan=False)
TOKENS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))


@given(SECONDS, TOKENS, TOKENS, st.integers(0, 10**6), st.sampled_from(["specification", "list"]))
def test_parts_and_lines_sum_to_the_total_exactly(
    seconds: float,
    tokens: tuple[int, int, int],
    guess: tuple[int, int, int],
    characters: int,
    column: Column,
) -> None:
    usage = (
        *paid(seconds, tokens, characters),
        ModelUsage.llm("b.openai.azure.com", "gpt-4.1", *guess, estimated=True),
        ModelUsage.tts("vendor", "voice", characters),
    )
    cost = calculate_costs(usage, DAY, column)
    parts = {part: getattr(cost, part) for part in dict.fromkeys(PART_OF.values())}
    assert sum(parts.values()) == cost.total
    assert min(parts.values()) >= 0
    lines = [line for line in cost_lines(usage, DAY, column) if line.cost is not None]
    for part, amount in parts.items():
        assert sum(line.cost or 0 for line in lines if PART_OF[line.meter] == part) == amount
    shown = cost_view(cost)
    numbers = {part: Decimal(str(shown[part])) for part in PARTS}
    assert numbers.pop("total") == sum(numbers.values())


@given(st.lists(st.decimals("0", "1", places=9), max_size=12))
def test_rounded_lines_stay_within_a_millionth(costs: list[Decimal]) -> None:
    total = sum(costs, Decimal(0)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    rounded = apportion(costs, total)
    assert sum(rounded) == total
    assert all(abs(a - b) <= Decimal("0.000001") for a, b in zip(costs, rounded, strict=True))
