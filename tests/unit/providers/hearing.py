"""Ears for tests: a frame's samples name the word that it holds, 0 is silence."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from livekit import rtc
from livekit.agents import (
    APIConnectionError,
    APIConnectOptions,
    LanguageCode,
    stt,
    utils,
    vad,
)

from ringbook.agent.providers.mel import RATE
from ringbook.agent.providers.whisper import Transcript

__all__ = ["Activity", "Local", "Remote", "frame", "said"]

FRAME = RATE // 50
WORDS = ("", "one", "two", "three", "[cough]")
COUGH = 4
ONCE = APIConnectOptions(max_retry=0)


def frame(word: int) -> rtc.AudioFrame:
    return rtc.AudioFrame(np.full(FRAME, word, np.int16).tobytes(), RATE, 1, FRAME)


def word_of(one: rtc.AudioFrame) -> int:
    return int(np.frombuffer(one.data, np.int16)[0])


def said(frames: Sequence[rtc.AudioFrame]) -> str:
    """The words in the audio; a cough is none."""
    heard = [word for word, _ in groupby(map(word_of, frames)) if 0 < word < COUGH]
    return " ".join(WORDS[word] for word in heard)


def event(kind: stt.SpeechEventType, text: str, end: float = 0.0) -> stt.SpeechEvent:
    heard = stt.SpeechData(LanguageCode("en"), text, end_time=end)
    return stt.SpeechEvent(kind, alternatives=[heard])


class Activity(vad.VAD):
    """Speech is whatever is not silence."""

    def __init__(self) -> None:
        super().__init__(capabilities=vad.VADCapabilities(update_interval=0.02))

    def stream(self) -> vad.VADStream:
        return _ActivityStream(self)


class _ActivityStream(vad.VADStream):
    async def _main_task(self) -> None:
        speaking, spoken, quiet, samples = False, 0.0, 0.0, 0
        async for item in self._input_ch:
            if not isinstance(item, rtc.AudioFrame):
                continue
            samples += FRAME
            loud = word_of(item) > 0
            quiet = 0.0 if loud else quiet + item.duration
            if loud != speaking:
                speaking = loud
                kind = vad.VADEventType.START_OF_SPEECH if loud else vad.VADEventType.END_OF_SPEECH
                self._send(kind, samples, spoken, quiet)
            spoken = spoken + item.duration if loud else 0.0
            self._send(vad.VADEventType.INFERENCE_DONE, samples, spoken, quiet)

    def _send(self, kind: vad.VADEventType, samples: int, spoken: float, quiet: float) -> None:
        self._event_ch.send_nowait(
            vad.VADEvent(kind, samples, 0.0, spoken, quiet, raw_accumulated_silence=quiet)
        )


class Remote(stt.STT[Any]):
    """Hears as a provider would, as long as `fault` lets it.

    `fault` is "" (none), "deaf" (takes audio, never answers), "refused", "cut" (breaks off at
    the first word), or "half" (reports the first word while the second is said, and no more).
    Streams that are open keep the fault that they were opened with.
    """

    def __init__(self, fault: str = "") -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self.fault, self.opened = fault, 0

    def stream(self, **_: Any) -> stt.RecognizeStream:
        self.opened += 1
        return _Heard(self, self.fault)

    async def _recognize_impl(self, buffer: utils.AudioBuffer, **_: Any) -> stt.SpeechEvent:
        raise AssertionError("providers are streamed to")


class _Heard(stt.RecognizeStream):
    """A final transcript at the first silence after each utterance."""

    def __init__(self, ears: stt.STT[Any], fault: str = "") -> None:
        super().__init__(stt=ears, conn_options=ONCE, sample_rate=RATE)
        self._fault = fault

    async def _run(self) -> None:
        if self._fault == "refused":
            raise APIConnectionError from ConnectionRefusedError()
        heard: list[rtc.AudioFrame] = []
        async for item in self._input_ch:
            if isinstance(item, rtc.AudioFrame):
                heard.append(item)
            if self._fault == "cut" and said(heard):
                raise APIConnectionError from ConnectionResetError()
            if self._fault == "half" and " " in said(heard):
                first = event(
                    stt.SpeechEventType.FINAL_TRANSCRIPT, said(heard[:-1]), _end(heard[:-1])
                )
                self._event_ch.send_nowait(first)
                self._fault = "deaf"
            ended = not isinstance(item, rtc.AudioFrame) or word_of(item) == 0
            if ended and (text := said(heard)) and self._fault != "deaf":
                heard.clear()
                self._event_ch.send_nowait(event(stt.SpeechEventType.FINAL_TRANSCRIPT, text))


def _end(frames: Sequence[rtc.AudioFrame]) -> float:
    """Seconds from the beginning to the end of the last word."""
    return sum(one.duration for one in frames)


class Local(stt.STT[Any]):
    """The ears behind it, in the form that a chain wants."""

    reported = True

    def __init__(self) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))
        self.asked: list[str] = []

    def stream(self, **_: Any) -> stt.RecognizeStream:
        return _Heard(self)

    def hear(self, frames: Sequence[rtc.AudioFrame]) -> Awaitable[Transcript]:
        heard: asyncio.Future[Transcript] = asyncio.get_running_loop().create_future()
        self.asked.append(said(frames))
        heard.set_result(Transcript(said(frames), 1.0))
        return heard

    async def _recognize_impl(self, buffer: utils.AudioBuffer, **_: Any) -> stt.SpeechEvent:
        raise AssertionError("the chain calls `hear`")


type Sample = Callable[[], Awaitable[rtc.AudioFrame]]


async def sample() -> rtc.AudioFrame:
    return frame(1)
