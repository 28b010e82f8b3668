"""Reads the simulated calls from `tests/scenarios`."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from ruamel.yaml import YAML
from tests.eval.entries import Entry, Span, entry, span
from tests.eval.form import CallForm, CallsFile, EarlierForm, GoalForm, Person

from ringbook.practice import PracticeFile, load_practice

__all__ = ["HOME", "Earlier", "Goal", "Known", "Scenario", "Split", "load", "read_yaml"]

type Split = Literal["seen", "unseen"]

HOME: Final = Path(__file__).parents[1] / "scenarios"
_PLAIN: Final[dict[str, object]] = {"opening": (), "says": {}}
"""The first time, the errand is said in the style's own words."""

_PEOPLE: Final = TypeAdapter(dict[str, dict[str, Person]])


@dataclass(frozen=True, slots=True)
class Goal:
    """An errand with the starts that the caller agrees to."""

    form: GoalForm
    accepts: tuple[Span, ...]
    source: datetime | None
    """The start of the appointment that a move or a cancellation is about."""


@dataclass(frozen=True, slots=True)
class Known:
    person: Person
    appointments: tuple[Entry, ...]
    past: tuple[Entry, ...]
    """What they came for before the call."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A call before this one, cut off; `caller` called then, and wanted `goal` if not the same."""

    form: EarlierForm
    caller: Person
    goal: Goal | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One call, complete; `now` is aware."""

    topic: str
    form: CallForm
    practice: PracticeFile
    now: datetime
    caller: Person
    known: tuple[Known, ...]
    goals: tuple[Goal, ...]
    full: tuple[Span, ...]
    ends: tuple[Entry, ...]
    meanwhile: tuple[Entry, ...]
    earlier: Earlier | None = None

    @property
    def name(self) -> str:
        return self.form.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.practice.timezone)

    @property
    def split(self) -> Split:
        """By a hash of the name, so that nobody chooses what is looked at."""
        return "seen" if hashlib.sha256(self.name.encode()).digest()[0] % 2 else "unseen"

    @property
    def calls_again(self) -> bool:
        """Whether anything before this call matters to it."""
        return self.earlier is not None or bool(self.form.past)

    def before(self) -> "Scenario":
        """The earlier call, by itself.

        Raises:
            ValueError: there was none.
        """
        if self.earlier is None:
            raise ValueError(f"{self.name}: there was no call before it")
        then = self.now - timedelta(minutes=self.earlier.form.minutes)
        form = self.form.model_copy(update={"says_name": None, "caller_id": False})
        goals = (self.earlier.goal,) if self.earlier.goal else self.goals
        plain = tuple(replace(g, form=g.form.model_copy(update=_PLAIN)) for g in goals)
        caller = self.earlier.caller
        return replace(self, form=form, now=then, goals=plain, caller=caller, earlier=None)

    @property
    def owns_record(self) -> bool:
        """False for a caller who gives another name than that of the record."""
        return self.form.says_name is None


def read_yaml(path: Path) -> object:
    """The file's content as plain lists and dictionaries."""
    content: object = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return content


@cache
def load() -> tuple[Scenario, ...]:
    """All scenarios, by file and in the file's order.

    Raises:
        ValidationError: a file is not of the form.
        ValueError: a time, an appointment or a person in it cannot be read.
    """
    files = sorted((HOME / "calls").glob("*.yaml"))
    return tuple(s for path in files for s in _scenarios(path))


def _scenarios(path: Path) -> Iterator[Scenario]:
    documents = YAML(typ="safe", pure=True).load_all(path.read_text(encoding="utf-8"))
    for document in documents:
        file = CallsFile.model_validate(document)
        for form in file.calls:
            yield _scenario(path.stem, file, form)


@cache
def _practice(name: str) -> PracticeFile:
    return load_practice(HOME / "practices" / f"{name}.yaml")


@cache
def _people() -> dict[str, dict[str, Person]]:
    return _PEOPLE.validate_python(read_yaml(HOME / "people.yaml"))


def _scenario(topic: str, file: CallsFile, form: CallForm) -> Scenario:
    practice, people = _practice(file.practice), _people()[file.practice]
    known = [
        Known(people[who], _entries(form.known.get(who)), _entries(form.past.get(who)))
        for who in dict.fromkeys((*form.known, *form.past))
    ]
    earlier = form.earlier
    ends = tuple(map(entry, form.ends))
    wall = datetime.fromisoformat(file.now).replace(tzinfo=ZoneInfo(practice.timezone))
    return Scenario(
        topic,
        form,
        practice,
        wall.astimezone(UTC),
        people[form.who],
        tuple(known),
        tuple(_goal(g, ends) for g in form.goals),
        tuple(map(span, form.full)),
        ends,
        tuple(map(entry, form.meanwhile)),
        _earlier(earlier, people[earlier.by or form.who]) if earlier else None,
    )


def _entries(texts: tuple[str, ...] | None) -> tuple[Entry, ...]:
    return tuple(map(entry, texts or ()))


def _earlier(form: EarlierForm, caller: Person) -> Earlier:
    return Earlier(form, caller, _goal(form.wanted, ()) if form.wanted else None)


def _goal(form: GoalForm, ends: tuple[Entry, ...]) -> Goal:
    accepts = tuple(map(span, form.accepts))
    if not accepts and form.kind in ("book", "move"):
        fitting = [e for e in ends if form.book in (None, e.service)]
        accepts = tuple(s for e in fitting for s in e.spans)
    at = form.move or form.cancel
    return Goal(form, accepts, datetime.fromisoformat(at) if at else None)
