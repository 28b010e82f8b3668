"""A provider's ears with the local ones behind them, without losing what is being said.

The SDK's own adapter notices closed connections only: a recogniser that takes audio and never
answers is waited for without end, the words that it took are lost, and within a call it is never
gone back to. Here the local voice detector knows when words are owed, and the audio since the
last transcript is kept until they have come.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from livekit import rtc
from livekit.agents import (
    DEFAULT_API_CONNECT_OPTIONS,
    NOT_GIVEN,
    APIConnectOptions,
    NotGivenOr,
    stt,
    utils,
    vad,
)

from ringbook.agent.providers.local_stt import final
from ringbook.agent.providers.mel import RATE
from ringbook.agent.providers.service import PAUSES, Broken, Service
from ringbook.agent.providers.unheard import Unheard
from ringbook.agent.providers.whisper import Transcript

__all__ = ["AnySTT", "ChainSTT", "Ears", "words"]

type AnySTT = stt.STT[Any]

TRAILING = 0.5
"""Seconds by which a transcript may come before the voice detector hears the end: breath, noise."""
BEFORE = 0.5
"""Seconds kept from before the caller speaks."""
MISSING = 1.0
"""Seconds that a provider's words may end before the voice detector's: more are words that it owes,
for it reports a long utterance piece by piece."""
MOST = 30.0
"""Seconds of audio kept at most; the local recogniser takes no more at once."""


class Ears(Protocol):
    """The part of `LocalSTT` that is used."""

    @property
    def reported(self) -> bool: ...
    def stream(self, *, conn_options: APIConnectOptions = ...) -> stt.RecognizeStream: ...
    def hear(self, frames: Sequence[rtc.AudioFrame]) -> Awaitable[Transcript]: ...


class ChainSTT(stt.STT[Any]):
    """Hears by `remote` while it is in service, else by `local`."""

    def __init__(
        self,
        remote: AnySTT,
        local: Ears,
        voice_activity: vad.VAD,
        sample: Callable[[], Awaitable[rtc.AudioFrame]],
        *,
        name: str,
        limit: float,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """`sample` gives a few words to probe with; `limit` is in seconds, from the last word to
        its transcript; `name` is for the log."""
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self.remote, self.local, self.voice_activity = remote, local, voice_activity
        self.limit = limit
        self.conn_options = APIConnectOptions(max_retry=0, timeout=limit)
        self.service = Service(name, self._probe, pauses)
        self._sample = sample
        remote.on("error", self.service.noted)
        for ears in self.clients():
            ears.on("metrics_collected", self._pass_on)

    @property
    def model(self) -> str:
        return self.remote.model if self.service.up else "local"

    @property
    def provider(self) -> str:
        return self.remote.provider if self.service.up else "local"

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> stt.RecognizeStream:
        return _Hearing(self)

    async def aclose(self) -> None:
        await self.service.aclose()
        self.remote.off("error", self.service.noted)
        for ears in self.clients():
            ears.off("metrics_collected", self._pass_on)
        await self.remote.aclose()

    def clients(self) -> list[AnySTT]:
        """All that may hear; each counts what it used."""
        return [ears for ears in (self.remote, self.local) if isinstance(ears, stt.STT)]

    def _pass_on(self, *arguments: Any) -> None:
        self.emit("metrics_collected", *arguments)

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions,
    ) -> stt.SpeechEvent:
        return final(await self.local.hear(buffer if isinstance(buffer, list) else [buffer]))

    async def _probe(self) -> None:
        """A few words in the local voice, never the caller's, must come back as a transcript."""
        spoken = await self._sample()
        async with (
            asyncio.timeout(self.limit),
            self.remote.stream(conn_options=self.conn_options) as stream,
        ):
            stream.push_frame(spoken)
            stream.flush()
            async for event in stream:
                if words(event):
                    return
        raise Broken("no transcript")


