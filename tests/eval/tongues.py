"""The claim guard in Spanish, French and Hindi, measured: `python -m tests.eval.tongues`.

The sentences of receptionists in `tests/unit/data/claims_*_speech_*.txt` say that something was
booked, moved, cancelled or done ("any"), or nothing of it ("-"); each is judged in a call in which
nothing was written (a number that the call does not know is no claim, though it is not said). A
hash of the sentence puts it into `dev`, which may be used to mend the words, or `held`, which is
only counted: three times in all while the words were mended, its sums alone.
"""

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from tests.unit.dialogue.maple import LENA, NOW, PRIYA, practice

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.state.call_events import Started

__all__ = ["LANGUAGES", "Half", "Judged", "Sentence", "half_of", "judge", "load", "open_call"]

type Half = Literal["dev", "held"]

DATA: Final = Path(__file__).parents[1] / "unit" / "data"
LANGUAGES: Final = ("es", "fr", "hi")
_PEOPLE: Final = ("Dr. Rao", "Dr. Chen", "Lucía", "Lucie", "Lucy")
_CALLERS: Final = ("Marta Gómez", "Claire Petit")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`claims` says that it tells of something written, and must not be heard."""

    say: str
    claims: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """How the guard did: the claims that it let pass, and what it stopped that claims nothing."""

    claims: int
    harmless: int
    missed: tuple[str, ...]
    wronged: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of claims that were stopped."""
        return (self.claims - len(self.missed)) / self.claims

    @property
    def precision(self) -> float:
        """The share of stopped sentences that claim."""
        caught = self.claims - len(self.missed)
        return caught / (caught + len(self.wronged))


def half_of(sentence: str) -> Half:
    """By a hash, so that nobody chooses what is looked at."""
    return "dev" if hashlib.sha256(sentence.encode()).digest()[0] % 2 else "held"


def load(language: str, half: Half) -> tuple[Sentence, ...]:
    """All sentences of a half."""
    text = (DATA / f"claims_{language}_speech_{half}.txt").read_text(encoding="utf-8")
    rows = [row.split("|", 1) for row in text.splitlines() if not row.startswith("#")]
    return tuple(Sentence(say.strip(), kind.strip() != "-") for kind, say in rows)


def open_call(language: str) -> CallState:
    """A call in that language, with the people whom the sentences name; nothing is written."""
    people = tuple(replace(LENA, name=name, aliases=()) for name in _PEOPLE)
    started = Started(NOW, replace(practice(), providers=people), "text", PRIYA)
    state = reduce(CallState(), started)
    tongue = replace(state.tongue, spoken=LANGUAGES, language=language)
    return replace(state, names=_CALLERS, tongue=tongue)


def judge(language: str, half: Half) -> Judged:
    """Shows each sentence of a half to the guard."""
    state, said = open_call(language), load(language, half)
    stopped = {s for s in said if (why := check(s.say, state).why) and why != "not_the_callers"}
    claims = {s for s in said if s.claims}
    missed = tuple(s.say for s in said if s in claims - stopped)
    wronged = tuple(s.say for s in said if s in stopped - claims)
    return Judged(len(claims), len(said) - len(claims), missed, wronged)


def main() -> None:
    """Prints the figures of a half (`dev` unless named), and what was judged wrongly in `dev`."""
    half: Half = "held" if "held" in sys.argv[1:] else "dev"
    for language in LANGUAGES:
        judged = judge(language, half)
        print(  # noqa: T201 - the result
            f"{language} {half}: {judged.claims} claims, {judged.harmless} others, "
            f"recall {judged.recall:.1%}, precision {judged.precision:.1%}"
        )
        if half == "dev":
            for word, wrong in (("missed", judged.missed), ("wronged", judged.wronged)):
                for say in wrong:
                    print(f"  {word}: {say}")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
