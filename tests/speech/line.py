"""A telephone line without a room: the session's audio ends, held by a test."""

import asyncio
import time
from collections import deque

import numpy as np
from livekit import rtc
from livekit.agents.voice import io
from tests.speech.audio import FRAME, RATE, Sound, frames, joined

__all__ = ["TICK", "AgentLine", "CallerLine", "Loudspeaker"]

TICK = FRAME / RATE


class CallerLine(io.AudioInput):
    """The caller's microphone: 20 ms frames in real time, silence while nothing is said."""

    def __init__(self) -> None:
        super().__init__(label="caller")
        self._waiting: deque[rtc.AudioFrame] = deque()
        self._said = asyncio.Event()
        self._next_at = 0.0

    async def say(self, *sounds: Sound) -> float:
        """Speak, and return when the last frame was sent; the value is that `perf_counter`."""
        self._said.clear()
        self._waiting.extend(frames(joined(*sounds)))
        await self._said.wait()
        return time.perf_counter()

    async def __anext__(self) -> rtc.AudioFrame:
        now = asyncio.get_running_loop().time()
        self._next_at = max(self._next_at + TICK, now - 1.0)
        await asyncio.sleep(max(0.0, self._next_at - now))
        if not self._waiting:
            self._said.set()
            return next(frames(np.zeros(FRAME, np.float32)))
        return self._waiting.popleft()


class AgentLine(io.AudioOutput):
    """The caller's loudspeaker: plays at once whatever it is given, and remembers when."""

    def __init__(self) -> None:
        super().__init__(
            label="agent",
            capabilities=io.AudioOutputCapabilities(pause=False),
            sample_rate=24_000,
        )
        self.starts: list[float] = []
        self.played: list[rtc.AudioFrame] = []
        self._pushed = 0.0
        self._started = asyncio.Event()

    async def next_start(self, after: int) -> float:
        """The `perf_counter` at which the (after + 1)th line of the agent began."""
        while len(self.starts) <= after:
            self._started.clear()
            await self._started.wait()
        return self.starts[after]

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        if not self._pushed:
            self.starts.append(time.perf_counter())
            self._started.set()
            self.on_playback_started(created_at=time.time())
        self._pushed += frame.duration
        self.played.append(frame)

    def flush(self) -> None:
        super().flush()
        self._finish(interrupted=False)

    def clear_buffer(self) -> None:
        self._finish(interrupted=True)

    def _finish(self, *, interrupted: bool) -> None:
        if self._pushed:
            pushed, self._pushed = self._pushed, 0.0
            self.on_playback_finished(playback_position=pushed, interrupted=interrupted)


class Loudspeaker(io.AudioOutput):
    """Plays in real time; `log` is what it did. An avatar's does not pause."""

    def __init__(self, *, pauses: bool = True) -> None:
        super().__init__(
            label="agent",
            capabilities=io.AudioOutputCapabilities(pause=pauses),
            sample_rate=24_000,
        )
        self.log: list[str] = []
        self._waiting = self.played_seconds = 0.0
        self._paused = self._whole = False
        self._playing: asyncio.Task[None] | None = None

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        self._waiting += frame.duration
        if self._playing is None:
            self._playing = asyncio.create_task(self._play())

    async def _play(self) -> None:
        self.on_playback_started(created_at=time.time())
        while not self._whole or self._waiting > 0:
            await asyncio.sleep(TICK)
            if not self._paused:
                step = min(TICK, self._waiting)
                self._waiting, self.played_seconds = (
                    self._waiting - step,
                    self.played_seconds + step,
                )
        self._over("played", interrupted=False)

    def flush(self) -> None:
        super().flush()
        self._whole = True

    def clear_buffer(self) -> None:
        if self._playing is not None:
            self._playing.cancel()
            self._over("cut", interrupted=True)

    def _over(self, how: str, *, interrupted: bool) -> None:
        self.log.append(how)
        played, self._waiting, self.played_seconds = self.played_seconds, 0.0, 0.0
        self._playing, self._whole = None, False
        self.on_playback_finished(playback_position=played, interrupted=interrupted)

    def pause(self) -> None:
        if not self._paused:
            self.log.append("paused")
        self._paused = True

    def resume(self) -> None:
        if self._paused:
            self.log.append("went on")
        self._paused = False
