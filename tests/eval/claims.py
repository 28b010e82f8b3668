"""The claim guard, measured on sentences: `python -m tests.eval.claims`.

Each sentence stands in `tests/unit/data/claims_*.jsonl` with what it claims and the state of the
call that it is judged in. A hash of the sentence puts it into `seen`, which may be used to mend
the guard, or `unseen`, which is only counted.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypedDict, get_args

from pydantic import TypeAdapter
from tests.eval.claim_states import STATES

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.reduce.reducer import CallState

__all__ = ["Judged", "Sentence", "Split", "judge", "load", "split_of"]

type Split = Literal["seen", "unseen"]
type Claim = Literal["booked", "moved", "cancelled", "waiting", "denial"]

DATA: Final = Path(__file__).parents[1] / "unit" / "data"

Row = TypedDict("Row", {"say": str, "in": str, "claims": Claim | None, "true": bool})
_ROW: Final = TypeAdapter(Row)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`state` is one of `STATES`; `false` says that it must not be heard in it."""

    say: str
    state: str
    claims: Claim | None
    false: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """How the guard did: what it let pass that is false, what it stopped that is not."""

    sentences: int
    false: int
    missed: tuple[Sentence, ...]
    wronged: tuple[Sentence, ...]

    @property
    def recall(self) -> float:
        """The share of false sentences that were stopped."""
        return (self.false - len(self.missed)) / self.false

    @property
    def precision(self) -> float:
        """The share of stopped sentences that were false."""
        caught = self.false - len(self.missed)
        return caught / (caught + len(self.wronged))


def split_of(sentence: str) -> Split:
    """By a hash, so that nobody chooses what is looked at."""
    return "seen" if hashlib.sha256(sentence.encode()).digest()[0] % 2 else "unseen"


def load(split: Split) -> tuple[Sentence, ...]:
    """All sentences of a half."""
    return tuple(_read(DATA / f"claims_{split}.jsonl"))


def _read(path: Path) -> Iterator[Sentence]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = _ROW.validate_json(line)
        yield Sentence(row["say"], row["in"], row["claims"], not row["true"])


def judge(sentences: tuple[Sentence, ...]) -> Judged:
    """Shows each sentence to the guard in its state."""
    stopped = {s for s in sentences if not check(s.say, _state(s.state)).ok}
    false = {s for s in sentences if s.false}
    missed = tuple(s for s in sentences if s in false - stopped)
    wronged = tuple(s for s in sentences if s in stopped - false)
    return Judged(len(sentences), len(false), missed, wronged)


@cache
def _state(name: str) -> CallState:
    return STATES[name]()


def main() -> None:
    """Prints the figures of both halves, and the seen sentences that were judged wrongly."""
    for split in get_args(Split.__value__):
        judged = judge(load(split))
        print(  # noqa: T201 - the result
            f"{split}: {judged.sentences} sentences, {judged.false} false, "
            f"recall {judged.recall:.1%}, precision {judged.precision:.1%}"
        )
        if split == "seen":
            for word, wrong in (("missed", judged.missed), ("wronged", judged.wronged)):
                for s in wrong:
                    print(f"  {word}, {s.state}, {s.claims}: {s.say}")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
