"""The local speech parts of one process: loaded once, shared by the calls that it takes."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from livekit import rtc
from livekit.agents import tts, vad

from ringbook.agent.providers import models
from ringbook.agent.providers.fixed_lines import FixedLines
from ringbook.agent.providers.local_stt import LocalSTT
from ringbook.agent.providers.local_tts import LocalTTS
from ringbook.agent.providers.mel import RATE
from ringbook.agent.providers.sentences import GuardedSentences
from ringbook.agent.providers.voice import SAMPLE_RATE, TAKE, Voice
from ringbook.agent.providers.voice_detector import VoiceDetector
from ringbook.agent.providers.whisper import Whisper
from ringbook.config import Settings

__all__ = ["LocalSpeech", "prewarm", "spoken_sample", "voice_activity"]

MIN_SILENCE = 0.35
"""Seconds without speech that end an utterance; the turn may still be held open after it."""
SAMPLE = "Thank you. Goodbye."
"""Said to a recogniser to see whether it answers."""
PREFIX = 0.2
"""Seconds kept before the start of speech. Must stay below `MIN_SILENCE`: more would replay the
end of one utterance at the start of the next."""


@dataclass(frozen=True, slots=True)
class LocalSpeech:
    """Loaded models, each with the one thread that may use it."""

    whisper: Whisper
    voice: Voice
    hearing: Executor
    speaking: Executor
    cache: Path

    def stt(self) -> LocalSTT:
        """A recogniser for one call."""
        return LocalSTT(self.whisper, voice_activity(), self.hearing)

    def tts(self, fixed: Iterable[str] = ()) -> tts.TTS[Any]:
        """A voice for one call; the `fixed` lines are kept as audio between calls."""
        lines = self._kept(fixed)
        return tts.StreamAdapter(
            tts=LocalTTS(self.voice, self.speaking, lines), sentence_tokenizer=GuardedSentences()
        )

    async def pcm(self, line: str) -> bytes:
        """A line that is the same in every call, spoken: 16-bit samples at 24 kHz."""
        kept = self._kept([line])
        if (pcm := kept.get(line)) is None:
            loop = asyncio.get_running_loop()
            pcm = await loop.run_in_executor(self.speaking, self._say, line)
            kept.put(line, pcm)
        return pcm

    async def sample(self) -> rtc.AudioFrame:
        """A few words to try a recogniser with."""
        return sample_of(await self.pcm(SAMPLE))

    def _kept(self, lines: Iterable[str]) -> FixedLines:
        return FixedLines(self.cache, f"{models.VOICE_SHA256} {TAKE}", lines)

    def _say(self, line: str) -> bytes:
        return self.voice.whole(line)

    def close(self) -> None:
        """End the threads; what they are doing is finished first."""
        self.hearing.shutdown()
        self.speaking.shutdown()


def spoken_sample(settings: Settings) -> rtc.AudioFrame:
    """The same with nothing loaded yet. Blocking.

    Raises:
        ConfigurationError: the voice is missing or is not the tested one.
    """
    return sample_of(Voice(models.resolve_voice(settings)).whole(SAMPLE))


def sample_of(pcm: bytes) -> rtc.AudioFrame:
    """The local voice's samples as one frame."""
    return rtc.AudioFrame(pcm, SAMPLE_RATE, 1, len(pcm) // 2)


def prewarm(settings: Settings) -> LocalSpeech:
    """Check and load the models, and run each once. About a second; blocking.

    Raises:
        ConfigurationError: a model is missing or is not the tested one.
    """
    whisper = Whisper(models.resolve_whisper(settings))
    voice = Voice(models.resolve_voice(settings))
    whisper.transcribe(np.zeros(RATE, np.float32))
    for phrase in voice.phrases("Ready."):
        voice.pcm(phrase)
    return LocalSpeech(
        whisper,
        voice,
        ThreadPoolExecutor(1, thread_name_prefix="hearing"),
        ThreadPoolExecutor(1, thread_name_prefix="speaking"),
        settings.home() / "cache" / "lines",
    )


def voice_activity() -> vad.VAD:
    """Silero on this machine; the model is inside the SDK."""
    return VoiceDetector(min_silence_duration=MIN_SILENCE, prefix_padding_duration=PREFIX)
