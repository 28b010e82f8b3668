"""What one reply is to say, how much of it was heard as audio, and its words as they are spoken."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from livekit.agents import tts, utils
from livekit.agents.types import NOT_GIVEN, USERDATA_TIMED_TRANSCRIPT, NotGivenOr, TimedString

from ringbook.agent.providers.sentences import split

__all__ = ["Script"]

LETTERS_A_SECOND = 8.0
"""How much text is taken for spoken where the voice reports no word times. Slower than anyone
speaks: a sentence said twice is better than one left out."""

HEARD_ENOUGH = 0.8
"""Word times need not spell the text letter by letter: a share of it counts as all."""

_WORD = re.compile(r"\s*\S+")
"""With the space before it."""


@dataclass(slots=True)
class Script:
    """The text of one reply and how far the voices have come with it.

    `heard` and `seconds` are of the voice that speaks now; `said_before` and `seconds_before` of
    those that broke off. The words given out are always the reply's own: a voice's word times say
    only how far it has come, so that page, history and record hold what was checked, and a
    sentence that two voices began is written once.
    """

    pieces: list[str] = field(default_factory=list)
    ended: bool = False
    heard: int = 0
    seconds: float = 0.0
    said_before: int = 0
    seconds_before: float = 0.0
    untold: str = ""
    told: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.untold += text
        self.changed.set()

    def end(self) -> None:
        self.ended = True
        self.changed.set()

    def take(self, audio: tts.SynthesizedAudio) -> list[TimedString]:
        """Note what a piece of audio has said; its words, timed from the start of the reply."""
        self.seconds += audio.frame.duration
        timed: list[TimedString] = []
        for word in audio.frame.userdata.get(USERDATA_TIMED_TRANSCRIPT) or ():
            self.heard += letters(word)
            timed += self._words(self._later(word.start_time), self._later(word.end_time))
        return timed or ([] if self.heard else self._words())

    def rest(self) -> list[TimedString]:
        """The words that no time was given for, once all is spoken."""
        rest, self.untold = self.untold, ""
        return [TimedString(rest)] if rest else []

    def owes(self) -> bool:
        """Whether audio must come now: for finished sentences, or for all once the text ended."""
        finished, _ = split("".join(self.pieces))
        return self.ended or self.heard < sum(map(letters, finished)) * HEARD_ENOUGH

    def back_up(self) -> None:
        """Keep only what is still to be said, from the start of the sentence that broke off."""
        spoken = self._spoken()
        sentences, rest = split("".join(self.pieces))
        left = [*sentences, rest]
        while left and (length := letters(left[0])) <= spoken:
            self.said_before += length
            spoken -= length
            left.pop(0)
        self.seconds_before += self.seconds
        self.pieces, self.heard, self.seconds = ["".join(left)], 0, 0.0

    async def text(self) -> AsyncIterator[str]:
        """All pieces so far, and those that are still to come."""
        at = 0
        while True:
            self.changed.clear()
            while at < len(self.pieces):
                at += 1
                yield self.pieces[at - 1]
            if self.ended:
                return
            await self.changed.wait()

    def _spoken(self) -> int:
        return self.heard or int(self.seconds * LETTERS_A_SECOND)

    def _later(self, second: NotGivenOr[float]) -> NotGivenOr[float]:
        return self.seconds_before + second if utils.is_given(second) else NOT_GIVEN

    def _words(
        self, start: NotGivenOr[float] = NOT_GIVEN, end: NotGivenOr[float] = NOT_GIVEN
    ) -> list[TimedString]:
        """The words that are spoken by now and were not given out yet."""
        reached, words = self.said_before + self._spoken(), ""
        while (word := _WORD.match(self.untold)) and self.told + letters(word[0]) <= reached:
            words += word[0]
            self.told += letters(word[0])
            self.untold = self.untold[word.end() :]
        return [TimedString(words, start_time=start, end_time=end)] if words else []


def letters(text: str) -> int:
    """How much text it is, without spaces and punctuation, which voices leave out at will."""
    return sum(map(str.isalnum, text))
