"""The simulated callers: their files, and what must never happen to the callers that are seen."""

from collections import Counter
from typing import Final, get_args

import pytest
from tests.eval.entries import Row
from tests.eval.form import Style
from tests.eval.in_memory import diary_of, rows_of
from tests.eval.run import Attempt, attempt, plans
from tests.eval.scenario import Scenario, load
from tests.eval.wording import wordings

NEVER: Final = ("false_promises", "leaks", "wrong_writes", "no_readback")


def test_there_are_enough_calls_in_both_splits_and_in_every_style() -> None:
    splits = Counter(s.split for s in load())
    assert splits.total() >= 150
    assert min(splits["seen"], splits["unseen"]) >= 60
    styles = Counter(s.form.style for s in load())
    assert set(styles) == set(get_args(Style.__value__))
    assert min(styles.values()) >= 10


def test_every_name_stands_once() -> None:
    names = Counter(s.name for s in load())
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("scenario", load(), ids=lambda s: s.name)
def test_a_scenario_can_be_played_as_written(scenario: Scenario) -> None:
    """Its services exist, what is to be changed is there, and the end is not the beginning."""
    services = {s.name for s in scenario.practice.services}
    assert {e.service for e in scenario.ends} <= services
    assert {g.form.book for g in scenario.goals} <= services | {None}
    own = [r for r in rows_of(diary_of(scenario)) if r.number == scenario.caller.number]
    for goal in scenario.goals:
        assert goal.source is None or _can_be_there(goal.source, own, scenario), goal


def _can_be_there(start: object, own: list[Row], scenario: Scenario) -> bool:
    """A known appointment, one made in this call, or one of a caller without any."""
    made = any(s.first == start for e in scenario.meanwhile for s in e.spans)
    return made or not own or any(row.start == start for row in own)


def test_the_words_fill_only_places_that_there_are() -> None:
    places = {"number", "wrong_number", "name", "letters", "service", "when", "slip", "which"}
    known = dict.fromkeys((*places, "question", "pick", "errand", "whom"), "x")
    for acts in wordings().values():
        for templates in acts.values():
            assert all(t.format(**known) for t in templates)


def test_the_words_depend_on_the_seed_alone() -> None:
    chosen = plans(load()[:3], (), (0.15,), 2)
    assert [attempt(p).held.events for p in chosen] == [attempt(p).held.events for p in chosen]


@pytest.mark.parametrize("errors", [0.0, 0.15])
def test_nobody_seen_is_told_or_written_anything_wrong(errors: float) -> None:
    seen = [s for s in load() if s.split == "seen"]
    calls = [attempt(plan) for plan in plans(seen, (), (errors,), 1)]
    assert [_told(call) for call in calls if _wrongs(call)] == []


def _wrongs(call: Attempt) -> list[str]:
    return [wrong for kind in NEVER for wrong in getattr(call.grade, kind)]


def _told(call: Attempt) -> str:
    return f"{call.plan.scenario.name}: {_wrongs(call)}\n{call.held.script()}"
