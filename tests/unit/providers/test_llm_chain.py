"""Large models that fail in every way, one behind the other, and the caller who must not wait."""

import asyncio
import logging
from typing import Any

import pytest
from livekit.agents import APIConnectionError, APIConnectOptions, APIStatusError
from livekit.agents.llm import ChatContext, ChoiceDelta, LLMStream
from tests.unit.providers.scripted_models import ACT, CUT, HANG, Model, Played, Step
from tests.unit.providers.waiting import until

from ringbook.agent.providers.llm_chain import ChainLLM

pytestmark = pytest.mark.virtual_time

LIMIT = 0.15
"""Seconds of virtual time: no machine is too slow for it."""
FILTERED = ChoiceDelta(role="assistant", extra={"cut": "content filter"})


async def ask(chain: ChainLLM) -> list[tuple[str, str]]:
    """Source and text of each chunk that says something."""
    async with chain.chat(chat_ctx=ChatContext.empty()) as stream:
        chunks = [chunk async for chunk in stream if chunk.has_response()]
    return [(c.id, (c.delta and c.delta.content) or "(tool)") for c in chunks]


def chain_of(*models: Model, last: Model | None = None, total: float = 5.0) -> ChainLLM:
    named = [(f"Azure OpenAI {model.name}", model) for model in models]
    last = last or Model("offline")
    return ChainLLM(named, last, limit=LIMIT, total=total, pauses=(3600.0,))


@pytest.mark.parametrize(
    ("script", "before", "why"),
    [
        ([APIConnectionError()], [], "APIConnectionError"),
        ([APIStatusError("no", status_code=401)], [], "status 401, key refused"),
        ([APIStatusError("no", status_code=429)], [], "status 429, too many requests"),
        ([ValueError("malformed")], [], "ValueError"),
        ([HANG], [], "no answer in time"),
        (["", "", HANG], [], "no answer in time"),
        (["Let me", HANG], ["Let me"], "no answer in time"),
        (["Let me", APIConnectionError()], ["Let me"], "APIConnectionError"),
        ([ACT, APIConnectionError()], ["(tool)"], "APIConnectionError"),
        ([], [], "empty answer"),
        ([""], [], "empty answer"),
        ([CUT], [], "empty answer"),
        (["Let me", CUT], ["Let me"], "answer cut off"),
        ([ACT, CUT], ["(tool)"], "answer cut off"),
        (["Let me", FILTERED], ["Let me"], "content filter"),
        ([FILTERED], [], "content filter"),
    ],
    ids=str,
)
async def test_whatever_fails_the_next_one_answers(
    script: list[Step], before: list[str], why: str, caplog: pytest.LogCaptureFixture
) -> None:
    chain = chain_of(Model("gpt", script))
    heard = await asyncio.wait_for(ask(chain), 60)
    await chain.aclose()
    assert [text for _, text in heard] == [*before, "Fine."]
    assert heard[-1][0] == "offline-1"  # another id, so that the guard drops what came before
    said = [r.message for r in caplog.records if r.name == "ringbook.providers"]
    assert said == [f"Azure OpenAI gpt: {why}; going on without it"]


async def test_chunks_without_words_do_not_buy_time() -> None:
    class Trickle(Played):
        async def _run(self) -> None:
            while True:
                self._event_ch.send_nowait(self._chunk(""))
                await asyncio.sleep(LIMIT / 10)

    class Slow(Model):
        def chat(self, *, chat_ctx: ChatContext, **options: Any) -> LLMStream:
            return Trickle(self, chat_ctx, APIConnectOptions(max_retry=0), [])

    chain = chain_of(Slow("slow"))
    assert [text for _, text in await asyncio.wait_for(ask(chain), 60)] == ["Fine."]
    await chain.aclose()


async def test_the_second_deployment_comes_before_the_offline_engine() -> None:
    first, second, last = Model("one", [HANG]), Model("two"), Model("offline")
    chain = chain_of(first, second, last=last)
    assert await ask(chain) == [("two-1", "Fine.")]
    assert await ask(chain) == [("two-2", "Fine.")]
    assert (first.asked, last.asked) == (1, 0)
    assert chain.model == "two"
    await chain.aclose()


@pytest.mark.parametrize("script", [[], ["Let me", CUT], [ACT, CUT]], ids=str)
async def test_the_second_deployment_answers_where_the_first_was_cut_politely(
    script: list[Step],
) -> None:
    chain = chain_of(Model("one", script), Model("two"))
    assert (await ask(chain))[-1] == ("two-1", "Fine.")
    await chain.aclose()


async def test_the_second_deployment_is_not_asked_when_time_is_up() -> None:
    second = Model("two")
    chain = chain_of(Model("one", [HANG]), second, total=LIMIT)
    assert await ask(chain) == [("offline-1", "Fine.")]
    assert (second.asked, chain.model) == (0, "two")
    await chain.aclose()


async def test_a_model_that_was_left_is_gone_back_to() -> None:
    first = Model("one", [APIConnectionError()])
    chain = ChainLLM([("one", first)], Model("offline"), limit=LIMIT, pauses=(0.0,))
    assert await ask(chain) == [("offline-1", "Fine.")]
    await until(lambda: chain.links[0][0].up)
    assert await ask(chain) == [("one-3", "Fine.")]
    await chain.aclose()


async def test_each_model_reports_its_own_usage() -> None:
    chain = chain_of(Model("one", [HANG]))
    seen: list[str] = []
    chain.on("metrics_collected", lambda metrics: seen.append(metrics.metadata.model_name))
    await ask(chain)
    await chain.aclose()
    assert "offline" in seen


async def test_the_log_never_quotes_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = "Your number is 98860 14182"
    chain = chain_of(Model("gpt", [said, APIStatusError(said, status_code=500, body=said)]))
    await ask(chain)
    await chain.aclose()
    kept = [value for record in caplog.records for value in vars(record).values()]
    told = [value for value in kept if not isinstance(value, int | float)]  # times, any digits
    assert caplog.records
    assert "98860" not in caplog.text + str(told)
