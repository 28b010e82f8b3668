"""Many callers at once, without browsers: each a LiveKit room with a real voice in and out."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import httpx
import numpy as np
from livekit import rtc
from tests.e2e.running import Running, processes
from tests.speech.audio import FRAME, RATE, Sound, frames, spoken, trimmed

from bench.browser import QUESTIONS

__all__ = ["crowd", "memory_mb"]

LOUD = 0.01  # root mean square above which a frame counts as voice
QUIET = 0.6  # seconds of silence after which the agent has finished
HUSHED = 0.03  # seconds of silence that are heard as one
FRAME_SECONDS = 0.01  # as the SDK gives audio out
PATIENCE = 30.0
APART = 6.0  # seconds over which the callers begin: people do not speak in step


class RoomCaller:
    """One call. Use as a context: entering calls, leaving hangs up.

    `pauses` counts the silences inside what the agent said: with a voice that makes none of its
    own, audio that came too late.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._room = rtc.Room()
        self._voice = rtc.AudioSource(RATE, 1, queue_size_ms=100)
        self._loud: list[float] = []
        self._hushed = 0
        self.pauses = 0
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        async with httpx.AsyncClient() as web:
            ticket = (await web.post(f"{self._url}/api/token", json={})).raise_for_status().json()
        self._room.on("track_subscribed", self._on_track)
        await self._room.connect(ticket["server_url"], ticket["participant_token"])
        track = rtc.LocalAudioTrack.create_audio_track("microphone", self._voice)
        source = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self._room.local_participant.publish_track(track, source)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening:
            self._listening.cancel()
        await self._room.disconnect()

    async def greeted(self) -> None:
        """Until the agent has said its first line; what is counted begins after it."""
        await self._until(self._is_quiet)
        self.pauses = 0

    def _is_quiet(self) -> bool:
        return bool(self._loud) and time.perf_counter() - self._loud[-1] > QUIET

    async def turn(self, sound: Sound) -> float:
        """Milliseconds from the end of the utterance to the agent's first sound."""
        await self._until(self._is_quiet)
        for frame in frames(sound):
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
        async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1):
            heard = np.frombuffer(event.frame.data, np.int16).astype(np.float32) / 32768
            if np.sqrt(np.mean(heard**2)) > LOUD:
                self._loud.append(time.perf_counter())
                self.pauses += HUSHED <= self._hushed * FRAME_SECONDS < QUIET
                self._hushed = 0
            else:
                self._hushed += 1

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 time passing is what is waited for
                await asyncio.sleep(FRAME / RATE / 2)


async def crowd(running: Running, callers: int, turns: int) -> tuple[list[float], float]:
    """Waits in milliseconds of all callers' turns, and the memory in use meanwhile."""
    sounds = [trimmed(spoken(question)) for question in QUESTIONS]
    async with AsyncExitStack() as calls:
        rooms = [await calls.enter_async_context(RoomCaller(running.url)) for _ in range(callers)]
        talks = [_talk(room, n, callers, sounds, turns) for n, room in enumerate(rooms)]
        waits = await asyncio.gather(*talks)
        memory = memory_mb(running.home)
    return [wait for talk in waits for wait in talk], memory


async def _talk(
    room: RoomCaller, number: int, callers: int, sounds: list[Sound], turns: int
) -> list[float]:
    await asyncio.sleep(APART * number / callers)
    return [await room.turn(sounds[(number + n) % len(sounds)]) for n in range(turns)]


def memory_mb(home: Path) -> float:
    """Memory of all processes of the worker, shared pages counted once (PSS)."""
    pids = [pid for pid, command in processes(home) if "multiprocessing" in command]
    return sum(_pss_kb(pid) for pid in pids) / 1024


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it ended while we looked
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
