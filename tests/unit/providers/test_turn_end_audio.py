"""The sound decides when a turn is over, and the words may hold it."""

import asyncio
from typing import Any

from livekit.agents import (
    AgentSession,
    ConversationItemAddedEvent,
    UserInputTranscribedEvent,
    inference,
)
from livekit.agents.llm import ChatMessage, ChatRole
from livekit.agents.voice.turn import _StreamingTurnDetector, _StreamingTurnDetectorStream

from ringbook.agent.providers.turn_end_audio import AudioTurnDetector, Words, audio_turn_detector


def heard(words: Words, *texts: str) -> None:
    for text in texts:
        words.on_heard(UserInputTranscribedEvent(transcript=text, is_final=True))


def said(words: Words, role: ChatRole, text: str) -> None:
    words.on_item(ConversationItemAddedEvent(item=ChatMessage(role=role, content=[text])))


async def nothing_to_wait_for() -> bool:
    return False


def test_digits_of_one_turn_are_read_together() -> None:
    words = Words("US")
    said(words, "assistant", "What is the best phone number for you?")
    heard(words, "4 1 5")
    assert words.half_said()
    heard(words, "5 5 5", "0 1 3 2")
    assert not words.half_said()


def test_digits_of_earlier_turns_count() -> None:
    words = Words("US")
    said(words, "assistant", "What is the best phone number for you?")
    heard(words, "4 1 5 5 5 5")
    said(words, "user", "4 1 5 5 5 5")
    said(words, "assistant", "Go on.")
    heard(words, "0 1")
    assert words.half_said()
    heard(words, "3 2")
    assert not words.half_said()


def test_interim_words_and_silence_hold_nothing() -> None:
    words = Words("US")
    assert not words.half_said()
    words.on_heard(UserInputTranscribedEvent(transcript="my number is", is_final=False))
    assert not words.half_said()


async def test_half_said_words_hold_the_turn_whatever_it_sounds_like() -> None:
    words = Words("US")
    stream = audio_turn_detector(words, nothing_to_wait_for).stream()
    by_sound = await stream.unlikely_threshold(None)
    assert by_sound is not None
    assert by_sound < 1
    heard(words, "my number is")
    held = await stream.unlikely_threshold(None)
    assert held is not None
    assert held > 1
    await stream.aclose()


async def test_it_is_what_the_session_takes_for_a_detector_of_sound() -> None:
    detector = audio_turn_detector(Words("US"), nothing_to_wait_for)
    assert isinstance(detector, _StreamingTurnDetector)
    stream = detector.stream()
    assert isinstance(stream, _StreamingTurnDetectorStream)
    assert (stream.model, stream.is_fallback) == ("turn-detector-v1-mini", False)
    assert await stream.supports_language(None)
    await stream.aclose()


async def test_the_session_tells_the_words() -> None:
    words, session = Words("US"), AgentSession[Any](vad=None)
    words.attach(session)
    session.emit(
        "user_input_transcribed",
        UserInputTranscribedEvent(transcript="my number is", is_final=True),
    )
    assert words.half_said()
    await session.aclose()


async def test_the_turn_waits_for_words_that_are_being_recognised() -> None:
    done = asyncio.Event()

    async def settled() -> bool:
        return await done.wait()

    stream = AudioTurnDetector(
        inference.TurnDetector(version="v1-mini"), Words("US"), settled
    ).stream()
    asked = asyncio.create_task(stream.unlikely_threshold(None))
    await asyncio.sleep(0)
    assert not asked.done()
    done.set()
    assert await asked is not None
    await stream.aclose()
