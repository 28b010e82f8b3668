"""`ringbook claims`: what the claim guard judged and stopped, as a table."""

from collections.abc import Sequence

import typer

from ringbook.cli.running import run
from ringbook.cli.tables import aligned, none_between, span_of
from ringbook.store.claim_counts import ClaimRow, View, claim_counts
from ringbook.store.pool import Database
from ringbook.store.practices import practice_by_slug

__all__ = ["show_claims", "table"]

COUNTS = ("calls", "sentences", "checked", "stopped")
OF_A_KIND = ("calls", "stopped")


def show_claims(by: View, since: str | None, until: str | None, slug: str | None) -> None:
    async def work(db: Database) -> None:
        if slug:
            await practice_by_slug(db, slug)  # a slug that nobody has is an error, not a zero
        rows = await claim_counts(db, by, slug=slug, since=first, until=last)
        nothing = none_between(first, last) if by != "kind" else "nothing was stopped"
        typer.echo("\n".join(table(by, rows)) if rows else nothing)

    first, last = span_of(since, until)
    run(work)


def table(by: View, rows: Sequence[ClaimRow]) -> list[str]:
    """Lines of text: a heading, the rows, and their sum where there are several.

    By kind a call may be in several rows, so that only what was stopped adds up.
    """
    columns = OF_A_KIND if by == "kind" else COUNTS
    lines = [[by, *columns, ""]]
    lines += [[row.label, *(str(getattr(row, c)) for c in columns), ""] for row in rows]
    if len(rows) > 1:
        lines.append(["total", *(_sum(by, c, rows) for c in columns), ""])
    return aligned(lines)


def _sum(by: View, column: str, rows: Sequence[ClaimRow]) -> str:
    if by == "kind" and column == "calls":
        return ""
    return str(sum(getattr(row, column) for row in rows))