class _Hearing(stt.RecognizeStream):
    """One caller's audio. The times are those of the event loop, in seconds."""

    def __init__(self, chain: ChainSTT) -> None:
        super().__init__(stt=chain, conn_options=chain.conn_options, sample_rate=RATE)
        self._chain = chain
        self._serving: stt.RecognizeStream | None = None
        self._unheard = Unheard()
        self._served_from = self._heard_to = 0
        self._speaking = False
        self._locally = False
        self._ended = False
        self._heard_at = float("-inf")
        self._owed: asyncio.Task[None] | None = None
        self._switch = asyncio.Event()

    async def _run(self) -> None:
        voice = self._chain.voice_activity.stream()
        helpers = [asyncio.create_task(work) for work in (self._forward(voice), self._watch(voice))]
        try:
            while not self._ended:
                self._locally = not self._chain.service.up
                if not self._locally:
                    await self._by_remote()
                else:
                    await self._serve(self._chain.local.stream())
        finally:
            await utils.aio.cancel_and_wait(*helpers, *([self._owed] if self._owed else []))
            await voice.aclose()

    async def _metrics_monitor_task(self, event_aiter: Any) -> None:
        """The ears inside report their own."""
        async for _ in event_aiter:
            pass

    async def _by_remote(self) -> None:
        service = self._chain.service
        try:
            await self._serve(self._chain.remote.stream(conn_options=self._chain.conn_options))
            if self._switch.is_set():
                raise TimeoutError
            if not self._ended:
                raise ConnectionError
        except Exception as error:
            service.leave(error)

    async def _serve(self, stream: stt.RecognizeStream) -> None:
        """Let `stream` hear, from what is unheard on, until it ends or `_switch` is set."""
        self._switch.clear()
        self._served_from = self._unheard.begin
        async with stream:
            for frame in self._unheard:
                stream.push_frame(frame)
            self._serving = stream
            if self._ended:
                stream.end_input()
            pump = asyncio.create_task(self._pump(stream))
            switched = asyncio.create_task(self._switch.wait())
            try:
                await asyncio.wait({pump, switched}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self._serving = None
                switched.cancel()
                if not pump.done():
                    await utils.aio.cancel_and_wait(pump)
            if not pump.cancelled():
                pump.result()

    async def _pump(self, stream: stt.RecognizeStream) -> None:
        async for event in stream:
            if event.type is stt.SpeechEventType.FINAL_TRANSCRIPT:
                self._heard_at = asyncio.get_running_loop().time()
                self._heard_to = self._reach(event)
                self._unheard.was_heard(self._heard_to)
                if not self._locally:
                    self._chain.service.served()
            self._event_ch.send_nowait(event)

    def _reach(self, event: stt.SpeechEvent) -> int:
        """Where the words of a transcript end; who does not say, has heard all."""
        ended = event.alternatives[0].end_time if event.alternatives else 0.0
        heard = self._served_from + round(ended * RATE)
        return heard if ended > 0 and heard <= self._unheard.end else self._unheard.end

    # ---- what comes in ----------------------------------------------------------------------

    async def _forward(self, voice: vad.VADStream) -> None:
        async for item in self._input_ch:
            if isinstance(item, rtc.AudioFrame):
                voice.push_frame(item)
                self._unheard.keep(item)
                self._unheard.drop_all_but(MOST)
                if self._serving is not None:
                    with suppress(RuntimeError):  # it has just failed; the next one gets the frame
                        self._serving.push_frame(item)
            elif self._serving is not None:
                with suppress(RuntimeError):
                    self._serving.flush()
        self._ended = True
        voice.end_input()
        if self._serving is not None:
            with suppress(RuntimeError):
                self._serving.end_input()

    def _forget_silence(self, event: vad.VADEvent) -> None:
        """What the voice detector has not reached yet may be speech, and is kept."""
        if not self._speaking and self._owed is None and self._chain.local.reported:
            self._unheard.drop_all_but(BEFORE + self._behind(event))

    async def _watch(self, voice: vad.VADStream) -> None:
        async for event in voice:
            if event.type is vad.VADEventType.START_OF_SPEECH:
                self._speaking = True
            elif event.type is vad.VADEventType.END_OF_SPEECH:
                self._speaking = False
                if not self._locally and self._owed is None and self._was_given(event):
                    self._owed = asyncio.create_task(self._demand(event))
            else:
                self._forget_silence(event)
                if self._may_return(event):
                    self._switch.set()

    def _was_given(self, event: vad.VADEvent) -> bool:
        """Whether what was said came here: the session gives silence in place of what the caller
        says while it must not hear, and nobody owes the words of that."""
        lately = event.speech_duration + event.silence_duration + self._behind(event)
        return any(bytes(frame.data).strip(b"\0") for frame in self._unheard.lately(lately))

    def _behind(self, event: vad.VADEvent) -> float:
        """Seconds that the voice detector has not reached yet."""
        return (self._unheard.end - event.samples_index) / RATE

    def _may_return(self, event: vad.VADEvent) -> bool:
        """Whether the remote ears are back and nothing is being heard by the local ones."""
        quiet = not self._speaking and event.raw_accumulated_silence >= BEFORE
        back = self._chain.service.up and self._locally
        return back and quiet and self._chain.local.reported

    async def _demand(self, event: vad.VADEvent) -> None:
        """After `limit`, hear by the local ears what the remote ones should have reported."""
        silence = event.silence_duration
        ended_to = event.samples_index - round(silence * RATE)
        try:
            ended = asyncio.get_running_loop().time() - silence
            ended_wall = time.time() - silence
            await asyncio.sleep(max(0.0, self._chain.limit - silence))
            if self._was_heard(ended, ended_to):
                return
            heard = await self._chain.local.hear(self._unheard.take())
            if heard.text and not self._was_heard(ended, ended_to):
                self._event_ch.send_nowait(final(heard, ended_wall))
                self._switch.set()
        finally:
            self._owed = None

    def _was_heard(self, ended: float, to: int) -> bool:
        """Whether words came since this instant, less what they may come early, and they reach
        this place, less what may be breath and noise behind them."""
        return self._heard_at >= ended - TRAILING and self._heard_to >= to - MISSING * RATE


def words(event: stt.SpeechEvent) -> bool:
    """Whether the event is a finished transcript that says something."""
    said = event.alternatives[0].text if event.alternatives else ""
    return event.type is stt.SpeechEventType.FINAL_TRANSCRIPT and bool(said.strip())
