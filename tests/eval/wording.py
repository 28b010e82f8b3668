"""The callers' words: picked by style and seed from `tests/scenarios/wording.yaml`."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from pydantic import TypeAdapter
from tests.eval.form import Style
from tests.eval.scenario import HOME, read_yaml

__all__ = ["Wording", "wordings"]

type Acts = dict[str, list[str]]

_FORM: Final = TypeAdapter(dict[str, Acts])


@cache
def wordings() -> dict[str, Acts]:
    """All words, by style and act.

    Raises:
        ValidationError: the file is not of that form.
    """
    return _FORM.validate_python(read_yaml(HOME / "wording.yaml"))


@dataclass(frozen=True, slots=True)
class Wording:
    """One caller's choice of words."""

    style: Style
    chance: Random

    def has(self, act: str) -> bool:
        return act in wordings().get(self.style, {})

    def pick(self, act: str) -> str:
        """A template for `act`, with its places still open."""
        own = wordings().get(self.style, {})
        return self.chance.choice(own.get(act) or wordings()["plain"][act])
