"""What the providers charge: one dated table in two columns, each figure with its source. Pure.

The column "specification" holds the specification's prices, which the contract's numbers follow;
"list" holds what the providers ask for today. A model that a column does not name is unpriced in
it: nothing is guessed at.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

__all__ = ["PRICES", "Column", "Meter", "Price", "price_of"]

type Column = Literal["specification", "list"]
type Meter = Literal["stt", "llm_input", "llm_cached", "llm_output", "tts", "avatar"]

DATED: Final = r"(-\d{4}-\d\d-\d\d)?"
"""Providers append the day of a model's version."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per `per` units (seconds, tokens, characters) from the day `since` until a later
    entry of the same column, model and meter.

    `provider` is lower-case and matches by suffix, because a model on Azure or at another address
    is named by its host. `model` is lower-case and matches with or without a date behind it; with
    a `*` at its end it stands for a whole family. `source` was read on the day `read`.
    """

    column: Column
    provider: str
    model: str
    meter: Meter
    amount: Decimal
    per: int
    since: date
    source: str
    read: date

    def covers(self, provider: str, model: str) -> bool:
        return provider.lower().endswith(self.provider) and self._names(model.lower())

    def _names(self, model: str) -> bool:
        if self.model.endswith("*"):
            return model.startswith(self.model[:-1])
        return re.fullmatch(re.escape(self.model) + DATED, model) is not None


def price_of(
    provider: str, model: str, meter: Meter, at: date, column: Column = "specification"
) -> Price | None:
    """The entry in force on that day, the most exact one; None when the column has none."""
    known = [
        price
        for price in PRICES
        if price.column == column
        and price.meter == meter
        and price.since <= at
        and price.covers(provider, model)
    ]
    return max(known, key=lambda price: (len(price.model), price.since), default=None)


MINUTE, THOUSAND, MILLION = 60, 1_000, 1_000_000
AZURE: Final = ".azure.com"
OPENAI: Final = "api.openai.com"
READ: Final = date(2026, 11, 24)


def _specified(
    provider: str, model: str, meter: Meter, amount: str, per: int, note: str = ""
) -> Price:
    source = note or "specification, CostService, pricing as of 2026"
    since = date(2026, 1, 1)
    price = Decimal(amount)
    return Price("specification", provider, model, meter, price, per, since, source, since)


def _listed(
    provider: str, model: str, meter: Meter, amount: str, per: int, since: date, source: str
) -> Price:
    return Price("list", provider, model, meter, Decimal(amount), per, since, source, READ)


def _tokens(
    provider: str, model: str, amounts: tuple[str, str, str], since: date, source: str
) -> tuple[Price, ...]:
    """`amounts` per million tokens: input, cached input, output."""
    meters: tuple[Meter, ...] = ("llm_input", "llm_cached", "llm_output")
    return tuple(
        _listed(provider, model, meter, amount, MILLION, since, source)
        for meter, amount in zip(meters, amounts, strict=True)
    )


SPECIFIED: Final = (
    _specified("deepgram", "nova-3*", "stt", "0.0043", MINUTE),
    _specified(AZURE, "gpt-4*", "llm_input", "0.0015", THOUSAND),
    _specified(
        AZURE,
        "gpt-4*",
        "llm_cached",
        "0.00075",
        THOUSAND,
        "half of input: the specification says cheaper and names no price; Azure halves it",
    ),
    _specified(AZURE, "gpt-4*", "llm_output", "0.002", THOUSAND),
    _specified("cartesia", "sonic-3*", "tts", "0.00001", 1),
    _specified("bey", "*", "avatar", "0.006", MINUTE),
)

# The vendors' own price pages are copied by others; each source says who copied which page, when.
GPT_4O: Final = (
    "openai.com/api/pricing as copied on 2026-05-27 by "
    "github.com/CommitBrief/commitbrief/wiki/Provider-OpenAI; Azure asks the same: "
    "redresscompliance.com/azure-openai-enterprise-pricing-guide"
)
GPT_41: Final = (
    "Azure, global standard: explore.oreate.ai/posts/"
    "breaking-down-gpt41-pricing-on-azure-openai-service; OpenAI asks the same, as copied on "
    "2026-05-07 by github.com/Sraleik/undetermini PRICING.md"
)
NOVA_3: Final = (
    "deepgram.com/pricing, pay as you go, Nova-3 monolingual, streaming, as copied on 2026-05-05 "
    "by github.com/hail-hq/hail costs/stt.json and on 2026-08-01 by "
    "github.com/D3velop-llc/open-gauntlet-leaderboard data/asr.json"
)
SONIC_3: Final = (
    "docs.cartesia.ai/pricing: about 1 credit a character; the smallest paid plan, monthly: "
    "5 dollars (toolcolumn.com/pricing/cartesia-pricing, 2026-06-24) for 100,000 credits "
    "(usagepricing.com/blueprint/cartesia)"
)
MAY_5, MAY_7, MAY_27 = date(2026, 5, 5), date(2026, 5, 7), date(2026, 5, 27)

# Beyond Presence is missing here: it lists euros, and a price that depends on the plan
# (docs/costs.md).
LISTED: Final = (
    _listed("deepgram", "nova-3", "stt", "0.0048", MINUTE, MAY_5, NOVA_3),
    _listed("deepgram", "nova-3-general", "stt", "0.0048", MINUTE, MAY_5, NOVA_3),
    *(
        price
        for host in (AZURE, OPENAI)
        for price in (
            *_tokens(host, "gpt-4o", ("2.50", "1.25", "10.00"), MAY_27, GPT_4O),
            *_tokens(host, "gpt-4o-mini", ("0.15", "0.075", "0.60"), MAY_27, GPT_4O),
            *_tokens(host, "gpt-4.1", ("2.00", "0.50", "8.00"), MAY_7, GPT_41),
            *_tokens(host, "gpt-4.1-mini", ("0.40", "0.10", "1.60"), MAY_7, GPT_41),
        )
    ),
    _listed("cartesia", "sonic-3", "tts", "5", 100_000, date(2026, 6, 24), SONIC_3),
)

PRICES: Final[tuple[Price, ...]] = (*SPECIFIED, *LISTED)
