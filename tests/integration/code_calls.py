"""Calls in which a code is sent by the stand-in and read out by the caller."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.standins.messages import MessagesStandIn

from ringbook.agent.text_lines import Input, User
from ringbook.config import Webhook
from ringbook.domain.model import SlotQuery
from ringbook.messages import Delivery, Gateway, Message
from ringbook.practice import PracticeFile
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice

NUMBER, SAID = "+919886014182", "98860 14182"
STRANGER, STRANGERS = "+919810000042", "98100 00042"
REFUSES = "I'd like to cancel my appointment"
IDENTIFY = [SAID, "yes", "my name is Priya Shah"]
POLICIES = {"max_days_ahead": 30, "identity": {"cancel": "verified"}}

type Says = str | Input | Callable[[], str | Awaitable[str]]


class Watched(Gateway):
    """Tells when what is sent while the call goes on was answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answered = asyncio.Event()

    async def send(self, message: Message, within: float) -> Delivery:
        delivery = await super().send(message, within)
        self.answered.set()
        return delivery


@pytest.fixture
async def there() -> AsyncIterator[MessagesStandIn]:
    async with MessagesStandIn() as stand_in:
        yield stand_in


@pytest.fixture
async def gateway(there: MessagesStandIn) -> AsyncIterator[Watched]:
    async with aiohttp.ClientSession() as client:
        webhook = Webhook(f"{there.url}/send", there.key)
        yield Watched(webhook, client, sleep=_no_wait, even_seconds=0.0)


async def _no_wait(_: float) -> None:
    """Back-off without the time."""


@pytest.fixture
async def careful(diary: Diary) -> Diary:
    """A practice that cancels only for who has the phone in hand; Priya has one on Monday."""
    file = PracticeFile.model_validate(
        CLINIC | {"policies": POLICIES, "hand_over": {"phone": "+918045678900"}}
    )
    strict = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    await identify_user(strict.db, strict.practice.tenant_id, NUMBER, "Priya Shah", NOW)
    strict.known.add(NUMBER)
    await strict.book((await strict.free(SlotQuery(first=date(2026, 6, 15))))[0], NUMBER)
    return strict


@pytest.fixture
def call(careful: Diary, tmp_path: Path, gateway: Gateway) -> Callable[..., Any]:
    async def held(*says: Says, now: datetime = NOW, reachable: bool = True) -> Held:
        messages = gateway if reachable else None
        return await hold(
            careful.db, careful.practice, _inputs(says), now=now, unsaved=tmp_path,
            messages=messages,
        )  # fmt: skip

    return held


async def _inputs(says: tuple[Says, ...]) -> AsyncIterator[Input]:
    for one in says:
        said = one() if callable(one) else one
        said = await said if isinstance(said, Awaitable) else said
        yield User(said) if isinstance(said, str) else said


def appointment_status(database_url: str) -> str:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT status FROM appointments").fetchone()
        return str(row[0]) if row else ""


def code_rows(database_url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database_url) as connection:
        columns = "contact_number, tries, ended_at IS NOT NULL, expires_at - sent_at"
        return connection.execute(
            f"SELECT {columns} FROM one_time_codes ORDER BY sent_at"
        ).fetchall()
