"""What the commands that count by day have in common: a span of days, and a table of text."""

from collections.abc import Sequence
from datetime import date

from ringbook.cli.exits import exit_codes
from ringbook.cli.running import day_of

__all__ = ["aligned", "none_between", "span_of"]


def span_of(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and the last day, where they are given; what is no date ends the command."""
    with exit_codes():
        first = day_of(since, "--since") if since else None
        last = day_of(until, "--until") if until else None
    return first, last


def aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Lines of text: the first and the last column to the left, numbers to the right."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return [_line(line, widths) for line in lines]


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    last = len(line) - 1
    cells = (
        cell.ljust(width) if i in (0, last) else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def none_between(first: date | None, last: date | None) -> str:
    """What is said where no call was held."""
    when = [f"since {first}" if first else "", f"until {last}" if last else ""]
    return " ".join(["no calls", *(w for w in when if w)] if any(when) else ["no calls yet"])
