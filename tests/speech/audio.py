"""Audio made for tests: spoken sentences, silence, noise. 16 kHz mono, as a caller's line gives."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from livekit import rtc
from numpy.typing import NDArray

from ringbook.agent.providers import models
from ringbook.agent.providers.local_stt import samples
from ringbook.agent.providers.voice import SAMPLE_RATE, Voice
from ringbook.config import Settings

RATE = 16_000
FRAME = RATE // 50
"""Samples of one 20 ms frame, as WebRTC sends them."""

type Sound = NDArray[np.float32]


@cache
def caller_voice() -> Voice:
    """The caller's voice: the same model as the agent's, for there is no other offline."""
    return Voice(models.resolve_voice(Settings()))


@cache
def spoken(text: str) -> Sound:
    """`text` as a caller says it."""
    voice = caller_voice()
    pcm = b"".join(voice.pcm(phrase) for phrase in voice.phrases(text))
    return samples([rtc.AudioFrame(pcm, SAMPLE_RATE, 1, len(pcm) // 2)])


def trimmed(sound: Sound, level: float = 0.01) -> Sound:
    """Without the quiet end, so that the last sample is the end of the utterance."""
    return sound[: int(np.flatnonzero(np.abs(sound) > level)[-1]) + 1]


def silence(seconds: float) -> Sound:
    return np.zeros(int(RATE * seconds), np.float32)


def noise(seconds: float, level: float = 0.05) -> Sound:
    return np.random.default_rng(3).normal(0, level, int(RATE * seconds)).astype(np.float32)


def joined(*sounds: Sound) -> Sound:
    return np.concatenate(sounds)


def frames(sound: Sound) -> Iterator[rtc.AudioFrame]:
    """20 ms frames; the last is filled up with silence."""
    padded = np.pad(sound, (0, -len(sound) % FRAME))
    pcm = (np.clip(padded, -1, 1) * 32767).astype("<i2")
    for start in range(0, len(pcm), FRAME):
        yield rtc.AudioFrame(pcm[start : start + FRAME].tobytes(), RATE, 1, FRAME)
