"""English speech synthesis on the CPU: hibari, 24 kHz mono.

Blocking and not reentrant: call it from one worker thread.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ringbook.agent.providers.devanagari import in_latin

__all__ = ["SAMPLE_RATE", "TAKE", "Voice", "pronunciation", "speakable", "trimmed"]

SAMPLE_RATE = 24_000
SEED = 1
"""The noise in the voice is the same each time, so equal text gives equal audio."""
QUIET = 0.003
"""Amplitude (of 1) below which the voice is not heard."""
LEAD, TAIL = 0.01, 0.3
"""Seconds of quiet kept around a phrase. The model adds a third of a second in front, for which
the caller would wait, and half a second behind it."""
TAKE = f"{SEED} {QUIET} {LEAD} {TAIL}"
"""Names all that shapes the audio besides the model: audio kept under another take is stale."""
LONG_PHRASE = 60
"""Phonemes (about four seconds) above which the first phrase is spoken by itself, to start soon."""

_CLAUSE = re.compile(r"(?<=[,;:—])\s+")
_PHONE = re.compile(r"\+?\(?\d[\d\s().-]{5,}\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Voice:
    """A loaded voice."""

    def __init__(self, model: Path, *, threads: int = 1) -> None:
        # Imported here because onnxruntime takes seconds to import.
        from hibari import Hibari

        self._model: _Model = Hibari(model=str(model), threads=threads, g2p=pronunciation())

    def phrases(self, text: str) -> list[str]:
        """The text as phonemes, in pieces to be spoken one after the other."""
        sentences = self._model.phonemize(speakable(text))
        return [*_clauses(sentences[0]), *sentences[1:]] if sentences else []

    def pcm(self, phrase: str) -> bytes:
        """One phrase as 16-bit little-endian samples at 24 kHz."""
        samples = trimmed(self._model.from_phonemes(phrase, 1.0, SEED))
        return (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()

    def whole(self, text: str) -> bytes:
        """All of a text, as `pcm` gives its phrases."""
        return b"".join(map(self.pcm, self.phrases(text)))


@cache
def pronunciation() -> object:
    """The dictionaries from words to phonemes: 50 MB, the same for every voice, never changed."""
    from hibari.g2p import G2P

    return G2P()


def speakable(text: str) -> str:
    """The text as it should be read out: phone digits one by one instead of as a number, and Hindi
    in letters that the voice knows.
    """
    return _PHONE.sub(lambda found: _spaced(found[0]), in_latin(text))


def _spaced(number: str) -> str:
    if _DATE.fullmatch(number):
        return number
    plus = "plus " if number.startswith("+") else ""
    groups = re.findall(r"\d+", number)
    if len("".join(groups)) < 7 or all(len(group) == 1 for group in groups):
        return number
    return plus + ", ".join(" ".join(group) for group in groups)


def trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The samples with at most `LEAD` of quiet in front and `TAIL` behind."""
    heard = np.flatnonzero(np.abs(samples) > QUIET)
    if not len(heard):
        return samples
    begin = int(heard[0]) - int(LEAD * SAMPLE_RATE)
    end = int(heard[-1]) + 1 + int(TAIL * SAMPLE_RATE)
    return samples[max(begin, 0) : end]


def _clauses(phrase: str) -> list[str]:
    """A long phrase cut once, after its first clause that is worth a breath."""
    if len(phrase) <= LONG_PHRASE:
        return [phrase]
    for pause in _CLAUSE.finditer(phrase):
        if 15 <= pause.start() <= len(phrase) - 15:
            return [phrase[: pause.start()], phrase[pause.end() :]]
    return [phrase]


class _Model(Protocol):
    """The part of `hibari.Hibari` that is used; the library ships no types."""

    def phonemize(self, text: str) -> Sequence[str]: ...
    def from_phonemes(self, phonemes: str, speed: float, seed: int) -> NDArray[np.float32]: ...
