"""What a call has cost so far, as JSON: the breakdown that is shown and the lines behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ringbook.domain.prices import Column
from ringbook.domain.pricing import Line, Usage, calculate_costs, cost_lines
from ringbook.event_views import cost_view

__all__ = ["Spent", "nothing", "spent"]


@dataclass(frozen=True, slots=True)
class Spent:
    """`costs` is an `events.CostView`.

    `usage` says by which `prices` (a column of the price table) and holds `lines`: provider,
    model, meter, amount in the meter's unit, cost in US dollars (None: unpriced), and `estimated`
    where no provider counted. The lines sum to the costs.
    """

    costs: dict[str, Any] | None = None
    usage: dict[str, Any] | None = None


def nothing() -> Spent:
    """For calls that use no models."""
    return Spent()


def spent(usage: Usage, at: datetime, column: Column = "specification") -> Spent:
    """The usage so far, with the prices of `column` in force at `at`."""
    costs = calculate_costs(usage, at.date(), column)
    lines = [_line_view(line) for line in cost_lines(usage, at.date(), column)]
    return Spent(dict(cost_view(costs)), {"prices": column, "lines": lines})


def _line_view(line: Line) -> dict[str, object]:
    view: dict[str, object] = {
        "provider": line.provider,
        "model": line.model,
        "meter": line.meter,
        "amount": float(line.amount),
        "cost": None if line.cost is None else float(line.cost),
    }
    return view | {"estimated": True} if line.estimated else view
