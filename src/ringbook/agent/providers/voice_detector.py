"""Silero's voice detector, heard in step: each frame is judged where it arrives.

The same events as the SDK's `inference.VAD`, with the same model of the SDK, but without a task, an
executor and four copies for each 32 ms, which cost more than the model and are paid for all of the
call. `tests/integration/test_voice_detector.py` holds the two together.
"""

import time
from dataclasses import dataclass

import numpy as np
from livekit import rtc
from livekit.agents import utils, vad
from livekit.local_inference import VAD, VAD_WINDOW_SAMPLES
from numpy.typing import NDArray

__all__ = ["VoiceDetector"]

RATE = 16_000
WINDOW_SECONDS = VAD_WINDOW_SAMPLES / RATE
MIN_SPEECH = 0.05
"""Seconds that begin an utterance."""
VOICE, STILL_VOICE = 0.5, 0.35
"""Probabilities from which a window is voice: outside of an utterance, and within."""
MOST = 60.0
"""Seconds of one utterance that are kept; what is said beyond is judged, but not handed on."""
BYTES = 2


class VoiceDetector(vad.VAD):
    """Tells utterances apart; one stream a listener."""

    def __init__(self, *, min_silence_duration: float, prefix_padding_duration: float) -> None:
        """`min_silence_duration` seconds end an utterance, which is handed on with
        `prefix_padding_duration` seconds of what was before it."""
        super().__init__(capabilities=vad.VADCapabilities(update_interval=WINDOW_SECONDS))
        self.min_silence_duration = min_silence_duration
        self._prefix = int(prefix_padding_duration * RATE) * BYTES

    @property
    def model(self) -> str:
        return "silero"

    @property
    def provider(self) -> str:
        return "livekit-local-inference"

    def stream(self) -> vad.VADStream:
        return _Stream(self.min_silence_duration, self._prefix)


@dataclass(slots=True)
class _Course:
    """Where the stream is; times in seconds."""

    speaking: bool = False
    samples: int = 0
    spoken: float = 0.0
    silent: float = 0.0
    voice: float = 0.0
    quiet: float = 0.0


class _Stream(vad.VADStream):
    """The base's own tasks are not started: there is nothing to wait for."""

    def __init__(self, min_silence: float, prefix: int) -> None:
        self._min_silence, self._prefix = min_silence, prefix
        self._model = VAD()
        self._events = utils.aio.Chan[vad.VADEvent]()
        self._resampler: rtc.AudioResampler | None = None
        self._waiting = bytearray()
        self._kept = bytearray()
        self._now = _Course()

    async def _main_task(self) -> None:
        raise NotImplementedError  # there is nothing to do

    def push_frame(self, frame: rtc.AudioFrame) -> None:
        """Judge the windows that `frame` completes; another rate than the model's is converted."""
        for one in self._at_rate(frame):
            self._waiting += one.data
        size = VAD_WINDOW_SAMPLES * BYTES
        while len(self._waiting) >= size:
            window = bytes(self._waiting[:size])
            del self._waiting[:size]
            self._judge(window)

    def flush(self) -> None:
        """Forget all that was heard: what comes next is the start of something new."""
        self._model.reset()
        self._resampler = None
        self._waiting.clear()
        self._kept.clear()
        self._now = _Course()

    def end_input(self) -> None:
        self._events.close()

    async def aclose(self) -> None:
        self._events.close()

    async def __anext__(self) -> vad.VADEvent:
        return await self._events.__anext__()

    def _at_rate(self, frame: rtc.AudioFrame) -> list[rtc.AudioFrame]:
        if frame.sample_rate == RATE:
            return [frame]
        if self._resampler is None:
            quick = rtc.AudioResamplerQuality.QUICK
            self._resampler = rtc.AudioResampler(frame.sample_rate, RATE, quality=quick)
        return self._resampler.push(frame)

    def _judge(self, window: bytes) -> None:
        begun = time.perf_counter()
        samples: NDArray[np.int16] = np.frombuffer(window, np.int16)
        probability = self._model.predict(samples)
        took = time.perf_counter() - begun
        self._keep(window)
        self._count()
        self._tell(vad.VADEventType.INFERENCE_DONE, window, probability, took)
        is_voice = probability >= VOICE or (self._now.speaking and probability > STILL_VOICE)
        (self._on_voice if is_voice else self._on_quiet)()

    def _keep(self, window: bytes) -> None:
        room = int(MOST * RATE) * BYTES + self._prefix - len(self._kept)
        self._kept += window[: max(0, room)]

    def _count(self) -> None:
        now = self._now
        now.samples += VAD_WINDOW_SAMPLES
        if now.speaking:
            now.spoken += WINDOW_SECONDS
        else:
            now.silent += WINDOW_SECONDS

    def _on_voice(self) -> None:
        now = self._now
        now.voice += WINDOW_SECONDS
        now.quiet = 0.0
        if not now.speaking and now.voice >= MIN_SPEECH:
            now.speaking, now.silent, now.spoken = True, 0.0, now.voice
            self._tell(vad.VADEventType.START_OF_SPEECH, bytes(self._kept))

    def _on_quiet(self) -> None:
        now = self._now
        now.quiet += WINDOW_SECONDS
        now.voice = 0.0
        if not now.speaking:
            self._drop_all_but_prefix()
        elif now.quiet >= self._min_silence:
            now.speaking, now.silent = False, now.quiet
            now.spoken = max(0.0, now.spoken - now.quiet)
            self._tell(vad.VADEventType.END_OF_SPEECH, bytes(self._kept))
            now.spoken = 0.0
            self._drop_all_but_prefix()

    def _drop_all_but_prefix(self) -> None:
        del self._kept[: max(0, len(self._kept) - self._prefix)]

    def _tell(
        self, kind: vad.VADEventType, pcm: bytes, probability: float = 0.0, took: float = 0.0
    ) -> None:
        now = self._now
        each = kind is vad.VADEventType.INFERENCE_DONE
        event = vad.VADEvent(
            kind,
            samples_index=now.samples,
            timestamp=now.samples / RATE,
            speech_duration=now.spoken,
            silence_duration=now.silent,
            frames=[rtc.AudioFrame(pcm, RATE, 1, len(pcm) // BYTES)],
            probability=probability,
            inference_duration=took,
            speaking=now.speaking,
            raw_accumulated_silence=now.quiet if each else 0.0,
            raw_accumulated_speech=now.voice if each else 0.0,
        )
        self._events.send_nowait(event)
