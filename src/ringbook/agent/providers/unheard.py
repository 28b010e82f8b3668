"""The caller's audio of which no words have come yet, and where in the stream it lies."""

from collections import deque
from collections.abc import Iterator

from livekit import rtc

from ringbook.agent.providers.mel import RATE

__all__ = ["Unheard"]


class Unheard:
    """Frames of 16 kHz. Places are in samples since the first frame that was kept."""

    def __init__(self) -> None:
        self.end = 0
        self._frames: deque[rtc.AudioFrame] = deque()
        self._begin = 0

    @property
    def begin(self) -> int:
        """Where the first frame begins."""
        return self._begin

    def __iter__(self) -> Iterator[rtc.AudioFrame]:
        return iter(self._frames)

    def keep(self, frame: rtc.AudioFrame) -> None:
        """Take the next frame."""
        self._frames.append(frame)
        self.end += frame.samples_per_channel

    def was_heard(self, to: int) -> None:
        """Let go of the frames that lie before this place."""
        while self._frames and self._begin + self._frames[0].samples_per_channel <= to:
            self._begin += self._frames.popleft().samples_per_channel

    def drop_all_but(self, seconds: float) -> None:
        """Keep the latest seconds."""
        self.was_heard(self.end - round(seconds * RATE))

    def take(self) -> list[rtc.AudioFrame]:
        """All frames; none are left."""
        taken = list(self._frames)
        self.was_heard(self.end)
        return taken

    def lately(self, seconds: float) -> Iterator[rtc.AudioFrame]:
        """The frames of the latest seconds, the last one first."""
        left = round(seconds * RATE)
        for frame in reversed(self._frames):
            if left <= 0:
                return
            left -= frame.samples_per_channel
            yield frame
