"""Simulated callers, measured: `make eval`, or `python -m tests.eval --help`."""

import sys
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import Progress
from tests.eval.form import Style
from tests.eval.report import PAGE, README, failures, short, tables, write
from tests.eval.run import Attempt, Plan, plans, run
from tests.eval.scenario import Scenario, load

RATES = (0.0, 0.05, 0.15, 0.30)


def main(
    split: Annotated[str, typer.Option(help="seen, unseen or both")] = "both",
    style: Annotated[
        str, typer.Option(help="each scenario's own, `all`, or one of the styles")
    ] = "own",
    errors: Annotated[
        list[float] | None,
        typer.Option(min=0, max=1, help="rate per entity; may be given again"),
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="calls of each scenario")] = 4,
    postgres: Annotated[bool, typer.Option(help="over the embedded Postgres")] = False,
    scenario: Annotated[str | None, typer.Option(help="only this one; prints the calls")] = None,
) -> None:
    """Holds the simulated calls and prints how they ended."""
    chosen = _chosen(split, scenario)
    todo = plans(chosen, _styles(style), tuple(errors or RATES), runs)
    done = _with_progress(todo, on_postgres=postgres)
    if scenario is not None:
        _show(done)
        return
    text = tables(done)
    print("\n".join([text, *failures(done)]))  # noqa: T201 - the result
    whole = split == "both" and style == "own" and errors is None and runs == 4
    if whole and not postgres:
        write(PAGE, text)
        write(README, short(done))
        print(f"written to docs/{PAGE.name} and {README.name}")  # noqa: T201 - the result


def _chosen(split: str, name: str | None) -> list[Scenario]:
    chosen = [s for s in load() if split in ("both", s.split) and name in (None, s.name)]
    if not chosen:
        raise typer.BadParameter("there is no such scenario")
    return chosen


def _styles(style: str) -> tuple[Style, ...]:
    known: tuple[Style, ...] = get_args(Style.__value__)
    if style in ("own", "all"):
        return known if style == "all" else ()
    if style not in known:
        raise typer.BadParameter(f"one of: own, all, {', '.join(known)}")
    return tuple(s for s in known if s == style)


def _show(done: list[Attempt]) -> None:
    """Each call in full, then what was wrong with it."""
    for call in done:
        plan = call.plan
        print(f"\n{plan.scenario.name}, {plan.style}, errors {plan.errors:.0%}, run {plan.run}")  # noqa: T201 - the result
        print(call.held.script())  # noqa: T201 - the result
        print("\n".join(call.grade.faults) or "passed")  # noqa: T201 - the result


def _with_progress(todo: list[Plan], *, on_postgres: bool) -> list[Attempt]:
    with Progress(console=Console(file=sys.stderr)) as progress:
        calls = progress.add_task("calls", total=len(todo))
        return run(todo, lambda: progress.advance(calls), on_postgres=on_postgres)


if __name__ == "__main__":
    typer.run(main)
