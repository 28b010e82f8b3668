"""`ringbook costs`: what calls cost, as a table."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import typer

from ringbook.cli.data_work import day_of, run
from ringbook.cli.exits import exit_codes
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
        typer.echo("\n".join(table(by, rows)) if rows else _none(first, last))

    with exit_codes():
        first = day_of(since, "--since") if since else None
        last = day_of(until, "--until") if until else None
    run(work)


def table(by: View, rows: Sequence[CostRow]) -> list[str]:
    """Lines of text: a heading, the rows, and their sum where there are several. US dollars."""
    lines = [[by, "calls", "minutes", *PARTS, "unpriced"], *(_cells(row) for row in rows)]
    if len(rows) > 1:
        lines.append(_sum(by, rows))
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return [_aligned(line, widths) for line in lines]


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


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    """Names to the left, numbers to the right."""
    last = len(line) - 1
    cells = (
        cell.ljust(width) if i in (0, last) else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _none(first: date | None, last: date | None) -> str:
    when = [f"since {first}" if first else "", f"until {last}" if last else ""]
    return " ".join(["no calls", *(w for w in when if w)] if any(when) else ["no calls yet"])
