"""What a meter counts of a request that a provider broke off, beside what the provider bills."""

from collections.abc import AsyncIterator

import pytest
from livekit.agents import APIConnectOptions, APIError, utils
from livekit.agents.llm import ChatContext
from tests.integration.provider_calls import settings_of
from tests.standins.azure import AzureStandIn
from tests.standins.azure_request import Answer, ToolUse
from tests.standins.azure_script import in_turn
from tests.standins.faults import Fault

from ringbook.agent.meters import ThinkingMeter
from ringbook.agent.providers.language import large_models
from ringbook.agent.providers.llm_chain import in_time
from ringbook.agent.providers.service import Broken
from ringbook.agent.tokens import Tokens

ONCE = APIConnectOptions(max_retry=0, timeout=60.0)
HANGS = APIConnectOptions(max_retry=0, timeout=2.0)
"""For a fault that ends by the client's patience alone."""
WORDS = "We are open on weekdays, and on the first Saturday of each month from nine to noon."
CALL = ToolUse("fetch_slots", '{"appointment_date": "2026-06-15", "service": "Check-up"}')
BILLED = (Fault.CUT_MID, Fault.HANG_MID, Fault.MALFORMED, Fault.ERROR_MID)
FREE = (
    *(Fault.REFUSED, Fault.UNAUTHORIZED, Fault.RATE_LIMITED, Fault.SERVER_ERROR),
    Fault.PROMPT_FILTERED,
)


@pytest.fixture(autouse=True)
async def _connections() -> AsyncIterator[None]:
    async with utils.http_context.open():
        yield


async def broken_off(fault: Fault, answer: Answer) -> tuple[Tokens, list[Tokens]]:
    """One request with this fault: our estimate, and what the stand-in would bill."""
    asked = ChatContext.empty()
    asked.add_message(role="user", content="When do you have an opening for a check-up?")
    async with AzureStandIn(in_turn(answer)) as azure:
        azure.faults.add(fault)
        ((_, model),) = large_models(settings_of(azure.environment(), ringbook_llm="azure"))
        meter = ThinkingMeter(model)
        patience = HANGS if fault is Fault.HANG_MID else ONCE
        async with model, model.chat(chat_ctx=asked, conn_options=patience) as stream:
            with pytest.raises(APIError):
                await stream.collect()
        billed = [Tokens(s.input_tokens, s.cached_tokens, s.output_tokens) for s in azure.served]
    assert meter.counted == Tokens()
    return meter.estimated, billed


@pytest.mark.parametrize("answer", [WORDS, CALL], ids=["words", "tool call"])
@pytest.mark.parametrize("fault", BILLED)
async def test_the_prompt_and_half_an_answer_are_counted(fault: Fault, answer: Answer) -> None:
    ours, (theirs,) = await broken_off(fault, answer)
    assert ours.input == pytest.approx(theirs.input, abs=4)
    assert ours.output == pytest.approx(theirs.output, abs=4)
    assert theirs.output > 5


@pytest.mark.parametrize("answer", [WORDS, CALL], ids=["words", "tool call"])
async def test_an_answer_that_the_filter_cut_is_paid_for_as_the_provider_counts(
    answer: Answer,
) -> None:
    asked = ChatContext.empty()
    asked.add_message(role="user", content="When do you have an opening for a check-up?")
    async with AzureStandIn(in_turn(answer)) as azure:
        azure.faults.add(Fault.FILTERED)
        ((_, model),) = large_models(settings_of(azure.environment(), ringbook_llm="azure"))
        meter = ThinkingMeter(model)
        async with model, model.chat(chat_ctx=asked, conn_options=ONCE) as stream:
            with pytest.raises(Broken, match="content filter"):
                [_ async for _ in in_time(stream, 60.0)]
        (billed,) = azure.served
    assert meter.counted == Tokens(billed.input_tokens, 0, billed.output_tokens)
    assert meter.estimated == Tokens()


@pytest.mark.parametrize("fault", FREE)
async def test_what_was_refused_is_not(fault: Fault) -> None:
    assert await broken_off(fault, WORDS) == (Tokens(), [])
