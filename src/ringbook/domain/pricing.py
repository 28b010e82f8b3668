"""What a call cost: the specification's formulae over `Decimal`, with a dated price table. Pure.

A cost is usage x price / unit. Parts that run on our own machine cost nothing; a model that the
table does not know is named as unpriced instead of being guessed at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

__all__ = ["PRICES", "CostBreakdown", "ModelUsage", "Price", "Usage", "calculate_costs"]

type Meter = Literal["stt", "llm_input", "llm_cached", "llm_output", "tts", "avatar"]

LOCAL_PROVIDERS = frozenset({"local", "ringbook", "offline"})
MICRO = Decimal("0.000001")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per `per` units from the day `since` until a later entry of the same meter.

    `provider` and `model` are lower-case; `model` matches by prefix, because providers append
    dates and sizes; an Azure provider is named by its host, so `provider` matches by suffix.
    """

    provider: str
    model: str
    meter: Meter
    amount: Decimal
    per: int
    since: date
    source: str

    def covers(self, provider: str, model: str) -> bool:
        return provider.lower().endswith(self.provider) and model.lower().startswith(self.model)


SPECIFICATION = "specification, CostService, pricing as of 2026"
YEAR = date(2026, 1, 1)
AZURE = "openai.azure.com"

PRICES: tuple[Price, ...] = (
    Price("deepgram", "nova-3", "stt", Decimal("0.0043"), 60, YEAR, SPECIFICATION),
    Price(AZURE, "gpt-4", "llm_input", Decimal("0.0015"), 1000, YEAR, SPECIFICATION),
    Price(
        AZURE,
        "gpt-4",
        "llm_cached",
        Decimal("0.00075"),
        1000,
        YEAR,
        "half of input: the specification says cheaper and names no price; Azure halves it",
    ),
    Price(AZURE, "gpt-4", "llm_output", Decimal("0.002"), 1000, YEAR, SPECIFICATION),
    Price("cartesia", "sonic-3", "tts", Decimal("0.00001"), 1, YEAR, SPECIFICATION),
    Price("bey", "", "avatar", Decimal("0.006"), 60, YEAR, SPECIFICATION),
)


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What one model was used for.

    `amounts` per meter: seconds for stt and avatar, tokens for the language model (`llm_input`
    without the cached ones), characters for tts.
    """

    provider: str
    model: str
    amounts: tuple[tuple[Meter, Decimal], ...]

    @property
    def label(self) -> str:
        return f"{self.provider}/{self.model}".strip("/")

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
        cls, provider: str, model: str, input_tokens: int, cached_tokens: int, output_tokens: int
    ) -> "ModelUsage":
        """`input_tokens` includes `cached_tokens`, as providers report them."""
        fresh = max(input_tokens - cached_tokens, 0)
        return cls(
            provider,
            model,
            (
                ("llm_input", Decimal(fresh)),
                ("llm_cached", Decimal(cached_tokens)),
                ("llm_output", Decimal(output_tokens)),
            ),
        )


type Usage = tuple[ModelUsage, ...]


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


def price_of(provider: str, model: str, meter: Meter, at: date) -> Price | None:
    """The entry in force on that day, or None when the table does not know the model."""
    known = [
        price
        for price in PRICES
        if price.meter == meter and price.since <= at and price.covers(provider, model)
    ]
    return max(known, key=lambda price: price.since, default=None)


def calculate_costs(usage: Usage, at: date) -> CostBreakdown:
    """Cost of a call's usage at the prices of that day."""
    billed = [model for model in usage if model.provider.lower() not in LOCAL_PROVIDERS]
    return CostBreakdown(
        stt=_cost(billed, ("stt",), at),
        llm_input=_cost(billed, ("llm_input", "llm_cached"), at),
        llm_output=_cost(billed, ("llm_output",), at),
        tts=_cost(billed, ("tts",), at),
        avatar=_cost(billed, ("avatar",), at),
        unpriced=tuple(sorted({m.label for m in billed if _has_unpriced(m, at)})),
    )


def _cost(billed: Iterable[ModelUsage], meters: tuple[Meter, ...], at: date) -> Decimal:
    cost = ZERO
    for model in billed:
        for meter, amount in model.amounts:
            price = price_of(model.provider, model.model, meter, at) if meter in meters else None
            cost += amount * price.amount / price.per if price else ZERO
    return cost.quantize(MICRO, ROUND_HALF_UP)


def _has_unpriced(model: ModelUsage, at: date) -> bool:
    return any(
        amount and price_of(model.provider, model.model, meter, at) is None
        for meter, amount in model.amounts
    )
