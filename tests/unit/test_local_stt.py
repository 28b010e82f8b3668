"""Cutting and recognising a caller's line, with a recogniser and a voice detector made of rules."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import numpy as np
import pytest
from livekit import rtc
from livekit.agents import stt, vad
from numpy.typing import NDArray

from ringbook.agent.providers.local_stt import LocalSTT, samples
from ringbook.agent.providers.whisper import Transcript, Whisper

FRAME = 320
"""Samples of 20 ms at 16 kHz."""
SPEECH, SILENCE = 1000, 0


class Ears:
    """Hears how many frames of speech there were; `release` lets a held recognition go on."""

    def __init__(self) -> None:
        self.calls = 0
        self.release = threading.Event()
        self.release.set()

    def transcribe(self, audio: NDArray[np.float32]) -> Transcript:
        self.calls += 1
        self.release.wait(10)
        spoken = int((audio > 0).sum()) // FRAME
        return Transcript(f"{spoken} frames" if spoken else "", 0.9)


class LoudnessVAD(vad.VAD):
    """Speech is what is loud; 0.3 s of silence end an utterance."""

    def __init__(self) -> None:
        super().__init__(capabilities=vad.VADCapabilities(update_interval=0.02))

    def stream(self) -> vad.VADStream:
        return _LoudnessStream(self)


class _LoudnessStream(vad.VADStream):
    async def _main_task(self) -> None:
        said: list[rtc.AudioFrame] = []
        quiet = 0.0
        async for frame in self._input_ch:
            if not isinstance(frame, rtc.AudioFrame):
                continue
            loud = frame.data[0] > 0
            quiet = 0.0 if loud else quiet + 0.02
            if loud and not said:
                said = [frame]
                self._emit(vad.VADEventType.START_OF_SPEECH, said, quiet)
            elif said:
                said.append(frame)
                self._emit(vad.VADEventType.INFERENCE_DONE, [frame], quiet)
            if said and quiet >= 0.3:
                self._emit(vad.VADEventType.END_OF_SPEECH, said, quiet)
                said = []

    def _emit(self, kind: vad.VADEventType, frames: list[rtc.AudioFrame], quiet: float) -> None:
        event = vad.VADEvent(
            type=kind,
            samples_index=0,
            timestamp=0.0,
            speech_duration=0.02 * len(frames),
            silence_duration=quiet,
            frames=list(frames),
            speaking=kind is not vad.VADEventType.END_OF_SPEECH,
            raw_accumulated_silence=quiet,
        )
        self._event_ch.send_nowait(event)


class Line:
    """A stream under test and what came out of it."""

    def __init__(self, ears: Ears, executor: ThreadPoolExecutor) -> None:
        self.ears = ears
        self.stt = LocalSTT(cast(Whisper, ears), LoudnessVAD(), executor)
        self.stream = self.stt.stream()

    def send(self, level: int, seconds: float) -> None:
        data = np.full(FRAME, level, np.int16).tobytes()
        for _ in range(round(seconds / 0.02)):
            self.stream.push_frame(rtc.AudioFrame(data, 16_000, 1, FRAME))

    async def until(self, kind: stt.SpeechEventType) -> stt.SpeechEvent:
        while (event := await anext(self.stream)).type is not kind:
            pass
        return event

    async def finals(self) -> list[str]:
        self.stream.end_input()
        return [
            event.alternatives[0].text
            async for event in self.stream
            if event.type is stt.SpeechEventType.FINAL_TRANSCRIPT
        ]


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    with ThreadPoolExecutor(1) as executor:
        line = Line(Ears(), executor)
        yield line
        line.ears.release.set()
        await line.stream.aclose()


async def test_an_utterance_is_recognised_once_though_it_was_begun_early(line: Line) -> None:
    line.send(SPEECH, 1.0)
    line.send(SILENCE, 0.6)
    assert await line.finals() == ["50 frames"]
    assert line.ears.calls == 1


async def test_a_guess_is_thrown_away_when_the_caller_goes_on(line: Line) -> None:
    line.send(SPEECH, 0.4)
    line.send(SILENCE, 0.2)  # long enough to guess, too short to end
    line.send(SPEECH, 0.4)
    line.send(SILENCE, 0.6)
    assert await line.finals() == ["40 frames"]


async def test_a_guess_is_told_before_the_pause_has_ended_the_utterance(line: Line) -> None:
    line.send(SPEECH, 0.4)
    line.send(SILENCE, 0.2)
    event = await line.until(stt.SpeechEventType.PREFLIGHT_TRANSCRIPT)
    assert event.alternatives[0].text == "20 frames"
    line.send(SILENCE, 0.4)
    assert await line.finals() == ["20 frames"]
    assert line.ears.calls == 1


async def test_utterances_that_wait_for_a_slow_recogniser_come_together(line: Line) -> None:
    line.ears.release.clear()
    for _ in range(3):
        line.send(SPEECH, 0.4)
        line.send(SILENCE, 0.4)
    for _ in range(3):
        await line.until(stt.SpeechEventType.END_OF_SPEECH)
    line.ears.release.set()
    assert await line.finals() == ["20 frames 20 frames 20 frames"]


async def test_nothing_is_settled_while_words_are_being_recognised(line: Line) -> None:
    assert await line.stt.settled() is False
    line.ears.release.clear()
    line.send(SPEECH, 0.4)
    line.send(SILENCE, 0.6)
    await line.until(stt.SpeechEventType.END_OF_SPEECH)
    settled = asyncio.create_task(line.stt.settled())
    await asyncio.sleep(0)
    assert not settled.done()
    line.ears.release.set()
    await line.until(stt.SpeechEventType.FINAL_TRANSCRIPT)
    assert await settled is True


async def test_silence_gives_no_transcript(line: Line) -> None:
    line.send(SILENCE, 1.0)
    assert await line.finals() == []
    assert line.ears.calls == 0


async def test_a_line_that_is_hung_up_while_recognising_closes(line: Line) -> None:
    line.ears.release.clear()
    line.send(SPEECH, 0.4)
    line.send(SILENCE, 0.6)
    await line.until(stt.SpeechEventType.END_OF_SPEECH)
    await line.stream.aclose()


def test_audio_of_another_rate_is_resampled() -> None:
    frame = rtc.AudioFrame(np.full(4800, 16384, np.int16).tobytes(), 48_000, 1, 4800)
    heard = samples([frame] * 10)
    assert len(heard) == pytest.approx(16_000, rel=0.05)
    assert float(np.median(heard)) == pytest.approx(0.5, abs=0.01)
