"""When the caller's turn is over, by the sound of it, and never while a number is half said.

The SDK's detector hears the voice only; the words are read beside it. It follows the SDK's
protocol for detectors that take audio (`livekit.agents.voice.turn`).
"""

import asyncio
from typing import Any

from livekit import rtc
from livekit.agents import (
    DEFAULT_API_CONNECT_OPTIONS,
    AgentSession,
    APIConnectOptions,
    ConversationItemAddedEvent,
    LanguageCode,
    UserInputTranscribedEvent,
    inference,
)
from livekit.agents.llm import ChatMessage
from livekit.agents.voice.turn import (
    TurnDetectionEvent,
    _StreamingTurnDetectorStream,
)

from ringbook.agent.providers.turn_end import Settled, half_said

__all__ = ["AudioTurnDetector", "Words", "audio_turn_detector"]

HELD = 1.1
"""A threshold that no probability reaches: the turn is held, whatever it sounded like."""
MEMORY = 12
"""Turns that are looked back on for the digits that were said before."""


class Words:
    """What was said so far, turn by turn, with the words of the turn that is not over yet."""

    def __init__(self, region: str) -> None:
        """`region` is the practice's own, as two letters, for the length of its numbers."""
        self._region = region
        self._turns: list[tuple[str, str]] = []
        self._now: list[str] = []

    def attach(self, session: AgentSession[Any]) -> None:
        """Listen to what is heard and said."""
        session.on("user_input_transcribed", self.on_heard)
        session.on("conversation_item_added", self.on_item)

    def on_heard(self, event: UserInputTranscribedEvent) -> None:
        """Take in words of the present turn."""
        if event.is_final:
            self._now.append(event.transcript)

    def on_item(self, event: ConversationItemAddedEvent) -> None:
        """A turn of either side is complete."""
        item = event.item
        if isinstance(item, ChatMessage) and item.role in ("user", "assistant"):
            self._turns = [*self._turns[1 - MEMORY :], (item.role, item.text_content or "")]
            if item.role == "user":
                self._now.clear()

    def half_said(self) -> bool:
        """Whether the caller's last words want to go on."""
        if not self._now:
            return False
        return half_said([*self._turns, ("user", " ".join(self._now))], self._region)


class AudioTurnDetector:
    """`inner` decides by the sound, unless the words want to go on."""

    def __init__(self, inner: inference.TurnDetector, words: Words, settled: Settled) -> None:
        """`settled` waits until the local recogniser, where it hears, has reported all."""
        self._inner, self._words, self._settled = inner, words, settled

    @property
    def model(self) -> str:
        return self._inner.model

    @property
    def provider(self) -> str:
        return self._inner.provider

    def stream(
        self, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> _StreamingTurnDetectorStream:
        inner = self._inner.stream(conn_options=conn_options)
        return _Stream(inner, self._words, self._settled)


class _Stream:
    """Passes everything on; only the threshold is its own."""

    def __init__(self, inner: _StreamingTurnDetectorStream, words: Words, settled: Settled) -> None:
        self._inner, self._words, self._settled = inner, words, settled

    @property
    def model(self) -> str:
        return self._inner.model

    @property
    def provider(self) -> str:
        return self._inner.provider

    @property
    def is_fallback(self) -> bool:
        return self._inner.is_fallback

    @property
    def prediction_timeout(self) -> float:
        return self._inner.prediction_timeout

    async def unlikely_threshold(self, language: LanguageCode | None) -> float | None:
        """Asked for after each prediction; below it the turn is held."""
        await self._settled()
        if self._words.half_said():
            return HELD
        return await self._inner.unlikely_threshold(language)

    async def backchannel_threshold(self, language: LanguageCode | None) -> float | None:
        return await self._inner.backchannel_threshold(language)

    async def supports_language(self, language: LanguageCode | None) -> bool:
        return await self._inner.supports_language(language)

    def predict(self) -> asyncio.Future[TurnDetectionEvent]:
        return self._inner.predict()

    def cancel_inference(self, *, timed_out: bool = False) -> None:
        self._inner.cancel_inference(timed_out=timed_out)

    def flush(self, reason: str | None = None) -> None:
        self._inner.flush(reason)

    def push_audio(self, frame: rtc.AudioFrame) -> None:
        self._inner.push_audio(frame)

    def end_input(self) -> None:
        self._inner.end_input()

    async def aclose(self) -> None:
        await self._inner.aclose()


def audio_turn_detector(words: Words, settled: Settled) -> AudioTurnDetector:
    """The SDK's small model, on this machine: another version would ask LiveKit's cloud."""
    return AudioTurnDetector(inference.TurnDetector(version="v1-mini"), words, settled)
