"""English speech recognition on the CPU: Whisper tiny.en on CTranslate2, one utterance at a time.

Blocking and not reentrant: call it from one worker thread. Measured choices (int8, greedy, one
thread, a short audio context, a prompt with spaced digits) are argued in docs/offline.md.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ringbook.agent.providers.mel import FRAMES_PER_SECOND, RATE, log_mel

__all__ = ["Transcript", "Whisper"]

PROMPT = "My number is 2 0 7 9 4 6 0 0 1 8. Tuesday at 2:30 PM."
"""Shows the style that is wanted: phone digits spaced, times as figures."""

WINDOW = 30
"""Seconds that the model hears at once; longer audio is cut into pieces."""
SHORT_CONTEXT = 15
PADDING = 3
MAX_TOKENS = 448
DROP_BELOW = -1.0
"""Mean log-probability of a token under which a transcript is right less than one time in four."""
SHORT = 1.6
DROP_SHORT_BELOW = -1.8
SPEECH_PROBABILITY = 0.2
"""Up to so many seconds ("sure", "Maria") a few tokens say little: they are kept down to this where
the model is sure that there was speech. Coughs, clicks and hum are never under that probability."""
SILENCE_PROBABILITY = 0.6
SILENCE_BELOW = -0.7

_PHRASE_TWICE = re.compile(r"(\b.{8,}?)[\s.,?!]+\1")
_WORD_SIX_TIMES = re.compile(r"(\b\S+[.,?!]?\s)\1{5,}")


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard, empty when it was no speech. `confidence` is a token's mean probability."""

    text: str
    confidence: float


class Whisper:
    """A loaded model. `threads` are those of one recognition."""

    def __init__(self, directory: Path, *, threads: int = 1, prompt: str = PROMPT) -> None:
        # Imported here because it takes longer than the rest of the package together.
        import ctranslate2

        self._array = ctranslate2.StorageView.from_array
        self._model: _Model = ctranslate2.models.Whisper(
            str(directory), device="cpu", compute_type="int8", intra_threads=threads
        )
        self._tokens = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._end = self._token("<|endoftext|>")
        self._prompt = self._prompt_tokens(prompt)

    def transcribe(self, audio: NDArray[np.float32]) -> Transcript:
        """What is said in `audio` (mono, 16 kHz, ±1)."""
        starts = range(0, max(len(audio), 1), WINDOW * RATE)
        heard = [self._piece(audio[start : start + WINDOW * RATE]) for start in starts]
        text = " ".join(piece.text for piece in heard if piece.text)
        return Transcript(text, min(piece.confidence for piece in heard))

    def _piece(self, audio: NDArray[np.float32]) -> Transcript:
        seconds = len(audio) / RATE
        decoded = self._decode(audio, short_context(seconds))
        if decoded.ran_on:
            decoded = self._decode(audio, WINDOW)
        confidence = math.exp(min(0.0, decoded.score))
        return Transcript(decoded.text if decoded.kept else "", confidence)

    def _decode(self, audio: NDArray[np.float32], context: float) -> "_Decoded":
        # Even, because the encoder halves the number of frames.
        frames = int(context * FRAMES_PER_SECOND) // 2 * 2
        limit = int(12 + 10 * len(audio) / RATE)
        features = self._array(np.ascontiguousarray(log_mel(audio, frames)[None]))
        # CTranslate2 generates at most half of `max_length`, whatever the prompt takes.
        length = min(MAX_TOKENS, max(2 * limit, len(self._prompt) + limit))
        result = self._model.generate(
            features,
            [self._prompt],
            beam_size=1,
            max_length=length,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        tokens = result.sequences_ids[0]
        text = self._tokens.decode([token for token in tokens if token < self._end]).strip()
        cut = len(tokens) >= limit - 1
        return _Decoded(text, result.scores[0], result.no_speech_prob, cut, len(audio) / RATE)

    def _prompt_tokens(self, prompt: str) -> list[int]:
        start = [self._token("<|startoftranscript|>")]
        if self._tokens.token_to_id("<|en|>") is not None and self._model.is_multilingual:
            start += [self._token("<|en|>"), self._token("<|transcribe|>")]
        start.append(self._token("<|notimestamps|>"))
        if not prompt:
            return start
        said = self._tokens.encode(" " + prompt, add_special_tokens=False).ids
        return [self._token("<|startofprev|>"), *said, *start]

    def _token(self, name: str) -> int:
        token = self._tokens.token_to_id(name)
        if token is None:
            raise ValueError(f"the tokenizer has no {name}: not a Whisper model")
        return token


def short_context(seconds: float) -> float:
    """Seconds that the encoder should see: three times faster than always 30."""
    return min(WINDOW, max(seconds + PADDING, SHORT_CONTEXT))


def repeats(text: str) -> bool:
    """Whether the text has run into a loop, as the model does on odd sounds."""
    return bool(_PHRASE_TWICE.search(text) or _WORD_SIX_TIMES.search(text + " "))


def is_speech(score: float, no_speech: float, seconds: float) -> bool:
    """Whether words with that mean log-probability, out of so many seconds, are to be believed."""
    short = seconds <= SHORT and no_speech < SPEECH_PROBABILITY
    if score < (DROP_SHORT_BELOW if short else DROP_BELOW):
        return False
    return not (no_speech > SILENCE_PROBABILITY and score < SILENCE_BELOW)


@dataclass(frozen=True, slots=True)
class _Decoded:
    text: str
    score: float
    no_speech: float
    at_limit: bool
    seconds: float

    @property
    def ran_on(self) -> bool:
        return self.at_limit or repeats(self.text)

    @property
    def kept(self) -> bool:
        return is_speech(self.score, self.no_speech, self.seconds)


class _Result(Protocol):
    sequences_ids: list[list[int]]
    scores: list[float]
    no_speech_prob: float


class _Model(Protocol):
    """The part of `ctranslate2.models.Whisper` that is used; the library ships no types."""

    is_multilingual: bool

    def generate(
        self,
        features: object,
        prompts: Sequence[Sequence[int]],
        *,
        beam_size: int,
        max_length: int,
        return_scores: bool,
        return_no_speech_prob: bool,
    ) -> Sequence[_Result]: ...
