"""Holds scenarios, each with its own seed, and grades them."""

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.eval import in_memory
from tests.eval.agenda import Caller
from tests.eval.channel import Channel
from tests.eval.form import Style
from tests.eval.grade import Grade, grade
from tests.eval.held import Held
from tests.eval.scenario import Scenario

from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database

__all__ = ["Attempt", "Plan", "attempt", "attempt_on", "plans", "postgres", "run"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One call to be held; `errors` is the rate per entity, `run` the seed's number."""

    scenario: Scenario
    style: Style
    errors: float
    run: int

    def caller(self) -> Caller:
        """The caller of that run; the words do not depend on the rate of errors."""
        name = f"{self.scenario.name}/{self.style}/{self.run}"
        spoilt = Channel(self.errors, Random(f"{name}/{self.errors}"))
        return Caller(self.scenario, self.style, spoilt, Random(name))

    def first_caller(self) -> Caller | None:
        """The caller of the call before it that was cut off; None: there was none."""
        earlier = self.scenario.earlier
        if earlier is None:
            return None
        name = f"{self.scenario.name}/{self.style}/{self.run}/before"
        spoilt = Channel(0.0, Random(name))
        until = earlier.form.until
        return Caller(self.scenario.before(), self.style, spoilt, Random(name), until=until)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that was held, and its grade."""

    plan: Plan
    held: Held
    grade: Grade


def plans(
    scenarios: Sequence[Scenario], styles: Sequence[Style], errors: Sequence[float], runs: int
) -> list[Plan]:
    """Every call to be held; no styles: each scenario's own."""
    return [
        Plan(scenario, style, rate, run)
        for rate in errors
        for scenario in scenarios
        for style in styles or (scenario.form.style,)
        for run in range(runs)
    ]


def attempt(plan: Plan) -> Attempt:
    """One call over the diary in memory."""
    held = in_memory.hold(plan.scenario, plan.caller(), plan.first_caller())
    return Attempt(plan, held, grade(held))


async def attempt_on(db: Database, unsaved: Path, plan: Plan) -> Attempt:
    """One call over Postgres."""
    from tests.eval import on_postgres  # loads the whole session, which calls in memory can spare

    held = await on_postgres.hold(db, unsaved, plan.scenario, plan.caller(), plan.first_caller())
    return Attempt(plan, held, grade(held))


def run(todo: Sequence[Plan], step: Callable[[], None], *, on_postgres: bool) -> list[Attempt]:
    """All calls, one after the other; `step` is told of each that is over."""
    if on_postgres:
        with postgres() as url:
            return asyncio.run(_all_on(url, todo, step))
    done = []
    for plan in todo:
        done.append(attempt(plan))
        step()
    return done


async def _all_on(url: str, todo: Sequence[Plan], step: Callable[[], None]) -> list[Attempt]:
    done = []
    with tempfile.TemporaryDirectory() as unsaved:
        async with open_database(url, min_size=1, max_size=4) as db:
            for plan in todo:
                done.append(await attempt_on(db, Path(unsaved), plan))
                step()
    return done


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A migrated server of its own, without durability, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ringbook-eval-") as home:
        Path(home).chmod(0o755)  # the server runs as another user when we are root
        fast = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        server = EmbeddedPostgres(Path(home) / "postgres", settings=fast)
        server.start()
        try:
            migrate(server.url)
            yield server.url
        finally:
            server.close()
