"""Speech-to-text on this machine, for `AgentSession`.

The recogniser starts at the first short pause, not when the pause has become long enough to be
the end: when the caller goes on, that guess is thrown away, and when not, the transcript is there
as the utterance ends.
"""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np
from livekit import rtc
from livekit.agents import LanguageCode, stt, utils, vad
from livekit.agents.types import (
    DEFAULT_API_CONNECT_OPTIONS,
    NOT_GIVEN,
    APIConnectOptions,
    NotGivenOr,
)
from numpy.typing import NDArray

from ringbook.agent.providers.mel import RATE
from ringbook.agent.providers.whisper import Transcript, Whisper

__all__ = ["LocalSTT", "samples"]

GUESS_AFTER = 0.1
"""Seconds of silence after which the recogniser starts on what was said so far."""


class LocalSTT(stt.STT[object]):
    """Recognises English utterances cut out by `voice_activity`.

    `executor` must have one thread: the model is not reentrant.
    """

    def __init__(self, whisper: Whisper, voice_activity: vad.VAD, executor: Executor) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))
        self._whisper = whisper
        self._vad = voice_activity
        self._executor = executor
        self._all_reported = asyncio.Event()
        self._all_reported.set()

    @property
    def model(self) -> str:
        return "whisper-tiny.en"

    @property
    def provider(self) -> str:
        return "local"

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        return _LocalStream(self, self._vad, conn_options)

    def hear(self, frames: Sequence[rtc.AudioFrame]) -> asyncio.Future[Transcript]:
        """Start to recognise; cancelling the result spares the work if it has not begun."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._executor, self._whisper.transcribe, samples(frames))

    async def settled(self) -> bool:
        """Wait until all that was said has been reported; False if there was nothing to wait for.

        On a slow machine a turn must not end while its last words are still being recognised.
        """
        waited = not self._all_reported.is_set()
        await self._all_reported.wait()
        return waited

    @property
    def reported(self) -> bool:
        """Whether nothing is waiting to be recognised."""
        return self._all_reported.is_set()

    def mark(self, *, reported: bool) -> None:
        """The stream tells whether utterances are waiting to be reported."""
        if reported:
            self._all_reported.set()
        else:
            self._all_reported.clear()

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions,
    ) -> stt.SpeechEvent:
        heard = await self.hear(buffer if isinstance(buffer, list) else [buffer])
        return final(heard)


class _LocalStream(stt.RecognizeStream):
    """One caller's audio: frames in, an event for each utterance out."""

    def __init__(
        self, local: LocalSTT, voice_activity: vad.VAD, conn_options: APIConnectOptions
    ) -> None:
        super().__init__(stt=local, conn_options=conn_options, sample_rate=RATE)
        self._local = local
        self._vad = voice_activity
        self._said: list[rtc.AudioFrame] = []
        self._guess: asyncio.Future[Transcript] | None = None
        self._utterances = utils.aio.Chan[tuple[float, asyncio.Future[Transcript]]]()

    async def _run(self) -> None:
        voice = self._vad.stream()
        tasks = [
            asyncio.create_task(work)
            for work in (self._forward(voice), self._cut(voice), self._report())
        ]
        try:
            await asyncio.gather(*tasks)
        finally:
            self._local.mark(reported=True)
            await utils.aio.cancel_and_wait(*tasks)
            await voice.aclose()

    async def _forward(self, voice: vad.VADStream) -> None:
        async for item in self._input_ch:
            if isinstance(item, rtc.AudioFrame):
                voice.push_frame(item)
            else:
                voice.flush()
        voice.end_input()

    async def _cut(self, voice: vad.VADStream) -> None:
        async for event in voice:
            self._on(event)
        self._utterances.close()

    async def _report(self) -> None:
        """Send transcripts as they come.

        On a slow machine the recogniser falls behind a caller who speaks in groups; utterances
        that wait together are sent together, or the first would be taken for all that was said.
        """
        waiting: list[Transcript] = []
        async for ended_at, transcript in self._utterances:
            waiting.append(await transcript)
            if self._utterances.empty():
                heard = together(waiting)
                waiting.clear()
                if heard.text:
                    self._send(final(heard, ended_at))
                self._local.mark(reported=True)

    def _on(self, event: vad.VADEvent) -> None:
        match event.type:
            case vad.VADEventType.START_OF_SPEECH:
                self._said = list(event.frames)
                self._send(stt.SpeechEvent(stt.SpeechEventType.START_OF_SPEECH))
            case vad.VADEventType.INFERENCE_DONE if event.speaking:
                self._listen_on(event)
            case vad.VADEventType.END_OF_SPEECH:
                self._end(event)

    def _listen_on(self, event: vad.VADEvent) -> None:
        self._said.extend(event.frames)
        if event.raw_accumulated_silence == 0.0:
            self._drop_guess()
        elif self._guess is None and event.raw_accumulated_silence >= GUESS_AFTER:
            self._guess = self._local.hear(self._said)
            self._guess.add_done_callback(self._foretell)

    def _foretell(self, guess: asyncio.Future[Transcript]) -> None:
        """The answer is prepared from the guess, so that it is ready when the pause has lasted."""
        if guess is not self._guess or guess.cancelled() or guess.exception():
            return
        if (heard := guess.result()).text:
            self._send(transcribed(stt.SpeechEventType.PREFLIGHT_TRANSCRIPT, heard))

    def _drop_guess(self) -> None:
        if self._guess is not None:
            self._guess.cancel()
            self._guess = None

    def _end(self, event: vad.VADEvent) -> None:
        ended_at = time.time() - event.silence_duration - event.inference_duration
        self._send(stt.SpeechEvent(stt.SpeechEventType.END_OF_SPEECH, speech_end_time=ended_at))
        self._report_usage(event)
        self._local.mark(reported=False)
        guess, self._guess = self._guess, None
        self._utterances.send_nowait((ended_at, guess or self._local.hear(event.frames)))

    def _report_usage(self, event: vad.VADEvent) -> None:
        usage = stt.RecognitionUsage(audio_duration=event.speech_duration)
        self._send(stt.SpeechEvent(stt.SpeechEventType.RECOGNITION_USAGE, recognition_usage=usage))

    def _send(self, event: stt.SpeechEvent) -> None:
        self._event_ch.send_nowait(event)


