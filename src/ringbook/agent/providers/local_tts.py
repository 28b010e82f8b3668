"""Text-to-speech on this machine, for `AgentSession`."""

import asyncio
from concurrent.futures import Executor

from livekit.agents import APIError, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions

from ringbook.agent.providers.fixed_lines import FixedLines
from ringbook.agent.providers.voice import SAMPLE_RATE, Voice

__all__ = ["LocalTTS"]

NOTHING = bytes(SAMPLE_RATE // 10)
"""50 ms of silence."""


class LocalTTS(tts.TTS[object]):
    """Speaks sentence by sentence, each phrase as soon as it is ready.

    `executor` must have one thread: the voice is not reentrant. A cancelled line stops after the
    phrase that is being made.
    """

    def __init__(self, voice: Voice, executor: Executor, fixed: FixedLines) -> None:
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=False),
            sample_rate=SAMPLE_RATE,
            num_channels=1,
        )
        self._voice = voice
        self._executor = executor
        self._fixed = fixed

    @property
    def model(self) -> str:
        return "hibari"

    @property
    def provider(self) -> str:
        return "local"

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        return _Line(self, text, conn_options)

    async def speak(self, text: str, out: tts.AudioEmitter) -> None:
        """Push the audio of `text`, from the fixed lines if it is one of them."""
        if (kept := self._fixed.get(text)) is not None:
            out.push(kept)
            return
        loop = asyncio.get_running_loop()
        said = []
        for phrase in await loop.run_in_executor(self._executor, self._voice.phrases, text):
            pcm = await loop.run_in_executor(self._executor, self._voice.pcm, phrase)
            out.push(pcm)
            said.append(pcm)
        if not said:  # a dash, a smile: without a sound the SDK would give up the whole reply
            out.push(NOTHING)
            return
        self._fixed.put(text, b"".join(said))


class _Line(tts.ChunkedStream):
    def __init__(self, local: LocalTTS, text: str, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=local, input_text=text, conn_options=conn_options)
        self._local = local

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=SAMPLE_RATE,
            num_channels=1,
            mime_type="audio/pcm",
        )
        try:
            await self._local.speak(self._input_text, output_emitter)
        except Exception as error:  # only an APIError is reported to the session
            raise APIError("the local voice failed", retryable=False) from error
        output_emitter.flush()
