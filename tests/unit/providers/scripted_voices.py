"""Voices that speak by a script, and break off where it says so."""

import asyncio
from collections.abc import Sequence
from typing import Any

from livekit import rtc
from livekit.agents import APIConnectOptions, tts, utils
from livekit.agents.types import TimedString

from ringbook.agent.providers.tts_chain import ChainTTS

RATE = 24_000
HANG = "hang"
SECOND = bytes(RATE * 2)

type Step = str | Exception


class Voice(tts.TTS[Any]):
    """Plays a script for each reply: a word is a second of audio with its word time.

    Without a script it says all that it is given.
    """

    def __init__(self, *scripts: Sequence[Step], timed: bool = True) -> None:
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=True), sample_rate=RATE, num_channels=1
        )
        self.scripts, self.timed = list(scripts), timed
        self.said: list[str] = []

    def synthesize(self, text: str, **_: Any) -> tts.ChunkedStream:
        raise AssertionError("replies are streamed")

    def stream(self, **_: Any) -> tts.SynthesizeStream:
        script = self.scripts.pop(0) if self.scripts else None
        return Played(self, script)


class Played(tts.SynthesizeStream):
    def __init__(self, voice: Voice, script: Sequence[Step] | None) -> None:
        super().__init__(tts=voice, conn_options=APIConnectOptions(max_retry=0))
        self._voice, self._script = voice, script

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id="r", sample_rate=RATE, num_channels=1, mime_type="audio/pcm", stream=True
        )
        output_emitter.start_segment(segment_id=utils.shortuuid())
        if self._script is None:
            self._voice.said.append(
                "".join([t async for t in self._input_ch if isinstance(t, str)])
            )
            output_emitter.push(SECOND)
            return
        for step in self._script:
            await self._play(step, output_emitter)

    async def _play(self, step: Step, out: tts.AudioEmitter) -> None:
        if isinstance(step, Exception):
            raise step
        if step == HANG:
            await asyncio.Event().wait()
        if self._voice.timed:
            begun = float(self._script.index(step)) if self._script else 0.0
            out.push_timed_transcript(TimedString(f"{step} ", begun, begun + 0.9))
        out.push(SECOND)
        out.flush()
        await asyncio.sleep(0.01)


async def say(chain: ChainTTS, *pieces: str) -> float:
    """Seconds of audio that came of a reply."""
    return sum(frame.duration for frame in await frames(chain, *pieces))


async def frames(chain: ChainTTS, *pieces: str) -> list[rtc.AudioFrame]:
    async with chain.stream() as stream:
        for piece in pieces:
            stream.push_text(piece)
        stream.end_input()
        return [audio.frame async for audio in stream]
