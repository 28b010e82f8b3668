"""The caller's voice and the test's ears: both local, both without any network."""

import io
import re
import time
import wave
from difflib import SequenceMatcher
from functools import cache

import numpy as np
from livekit import rtc
from tests.speech.audio import RATE, spoken, trimmed

from ringbook.agent.providers.local_stt import samples
from ringbook.agent.providers.models import resolve_whisper
from ringbook.agent.providers.whisper import Whisper
from ringbook.config import Settings

__all__ = ["likeness", "seconds_to_hear", "transcribe", "wav"]

PAGE_RATE = 48_000
"""Samples a second of what `mic.js` records."""


@cache
def wav(text: str) -> bytes:
    """The caller saying this, as a WAV that ends where the speech ends."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        audio = np.clip(trimmed(spoken(text)), -1, 1)
        out.writeframes((audio * 32767).astype("<i2").tobytes())
    return file.getvalue()


def transcribe(pcm: bytes) -> str:
    """What is said in 16-bit mono samples at the page's rate."""
    if not pcm:
        return ""
    frame = rtc.AudioFrame(pcm, PAGE_RATE, 1, len(pcm) // 2)
    return _ears().transcribe(samples([frame])).text


def seconds_to_hear() -> float:
    """How long this machine takes to recognise an utterance of two seconds."""
    sound = spoken("I would like to book an appointment.")
    ears, began = _ears(), time.perf_counter()
    ears.transcribe(sound)
    return time.perf_counter() - began


def likeness(heard: str, written: str) -> float:
    """How much of what was heard is what was written, 0 to 1: small ears mishear a name.

    The same words in another spelling ("27th" and "27", "9 a.m." and "9:00 AM") are the same.
    """
    return SequenceMatcher(None, _words(heard), _words(written)).ratio()


def _words(text: str) -> list[str]:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th|:00)\b|\.(?=\S)", "", text.lower())
    return re.findall(r"[\w:']+", plain)


@cache
def _ears() -> Whisper:
    return Whisper(resolve_whisper(Settings()), threads=2)
