"""The vendors' stand-ins at zero delay, and when they saw what: for what Ringbook itself takes.

They neither recognise nor speak: each utterance is "heard" as the next question with a word of
its own, by which the answer to it is found again at the voice.
"""

import itertools
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from tests.standins.azure import AzureStandIn
from tests.standins.azure_request import Answer, ChatRequest, ToolUse
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.voices import tone

from ringbook.config import Settings

__all__ = ["Vendors", "vendors"]

SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")
SEARCH = (
    '{"appointment_date": null, "until_date": null, "earliest": null, "latest": null,'
    ' "service": null, "provider": null}'
)


@dataclass
class Vendors:
    """The three of a turn, and the `perf_counter` of what they heard and were told to say.

    With `looks_up` the model calls `fetch_slots` before it answers.
    """

    deepgram: DeepgramStandIn = field(init=False)
    azure: AzureStandIn = field(init=False)
    cartesia: CartesiaStandIn = field(init=False)
    looks_up: bool = False
    heard: dict[str, float] = field(default_factory=dict)
    spoken: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._number = itertools.count(1)
        self.deepgram = DeepgramStandIn(self._hear)
        self.azure = AzureStandIn(self._think)
        self.cartesia = CartesiaStandIn(self._speak)

    async def _hear(self, pcm: bytes, rate: int) -> str:
        """At its end the final transcript is on its way."""
        word = "".join(SYLLABLES[int(digit)] for digit in f"{next(self._number):04}")
        self.heard[word] = time.perf_counter()
        return f"Can you tell me about {word}?"

    def _think(self, request: ChatRequest) -> Answer:
        word = request.said.rstrip("?").split()[-1] if request.said else "nothing"
        if self.looks_up and "fetch_slots" in request.tools and not request.used:
            return ToolUse("fetch_slots", SEARCH)
        return f"As for {word}, I can tell you more. What would you like to know?"

    async def _speak(self, text: str) -> bytes:
        for word in (word for word in self.heard if word in text):
            self.spoken.setdefault(word, time.perf_counter())
        return await tone(text)

    def waits(self) -> list[float]:
        """Milliseconds from each final transcript to the first request for its answer's speech."""
        return [
            1000 * (self.spoken[word] - at)
            for word, at in self.heard.items()
            if word in self.spoken
        ]

    def forget(self) -> None:
        """What was heard so far; answers to it count no more."""
        self.heard.clear()
        self.spoken.clear()

    def environment(self) -> dict[str, str]:
        """The settings with which Ringbook uses them."""
        parts = (self.deepgram, self.azure, self.cartesia)
        return {name: value for one in parts for name, value in one.environment().items()}

    def settings(self) -> Settings:
        """The same, all else as it is."""
        given = {name.lower(): value for name, value in self.environment().items()}
        return Settings.model_validate(given)


@asynccontextmanager
async def vendors() -> AsyncIterator[Vendors]:
    """Started; a request that a vendor would refuse ends the bench."""
    made = Vendors()
    async with AsyncExitStack() as running:
        for one in (made.deepgram, made.azure, made.cartesia):
            await running.enter_async_context(one)
        yield made
