"""The voice detector beside the SDK's own, on the same audio."""

from collections.abc import Iterator

import numpy as np
import pytest
from livekit import rtc
from livekit.agents import inference, vad
from tests.speech.audio import RATE, Sound, joined, noise, silence, spoken

from ringbook.agent.providers.voice_detector import VoiceDetector

SILENCE, PREFIX = 0.35, 0.2
TALK = joined(
    silence(0.7),
    spoken("Hello, I would like to book a visit on Tuesday."),
    silence(0.2),  # shorter than what ends an utterance
    spoken("In the morning, please."),
    silence(1.5),
    noise(0.8),
    spoken("Yes."),
    silence(0.6),
)


def pieces(sound: Sound, rate: int = RATE, milliseconds: int = 30) -> Iterator[rtc.AudioFrame]:
    size = rate * milliseconds // 1000
    pcm = (np.clip(sound, -1, 1) * 32767).astype("<i2")
    for start in range(0, len(pcm) - size + 1, size):
        yield rtc.AudioFrame(pcm[start : start + size].tobytes(), rate, 1, size)


async def heard(detector: vad.VAD, frames: Iterator[rtc.AudioFrame]) -> list[vad.VADEvent]:
    stream = detector.stream()
    for frame in frames:
        stream.push_frame(frame)
    stream.end_input()
    events = [event async for event in stream]
    await stream.aclose()
    return events


def sdk() -> vad.VAD:
    return inference.VAD(min_silence_duration=SILENCE, prefix_padding_duration=PREFIX)


def ours() -> vad.VAD:
    return VoiceDetector(min_silence_duration=SILENCE, prefix_padding_duration=PREFIX)


def told(event: vad.VADEvent) -> tuple[object, ...]:
    """All but how long it took."""
    seconds = (
        event.timestamp,
        event.speech_duration,
        event.silence_duration,
        event.raw_accumulated_silence,
        event.raw_accumulated_speech,
        event.probability,
    )
    pcm = b"".join(bytes(frame.data) for frame in event.frames)
    return event.type, event.samples_index, event.speaking, pcm, [round(s, 6) for s in seconds]


async def test_the_same_is_told_as_by_the_sdk() -> None:
    ourselves, theirs = await heard(ours(), pieces(TALK)), await heard(sdk(), pieces(TALK))
    assert [told(event) for event in ourselves] == [told(event) for event in theirs]
    assert [event.type for event in ourselves].count(vad.VADEventType.END_OF_SPEECH) >= 2


@pytest.mark.parametrize("milliseconds", [10, 32, 50, 1000])
async def test_it_does_not_matter_how_the_audio_is_cut(milliseconds: int) -> None:
    long = await heard(ours(), pieces(TALK, milliseconds=milliseconds))
    short = await heard(ours(), pieces(TALK))
    count = min(len(long), len(short))
    assert count > 200
    assert [told(event) for event in long[:count]] == [told(event) for event in short[:count]]


async def test_other_rates_are_heard_too() -> None:
    twice = np.repeat(TALK, 2)
    events = await heard(ours(), pieces(twice, rate=2 * RATE))
    utterances = [event for event in events if event.type is vad.VADEventType.END_OF_SPEECH]
    assert len(utterances) >= 2
    assert utterances[0].frames[0].sample_rate == RATE


async def test_after_a_flush_everything_begins_anew() -> None:
    detector = ours()
    stream = detector.stream()
    for frame in pieces(spoken("Good morning.")):
        stream.push_frame(frame)
    stream.flush()
    for frame in pieces(silence(1.0)):
        stream.push_frame(frame)
    stream.end_input()
    events = [event async for event in stream]
    assert events[-1].samples_index < RATE
    assert not events[-1].speaking
    assert vad.VADEventType.END_OF_SPEECH not in {event.type for event in events}


async def test_an_endless_utterance_is_kept_in_part_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringbook.agent.providers.voice_detector.MOST", 1.0)
    sentence = spoken("Hello, I would like to book a visit on Tuesday in the morning, please.")
    events = await heard(ours(), pieces(joined(sentence, silence(0.6))))
    ended = next(event for event in events if event.type is vad.VADEventType.END_OF_SPEECH)
    assert ended.speech_duration > 2.0
    assert ended.frames[0].duration == pytest.approx(1.0 + PREFIX, abs=0.04)
