"""English words for numbers, and a way to write word lists that stay readable. Pure."""

__all__ = ["TEENS", "TENS", "UNITS", "near", "words"]


def words(text: str) -> frozenset[str]:
    """The set of the words in `text`."""
    return frozenset(text.split())


def _numbered(text: str, first: int = 0, step: int = 1) -> dict[str, str]:
    return {word: str(first + step * n) for n, word in enumerate(text.split())}


UNITS = _numbered("zero one two three four five six seven eight nine")
"""Word → digit."""

TEENS = _numbered(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10
)
"""Word → two digits."""

TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2) | {"fourty": "4"}
"""Word → the first of two digits."""


def near(said: str, meant: str) -> bool:
    """True when at most one letter is more, less, other, or swapped with its neighbour."""
    if said == meant:
        return True
    if abs(len(said) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = said[start:], meant[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
