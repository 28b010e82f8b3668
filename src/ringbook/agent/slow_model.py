"""A model that is slow to answer: meanwhile the caller hears that somebody is there."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable

from livekit.agents import utils
from livekit.agents.llm import ChatChunk
from livekit.agents.types import FlushSentinel

from ringbook.agent.hold_line import FILLER_AGAIN_SECONDS, first_filler
from ringbook.dialogue.speak.fillers import filler, is_filler

__all__ = ["with_fillers"]

type Piece = ChatChunk | str | FlushSentinel

TICK_SECONDS = 0.1
CHARACTERS_A_SECOND = 14.0
"""How fast text is spoken, near enough to tell when the caller has heard what there was."""


async def with_fillers(
    answer: AsyncIterable[Piece],
    last: str,
    *,
    taken: Callable[[], bool],
    busy: Callable[[], bool],
    quiet_for: Callable[[], float],
    language: str = "en",
) -> AsyncIterator[Piece]:
    """The answer, with a filler wherever it leaves the caller in silence for too long.

    `last` is the filler that was said last. `taken` tells whether the caller's turn is over: an
    answer that is prepared before that keeps nobody waiting. Nothing is said while `busy`.
    `quiet_for` are the seconds since somebody's words were over. Fillers are in `language`.
    """
    pieces: asyncio.Queue[Piece | None] = asyncio.Queue()
    source = asyncio.create_task(_fill(pieces, answer))
    quiet = _Quiet(last, taken, busy, quiet_for, language)
    try:
        while True:
            try:
                piece = await asyncio.wait_for(pieces.get(), TICK_SECONDS)
            except TimeoutError:
                if (line := quiet.line()) is not None:
                    yield line
                continue
            if piece is None:
                break
            if quiet.bridged and isinstance(piece, str) and is_filler(piece):
                continue
            quiet.heard(piece)
            yield piece
        await source  # raises what the model raised
    finally:
        await utils.aio.cancel_and_wait(source)


async def _fill(pieces: asyncio.Queue[Piece | None], answer: AsyncIterable[Piece]) -> None:
    """In one task from end to end: a model's stream must not change its context."""
    try:
        async for piece in answer:
            pieces.put_nowait(piece)
    finally:
        pieces.put_nowait(None)


class _Quiet:
    """How long the caller has heard nothing."""

    def __init__(
        self,
        last: str,
        taken: Callable[[], bool],
        busy: Callable[[], bool],
        quiet_for: Callable[[], float],
        language: str,
    ) -> None:
        self.bridged = False
        self._last, self._taken, self._busy, self._quiet_for = last, taken, busy, quiet_for
        self._prepared, self._language = 0.0, language
        self._due: float | None = None

    def heard(self, piece: Piece) -> None:
        """Something is being said."""
        if not isinstance(piece, str) or not piece.strip():
            return
        self._prepared += len(piece) / CHARACTERS_A_SECOND
        if self._due is not None:
            self._due = max(self._due - FILLER_AGAIN_SECONDS, _now()) + FILLER_AGAIN_SECONDS
            self._due += len(piece) / CHARACTERS_A_SECOND

    def line(self) -> str | None:
        """What to say now, if anything."""
        if self._due is None and self._taken():
            said = self._prepared + FILLER_AGAIN_SECONDS if self._prepared else 0.0
            self._due = _now() + (said or first_filler(self._quiet_for()))
        if self._due is None or _now() < self._due or self._busy():
            return None
        self._last = filler("thinking", self._last, again=self.bridged, language=self._language)
        self.bridged = True
        self._due = _now() + len(self._last) / CHARACTERS_A_SECOND + FILLER_AGAIN_SECONDS
        return f"{self._last} "


def _now() -> float:
    return asyncio.get_running_loop().time()
