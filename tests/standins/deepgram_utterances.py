"""Where an utterance begins and ends, by loudness: enough for a caller in a quiet room. Pure."""

from dataclasses import dataclass

import numpy as np

__all__ = ["Utterance", "Utterances"]

LOUD = 300.0
"""Root mean square of 16-bit samples above which somebody speaks."""
STARTS_AFTER = 0.1
ENDS_AFTER = 0.3
"""Seconds of sound, and of quiet, that begin and end an utterance."""
KEPT_BEFORE = 0.25


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said from `start` (seconds since the stream began)."""

    pcm: bytes
    start: float

    def seconds(self, rate: int) -> float:
        return len(self.pcm) / 2 / rate


class Utterances:
    """Cuts a stream of 16-bit samples into utterances."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._kept = bytearray()
        self._speaking = False
        self._loud = self._quiet = 0.0
        self._heard = 0.0

    def push(self, pcm: bytes) -> tuple[bool, Utterance | None]:
        """Take a frame; tells whether speech begins with it, and the utterance it ends."""
        seconds = len(pcm) / 2 / self._rate
        self._heard += seconds
        self._kept += pcm
        if _loudness(pcm) > LOUD:
            self._loud, self._quiet = self._loud + seconds, 0.0
        else:
            self._quiet += seconds
        if not self._speaking:
            return self._begin(), None
        return False, self.finish() if self._quiet >= ENDS_AFTER else None

    def finish(self) -> Utterance | None:
        """The utterance so far, None when nobody speaks."""
        if not self._speaking:
            return None
        pcm = bytes(self._kept)
        self._kept.clear()
        self._speaking, self._loud = False, 0.0
        return Utterance(pcm, self._heard - len(pcm) / 2 / self._rate)

    def _begin(self) -> bool:
        if self._loud >= STARTS_AFTER:
            self._speaking = True
            return True
        if self._quiet > 0.0:
            self._loud = 0.0
            del self._kept[: -int(KEPT_BEFORE * self._rate) * 2]
        return False


def _loudness(pcm: bytes) -> float:
    sound = np.frombuffer(pcm, "<i2").astype(np.float32)
    return float(np.sqrt(np.mean(sound**2))) if len(sound) else 0.0
