"""Joining digits of several turns, with the corrections that people make. Pure."""

from collections.abc import Callable, Sequence

from ringbook.domain.phone_words import LONG, Run
from ringbook.domain.vocabulary import words

__all__ = ["joined"]

CORRECTING = words(
    "no sorry wait actually not wrong mean mistake correction rather instead should scratch"
)
AT_END = words("end ends ending last final")
AT_START = words("start starts beginning begins first area")


def joined(
    so_far: str, runs: Sequence[Run], n: int, complete: Callable[[str], bool]
) -> tuple[str, bool]:
    """The digits after `runs[n]`, and whether earlier digits were changed by it."""
    run = runs[n]
    if run.before[-1:] == ("not",):
        return _negated(so_far, run)
    if swapped := _swapped(so_far, runs, n):
        return swapped, True
    digits = run.digits
    if not so_far or (digits.startswith("+") and so_far != "+"):
        return digits, bool(so_far)
    around = {*run.before, *run.after}
    corrects = bool(CORRECTING & {*run.before}) or bool(around & (AT_END | AT_START))
    if not complete(so_far) and complete(so_far + digits) and not CORRECTING & {*run.before}:
        return so_far + digits, False
    if complete(digits) or _restated(so_far, digits):
        return digits, digits != so_far
    if corrects or complete(so_far):
        return _placed(so_far, digits, around), True
    return so_far + digits, False


def _restated(so_far: str, digits: str) -> bool:
    """True when the caller began again from the first digit."""
    if len(so_far) >= 3 and len(digits) > len(so_far) and digits.startswith(so_far):
        return True
    return len(digits) >= LONG and digits[:3] == so_far[:3]


def _placed(so_far: str, digits: str, around: set[str]) -> str:
    """`so_far` with `digits` put where they belong: end, start, or where they differ least."""
    size = len(digits)
    if size > len(so_far):
        return digits
    if around & AT_START:
        return digits + so_far[size:]
    if around & AT_END:
        return so_far[:-size] + digits
    place = _closest(so_far, digits)
    return so_far[:place] + digits + so_far[place + size :]


def _closest(so_far: str, digits: str) -> int:
    """Where `digits` differ least from `so_far`; when nowhere alike, the end."""
    size = len(digits)
    places = range(len(so_far) - size, -1, -1)
    differing = {p: sum(a != b for a, b in zip(so_far[p:], digits, strict=False)) for p in places}
    alike = {p: n for p, n in differing.items() if 0 < n <= size // 2}
    return min(alike, key=lambda p: alike[p]) if alike else len(so_far) - size


def _negated(so_far: str, run: Run) -> tuple[str, bool]:
    """ "not 4 5" said without a pause: the first half is replaced by the second."""
    size, odd = divmod(len(run.digits), 2)
    if odd or not size or (run.after and run.after[0] in ("but", ",")):
        return so_far, False
    wrong, right = run.digits[:size], run.digits[size:]
    return (_replaced(so_far, wrong, right), True) if wrong in so_far else (so_far, False)


def _swapped(so_far: str, runs: Sequence[Run], n: int) -> str:
    """ "not 4, 5" and "5, not 4": digits negated beside these give way to them; "" when none."""
    before = runs[n - 1] if n and runs[n - 1].before[-1:] == ("not",) else None
    after = runs[n + 1] if n + 1 < len(runs) else None
    wrong = before or (after if after and after.before in (("not",), (",", "not")) else None)
    if wrong is None or wrong.digits not in so_far:
        return ""
    return _replaced(so_far, wrong.digits, runs[n].digits)


def _replaced(so_far: str, wrong: str, right: str) -> str:
    """The last occurrence of `wrong` replaced: slips are noticed near the end of a read-back."""
    head, _, tail = so_far.rpartition(wrong)
    return head + right + tail
