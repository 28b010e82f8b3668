"""One voice detector for the session and for a recogniser that hears the same caller."""

import asyncio

import pytest
from livekit.agents import vad
from tests.unit.providers.hearing import FRAME, Activity, Local, Remote, frame, sample

from ringbook.agent.providers.shared_vad import SharedVAD
from ringbook.agent.providers.stt_chain import ChainSTT

pytestmark = pytest.mark.virtual_time

LIMIT = 0.15
"""Seconds of virtual time: no machine is too slow for it."""


class CountedActivity(Activity):
    """Counts the streams, each of which would run the model."""

    def __init__(self) -> None:
        super().__init__()
        self.streams = 0

    def stream(self) -> vad.VADStream:
        self.streams += 1
        return super().stream()


async def events(stream: vad.VADStream) -> list[vad.VADEvent]:
    return [event async for event in stream]


async def test_who_follows_has_the_events_and_the_model_runs_once() -> None:
    inner = CountedActivity()
    shared = SharedVAD(inner)
    leading, following = shared.stream(), shared.follower.stream()
    for word in (0, 1, 1, 0):
        leading.push_frame(frame(word))
        following.push_frame(frame(word))
    leading.end_input()
    led = await events(leading)
    following.end_input()
    followed = await events(following)
    assert followed == led
    assert {e.type for e in led} == set(vad.VADEventType)
    assert inner.streams == 1
    await leading.aclose()
    await following.aclose()


async def test_places_are_those_of_the_followers_own_audio() -> None:
    shared = SharedVAD(Activity())
    leading, following = shared.stream(), None
    leading.push_frame(frame(0))
    await leading.__anext__()
    following = shared.follower.stream()
    for stream in (leading, following):
        stream.push_frame(frame(0))
    event = await leading.__anext__()
    assert event.samples_index == 2 * FRAME
    assert (await following.__anext__()).samples_index == FRAME
    await leading.aclose()
    await following.aclose()


async def test_who_has_closed_is_told_nothing_more() -> None:
    shared = SharedVAD(Activity())
    leading, following = shared.stream(), shared.follower.stream()
    await following.aclose()
    leading.push_frame(frame(0))
    await leading.__anext__()
    assert await events(following) == []
    await leading.aclose()


@pytest.mark.parametrize(("given", "heard"), [(1, ["one"]), (0, [])])
async def test_words_are_owed_for_what_the_recogniser_was_given(
    given: int, heard: list[str]
) -> None:
    """While the agent must not be interrupted the session gives silence in place of the words."""
    local, shared = Local(), SharedVAD(Activity())
    chain = ChainSTT(
        Remote("deaf"), local, shared.follower, sample, name="D", limit=LIMIT, pauses=(3600.0,)
    )
    session = shared.stream()
    async with chain.stream() as stream:
        for word in (0, 1, 1, 1, 0, 0):
            session.push_frame(frame(word))
            stream.push_frame(frame(given if word else 0))
            await asyncio.sleep(0)
        session.end_input()
        await events(session)
        await asyncio.sleep(2 * LIMIT)
        assert local.asked == heard
    await session.aclose()
    await chain.aclose()
