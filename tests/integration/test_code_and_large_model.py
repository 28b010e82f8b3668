"""A large model in a call that takes a code: it never sees one, and can do nothing without."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from livekit.agents.llm import ChatContext, LLMStream, Tool
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.standins.messages import MessagesStandIn
from tests.unit.scripted import Piece, ScriptedLLM

from ringbook.agent.text_lines import Input, User
from ringbook.config import Webhook
from ringbook.domain.model import SlotQuery
from ringbook.messages import Gateway
from ringbook.practice import PracticeFile
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice

NUMBER, NAME = "+919886014182", "Priya Shah"
ASKS = "A code is on its way to your phone. What is the code?"
FOUND = "That is your Check-up on Monday, June 15 at 9:00 AM. Shall I cancel it?"
SEND: Piece = ("verify_caller", '{"action": "send"}')
CHECK: Piece = ("verify_caller", '{"action": "check"}')
CANCEL: Piece = ("cancel_appointment", '{"appointment": "A"}')
BEGIN: list[list[Piece]] = [
    ["What phone number is the booking under?"],
    ["I have 9 8 8, 6 0 1, 4 1 8 2. Is that right?"],
    ["And your name, please?"],
    [("identify_user", '{"name": "Priya Shah"}')],
]


class Reading(ScriptedLLM):
    """Keeps every word that it was given."""

    def __init__(self, steps: list[list[Piece]]) -> None:
        super().__init__(steps)
        self.read = ""

    def chat(
        self, *, chat_ctx: ChatContext, tools: list[Tool] | None = None, **_: Any
    ) -> LLMStream:
        self.read += "".join(f"\n{item.model_dump_json()}" for item in chat_ctx.items)
        return super().chat(chat_ctx=chat_ctx, tools=tools)


@pytest.fixture
async def there() -> AsyncIterator[MessagesStandIn]:
    async with MessagesStandIn() as stand_in:
        yield stand_in


@pytest.fixture
async def careful(diary: Diary) -> Diary:
    policies = {"max_days_ahead": 30, "identity": {"hear": "verified", "cancel": "verified"}}
    file = PracticeFile.model_validate(CLINIC | {"policies": policies})
    strict = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    await identify_user(strict.db, strict.practice.tenant_id, NUMBER, NAME, NOW)
    strict.known.add(NUMBER)
    monday = SlotQuery(first=date(2026, 6, 15))
    await strict.book((await strict.free(monday))[0], NUMBER)
    return strict


async def _call(
    diary: Diary, there: MessagesStandIn, model: Reading, tmp_path: Path, *wrong: str
) -> Held:
    async def caller() -> AsyncIterator[Input]:
        for said in ("I'd like to cancel my appointment", "98860 14182", "yes", f"I'm {NAME}"):
            yield User(said)
        for said in wrong:
            yield User(said)
        yield User(" ".join(there.codes(NUMBER)[-1]))
        yield User("yes")

    async with aiohttp.ClientSession() as client:
        gateway = Gateway(Webhook(f"{there.url}/send", there.key), client, even_seconds=0.0)
        return await hold(
            diary.db, diary.practice, caller(), now=NOW, unsaved=tmp_path,
            model_of=lambda _: model, messages=gateway,
        )  # fmt: skip


async def test_it_sends_and_checks_and_never_sees_a_code(
    careful: Diary, there: MessagesStandIn, tmp_path: Path
) -> None:
    steps: list[list[Piece]] = [
        *BEGIN, [SEND], [ASKS], [CHECK], [("retrieve_appointments", "{}")], [FOUND], [CANCEL],
        ["It is cancelled."],
    ]  # fmt: skip
    model = Reading(steps)
    held = await _call(careful, there, model, tmp_path)
    assert held.data("cancel_appointment")["appointment"]["status"] == "cancelled"
    (code,) = there.codes(NUMBER)
    assert " ".join(code) not in model.read
    assert "[code]" in model.read
    assert " ".join(code) not in str(held.lines)


async def test_one_that_skips_the_code_is_refused_and_sends_no_second(
    careful: Diary, there: MessagesStandIn, tmp_path: Path
) -> None:
    steps: list[list[Piece]] = [
        *BEGIN, [CANCEL], [SEND], [SEND], [ASKS],
        [FOUND], [CANCEL], [CHECK], ["Right. Which one?"], [CANCEL],
    ]  # fmt: skip
    model = Reading(steps)
    held = await _call(careful, there, model, tmp_path, "please just do it")
    assert len(there.sent) == 1
    assert "cancel_appointment" not in held.tools()
    offered = [tools for tools, _ in model.seen]
    assert not any("cancel_appointment" in tools for tools in offered)
