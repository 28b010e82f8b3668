"""What the caller hears while a tool runs: fillers, or that the diary does not answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from livekit.agents import utils
from livekit.agents.voice import SpeechHandle

from ringbook.dialogue.speak.away import HOLD

__all__ = [
    "FILLER_AGAIN_SECONDS",
    "FILLER_SECONDS",
    "HOLD_AGAIN_SECONDS",
    "HOLD_SECONDS",
    "Speaker",
    "first_filler",
    "hold_line",
]

FILLER_SECONDS = 0.7
"""As long as people take to answer; after it, silence begins to mean something."""
FILLER_AGAIN_SECONDS = 2.0
"""The longest silence between two lines while we are at work."""
HOLD_SECONDS = 1.2
"""A pause that callers take for thought; any longer, and they ask whether somebody is there."""
HOLD_AGAIN_SECONDS = 0.4
"""Once the caller knows that the diary is away, silence has no other meaning."""
MID_SENTENCE_SECONDS = 0.3


class Speaker(Protocol):
    """The part of an `AgentSession` that is used here."""

    @property
    def current_speech(self) -> SpeechHandle | None: ...

    @property
    def user_state(self) -> str: ...

    def say(self, text: str) -> SpeechHandle: ...


class Line(Protocol):
    """The next filler for a wait; `away` when the diary is known not to answer, `again` when one
    was said already. None when nothing more is to be said."""

    def __call__(self, *, away: bool, again: bool) -> str | None: ...


def first_filler(quiet: float) -> float:
    """Seconds until the first filler, when it has been `quiet` for so long already."""
    return min(FILLER_SECONDS, max(0.0, FILLER_AGAIN_SECONDS - quiet))


@asynccontextmanager
async def hold_line(
    speaker: Speaker,
    seconds: float,
    *,
    filler: Line | None = None,
    away: Callable[[], bool] = lambda: True,
    quiet: float = 0.0,
    hold: str = HOLD,
) -> AsyncIterator[None]:
    """Say that we are at it, if the block takes longer than a moment.

    Where the diary is `away`, by `hold` that it does not answer, once, after `seconds`. Else, and
    later, a `filler`, if there are any: the first after `FILLER_SECONDS`, or sooner when it has
    been `quiet` for long already, as after several quick tools. Never into another sentence;
    and the block's outcome comes after a line's end, so that the answer neither cuts it nor is
    taken into the record before it.
    """
    waiting = _Waiting(speaker, seconds, filler, away, hold)
    task = asyncio.create_task(waiting.speak(first_filler(quiet) if filler else seconds))
    try:
        yield
    finally:
        await utils.aio.cancel_and_wait(task)
    if waiting.said is not None:
        await waiting.said.wait_for_playout()


class _Waiting:
    def __init__(
        self,
        speaker: Speaker,
        seconds: float,
        filler: Line | None,
        away: Callable[[], bool],
        hold: str,
    ) -> None:
        self.said: SpeechHandle | None = None
        self._speaker, self._seconds = speaker, seconds
        self._filler, self._away, self._hold = filler, away, hold
        self._held = False

    async def speak(self, pause: float) -> None:
        """Until it is cancelled: a line each time that it is quiet for too long."""
        began = asyncio.get_running_loop().time()
        pause = min(pause, self._seconds)
        while True:
            await asyncio.sleep(pause)
            waited = asyncio.get_running_loop().time() - began
            if self._speaker.current_speech is not None or self._speaker.user_state == "speaking":
                pause = MID_SENTENCE_SECONDS
            elif self._away() and not self._held and waited < self._seconds:
                pause = self._seconds - waited
            elif (line := self._line()) is None:
                return
            else:
                self.said = self._speaker.say(line)
                await self.said.wait_for_playout()
                pause = FILLER_AGAIN_SECONDS

    def _line(self) -> str | None:
        if self._away() and not self._held:
            self._held = True
            return self._hold
        if self._filler is None:
            return None
        return self._filler(away=self._away(), again=self.said is not None)
