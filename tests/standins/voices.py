"""What a stand-in speaks and hears with: real models of this machine, or quick substitutes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor

import numpy as np
from livekit import rtc

from ringbook.agent.providers.local_stt import samples
from ringbook.agent.providers.voice import SAMPLE_RATE, Voice
from ringbook.agent.providers.whisper import Whisper

__all__ = ["Ears", "Speaker", "local_ears", "local_voice", "resampled", "scripted_ears", "tone"]

type Speaker = Callable[[str], Awaitable[bytes]]
"""Gives a sentence as 16-bit samples at 24 kHz."""

type Ears = Callable[[bytes, int], Awaitable[str]]
"""Gives the words in 16-bit samples of the given rate."""

TONE_PER_CHARACTER = 0.03
"""Seconds; about as long as speech."""


async def tone(text: str) -> bytes:
    """A tone as long as the words would be: for tests that do not listen."""
    length = int(SAMPLE_RATE * TONE_PER_CHARACTER * len(text.strip()))
    wave = 3000 * np.sin(2 * np.pi * 220 * np.arange(length) / SAMPLE_RATE)
    return wave.astype("<i2").tobytes()


def local_voice(voice: Voice, executor: Executor) -> Speaker:
    """Really speaks. `executor` has the one thread that may use the voice."""

    def speak(text: str) -> bytes:
        return b"".join(voice.pcm(phrase) for phrase in voice.phrases(text))

    async def speaker(text: str) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(executor, speak, text)

    return speaker


def local_ears(whisper: Whisper, executor: Executor) -> Ears:
    """Really hears. `executor` has the one thread that may use the model."""

    async def ears(pcm: bytes, rate: int) -> str:
        sound = samples([rtc.AudioFrame(pcm, rate, 1, len(pcm) // 2)])
        loop = asyncio.get_running_loop()
        return (await loop.run_in_executor(executor, whisper.transcribe, sound)).text

    return ears


def scripted_ears(*transcripts: str) -> Ears:
    """Takes what is said for these words, one after the other, then for nothing."""
    left: Iterator[str] = iter(transcripts)

    async def ears(pcm: bytes, rate: int) -> str:
        return next(left, "")

    return ears


def resampled(pcm: bytes, rate: int) -> bytes:
    """Samples at 24 kHz as samples of another rate."""
    if rate == SAMPLE_RATE or not pcm:
        return pcm
    resampler = rtc.AudioResampler(SAMPLE_RATE, rate)
    frames = [*resampler.push(bytearray(pcm)), *resampler.flush()]
    return b"".join(bytes(frame.data) for frame in frames)
