"""Our own lines in other languages: they are true where they are said, so none is judged. Pure."""

from collections.abc import Iterator
from dataclasses import astuple
from typing import Final

from ringbook.dialogue.languages.spoken_lines import SPOKEN, SpokenLines
from ringbook.dialogue.speak.sentences import sentences

__all__ = ["is_own_line"]


def _sentences_of(lines: SpokenLines) -> Iterator[str]:
    """Those that are always the same: without a name or a time in them."""
    for value in astuple(lines):
        for line in (value,) if isinstance(value, str) else value:
            done, rest = sentences(line)
            yield from (one.strip() for one in (*done, rest) if "{" not in one)


_OWN: Final = {language: frozenset(_sentences_of(lines)) for language, lines in SPOKEN.items()}


def is_own_line(sentence: str, language: str) -> bool:
    """True for a sentence of the fixed lines of that language."""
    return sentence.strip() in _OWN.get(language, frozenset())
