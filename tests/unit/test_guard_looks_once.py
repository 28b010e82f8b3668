"""The claim guard looks ahead of the caller's turn once, for as long as nothing changes."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
from livekit.agents.llm import ChatChunk, ChatContext, ChoiceDelta
from tests.unit.call_examples import PRACTICE, START

from ringbook.agent import call as call_module
from ringbook.agent.call import Call
from ringbook.agent.guard import guarded
from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.state.call_events import CallEvent, UserSaid
from ringbook.dialogue.state.call_state import CallState
from ringbook.store.pool import Database

ANSWER = ("Sure. ", "A check-up it is. ", "Thursday is fine. ", "What is your phone number?")


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[CallEvent]:
    """What the call's state was worked out for."""
    seen: list[CallEvent] = []

    def counted(state: CallState, event: CallEvent) -> CallState:
        seen.append(event)
        return reduce(state, event)

    monkeypatch.setattr(call_module, "reduce", counted)
    return seen


@pytest.fixture
def call() -> Call:
    made = Call(
        practice=PRACTICE, session_id="s", db=cast(Database, None), clock=lambda: START
    )  # fmt: skip
    made.apply(made.started(None))
    return made


def prepared(text: str) -> ChatContext:
    """Words of the caller's that are not committed yet."""
    context = ChatContext.empty()
    context.add_message(role="user", content=text)
    return context


async def heard(call: Call, context: ChatContext, meanwhile: CallEvent | None = None) -> list[str]:
    """The sentences that pass; `meanwhile` happens after the second one came."""

    async def chunks() -> AsyncIterator[ChatChunk]:
        for place, sentence in enumerate(ANSWER):
            if place == 2 and meanwhile is not None:
                call.apply(meanwhile)
            yield ChatChunk(id="one", delta=ChoiceDelta(role="assistant", content=sentence))

    return [str(said) async for said in guarded(call, context, chunks())]


async def test_a_prepared_answer_is_judged_by_one_look(call: Call, looks: list[CallEvent]) -> None:
    looks.clear()
    said = await heard(call, prepared("a check-up on Thursday, please"))
    assert "".join(said) == "".join(ANSWER)
    assert call.claims.sentences == len(ANSWER)
    assert len(looks) == 1


async def test_what_happens_meanwhile_is_looked_at(call: Call, looks: list[CallEvent]) -> None:
    looks.clear()
    context, said = prepared("a check-up on Thursday, please"), UserSaid(START, "hello?")
    await heard(call, context, meanwhile=said)
    assert looks.count(said) == 1
    assert len(looks) == 3  # before it, itself, and after it
