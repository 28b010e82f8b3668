"""A recogniser that fails in every way; not a word of the caller is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from livekit.agents import stt
from tests.unit.providers.hearing import COUGH, Activity, Local, Remote, frame, sample
from tests.unit.providers.waiting import until

from ringbook.agent.providers.stt_chain import MISSING, ChainSTT

pytestmark = pytest.mark.virtual_time

LIMIT = 0.15
"""Seconds of virtual time: no machine is too slow for it."""
NEVER = (3600.0,)
PATIENCE = 60.0
"""As virtual, and longer than all that is waited for here."""


class Caller:
    """Speaks into a chain and reads what was heard."""

    def __init__(self, stream: stt.RecognizeStream) -> None:
        self._stream = stream

    async def says(self, *words: int) -> None:
        """Words of 0.1 s each, then a pause of 0.6 s, all at once."""
        for word in words:
            self._push(word, 5)
            await asyncio.sleep(0)
        self.pauses()

    async def says_at_length(self, first: int, second: int) -> None:
        """The second word lasts longer than may be missing of what is reported."""
        self._push(first, 5)
        await asyncio.sleep(0)
        self._push(second, 5 + round(MISSING / frame(0).duration))
        self.pauses()

    def pauses(self) -> None:
        self._push(0, 30)

    def _push(self, word: int, frames: int) -> None:
        for _ in range(frames):
            self._stream.push_frame(frame(word))

    async def heard(self) -> str:
        """The next finished transcript."""
        async with asyncio.timeout(PATIENCE):
            async for event in self._stream:
                if event.type is stt.SpeechEventType.FINAL_TRANSCRIPT:
                    return event.alternatives[0].text
        raise AssertionError("the stream ended")


@asynccontextmanager
async def calling(
    remote: Remote, local: Local, pauses: tuple[float, ...] = NEVER
) -> AsyncIterator[tuple[ChainSTT, Caller]]:
    chain = ChainSTT(remote, local, Activity(), sample, name="Deepgram", limit=LIMIT, pauses=pauses)
    async with chain.stream() as stream:
        yield chain, Caller(stream)
    await chain.aclose()


async def test_a_provider_that_hears_is_left_alone() -> None:
    local = Local()
    async with calling(Remote(), local) as (chain, caller):
        await caller.says(1, 2)
        assert await caller.heard() == "one two"
        await asyncio.sleep(2 * LIMIT)
        assert chain.service.up
    assert local.asked == []


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("deaf", "no answer in time"),
        ("refused", "connection refused"),
        ("cut", "connection lost"),
    ],
)
async def test_what_the_provider_took_is_heard_by_the_local_ears(
    fault: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with calling(Remote(fault), Local()) as (chain, caller):
        await caller.says(1, 2)
        assert await caller.heard() == "one two"
        await caller.says(3)
        assert await caller.heard() == "three"
        assert not chain.service.up
    said = [r.message for r in caplog.records if r.name == "ringbook.providers"]
    assert said == [f"Deepgram: {why}; going on without it"]


async def test_the_rest_of_a_long_utterance_that_is_never_reported_is_heard_too() -> None:
    local = Local()
    async with calling(Remote("half"), local) as (_, caller):
        await caller.says_at_length(1, 2)
        assert await caller.heard() == "one"
        assert await caller.heard() == "two"
    assert local.asked == ["two"]


async def test_a_cough_that_the_provider_rightly_ignores_is_not_its_fault() -> None:
    local = Local()
    async with calling(Remote(), local) as (chain, caller):
        await caller.says(COUGH)
        await until(lambda: local.asked)
        await asyncio.sleep(0)
        assert chain.service.up
        await caller.says(2)
        assert await caller.heard() == "two"


async def test_it_is_gone_back_to_when_nobody_speaks() -> None:
    remote = Remote("deaf")
    async with calling(remote, Local(), pauses=(0.0,)) as (chain, caller):
        await caller.says(1)
        assert await caller.heard() == "one"
        remote.fault = ""
        await until(lambda: chain.service.up)
        opened = remote.opened
        async with asyncio.timeout(PATIENCE):
            while remote.opened == opened:
                caller.pauses()
                await asyncio.sleep(0.001)
        await caller.says(2)
        assert await caller.heard() == "two"
        assert chain.service.up


async def test_the_end_of_the_call_is_no_failure() -> None:
    remote = Remote()
    chain = ChainSTT(remote, Local(), Activity(), sample, name="D", limit=LIMIT, pauses=NEVER)
    async with chain.stream() as stream:
        stream.push_frame(frame(1))
        stream.end_input()
        texts = [e.alternatives[0].text async for e in stream if e.alternatives]
    assert texts == ["one"]
    assert chain.service.up
    await chain.aclose()
