"""English words for numbers, and a way to write word lists that stay readable. Pure."""

__all__ = ["TEENS", "TENS", "UNITS", "words"]


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
