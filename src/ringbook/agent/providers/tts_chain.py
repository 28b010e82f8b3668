"""A provider's voice with the local one behind it, also in the middle of a sentence.

The SDK's own adapter sets no limit to the time until the first audio, and when a voice breaks off
it drops the rest of the reply: the caller would hear half a booking.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from livekit.agents import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions, APIError, tts, utils

from ringbook.agent.providers.script import Script
from ringbook.agent.providers.service import PAUSES, Broken, Service, reason

__all__ = ["AnyTTS", "ChainTTS"]

type AnyTTS = tts.TTS[Any]

UNTIMED = APIConnectOptions(max_retry=0, timeout=3600.0)
"""The chain's own limit runs while a voice owes audio; a client's would run on while the reply is
still being written, and leave the voice for the model's slowness."""


class ChainTTS(tts.TTS[Any]):
    """Speaks by `remote` while it is in service, else by `local`."""

    def __init__(
        self,
        remote: AnyTTS,
        local: AnyTTS,
        *,
        name: str,
        limit: float,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """`name` is for the log; `limit` is in seconds, to the first audio and between audio.

        Raises:
            ValueError: the two voices differ in sample rate or channels.
        """
        if (remote.sample_rate, remote.num_channels) != (local.sample_rate, local.num_channels):
            raise ValueError("both voices must have the same sample rate and channels")
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=True, aligned_transcript=True),
            sample_rate=local.sample_rate,
            num_channels=local.num_channels,
        )
        self.remote, self.local, self.limit = remote, local, limit
        self.service = Service(name, self._probe, pauses)
        remote.on("error", self.service.noted)
        for voice in self.clients():
            voice.on("metrics_collected", self._pass_on)

    @property
    def model(self) -> str:
        return self._next().model

    @property
    def provider(self) -> str:
        return self._next().provider

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        return self._synthesize_with_stream(text, conn_options=conn_options)

    def stream(
        self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.SynthesizeStream:
        return _Reply(self, UNTIMED)

    def prewarm(self) -> None:
        """Connect before the first reply."""
        self.remote.prewarm()

    async def aclose(self) -> None:
        await self.service.aclose()
        self.remote.off("error", self.service.noted)
        for voice in self.clients():
            voice.off("metrics_collected", self._pass_on)
            await voice.aclose()

    def clients(self) -> list[AnyTTS]:
        """All that may speak; each counts what it used."""
        return [self.remote, self.local]

    def _next(self) -> AnyTTS:
        return self.remote if self.service.up else self.local

    def _pass_on(self, *arguments: Any) -> None:
        self.emit("metrics_collected", *arguments)

    async def _probe(self) -> None:
        """A word that says nothing of any call."""
        once = APIConnectOptions(max_retry=0, timeout=self.limit)
        async with asyncio.timeout(self.limit), self.remote.stream(conn_options=once) as stream:
            stream.push_text("Hello.")
            stream.end_input()
            async for _ in stream:
                return
        raise Broken("no audio")


class _Reply(tts.SynthesizeStream):
    # the voices inside record the request itself
    _tts_request_span_name: ClassVar[str] = "tts_chain"
    _tts_attempt_span_name: ClassVar[str | None] = None

    def __init__(self, chain: ChainTTS, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=chain, conn_options=conn_options)
        self._chain = chain

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(),
            sample_rate=self._chain.sample_rate,
            num_channels=self._chain.num_channels,
            mime_type="audio/pcm",
            stream=True,
        )
        output_emitter.start_segment(segment_id=utils.shortuuid())
        script = Script()
        reading = asyncio.create_task(self._read(script))
        try:
            await self._say(script, output_emitter)
            output_emitter.push_timed_transcript(script.rest())
        finally:
            await utils.aio.cancel_and_wait(reading)

    async def _metrics_monitor_task(self, event_aiter: Any) -> None:
        """The voices inside report their own."""
        async for _ in event_aiter:
            pass

    async def _read(self, script: Script) -> None:
        try:
            async for item in self._input_ch:
                if isinstance(item, str):
                    script.add(item)
        finally:
            script.end()

    async def _say(self, script: Script, out: tts.AudioEmitter) -> None:
        await script.changed.wait()
        if not script.pieces:  # a reply without a word
            return
        self._mark_started()
        service = self._chain.service
        if service.up:
            try:
                await self._speak(self._chain.remote, script, out, self._chain.limit)
            except Exception as error:
                service.leave(error)
                script.back_up()
            else:
                service.served()
                return
        if "".join(script.pieces).strip() or not script.ended:
            await self._speak_locally(script, out)

    async def _speak_locally(self, script: Script, out: tts.AudioEmitter) -> None:
        """Only an APIError is reported to the session, which then ends the call with an apology.

        The SDK's own may quote the text that was to be said.
        """
        try:
            await self._speak(self._chain.local, script, out, None)
        except Exception as error:
            raise APIError(f"no voice is left: {reason(error)}", retryable=False) from None

    async def _speak(
        self, voice: AnyTTS, script: Script, out: tts.AudioEmitter, limit: float | None
    ) -> None:
        loop = asyncio.get_running_loop()
        async with (
            asyncio.timeout(None) as patience,
            voice.stream(conn_options=self._conn_options) as stream,
        ):
            feeding = asyncio.create_task(_feed(stream, script, patience, limit))
            try:
                async for audio in stream:
                    out.push_timed_transcript(script.take(audio))
                    out.push_frame(audio.frame)
                    if limit is not None:
                        patience.reschedule(loop.time() + limit if script.owes() else None)
            finally:
                await utils.aio.cancel_and_wait(feeding)
        if not script.seconds and "".join(script.pieces).strip():
            raise Broken("no audio")


async def _feed(
    stream: tts.SynthesizeStream, script: Script, patience: asyncio.Timeout, limit: float | None
) -> None:
    def expect_audio() -> None:
        if limit is not None and patience.when() is None and script.owes():
            patience.reschedule(asyncio.get_running_loop().time() + limit)

    async for piece in script.text():
        stream.push_text(piece)
        expect_audio()
    stream.end_input()
    expect_audio()
