"""Recogniser, model and voice of paid providers, that do what a test says. No network."""

import asyncio
from collections.abc import Sequence
from typing import Any

from livekit.agents import (
    DEFAULT_API_CONNECT_OPTIONS,
    NOT_GIVEN,
    APIConnectionError,
    APIConnectOptions,
    NotGivenOr,
    stt,
    tts,
)
from livekit.agents.utils import AudioBuffer
from tests.unit.scripted import Piece, ScriptedLLM

RATE = 16_000
AZURE = "clinic.openai.azure.com"
ONCE = APIConnectOptions(max_retry=0)


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class PaidLLM(ScriptedLLM):
    """A scripted model at a provider's address."""

    def __init__(
        self, steps: Sequence[Sequence[Piece]], provider: str = AZURE, model: str = "gpt-4o"
    ) -> None:
        super().__init__(steps)
        self._provider, self._model = provider, model

    @property
    def provider(self) -> str:
        return self._provider

    @property
    def model(self) -> str:
        return self._model


class PaidEars(stt.STT[Any]):
    """Reports `reports` seconds of audio once connected; with `refused` it never connects."""

    def __init__(self, *, reports: float = 0.0, refused: bool = False) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self.reports, self.refused = reports, refused

    @property
    def provider(self) -> str:
        return "Deepgram"

    @property
    def model(self) -> str:
        return "nova-3"

    async def _recognize_impl(
        self,
        buffer: AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions,
    ) -> stt.SpeechEvent:
        raise NotImplementedError

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = ONCE,
    ) -> stt.RecognizeStream:
        return _Listening(stt=self, conn_options=conn_options)


class _Listening(stt.RecognizeStream):
    """Like Deepgram's: what is left to report is reported while it is closed."""

    async def _run(self) -> None:
        ears = self._stt
        assert isinstance(ears, PaidEars)
        if ears.refused:
            raise APIConnectionError("refused")
        self._report_connection_acquired(0.1, connection_reused=False)
        self._report(ears.reports)
        try:
            async for _ in self._input_ch:
                pass
        finally:
            self._report(4.45)

    def _report(self, seconds: float) -> None:
        usage = stt.RecognitionUsage(audio_duration=seconds)
        kind = stt.SpeechEventType.RECOGNITION_USAGE
        self._event_ch.send_nowait(stt.SpeechEvent(type=kind, recognition_usage=usage))


class PaidVoice(tts.TTS[Any]):
    """Speaks a second for each piece of text and never ends by itself; or fails at once."""

    def __init__(self, *, refused: bool = False) -> None:
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=True), sample_rate=RATE, num_channels=1
        )
        self.refused = refused

    @property
    def provider(self) -> str:
        return "Cartesia"

    @property
    def model(self) -> str:
        return "sonic-3"

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        raise NotImplementedError

    def stream(self, *, conn_options: APIConnectOptions = ONCE) -> tts.SynthesizeStream:
        return _Speaking(tts=self, conn_options=conn_options)


class _Speaking(tts.SynthesizeStream):
    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        voice = self._tts
        assert isinstance(voice, PaidVoice)
        output_emitter.initialize(
            request_id="r", sample_rate=RATE, num_channels=1, mime_type="audio/pcm", stream=True
        )
        output_emitter.start_segment(segment_id="s")
        async for text in self._input_ch:
            if voice.refused:
                raise APIConnectionError("refused")
            if isinstance(text, str):
                self._mark_started()
                output_emitter.push(bytes(2 * RATE))
        await asyncio.Event().wait()
