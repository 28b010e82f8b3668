"""A caller's line spoken: figures as people say them, a voice, a noisy room. Deterministic."""

import re
from random import Random
from typing import Final

import numpy as np
from livekit import rtc
from tests.eval.say import digit_words
from tests.speech.audio import RATE, Sound, spoken, trimmed
from tests.speech.line import CallerLine

__all__ = ["NoisyLine", "aloud", "in_words"]

_CLOCK: Final = re.compile(r"\b(\d{1,2}):(\d\d)(?: ?(am|pm))?\b", re.IGNORECASE)
_RUN: Final = re.compile(r"\b\d{3,}\b")
_NO: Final = re.compile(r"\b(no)\.(?= )", re.IGNORECASE)
_LETTERS: Final = re.compile(r"\b[A-Z](?: [A-Z])+\b")
_DIGIT: Final = re.compile(rf"\b({'|'.join(digit_words('0123456789').split())}|oh)\b(?!,)")
_HALVES: Final = {"am": "A.M.", "pm": "P.M."}
BUFFER_SECONDS: Final = 7
"""The room's noise comes round after this long."""


def in_words(text: str) -> str:
    """Numbers digit by digit with a pause after each group, times and letters, as they are said.

    Letters are named one by one: run together, the voice reads "A" as the word, and "no." as
    "number".
    """
    text = _NO.sub(r"\1,", text)
    spelled = _LETTERS.sub(lambda run: f"{', '.join(run[0].split())}.", text)
    clock = _CLOCK.sub(_clock, spelled)
    return _RUN.sub(lambda run: f"{digit_words(run[0])},", clock).replace(",,", ",")


def _clock(said: re.Match[str]) -> str:
    hour, minute, half = said[1], said[2], said[3]
    words = hour if minute == "00" else f"{hour} {_minute(minute)}"
    if half:
        return f"{words} {_HALVES[half.lower()]}"
    return f"{words} o'clock" if minute == "00" else words


def _minute(minute: str) -> str:
    return f"oh {minute[1]}" if minute.startswith("0") else minute


def aloud(text: str, *, slowly: bool = False) -> Sound:
    """The line as it is spoken, with nothing after its last sound; `slowly`: digit by digit."""
    words = in_words(text)
    return trimmed(spoken(_DIGIT.sub(r"\1,", words) if slowly else words))


class NoisyLine(CallerLine):
    """A line from a room that is never quiet.

    Noise is white, `decibels` below the mean loudness of the voice; its seed makes runs alike.
    """

    def __init__(self, decibels: float, seed: str) -> None:
        super().__init__()
        voice = float(np.sqrt(np.mean(np.square(aloud("I'd like to book an appointment.")))))
        level = voice * 10 ** (-decibels / 20)
        chance = np.random.default_rng(Random(seed).getrandbits(32))
        noise = chance.normal(0, level, RATE * BUFFER_SECONDS)
        self._noise = (noise * 32767).astype(np.int32)
        self._at = 0

    async def __anext__(self) -> rtc.AudioFrame:
        frame = await super().__anext__()
        clean = np.frombuffer(frame.data, np.int16).astype(np.int32)
        mixed = np.clip(clean + self._next(len(clean)), -32768, 32767).astype("<i2")
        return rtc.AudioFrame(mixed.tobytes(), RATE, 1, len(mixed))

    def _next(self, count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        at, self._at = self._at, (self._at + count) % (len(self._noise) - count)
        return self._noise[at : at + count]
