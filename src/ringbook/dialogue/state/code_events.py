"""What came of sending and of checking a one-time code. Neither knows the code."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["CodeAction", "CodeChecked", "CodeOutcome", "CodeSent"]

type CodeAction = Literal["send", "check"]


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is on its way to the number of the caller's record, or would be if it had one.

    The two are not told apart here, so that nothing that is made of it can tell them apart.
    """

    kind: Literal["code_sent"] = "code_sent"


@dataclass(frozen=True, slots=True)
class CodeChecked:
    """The digits were compared. `ended`: wrong, and the code cannot be tried any more."""

    result: Literal["right", "wrong", "ended", "expired"]
    tries_left: int = 0
    kind: Literal["code_checked"] = "code_checked"


type CodeOutcome = CodeSent | CodeChecked
