"""What the local ears make of sounds from a noisy room, faster than real time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Final

import numpy as np
from livekit.agents import stt
from tests.eval.aloud import aloud
from tests.speech.audio import Sound, frames, joined, silence

from ringbook.agent.providers.local_speech import voice_activity
from ringbook.agent.providers.local_stt import LocalSTT
from ringbook.agent.providers.whisper import Whisper

__all__ = ["Ears", "in_noise"]

_BEFORE: Final = 0.5
_AFTER: Final = 1.5
"""Seconds of the room alone around what is said: long enough that an utterance ends."""


def in_noise(sound: Sound, decibels: float, seed: str) -> Sound:
    """`sound` between two pauses, in white noise `decibels` below a voice's mean loudness."""
    voice = float(np.sqrt(np.mean(np.square(aloud("I'd like to book an appointment.")))))
    whole = joined(silence(_BEFORE), sound, silence(_AFTER))
    chance = np.random.default_rng(Random(seed).getrandbits(32))
    noise = chance.normal(0, voice * 10 ** (-decibels / 20), len(whole))
    return (whole + noise.astype(np.float32)).astype(np.float32)


class Ears:
    """The recogniser of a call, with the same cutting into utterances."""

    def __init__(self, whisper: Whisper) -> None:
        self._whisper = whisper

    async def hear(self, sound: Sound) -> str:
        """All that is heard in `sound` (16 kHz), utterances joined by blanks."""
        with ThreadPoolExecutor(1) as executor:
            return await self._hear(LocalSTT(self._whisper, voice_activity(), executor), sound)

    async def _hear(self, local: LocalSTT, sound: Sound) -> str:
        async with local.stream() as stream:
            for frame in frames(sound):
                stream.push_frame(frame)
                await asyncio.sleep(0)
            stream.end_input()
            kind = stt.SpeechEventType.FINAL_TRANSCRIPT
            heard = [e.alternatives[0].text async for e in stream if e.type is kind]
        return " ".join(heard)
