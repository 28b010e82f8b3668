"""How fast the agent speaks, for the words on the page: by where its voice is heard, cheaply.

The SDK shows each word as it is said. Where the voice gives no word times, it spreads the words
over the audio by spectra of every tenth of a second, 800 transforms for each second of speech and
all of them when the audio arrives, in the middle of a turn. Where speech is and where it pauses
does as well, at a hundredth of the cost.
"""

import numpy as np
from livekit import rtc
from livekit.agents.utils import aio
from livekit.agents.voice.transcription import synchronizer
from livekit.agents.voice.transcription._speaking_rate import SpeakingRateEvent
from numpy.typing import NDArray

__all__ = ["VoicedTime", "spread_words_by_voiced_time"]

STEP = 0.1
"""Seconds of audio that are judged at once."""
QUIET = 0.005 * 32768
"""Root mean square below which there is no voice, as the SDK has it."""


class VoicedTime:
    """Takes the place of the SDK's detector: a rate of one where there is voice, else of none."""

    def stream(self) -> "VoicedStream":
        return VoicedStream()


class VoicedStream:
    """The audio of one reply; its tail, where that is less than a step, is as the step before."""

    def __init__(self) -> None:
        self._events = aio.Chan[SpeakingRateEvent]()
        self._samples: NDArray[np.int16] = np.empty(0, np.int16)
        self._steps = 0

    def push_frame(self, frame: rtc.AudioFrame) -> None:
        """Judge the steps that `frame` completes."""
        mono = np.frombuffer(frame.data, np.int16)[:: frame.num_channels]
        size = int(STEP * frame.sample_rate)
        samples = np.concatenate((self._samples, mono))
        whole = len(samples) // size * size
        self._samples = samples[whole:]
        for step in samples[:whole].reshape(-1, size):
            self._events.send_nowait(self._judge(step))

    def flush(self) -> None:
        """Nothing: a reply has one segment."""

    def end_input(self) -> None:
        self._events.close()

    async def aclose(self) -> None:
        self._events.close()

    def __aiter__(self) -> aio.Chan[SpeakingRateEvent]:
        return self._events

    def _judge(self, step: NDArray[np.int16]) -> SpeakingRateEvent:
        self._steps += 1
        voiced = float(np.sqrt(np.mean(np.square(step, dtype=np.float32)))) >= QUIET
        return SpeakingRateEvent(
            timestamp=self._steps * STEP, speaking=voiced, speaking_rate=float(voiced)
        )


def spread_words_by_voiced_time() -> None:
    """For all calls of this process; the SDK has no option for it."""
    synchronizer.SpeakingRateDetector = VoicedTime  # type: ignore[attr-defined, assignment] # as it imports it
