"""How fast the agent speaks, by where its voice is heard."""

import asyncio

import numpy as np
import pytest
from livekit import rtc
from livekit.agents.voice import io
from livekit.agents.voice.transcription import synchronizer
from livekit.agents.voice.transcription._speaking_rate import (
    SpeakingRateDetector,
    SpeakingRateEvent,
)

from ringbook.agent.speaking_rate import VoicedTime, spread_words_by_voiced_time

RATE = 24_000


def tone(seconds: float, level: int) -> rtc.AudioFrame:
    count = int(RATE * seconds)
    return rtc.AudioFrame(np.full(count, level, np.int16).tobytes(), RATE, 1, count)


class Line(io.AudioOutput):
    """Takes what is said."""

    def __init__(self) -> None:
        super().__init__(label="line", capabilities=io.AudioOutputCapabilities(pause=False))

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)

    def flush(self) -> None:
        super().flush()

    def clear_buffer(self) -> None:
        """Nothing is kept."""


async def rates(*frames: rtc.AudioFrame) -> list[SpeakingRateEvent]:
    stream = VoicedTime().stream()
    for frame in frames:
        stream.push_frame(frame)
    stream.flush()
    stream.end_input()
    return [event async for event in stream]


async def test_voice_counts_and_a_pause_does_not() -> None:
    told = await rates(tone(0.25, 3000), tone(0.25, 20), tone(0.1, 3000), tone(0.05, 3000))
    assert [event.speaking_rate for event in told] == [1.0, 1.0, 1.0, 0.0, 0.0, 1.0]
    assert [event.timestamp for event in told] == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert [event.speaking for event in told] == [bool(event.speaking_rate) for event in told]


async def test_frames_of_any_length_are_told_alike() -> None:
    sound = (tone(1.0, 2000), tone(0.4, 0))
    short = [
        rtc.AudioFrame(bytes(frame.data)[start : start + 480], RATE, 1, 240)
        for frame in sound
        for start in range(0, len(bytes(frame.data)), 480)
    ]
    assert await rates(*short) == await rates(*sound)


async def test_a_reply_without_audio_has_no_rate() -> None:
    assert await rates() == []


async def test_the_sdk_spreads_the_words_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synchronizer, "SpeakingRateDetector", SpeakingRateDetector)
    spread_words_by_voiced_time()
    speech = synchronizer.TranscriptSynchronizer(
        next_in_chain_audio=Line(), next_in_chain_text=None
    )
    await speech.audio_output.capture_frame(tone(0.3, 3000))
    await speech.audio_output.capture_frame(tone(0.2, 0))
    await asyncio.sleep(0)
    rate = speech._impl._audio_data.estimated_rate
    assert rate.speaking_rate == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert rate.accumulate_to(0.5) == pytest.approx(0.3)
    await speech.aclose()
