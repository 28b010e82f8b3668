"""One voice detector for all who hear the same caller: the model runs once, not for each of them.

The session's stream leads, for it hears all that the caller says; the recogniser is given silence
in its place while the agent must not be interrupted. Who follows gets the leader's events.
"""

import dataclasses

from livekit import rtc
from livekit.agents import utils, vad

__all__ = ["SharedVAD"]


class SharedVAD(vad.VAD):
    """`inner` for one call's session; `follower` for whoever else hears the same audio."""

    def __init__(self, inner: vad.VAD) -> None:
        super().__init__(capabilities=inner.capabilities)
        self._inner = inner
        self._follower = _Follower(inner.capabilities)
        inner.on("metrics_collected", self._pass_on)

    @property
    def model(self) -> str:
        return self._inner.model

    @property
    def provider(self) -> str:
        return self._inner.provider

    @property
    def min_silence_duration(self) -> float | None:
        """Seconds of silence that end an utterance, where that is known."""
        return getattr(self._inner, "min_silence_duration", None)

    @property
    def follower(self) -> vad.VAD:
        """Has the session's events for its own; it must be fed the same audio, frame by frame."""
        return self._follower

    def stream(self) -> vad.VADStream:
        return _Leading(self._inner.stream(), self._follower)

    def _pass_on(self, metrics: object) -> None:
        self.emit("metrics_collected", metrics)


class _Follower(vad.VAD):
    def __init__(self, capabilities: vad.VADCapabilities) -> None:
        super().__init__(capabilities=capabilities)
        self.streams: set[_Following] = set()

    def stream(self) -> vad.VADStream:
        return _Following(self.streams)


class _Leading(vad.VADStream):
    """`inner` itself, but for who is told. The base's own tasks are not started."""

    def __init__(self, inner: vad.VADStream, follower: _Follower) -> None:
        self._inner, self._follower = inner, follower
        self._samples = 0

    async def _main_task(self) -> None:
        raise NotImplementedError  # `inner` has its own

    def push_frame(self, frame: rtc.AudioFrame) -> None:
        self._inner.push_frame(frame)
        self._samples += frame.samples_per_channel

    def flush(self) -> None:
        self._inner.flush()
        self._samples = 0

    def end_input(self) -> None:
        self._inner.end_input()

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def __anext__(self) -> vad.VADEvent:
        event = await self._inner.__anext__()
        for stream in self._follower.streams:
            stream.take(event, self._samples)
        return event


class _Following(vad.VADStream):
    """The leader's events, with the places in its own audio. The base's tasks are not started."""

    def __init__(self, streams: "set[_Following]") -> None:
        self._events = utils.aio.Chan[vad.VADEvent]()
        self._streams = streams
        self._samples = 0
        streams.add(self)

    def take(self, event: vad.VADEvent, heard: int) -> None:
        """`heard` is how many samples the leader had been given when it had the event."""
        at = self._samples - (heard - event.samples_index)
        self._events.send_nowait(dataclasses.replace(event, samples_index=at))

    async def _main_task(self) -> None:
        raise NotImplementedError  # there is nothing to do

    def push_frame(self, frame: rtc.AudioFrame) -> None:
        self._samples += frame.samples_per_channel

    def flush(self) -> None:
        """Nothing: the leader's utterances are what counts."""

    def end_input(self) -> None:
        self._close()

    async def aclose(self) -> None:
        self._close()

    async def __anext__(self) -> vad.VADEvent:
        return await self._events.__anext__()

    def _close(self) -> None:
        self._streams.discard(self)
        self._events.close()
