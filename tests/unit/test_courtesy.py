"""The session's own pausing and turn taking: what stops a line, and what does not."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from livekit.agents import DEFAULT_API_CONNECT_OPTIONS
from livekit.agents.llm import LLM, LLMStream
from tests.unit.held_session import CHARACTER, Held, diary, hold
from tests.unit.scripted import Diary, ScriptedLLM

from ringbook.agent.hold_line import FILLER_SECONDS
from ringbook.store import callers

__all__ = ["diary"]

READ_BACK = "I have 2 1 2, 5 5 5, 0 1 2 3. Is that right?"


@pytest.fixture
async def held(diary: Diary) -> AsyncIterator[Held]:
    async with hold() as call:
        yield call


async def test_a_listener_pauses_the_line_for_a_moment_and_does_not_end_it(held: Held) -> None:
    await held.speaking(0.3)
    await held.hears("Mm-hm.")
    await held.listening(1)
    assert held.line.log == ["paused", "went on", "played"]
    assert not held.said()[0].cut
    assert held.heard() == []


async def test_a_wait_ends_the_line_and_it_is_said_again(held: Held) -> None:
    await held.speaking(0.3)
    await held.hears("Wait.")
    await held.listening(2)
    await held.hears("Sorry, go on.")
    await held.listening(3)
    greeting, patient, again = held.said()
    assert [how for how in held.line.log if how in ("cut", "played")] == ["cut", "played", "played"]
    assert greeting.cut
    assert patient.text == "Of course, take your time."
    assert again.text.startswith("Thanks for calling Maple Dental.")
    assert again.text.endswith("How can I help you?")


async def test_assent_over_the_question_answers_it_when_it_is_over(held: Held) -> None:
    await held.listening(1)
    held.session.generate_reply(user_input="I want to book a check-up, my number is 212 555 0123")
    await held.until(lambda: len(held.heard()) == 1)
    await held.speaking(0.8 * CHARACTER * len(READ_BACK))
    await held.hears("Yeah.")
    await held.until(lambda: held.call.state.number is not None)
    assert held.heard()[-1] == "Yeah."
    assert held.said()[1].text == READ_BACK
    assert not held.said()[1].cut


async def test_a_slow_tool_is_bridged_and_its_answer_follows(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = callers.identify_user

    async def slowly(*args: Any) -> Any:
        await asyncio.sleep(FILLER_SECONDS + 0.3)
        return await known(*args)

    monkeypatch.setattr(callers, "identify_user", slowly)
    await held.listening(1)
    held.session.generate_reply(user_input="I want to book a check-up, my number is 212 555 0123")
    await held.listening(2)
    held.session.generate_reply(user_input="yes")
    await held.listening(3)
    held.session.generate_reply(user_input="Priya")
    await held.listening(5)
    filler, answer = held.said()[-2:]
    assert filler.text == "Let me look."
    assert answer.text.startswith("Thank you, Priya.")
    assert held.line.log == ["played"] * 5


async def test_a_slow_model_is_bridged_within_its_own_answer(diary: Diary) -> None:
    model = ScriptedLLM([["We are open until five."]])
    chat = model.chat

    def slow(**given: Any) -> LLMStream:
        return Slow(chat(**given), model)

    model.chat = slow  # type: ignore[method-assign]  # the same model, later
    async with hold(model) as held:
        await held.listening(1)
        held.session.generate_reply(user_input="when do you close?")
        await held.listening(2)
        assert held.said()[-1].text == "One moment. We are open until five."
        assert held.call.state.spoken == "We are open until five."
        assert held.line.log == ["played", "played"]


class Slow(LLMStream):
    """The same stream, begun a second later."""

    def __init__(self, stream: LLMStream, model: LLM[Any]) -> None:
        super().__init__(
            model, chat_ctx=stream.chat_ctx, tools=[], conn_options=DEFAULT_API_CONNECT_OPTIONS
        )
        self._stream = stream

    async def _run(self) -> None:
        await asyncio.sleep(FILLER_SECONDS + 0.3)
        async with self._stream as stream:
            async for chunk in stream:
                self._event_ch.send_nowait(chunk)
