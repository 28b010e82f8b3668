"""A caller without a browser: a LiveKit room with a real voice in and out."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any, Self

import httpx
import numpy as np
from livekit import rtc
from livekit.rtc._ffi_client import FfiClient
from numpy.typing import NDArray

__all__ = ["RoomCaller"]

type Sound = NDArray[np.float32]

RATE = 16_000
LOUD = 0.01  # root mean square above which sound counts as voice
QUIET = 0.6  # seconds of silence after which the agent has finished
BLOCK = 0.01  # seconds of sound that are judged as one
FRAME = 0.1  # seconds of sound that are handed over at once, in and out
BITRATE = 64_000  # below it Opus encodes voice in a way that takes three times as long
PATIENCE = 30.0


class RoomCaller:
    """One call. Use as a context: entering calls, leaving hangs up."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._room = rtc.Room()
        self._voice = rtc.AudioSource(RATE, 1, queue_size_ms=int(2000 * FRAME))
        self._loud: list[float] = []
        self._heard = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        async with httpx.AsyncClient() as web:
            ticket = (await web.post(f"{self._url}/api/token", json={})).raise_for_status().json()
        self._room.on("track_subscribed", self._on_track)
        await self._room.connect(ticket["server_url"], ticket["participant_token"])
        track = rtc.LocalAudioTrack.create_audio_track("microphone", self._voice)
        source = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        source.audio_encoding.max_bitrate = BITRATE
        await self._room.local_participant.publish_track(track, source)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening:
            self._listening.cancel()
        await self._room.disconnect()

    def _is_quiet(self) -> bool:
        return bool(self._loud) and time.perf_counter() - self._loud[-1] > QUIET

    async def turn(self, sound: Sound) -> float:
        """Milliseconds from the end of the utterance to the agent's first sound."""
        await self._until(self._is_quiet)
        for frame in _frames(sound):
            await self._voice.capture_frame(frame)
        await self._voice.wait_for_playout()
        ended = time.perf_counter()
        await self._until(lambda: self._loud[-1] > ended)
        begun = next(at for at in self._loud if at > ended)
        return 1000 * (begun - ended)

    def _on_track(self, track: rtc.Track, *_: object) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            self._listening = asyncio.create_task(self._listen(track))

    async def _listen(self, track: rtc.Track) -> None:
        size = int(1000 * FRAME)
        async for event in _OwnFrames(track, sample_rate=RATE, num_channels=1, frame_size_ms=size):
            now = time.perf_counter()
            blocks = np.frombuffer(event.frame.data, np.int16).reshape(-1, int(RATE * BLOCK))
            levels = np.sqrt(np.mean((blocks.astype(np.float32) / 32768) ** 2, axis=1))
            for before_end, level in zip(range(len(levels) - 1, -1, -1), levels, strict=True):
                if level > LOUD:
                    self._loud.append(now - BLOCK * before_end)
            self._heard.set()

    async def _until(self, condition: Callable[[], bool]) -> None:
        """Asked anew with each frame; they come in silence too."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._heard.clear()
                await self._heard.wait()


class _OwnFrames(rtc.AudioStream):
    """Given its own frames only: the SDK wakes each stream of a process for those of all."""

    def __init__(self, track: rtc.Track, **options: Any) -> None:
        super().__init__(track, **options)
        queue = FfiClient.instance.queue
        queue.unsubscribe(self._ffi_queue)  # nothing waits for it yet
        self._ffi_queue = queue.subscribe(self._loop, filter_fn=self._is_event)


def _frames(sound: Sound) -> Iterator[rtc.AudioFrame]:
    """The last one is filled up with silence."""
    size = int(RATE * FRAME)
    padded = np.pad(sound, (0, -len(sound) % size))
    pcm = (np.clip(padded, -1, 1) * 32767).astype("<i2")
    for start in range(0, len(pcm), size):
        yield rtc.AudioFrame(pcm[start : start + size].tobytes(), RATE, 1, size)