def together(heard: Sequence[Transcript]) -> Transcript:
    """Utterances of one turn as one transcript, as sure as its least sure part."""
    spoken = [part for part in heard if part.text] or [Transcript("", 0.0)]
    return Transcript(
        " ".join(part.text for part in spoken), min(part.confidence for part in spoken)
    )


def final(heard: Transcript, ended_at: float | None = None) -> stt.SpeechEvent:
    """A finished transcript as the SDK's event; `ended_at` in seconds of wall time."""
    return transcribed(stt.SpeechEventType.FINAL_TRANSCRIPT, heard, ended_at)


def transcribed(
    kind: stt.SpeechEventType, heard: Transcript, ended_at: float | None = None
) -> stt.SpeechEvent:
    said = stt.SpeechData(language=LanguageCode("en"), text=heard.text, confidence=heard.confidence)
    return stt.SpeechEvent(
        kind,
        request_id=utils.shortuuid(),
        alternatives=[said],
        speech_end_time=ended_at,
    )


def samples(frames: Sequence[rtc.AudioFrame]) -> NDArray[np.float32]:
    """Mono audio of any rate as Whisper wants it: 16 kHz, ±1."""
    frame = utils.merge_frames(list(frames))
    if frame.sample_rate != RATE:
        resampler = rtc.AudioResampler(frame.sample_rate, RATE)
        frame = utils.merge_frames([*resampler.push(frame), *resampler.flush()])
    scaled: NDArray[np.float32] = np.frombuffer(frame.data, np.int16).astype(np.float32)
    scaled /= 32768
    return scaled
