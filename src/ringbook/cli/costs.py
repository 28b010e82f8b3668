"""`ringbook costs`: what calls cost, as a table."""

from collections.abc import Sequence
from decimal import Decimal

import typer

from ringbook.cli.running import run
from ringbook.cli.tables import aligned, none_between, span_of
from ringbook.store.costs import CostRow, View, costs
from ringbook.store.pool import Database
from ringbook.store.practices import practice_by_slug

__all__ = ["show_costs", "table"]

PARTS = ("stt", "llm_input", "llm_output", "tts", "avatar", "total")


def show_costs(by: View, since: str | None, until: str | None, slug: str | None) -> None:
    async def work(db: Database) -> None:
        if slug:
            await practice_by_slug(db, slug)  # a slug that nobody has is an error, not a zero
        rows = await costs(db, by, slug=slug, since=first, until=last)
        typer.echo("\n".join(table(by, rows)) if rows else none_between(first, last))

    first, last = span_of(since, until)
    run(work)


def table(by: View, rows: Sequence[CostRow]) -> list[str]:
    """Lines of text: a heading, the rows, and their sum where there are several. US dollars."""
    lines = [[by, "calls", "minutes", *PARTS, "unpriced"], *(_cells(row) for row in rows)]
    if len(rows) > 1:
        lines.append(_sum(by, rows))
    return aligned(lines)


def _cells(row: CostRow) -> list[str]:
    amounts = [_dollars(getattr(row, part)) for part in PARTS]
    return [
        row.label,
        str(row.calls),
        _minutes(row.seconds),
        *amounts,
        ", ".join(row.models_unpriced),
    ]


def _sum(by: View, rows: Sequence[CostRow]) -> list[str]:
    """The last line. By provider the calls overlap, so that only the money adds up."""
    amounts = [_dollars(sum((getattr(r, part) for r in rows), Decimal(0))) for part in PARTS]
    if by == "provider":
        return ["total", "", "", *amounts, ""]
    calls, seconds = sum(r.calls for r in rows), sum(r.seconds for r in rows)
    return ["total", str(calls), _minutes(seconds), *amounts, ""]


def _dollars(amount: Decimal) -> str:
    return f"{amount:.6f}"


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.1f}"
