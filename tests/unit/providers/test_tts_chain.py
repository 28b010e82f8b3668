"""A provider's voice that breaks off in every way; the local one says the rest."""

import asyncio
from typing import Any

import pytest
from livekit.agents import APIConnectionError, APIError
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT, TimedString
from tests.unit.providers.scripted_voices import HANG, Step, Voice, frames, say
from tests.unit.providers.waiting import until

from ringbook.agent.providers.script import Script
from ringbook.agent.providers.tts_chain import ChainTTS

pytestmark = pytest.mark.virtual_time

LIMIT = 0.15
"""Seconds of virtual time: no machine is too slow for it."""


async def words(chain: ChainTTS, *pieces: str) -> list[TimedString]:
    """The words of a reply, as the session gets them with the audio."""
    spoken = await frames(chain, *pieces)
    return [word for frame in spoken for word in frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, ())]


def chain_of(remote: Voice, local: Voice) -> ChainTTS:
    return ChainTTS(remote, local, name="Cartesia", limit=LIMIT, pauses=(3600.0,))


REPLY = ("You are booked. ", "See you on Monday.")
FIRST = ("You", "are", "booked.")


@pytest.mark.parametrize(
    ("script", "rest"),
    [
        ([APIConnectionError()], "You are booked. See you on Monday."),
        ([HANG], "You are booked. See you on Monday."),
        ([], "You are booked. See you on Monday."),
        ([*FIRST, HANG], " See you on Monday."),
        ([*FIRST, "See", "you", APIConnectionError()], " See you on Monday."),
        (["You", "are", HANG], "You are booked. See you on Monday."),
    ],
    ids=str,
)
async def test_the_local_voice_goes_on_from_the_sentence_that_broke_off(
    script: list[Step], rest: str
) -> None:
    local = Voice()
    chain = chain_of(Voice(script), local)
    assert await asyncio.wait_for(say(chain, *REPLY), 60) > 0
    assert [text.strip() for text in local.said] == [rest.strip()]
    await chain.aclose()


async def test_without_word_times_nothing_is_left_out() -> None:
    local = Voice()
    chain = chain_of(Voice(["You", "are", APIConnectionError()], timed=False), local)
    await say(chain, *REPLY)
    assert local.said[0].strip().endswith("See you on Monday.")
    await chain.aclose()


async def test_a_voice_that_works_is_left_alone() -> None:
    remote, local = Voice(), Voice()
    chain = chain_of(remote, local)
    assert await say(chain, *REPLY) == pytest.approx(1.0, abs=0.02)
    assert remote.said == ["".join(REPLY)]
    assert local.said == []
    await chain.aclose()


async def test_a_reply_that_is_still_being_written_is_waited_for() -> None:
    remote, local = Voice(), Voice()
    chain = chain_of(remote, local)
    async with chain.stream() as stream:
        await asyncio.sleep(2 * LIMIT)  # the model thinks
        stream.push_text("You are")
        await asyncio.sleep(2 * LIMIT)  # no sentence yet: no voice can be late
        stream.push_text(" booked.")
        stream.end_input()
        assert [audio async for audio in stream]
    assert local.said == []
    await chain.aclose()


async def test_a_reply_without_a_word_asks_no_voice() -> None:
    remote, local = Voice(), Voice()
    chain = chain_of(remote, local)
    assert await say(chain) == 0
    assert (remote.said, local.said) == ([], [])
    await chain.aclose()


async def test_it_is_gone_back_to_once_it_speaks() -> None:
    remote, local = Voice([APIConnectionError()]), Voice()
    chain = ChainTTS(remote, local, name="Cartesia", limit=LIMIT, pauses=(0.0,))
    await say(chain, "One.")
    await until(lambda: chain.service.up)
    await say(chain, "Two.")
    assert local.said == ["One."]
    assert remote.said == ["Hello.", "Two."]
    await chain.aclose()


@pytest.mark.parametrize("script", [[APIError("broken", retryable=False)], []], ids=str)
async def test_when_the_local_voice_fails_too_the_session_is_told(script: list[Step]) -> None:
    chain = chain_of(Voice([HANG]), Voice(script))
    errors: list[Any] = []
    chain.on("error", errors.append)
    with pytest.raises(APIError) as raised:
        await say(chain, "One.")
    assert "One." not in str(raised.value)
    assert [error.recoverable for error in errors] == [False]
    await chain.aclose()


async def test_the_words_are_timed_and_spelt_as_the_reply_is() -> None:
    chain = chain_of(Voice([*("You", "are", "booked"), "See", "you", "on", "monday"]), Voice())
    timed = await words(chain, *REPLY)
    assert timed == ["You", " are", " booked.", " See", " you", " on", " Monday."]
    assert [word.start_time for word in timed] == [0, 1, 2, 3, 4, 5, 6]
    assert [word.end_time for word in timed] == pytest.approx([0.9 + n for n in range(7)])
    await chain.aclose()


async def test_a_sentence_that_two_voices_began_is_written_once() -> None:
    chain = chain_of(
        Voice([*FIRST, "See", APIConnectionError()]),
        Voice(["See", "you", "on", "Monday."]),
    )
    timed = await words(chain, *REPLY)
    assert "".join(timed) == "".join(REPLY)
    assert timed[4:] == [" you", " on", " Monday."]
    # four seconds of the first voice, and one of the second, which begins the sentence again
    assert [word.start_time for word in timed[4:]] == pytest.approx([5, 6, 7], abs=0.05)
    await chain.aclose()


@pytest.mark.parametrize("script", [["x"] * 5, [HANG], ["You", "are", HANG]], ids=str)
async def test_no_word_of_the_reply_is_left_out_of_the_page(script: list[Step]) -> None:
    chain = chain_of(Voice(script, timed=script == ["You", "are", HANG]), Voice())
    assert "".join(await words(chain, *REPLY)) == "".join(REPLY)
    await chain.aclose()


def test_the_rest_starts_at_the_sentence_that_was_not_finished() -> None:
    script = Script(pieces=["One two. Three", " four. Five"], heard=8)
    script.back_up()
    assert script.pieces == [" Three four. Five"]
