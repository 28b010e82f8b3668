"""What a call cost: the specification's formulae over `Decimal`, with the table of `prices`. Pure.

A cost is usage x price / unit. Parts that run on our own machine cost nothing; a model that the
table does not know is named as unpriced instead of being guessed at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final, Literal

from ringbook.domain.prices import Column, Meter, price_of

__all__ = [
    "PART_OF",
    "CostBreakdown",
    "Line",
    "ModelUsage",
    "Part",
    "Usage",
    "apportion",
    "calculate_costs",
    "cost_lines",
    "is_ours",
]

type Part = Literal["stt", "llm_input", "llm_output", "tts", "avatar"]

PART_OF: Final[dict[Meter, Part]] = {
    "stt": "stt",
    "llm_input": "llm_input",
    "llm_cached": "llm_input",
    "llm_output": "llm_output",
    "tts": "tts",
    "avatar": "avatar",
}
LOCAL_PROVIDERS = frozenset({"local", "ringbook", "offline"})
MICRO = Decimal("0.000001")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What one model was used for.

    `amounts` per meter: seconds for stt and avatar, tokens for the language model (`llm_input`
    without the cached ones), characters for tts. `estimated` amounts are ours, because the
    provider's count never came.
    """

    provider: str
    model: str
    amounts: tuple[tuple[Meter, Decimal], ...]
    estimated: bool = False

    @classmethod
    def stt(cls, provider: str, model: str, seconds: float) -> "ModelUsage":
        return cls(provider, model, (("stt", Decimal(str(seconds))),))

    @classmethod
    def tts(cls, provider: str, model: str, characters: int) -> "ModelUsage":
        return cls(provider, model, (("tts", Decimal(characters)),))

    @classmethod
    def avatar(cls, provider: str, seconds: float) -> "ModelUsage":
        return cls(provider, "", (("avatar", Decimal(str(seconds))),))

    @classmethod
    def llm(
        cls,
        provider: str,
        model: str,
        input_tokens: int,
        cached_tokens: int,
        output_tokens: int,
        *,
        estimated: bool = False,
    ) -> "ModelUsage":
        """`input_tokens` includes `cached_tokens`, as providers report them."""
        amounts: tuple[tuple[Meter, Decimal], ...] = (
            ("llm_input", Decimal(max(input_tokens - cached_tokens, 0))),
            ("llm_cached", Decimal(cached_tokens)),
            ("llm_output", Decimal(output_tokens)),
        )
        return cls(provider, model, amounts, estimated)


type Usage = tuple[ModelUsage, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One model's use of one meter, in the meter's unit; `cost` in US dollars, None: unpriced."""

    provider: str
    model: str
    meter: Meter
    amount: Decimal
    cost: Decimal | None
    estimated: bool = False

    @property
    def label(self) -> str:
        return f"{self.provider}/{self.model}".strip("/")


@dataclass(frozen=True, slots=True)
class CostBreakdown:
    """US dollars, each part rounded to a millionth, so that the parts sum to `total` exactly.

    `unpriced` names models that were used and have no price; their cost is not in the total.
    """

    stt: Decimal = ZERO
    llm_input: Decimal = ZERO
    llm_output: Decimal = ZERO
    tts: Decimal = ZERO
    avatar: Decimal = ZERO
    unpriced: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return self.stt + self.llm_input + self.llm_output + self.tts + self.avatar


def is_ours(provider: str) -> bool:
    """True for what runs on this machine, and so costs nothing."""
    return provider.lower() in LOCAL_PROVIDERS


def calculate_costs(usage: Usage, at: date, column: Column = "specification") -> CostBreakdown:
    """Cost of a call's usage at the prices of that day."""
    lines = _exact(usage, at, column)
    return CostBreakdown(
        stt=_part(lines, "stt"),
        llm_input=_part(lines, "llm_input"),
        llm_output=_part(lines, "llm_output"),
        tts=_part(lines, "tts"),
        avatar=_part(lines, "avatar"),
        unpriced=tuple(sorted({line.label for line in lines if line.cost is None})),
    )


def cost_lines(usage: Usage, at: date, column: Column = "specification") -> tuple[Line, ...]:
    """The same cost line by line, by provider and model.

    The lines of a part are rounded so that they sum exactly to the part in `calculate_costs`.
    """
    lines = _exact(usage, at, column)
    for part in dict.fromkeys(PART_OF.values()):
        places = [i for i, line in enumerate(lines) if _is_of(line, part)]
        costs = [lines[i].cost or ZERO for i in places]
        for i, cost in zip(places, apportion(costs, _part(lines, part)), strict=True):
            lines[i] = replace(lines[i], cost=cost)
    return tuple(lines)


def apportion(costs: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """`costs` in whole millionths that sum to `total`, which is their sum rounded to a millionth.

    All are rounded down, and those that lost most get the missing millionths.
    """
    down = [cost.quantize(MICRO, ROUND_DOWN) for cost in costs]
    missing = int((total - sum(down, ZERO)) / MICRO)
    lost = sorted(range(len(costs)), key=lambda i: costs[i] - down[i], reverse=True)
    for i in lost[:missing]:
        down[i] += MICRO
    return down


def _exact(usage: Usage, at: date, column: Column) -> list[Line]:
    """A line for everything that was used, not rounded."""
    return [
        Line(model.provider, model.model, meter, amount, cost, model.estimated)
        for model in usage
        for meter, amount in model.amounts
        if amount
        for cost in [_cost(model, meter, amount, at, column)]
    ]


def _cost(
    model: ModelUsage, meter: Meter, amount: Decimal, at: date, column: Column
) -> Decimal | None:
    if is_ours(model.provider):
        return ZERO
    price = price_of(model.provider, model.model, meter, at, column)
    return None if price is None else amount * price.amount / price.per


def _is_of(line: Line, part: Part) -> bool:
    return line.cost is not None and PART_OF[line.meter] == part


def _part(lines: Iterable[Line], part: Part) -> Decimal:
    cost = sum((line.cost or ZERO for line in lines if _is_of(line, part)), ZERO)
    return cost.quantize(MICRO, ROUND_HALF_UP)
