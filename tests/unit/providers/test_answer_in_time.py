"""The caller hears the next sentence within four seconds, with the limits that are set up.

In virtual time: what a chain waits for a provider that fails is counted exactly, and what the
other parts take when they work is allowed for.
"""

import asyncio
from collections.abc import Sequence

import pytest
from livekit.agents import APIConnectionError
from livekit.agents.llm import ChatContext
from tests.unit.providers.hearing import Activity, Local, Remote, frame, sample
from tests.unit.providers.scripted_models import ACT, CUT, HANG, Model, Step
from tests.unit.providers.scripted_voices import Voice
from tests.unit.virtual_time import in_virtual_time

from ringbook.agent.providers.llm_chain import ChainLLM
from ringbook.agent.providers.stack import MIN_ENDPOINTING
from ringbook.agent.providers.stt_chain import ChainSTT
from ringbook.agent.providers.tts_chain import ChainTTS
from ringbook.config import Settings

NEVER = (3600.0,)
WITHIN = 4.0
"""Seconds from the end of the caller's words to the first of the answer."""
LISTENING = MIN_ENDPOINTING
"""Until a turn is over that sounds finished; the transcript has come meanwhile."""
LOCAL_EARS, LOCAL_VOICE = 0.3, 0.2
"""What the local parts take on a machine of usual speed (`docs/benchmarks.md`), rounded up."""
MODEL, VOICE = 1.0, 0.3
"""What a language model and a vendor's voice take to begin when they work, on a slow day."""


def limits() -> Settings:
    return Settings.model_validate({"_env_file": None})


FAILS: tuple[Sequence[Step], ...] = (
    [HANG],
    ["", HANG],
    ["Let me", HANG],
    [ACT, HANG],
    ["Let me", CUT],
    [CUT],
    [APIConnectionError()],
    [2.4, "Let me", HANG],
    [2.4, ACT, HANG],
    [2.4, "Let me", CUT],
    [0.6, "Let me", HANG],
    [2.6, "Let me"],
    ["Let", *(0.4, " me") * 3, HANG],
)


@pytest.mark.parametrize("second", FAILS, ids=str)
@pytest.mark.parametrize("first", FAILS, ids=str)
def test_the_offline_engine_answers_when_both_models_fail(
    first: Sequence[Step], second: Sequence[Step]
) -> None:
    set_up = limits()

    async def waited() -> float:
        models = [("one", Model("one", first)), ("two", Model("two", second))]
        chain = ChainLLM(
            models,
            Model("offline"),
            limit=set_up.ringbook_llm_timeout,
            total=set_up.ringbook_llm_total_timeout,
            pauses=NEVER,
        )
        async with chain.chat(chat_ctx=ChatContext.empty()) as stream:
            async for chunk in stream:
                if chunk.delta and chunk.delta.content == "Fine.":
                    break
        await chain.aclose()
        return asyncio.get_running_loop().time()

    # the model is asked while the turn's end is waited for, so that only one of them counts
    assert LOCAL_EARS + in_virtual_time(waited) + LOCAL_VOICE <= WITHIN


@pytest.mark.parametrize("fault", ["deaf", "refused", "cut"])
def test_the_local_ears_hear_when_the_others_fail(fault: str) -> None:
    async def waited() -> float:
        ears = ChainSTT(
            Remote(fault),
            Local(),
            Activity(),
            sample,
            name="Deepgram",
            limit=limits().ringbook_stt_timeout,
            pauses=NEVER,
        )
        async with ears.stream() as stream:
            for word in (1, *(0,) * 30):
                stream.push_frame(frame(word))
            await anext(aiter(stream))
        await ears.aclose()
        return asyncio.get_running_loop().time()

    assert in_virtual_time(waited) + LOCAL_EARS + LISTENING + MODEL + VOICE <= WITHIN


@pytest.mark.parametrize("script", [[HANG], [], [APIConnectionError()]], ids=str)
def test_the_local_voice_speaks_when_the_other_fails(script: list[str | Exception]) -> None:
    async def waited() -> float:
        voices = ChainTTS(
            Voice(script),
            Voice(),
            name="Cartesia",
            limit=limits().ringbook_tts_timeout,
            pauses=NEVER,
        )
        async with voices.stream() as stream:
            stream.push_text("You are booked.")
            stream.end_input()
            await anext(aiter(stream))
        await voices.aclose()
        return asyncio.get_running_loop().time()

    assert LISTENING + MODEL + in_virtual_time(waited) + LOCAL_VOICE <= WITHIN
