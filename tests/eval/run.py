"""Holds scenarios, each with its own seed, and grades them."""

from dataclasses import dataclass
from random import Random

from tests.eval.agenda import Caller
from tests.eval.channel import Channel
from tests.eval.form import Style
from tests.eval.grade import Grade, grade
from tests.eval.held import Held
from tests.eval.in_memory import hold
from tests.eval.scenario import Scenario

__all__ = ["Attempt", "attempt", "caller_of"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call of a scenario; `errors` is the rate per entity, `run` the seed's number."""

    scenario: Scenario
    style: Style
    errors: float
    run: int
    held: Held
    grade: Grade


def caller_of(scenario: Scenario, style: Style, errors: float, run: int) -> Caller:
    """The caller of that run; the words do not depend on the rate of errors."""
    spoilt = Channel(errors, Random(f"{scenario.name}/{run}/{errors}"))
    return Caller(scenario, style, spoilt, Random(f"{scenario.name}/{run}"))


def attempt(scenario: Scenario, style: Style | None, errors: float, run: int) -> Attempt:
    """One call over the diary in memory."""
    spoken = style or scenario.form.style
    held = hold(scenario, caller_of(scenario, spoken, errors, run))
    return Attempt(scenario, spoken, errors, run, held, grade(held))
