"""The avatar itself: a participant with a plain picture who speaks what the agent sends."""

import asyncio
from collections.abc import AsyncIterator

from livekit import rtc
from livekit.agents.voice.avatar import (
    AudioSegmentEnd,
    AvatarOptions,
    AvatarRunner,
    DataStreamAudioReceiver,
    VideoGenerator,
)

__all__ = ["PIXEL", "Face"]

WIDTH, HEIGHT, FRAMES_PER_SECOND = 160, 120, 10
RATE = 16_000
PIXEL = bytes((32, 96, 160, 255))
OPTIONS = AvatarOptions(
    video_width=WIDTH,
    video_height=HEIGHT,
    video_fps=FRAMES_PER_SECOND,
    audio_sample_rate=RATE,
    audio_channels=1,
)
ON_BEHALF_OF = "lk.publish_on_behalf"
"""The attribute of the avatar's token that names the agent."""


class Face:
    """Joins a room and shows itself until it is closed.

    `spoke` is set once it has been given something to say, `gone` once the room is closed.
    """

    def __init__(self) -> None:
        self.spoke = asyncio.Event()
        self.gone = asyncio.Event()
        self._room = rtc.Room()
        self._room.on("disconnected", lambda _: self.gone.set())
        self._picture = _Picture(self.spoke)
        self._runner: AvatarRunner | None = None

    @property
    def audio_seconds(self) -> float:
        """How much it was given to say."""
        return self._picture.audio_seconds

    async def join(self, url: str, token: str) -> None:
        await self._room.connect(url, token)

    async def show(self) -> None:
        """Publish picture and voice; the agent has to be in the room."""
        agent = self._room.local_participant.attributes[ON_BEHALF_OF]
        self._runner = AvatarRunner(
            self._room,
            audio_recv=DataStreamAudioReceiver(self._room, sender_identity=agent),
            video_gen=self._picture,
            options=OPTIONS,
        )
        await self._runner.start()

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.aclose()
        await self._room.disconnect()


class _Picture(VideoGenerator):
    """One picture a tick, and a tick of sound with it when there is any."""

    def __init__(self, spoke: asyncio.Event) -> None:
        self.audio_seconds = 0.0
        self._spoke = spoke
        self._sound = asyncio.Queue[rtc.AudioFrame | AudioSegmentEnd]()
        self._frame = rtc.VideoFrame(
            WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, PIXEL * (WIDTH * HEIGHT)
        )

    async def push_audio(self, frame: rtc.AudioFrame | AudioSegmentEnd) -> None:
        if isinstance(frame, rtc.AudioFrame):
            self.audio_seconds += frame.duration
            self._spoke.set()
        self._sound.put_nowait(frame)

    def clear_buffer(self) -> None:
        while not self._sound.empty():
            self._sound.get_nowait()

    async def __aiter__(self) -> AsyncIterator[rtc.VideoFrame | rtc.AudioFrame | AudioSegmentEnd]:
        while True:
            try:
                sound = await asyncio.wait_for(self._sound.get(), 1 / FRAMES_PER_SECOND)
            except TimeoutError:
                yield self._frame
                continue
            if isinstance(sound, rtc.AudioFrame):
                yield self._frame
            yield sound
