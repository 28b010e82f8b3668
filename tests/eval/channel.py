"""What speech recognition does to a caller's words, after patterns that were measured.

Runs of one digit lose one, times turn into homophones, names into others, starts are clipped.
"""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

__all__ = ["Channel"]

_DOUBLE: Final = re.compile(r"\bdouble (\w+)|(\d)\2|\b(\w+) \3\b")
_DIGIT: Final = re.compile(r"\d|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b")
_HOMOPHONES: Final = (
    (re.compile(r"\bhalf past (\w+)"), r"have passed \1"),
    (re.compile(r"\b4:(\d\d)"), r"for \1"),
    (re.compile(r"\b2:(\d\d)"), r"to \1"),
    (re.compile(r"\bat two\b|\bat 2\b"), "at to"),
    (re.compile(r"\bat four\b|\bat 4\b"), "at for"),
    (re.compile(r"\bten\b"), "then"),
    (re.compile(r"\bone o'clock"), "won o'clock"),
    (re.compile(r"\beight\b"), "ate"),
    (re.compile(r"\b(\d+):(\d\d) ?([ap])m\b"), r"\1 \2 \3 m"),
    (re.compile(r"\b(\d+) ?([ap])m\b"), r"\1 \2 m"),
    (re.compile(r"\bin the morning\b"), "in the warning"),
)
_LETTERS: Final = (("ph", "f"), ("ee", "i"), ("y", "ee"), ("sh", "ch"), ("k", "g"), ("l", "r"),
                   ("e", "a"), ("a", "o"), ("u", "oo"), ("i", "e"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Channel:
    """Each entity of an utterance is spoilt with probability `rate`, from 0 to 1."""

    rate: float
    chance: Random

    def spoils(self) -> bool:
        return self.chance.random() < self.rate

    def number(self, said: str) -> str:
        """Loses one digit: of a run where there is one."""
        if not self.spoils():
            return said
        runs = list(_DOUBLE.finditer(said))
        if runs:
            run = self.chance.choice(runs)
            single = next(g for g in run.groups() if g is not None)
            return said[: run.start()] + single + said[run.end() :]
        lost = self.chance.choice(list(_DIGIT.finditer(said)))
        return " ".join((said[: lost.start()] + said[lost.end() :]).split())

    def time(self, said: str) -> str:
        """The first homophone that fits."""
        if self.spoils():
            for sounds, written in _HOMOPHONES:
                if sounds.search(said):
                    return sounds.sub(written, said, count=1)
        return said

    def name(self, said: str) -> str:
        """A name that sounds alike, letter for letter."""
        if not self.spoils():
            return said
        first, *rest = said.split()
        ways = [pair for pair in _LETTERS if pair[0] in first.lower()] or [("", "")]
        heard, written = self.chance.choice(ways)
        return " ".join([first.lower().replace(heard, written, 1).capitalize(), *rest])

    def start(self, said: str) -> str:
        """The first word of several is not heard."""
        _, _, rest = said.partition(" ")
        return rest if rest and self.spoils() else said
