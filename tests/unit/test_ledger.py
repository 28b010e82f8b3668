"""The ledger puts back what the SDK's own count loses; each test pins the loss as well."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from livekit import rtc
from livekit.agents import Agent, AgentSession, APIConnectionError, llm, stt, tts
from livekit.agents.llm import ChatContext
from livekit.agents.metrics import STTMetrics
from livekit.agents.voice.io import AudioInput
from tests.unit.paid_parts import AZURE, ONCE, Clock, PaidEars, PaidLLM, PaidVoice
from tests.unit.providers.waiting import until
from tests.unit.scripted import HANG, ScriptedLLM

from ringbook.agent.ledger import UsageLedger
from ringbook.agent.meters import clients
from ringbook.agent.providers.llm_chain import ChainLLM
from ringbook.agent.providers.tts_chain import ChainTTS
from ringbook.domain.pricing import ModelUsage

CONTEXT = ChatContext.empty()
CONTEXT.add_message(role="user", content="Can you book me a cleaning on Thursday?")


def session_of(**parts: Any) -> AgentSession[Any]:
    manual: Any = {"turn_detection": "manual", "preemptive_generation": {"enabled": False}}
    return AgentSession(vad=None, turn_handling=manual, **parts)


async def answer(model: llm.LLM[Any]) -> None:
    async with model.chat(chat_ctx=CONTEXT, conn_options=ONCE) as stream:
        async for _ in stream:
            pass


async def cut(model: llm.LLM[Any]) -> None:
    """Take the first chunk, then let go, as an interruption does."""
    async with model.chat(chat_ctx=CONTEXT, conn_options=ONCE) as stream:
        await anext(stream)


# ---- thinking -----------------------------------------------------------------------------------


async def test_a_cut_answer_counts_its_prompt_and_what_had_come() -> None:
    model = PaidLLM([["Good morning."], ["Of course, on", HANG]])
    ledger = UsageLedger(session_of(llm=model))
    await answer(model)
    await cut(model)
    whole, guess = ledger.usage()
    assert whole == ModelUsage.llm(AZURE, "gpt-4o", 10, 0, 5)
    assert guess.estimated
    assert dict(guess.amounts)["llm_output"] == 4
    assert 10 < dict(guess.amounts)["llm_input"] < 30


async def test_an_answer_that_was_let_go_before_its_first_word_counts_its_prompt() -> None:
    model = PaidLLM([["Yes."], [HANG]])
    ledger = UsageLedger(session_of(llm=model))
    await answer(model)
    async with model.chat(chat_ctx=CONTEXT, conn_options=ONCE):
        await until(lambda: len(model.seen) == 2)
    (guess,) = (u for u in ledger.usage() if u.estimated)
    amounts = dict(guess.amounts)
    assert amounts["llm_output"] == 0
    assert 10 < amounts["llm_input"] < 30


async def test_a_request_that_was_refused_costs_nothing_and_one_that_broke_off_does() -> None:
    broken = APIConnectionError("gone")
    model = PaidLLM([["Yes."], [broken], ["Yes", broken]])
    ledger = UsageLedger(session_of(llm=model))
    await answer(model)
    for guesses in (0, 1):
        with pytest.raises(APIConnectionError):
            await answer(model)
        assert sum(u.estimated for u in ledger.usage()) == guesses


async def test_behind_a_chain_each_provider_counts_its_own() -> None:
    first = PaidLLM([["So", APIConnectionError("gone")]])
    second = PaidLLM([["Hello."]], "second.openai.azure.com", "gpt-4.1")
    chain = ChainLLM([("first", first), ("second", second)], ScriptedLLM([]), limit=5.0)
    ledger = UsageLedger(session_of(llm=chain))
    await answer(chain)
    by_provider = {(u.provider, u.estimated) for u in ledger.usage()}
    assert (AZURE, True) in by_provider
    assert ("second.openai.azure.com", False) in by_provider
    await chain.aclose()


async def test_a_chain_names_its_clients_and_another_part_is_its_own() -> None:
    first, last, ears, voice = PaidLLM([]), ScriptedLLM([]), PaidEars(), PaidVoice()
    models: llm.LLM[Any] = ChainLLM([("first", first)], last, limit=1.0)
    assert clients(models) == [first, last]
    other = PaidVoice()
    voices: tts.TTS[Any] = ChainTTS(voice, other, name="voice", limit=1.0)
    assert clients(voices) == [voice, other]
    assert clients(ears) == [ears]


async def test_what_the_session_lost_of_an_interrupted_answer_is_back() -> None:
    model = PaidLLM([["Good morning. How", HANG]])
    session = session_of(llm=model)
    ledger = UsageLedger(session)
    await session.start(Agent(instructions="Be brief."))
    reply = session.generate_reply(user_input="Hello?")
    await until(lambda: session.agent_state == "speaking")
    reply.interrupt(force=True)
    await reply
    await session.aclose()
    (counted,) = session.usage.model_usage
    assert counted.model_dump()["input_tokens"] == 0
    (guess,) = (u for u in ledger.usage() if u.estimated)
    assert dict(guess.amounts)["llm_output"] == 4


# ---- hearing ------------------------------------------------------------------------------------


class Quiet(AudioInput):
    """A microphone from which nothing comes."""

    def __init__(self) -> None:
        super().__init__(label="quiet")

    async def __anext__(self) -> rtc.AudioFrame:
        await asyncio.Event().wait()
        raise StopAsyncIteration


@asynccontextmanager
async def listening(ears: stt.STT[Any]) -> AsyncIterator[None]:
    """While a stream to these ears is connected."""
    connected = asyncio.Event()

    def on_metrics(_: STTMetrics) -> None:
        connected.set()

    ears.on("metrics_collected", on_metrics)
    async with ears.stream(conn_options=ONCE):
        await connected.wait()
        await asyncio.sleep(0)
        yield


async def test_a_recogniser_is_paid_for_as_long_as_its_stream_is_connected() -> None:
    clock, ears = Clock(), PaidEars(reports=9.95)
    ledger = UsageLedger(session_of(stt=ears), clock=clock)
    async with listening(ears):
        clock.now += 10
        assert ledger.usage() == (ModelUsage.stt("Deepgram", "nova-3", 10.0),)
        clock.now += 4.4
    clock.now += 60
    assert ledger.usage() == (ModelUsage.stt("Deepgram", "nova-3", 14.4),)


async def test_what_the_session_lost_of_a_recogniser_s_stream_is_back() -> None:
    clock, ears = Clock(), PaidEars(reports=9.95)
    session = session_of(stt=ears)
    session.input.audio = Quiet()
    ledger = UsageLedger(session, clock=clock)
    await session.start(Agent(instructions="Be brief."))
    await until(lambda: len(session.usage.model_usage) == 1)
    clock.now += 14.4
    await session.aclose()
    (counted,) = session.usage.model_usage
    assert counted.model_dump()["audio_duration"] == 9.95
    assert ledger.usage() == (ModelUsage.stt("Deepgram", "nova-3", 14.4),)


async def test_streams_that_try_whether_a_provider_is_back_are_paid_for_too() -> None:
    clock, ears = Clock(), PaidEars()
    ledger = UsageLedger(session_of(stt=ears), clock=clock)
    async with listening(ears):
        clock.now += 5
    async with listening(ears):
        clock.now += 2
    assert ledger.usage() == (ModelUsage.stt("Deepgram", "nova-3", 7.0),)


async def test_a_recogniser_that_refused_costs_nothing() -> None:
    clock, ears = Clock(), PaidEars(refused=True)
    ledger = UsageLedger(session_of(stt=ears), clock=clock)
    async with ears.stream(conn_options=ONCE) as stream:
        clock.now += 3
        with pytest.raises(APIConnectionError):
            await anext(stream)
    assert [dict(u.amounts) for u in ledger.usage()] == [{"stt": 0}]


# ---- speaking, showing --------------------------------------------------------------------------


async def test_an_utterance_that_was_cut_counts_its_characters() -> None:
    voice = PaidVoice()
    reported: list[tts.TTS[Any]] = []
    voice.on("metrics_collected", reported.append)
    ledger = UsageLedger(session_of(tts=voice))
    async with voice.stream(conn_options=ONCE) as stream:
        stream.push_text("Good ")
        stream.push_text("morning.")
        stream.end_input()
        await anext(stream)
    assert ledger.usage() == (ModelUsage.tts("Cartesia", "sonic-3", 13),)
    assert reported == []


async def test_an_utterance_that_was_refused_costs_nothing() -> None:
    voice = PaidVoice(refused=True)
    ledger = UsageLedger(session_of(tts=voice))
    async with voice.stream(conn_options=ONCE) as stream:
        stream.push_text("Good morning.")
        stream.end_input()
        with pytest.raises(APIConnectionError):
            await anext(stream)
    assert ledger.usage() == (ModelUsage.tts("Cartesia", "sonic-3", 0),)


async def test_an_avatar_is_paid_for_from_its_join_to_the_end_of_the_call() -> None:
    clock = Clock()
    ledger = UsageLedger(session_of(), clock=clock)
    assert ledger.usage() == ()
    clock.now += 8
    ledger.avatar_joined()
    clock.now += 120
    ledger.close()
    clock.now += 600
    assert ledger.usage() == (ModelUsage.avatar("bey", 120.0),)
    costs = ledger.spent(datetime(2026, 3, 2, tzinfo=UTC)).costs
    assert costs is not None
    assert costs["avatar"] == 0.012


async def test_an_avatar_that_leaves_is_paid_for_until_then() -> None:
    clock = Clock()
    ledger = UsageLedger(session_of(), clock=clock)
    ledger.avatar_joined()
    clock.now += 20
    ledger.avatar_left()
    clock.now += 600
    assert ledger.usage() == (ModelUsage.avatar("bey", 20.0),)


async def test_the_end_of_the_session_is_the_end_of_the_count() -> None:
    clock = Clock()
    session = session_of()
    ledger = UsageLedger(session, clock=clock)
    await session.start(Agent(instructions="Be brief."))
    ledger.avatar_joined()
    clock.now += 30
    await session.aclose()
    clock.now += 30
    assert ledger.usage() == (ModelUsage.avatar("bey", 30.0),)
