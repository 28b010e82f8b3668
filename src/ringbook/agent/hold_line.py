"""What the caller hears while a tool waits for a database that does not answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from livekit.agents.voice import SpeechHandle

from ringbook.agent.timers import Timer
from ringbook.dialogue.speak_away import HOLD

__all__ = ["HOLD_AGAIN_SECONDS", "HOLD_SECONDS", "Speaker", "hold_line"]

HOLD_SECONDS = 1.2
"""A pause that callers take for thought; any longer, and they ask whether somebody is there."""
HOLD_AGAIN_SECONDS = 0.4
"""Once the caller knows that the diary is away, silence has no other meaning."""
MID_SENTENCE_SECONDS = 0.3


class Speaker(Protocol):
    """The part of an `AgentSession` that is used here."""

    @property
    def current_speech(self) -> SpeechHandle | None: ...

    def say(self, text: str) -> SpeechHandle: ...


@asynccontextmanager
async def hold_line(speaker: Speaker, seconds: float, words: str = HOLD) -> AsyncIterator[None]:
    """Say `words` once, that we are trying, if the block takes longer than `seconds`.

    Not into another sentence; and the block's outcome comes after its end, so that the answer
    neither cuts it nor is taken into the record before it.
    """
    line = _Line(speaker, seconds, words)
    try:
        yield
    finally:
        line.timer.stop()
    if line.said is not None:
        await line.said.wait_for_playout()


class _Line:
    def __init__(self, speaker: Speaker, seconds: float, words: str) -> None:
        self._words = words
        self.said: SpeechHandle | None = None
        self._speaker = speaker
        self.timer = Timer(seconds, self._say)
        self.timer.start()

    def _say(self) -> None:
        if self._speaker.current_speech is None:
            self.said = self._speaker.say(self._words)
        else:
            self.timer.start(MID_SENTENCE_SECONDS)
