"""Sums attempts up, as tables for the terminal and for `docs/evaluation.md`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import comb
from pathlib import Path
from statistics import median
from typing import Final

from tests.eval.by_ear import word_errors, words
from tests.eval.run import Attempt

__all__ = [
    "NAMES",
    "PAGE",
    "README",
    "TEXT",
    "VOICE",
    "by_voice",
    "failures",
    "pass_at",
    "short",
    "tables",
    "write",
]

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "evaluation.md"
README: Final = ROOT / "README.md"
TEXT: Final = "<!-- table: written by make eval -->"
VOICE: Final = "<!-- table: written by python -m tests.eval.voice -->"
NAMES: Final = "<!-- table: written by python -m tests.eval.names -->"
_END: Final = "<!-- end of table -->"
_COLUMNS: Final = (
    "calls",
    "pass^1",
    "pass^4",
    "false promises",
    "leaks",
    "wrong writes",
    "no read-back",
    "stuck",
    "median turns",
)


def pass_at(k: int, attempts: Iterable[Attempt]) -> float | None:
    """The chance that `k` calls of a scenario all pass, over scenarios; None: too few runs."""
    by_scenario: dict[object, list[bool]] = defaultdict(list)
    for a in attempts:
        by_scenario[a.plan.scenario.name, a.plan.style, a.plan.errors].append(a.grade.passed)
    if not by_scenario or min(map(len, by_scenario.values())) < k:
        return None
    chances = [comb(sum(passed), k) / comb(len(passed), k) for passed in by_scenario.values()]
    return sum(chances) / len(chances)


def _row(title: str, attempts: Sequence[Attempt]) -> str:
    grades = [a.grade for a in attempts]
    cells = (
        str(len(attempts)),
        _percent(pass_at(1, attempts)),
        _percent(pass_at(4, attempts)),
        str(sum(bool(g.false_promises) for g in grades)),
        str(sum(bool(g.leaks) for g in grades)),
        str(sum(bool(g.wrong_writes) for g in grades)),
        str(sum(bool(g.no_readback) for g in grades)),
        str(sum(bool(g.stuck) for g in grades)),
        f"{median(g.turns for g in grades):g}",
    )
    return f"| {title} | {' | '.join(cells)} |"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _table(first: str, rows: Iterable[str]) -> list[str]:
    head = f"| {first} | {' | '.join(_COLUMNS)} |"
    return [head, "|---" * (len(_COLUMNS) + 1) + "|", *rows, ""]


def tables(attempts: Sequence[Attempt]) -> str:
    """Markdown: by rate of errors and split, then the cleanest rate by style."""
    groups: dict[tuple[float, str], list[Attempt]] = defaultdict(list)
    styles: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    cleanest = min(a.plan.errors for a in attempts)
    for a in attempts:
        groups[a.plan.errors, a.plan.scenario.split].append(a)
        if a.plan.errors == cleanest:
            styles[a.plan.style, a.plan.scenario.split].append(a)
    by_rate = [_row(f"{rate:.0%}, {split}", some) for (rate, split), some in sorted(groups.items())]
    by_style = [_row(f"{style}, {split}", some) for (style, split), some in sorted(styles.items())]
    first = f"style, split (errors {cleanest:.0%})"
    return "\n".join([*_table("errors per entity, split", by_rate), *_table(first, by_style)])


def short(attempts: Sequence[Attempt]) -> str:
    """Markdown: a row a rate of errors, the two splits side by side."""
    rates: dict[float, dict[str, list[Attempt]]] = defaultdict(lambda: defaultdict(list))
    for a in attempts:
        rates[a.plan.errors][a.plan.scenario.split].append(a)
    names = ("calls", "pass^4, seen", "pass^4, unseen", "wrong writes", "false promises", "leaks")
    head = f"| errors | {' | '.join(names)} |"
    rows = [_short_row(rate, splits) for rate, splits in sorted(rates.items())]
    return "\n".join([head, "|---" * (len(names) + 1) + "|", *rows, ""])


def _short_row(rate: float, splits: dict[str, list[Attempt]]) -> str:
    grades = [a.grade for some in splits.values() for a in some]
    cells = (
        f"{rate:.0%}",
        str(len(grades)),
        _percent(pass_at(4, splits["seen"])),
        _percent(pass_at(4, splits["unseen"])),
        str(sum(bool(g.wrong_writes) for g in grades)),
        str(sum(bool(g.false_promises) for g in grades)),
        str(sum(bool(g.leaks) for g in grades)),
    )
    return f"| {' | '.join(cells)} |"


def failures(attempts: Sequence[Attempt]) -> list[str]:
    """What failed in the seen split, a line a scenario and fault; the unseen is not told."""
    found: dict[str, set[str]] = defaultdict(set)
    for a in attempts:
        if a.plan.scenario.split == "seen":
            found[f"{a.plan.scenario.name} ({a.plan.errors:.0%})"].update(a.grade.faults)
    return [f"{name}: {fault}" for name, faults in found.items() for fault in sorted(faults)]


def by_voice(attempts: Sequence[Attempt], decibels: float) -> str:
    """Markdown: calls by voice, by split and together."""
    splits = sorted({a.plan.scenario.split for a in attempts})
    rows = [_row(name, [a for a in attempts if a.plan.scenario.split == name]) for name in splits]
    title = f"by voice, noise {decibels:g} dB below it"
    return "\n".join([*_table(title, [*rows, _row("all", attempts)]), *_by_ear(attempts)])


def _by_ear(attempts: Sequence[Attempt]) -> list[str]:
    """How much of the agent's voice the same ears understand."""
    turns = [(words(said), words(heard)) for a in attempts for said, heard in a.held.by_ear]
    count = sum(len(said) for said, _ in turns)
    wrong = sum(word_errors(said, heard) for said, heard in turns)
    share = f"{100 * wrong / count:.1f} %" if count else "-"
    return [f"The agent's {count:,} words as the local ears hear them: {share} wrong.", ""]


def write(page: Path, text: str, begin: str = TEXT) -> None:
    """Puts the tables between the marker `begin` of `page` and the next end.

    Raises:
        ValueError: the page has no such markers.
    """
    before, found, rest = page.read_text().partition(begin)
    _, end, after = rest.partition(_END)
    if not found or not end:
        raise ValueError(f"{page.name} has no place for the table")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}")
