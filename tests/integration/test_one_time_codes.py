"""Proof by code in whole calls: sent by the stand-in, read out by the caller, kept by nobody."""

import asyncio
import json
import logging
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.standins.faults import Fault
from tests.standins.messages import MessagesStandIn

from ringbook.agent.hold_line import HOLD_SECONDS
from ringbook.agent.text_lines import Input, Keypad, Quiet, User
from ringbook.config import Webhook
from ringbook.dialogue.replay import replay
from ringbook.domain.model import SlotQuery
from ringbook.errors import TooManyCodes
from ringbook.messages import Delivery, Gateway, Message
from ringbook.practice import PracticeFile
from ringbook.store import one_time_codes
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.calls import events_of, read_record
from ringbook.store.practices import apply_practice
from ringbook.store.sweep import sweep

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


def _status(database_url: str) -> str:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT status FROM appointments").fetchone()
        return str(row[0]) if row else ""


def _rows(database_url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database_url) as connection:
        columns = "contact_number, tries, ended_at IS NOT NULL, expires_at - sent_at"
        return connection.execute(
            f"SELECT {columns} FROM one_time_codes ORDER BY sent_at"
        ).fetchall()


async def test_from_the_refusal_to_the_cancelled_appointment(
    call: Any, database_url: str, there: MessagesStandIn, careful: Diary
) -> None:
    refused = await call(REFUSES, *IDENTIFY, "no", reachable=False)
    assert "You can reach the practice at 8 0 4, 5 6 7, 8 9 0 0." in refused.said()[-2]
    assert _status(database_url) == "scheduled"
    done = await call(
        REFUSES, *IDENTIFY, lambda: " ".join(there.codes(NUMBER)[-1]), "yes", "no thanks, bye"
    )
    assert [m["to"] for m in there.sent] == [NUMBER]
    assert there.sent[0]["text"].startswith(
        f"{there.codes(NUMBER)[0]} is your code for Test Dental."
    )
    assert done.tools() == [
        "identify_user",
        "verify_caller",
        "verify_caller",
        "retrieve_appointments",
        "cancel_appointment",
        "end_conversation",
    ]
    assert "is cancelled" in done.said()[-2]
    assert _status(database_url) == "cancelled"
    events = await events_of(careful.db, careful.practice.tenant_id, done.session_id)
    assert replay(events).difference is None


async def test_keys_do_too(call: Any, database_url: str, there: MessagesStandIn) -> None:
    def keyed() -> Any:
        return Keypad(f"{there.codes(NUMBER)[-1]}#")

    await call(REFUSES, *IDENTIFY, keyed, "yes")
    assert _status(database_url) == "cancelled"


async def test_the_code_is_kept_nowhere(
    call: Any, database_url: str, there: MessagesStandIn, careful: Diary,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with caplog.at_level(logging.DEBUG, logger="ringbook"):
        held = await call(
            REFUSES, *IDENTIFY, lambda: there.codes(NUMBER)[-1][:3],
            lambda: there.codes(NUMBER)[-1][3:], "yes",
        )  # fmt: skip
    assert _status(database_url) == "cancelled"
    code = there.codes(NUMBER)[0]
    kept = [json.dumps(held.lines), caplog.text]
    kept.append(repr(await read_record(careful.db, held.session_id)))
    with psycopg.connect(database_url) as connection:
        for table in ("call_events", "conversation_logs", "one_time_codes"):
            kept += [str(row) for row in connection.execute(f"SELECT t::text FROM {table} t")]
    for text in kept:
        assert not re.search(rf"(?<![\w-]){code}(?![\w-])", text)
        assert f'"{code[:3]}"' not in text
        assert f'"{code[3:]}"' not in text
    assert "[code]" in "".join(kept)


async def test_three_wrong_ones_end_it(
    call: Any, database_url: str, there: MessagesStandIn
) -> None:
    def wrong() -> str:
        return f"{(int(there.codes(NUMBER)[0]) + 1) % 10**6:06d}"

    held = await call(REFUSES, *IDENTIFY, wrong, wrong, wrong, lambda: there.codes(NUMBER)[0], "no")
    assert "That code doesn't match either." in held.said()[-3]
    assert _status(database_url) == "scheduled"
    assert _rows(database_url) == [(NUMBER, 3, True, timedelta(minutes=5))]


async def test_an_old_one_is_good_no_more_and_a_new_one_is(
    call: Any, database_url: str, there: MessagesStandIn
) -> None:
    def first() -> str:
        return there.codes(NUMBER)[0]

    held = await call(REFUSES, *IDENTIFY, Quiet(301.0), first, "yes", first)
    assert "That code is too old by now. Shall I send a new one?" in held.said()
    assert "That code doesn't match." in held.said()[-1]
    assert _status(database_url) == "scheduled"
    assert [row[1:3] for row in _rows(database_url)] == [(0, True), (1, False)]


async def test_a_used_one_opens_nothing_in_another_call(
    call: Any, database_url: str, there: MessagesStandIn
) -> None:
    await call(REFUSES, *IDENTIFY, lambda: there.codes(NUMBER)[0])
    later = NOW + timedelta(minutes=11)  # nothing is taken up from the call before
    held = await call(REFUSES, *IDENTIFY, lambda: there.codes(NUMBER)[0], now=later)
    assert "That code doesn't match." in held.said()[-1]
    assert _status(database_url) == "scheduled"


async def test_three_an_hour_for_a_number_over_all_calls(
    call: Any, there: MessagesStandIn, careful: Diary
) -> None:
    for minutes in (0, 11, 22):
        await call(REFUSES, *IDENTIFY, now=NOW + timedelta(minutes=minutes))
    held = await call(REFUSES, *IDENTIFY, now=NOW + timedelta(minutes=33))
    assert "I can't send another code to that number for now." in held.said()[-1]
    assert len(there.sent) == 3
    later = NOW + timedelta(minutes=61)
    assert await sweep(careful.db, later) == 0
    await call(REFUSES, *IDENTIFY, now=later)
    assert len(there.sent) == 4


async def test_a_number_without_a_record_hears_the_same_and_is_sent_nothing(
    call: Any, there: MessagesStandIn, database_url: str, gateway: Watched
) -> None:
    async def once_sent() -> str:
        await gateway.answered.wait()
        return "111111"

    known = await call(REFUSES, SAID, "yes", "Tom Baker", once_sent, "222222", "no")
    unknown = await call(REFUSES, STRANGERS, "yes", "Tom Baker", "111111", "222222", "no")
    assert _worded(known, "4 1 8 2") == _worded(unknown, "0 0 4 2")
    assert known.tools() == unknown.tools()
    assert [m["to"] for m in there.sent] == [NUMBER]
    # nor is one in the next call, whose record the first one made
    await call(REFUSES, STRANGERS, "yes", "Tom Baker")
    assert [m["to"] for m in there.sent] == [NUMBER]
    assert {row[0] for row in _rows(database_url)} == {NUMBER, STRANGER}


def _worded(held: Held, ending: str) -> list[str]:
    """What was said after the number was read back."""
    return [text.replace(ending, "?") for text in held.said()[3:]]


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.RATE_LIMITED, Fault.UNAUTHORIZED])
@pytest.mark.parametrize("number", [SAID, STRANGERS])
async def test_a_gateway_that_is_away_is_said_to_be_for_every_number(
    call: Any, there: MessagesStandIn, fault: Fault, number: str, database_url: str
) -> None:
    there.faults.add(fault)
    held = await call(REFUSES, number, "yes", "Tom Baker", "no")
    assert held.said()[-2].startswith(
        "Thank you, Tom. I'm sorry, text messages don't get through at the moment."
    )
    assert "8 0 4, 5 6 7, 8 9 0 0" in held.said()[-2]
    assert _rows(database_url) == []  # it does not count


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAUTHORIZED])
async def test_a_gateway_that_fails_for_messages_alone_does_not_tell_whose_numbers_are_known(
    call: Any, there: MessagesStandIn, gateway: Watched, fault: Fault, database_url: str
) -> None:
    there.faults.add(fault, when=lambda number: number != "")

    async def once_refused() -> str:
        await gateway.answered.wait()
        return "nothing came"

    again = ("nothing came",) * 2
    known = await call(REFUSES, SAID, "yes", "Tom Baker", once_refused, *again, "no")
    unknown = await call(REFUSES, STRANGERS, "yes", "Tom Baker", "nothing came", *again, "no")
    assert _worded(known, "4 1 8 2") == _worded(unknown, "0 0 4 2")
    assert known.tools() == unknown.tools()
    assert "is being sent to it" in " ".join(known.said())
    assert "I can't send another code to that number for now." in " ".join(known.said())
    assert there.sent == []
    assert Counter(row[0] for row in _rows(database_url)) == {NUMBER: 3, STRANGER: 3}


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAUTHORIZED])
async def test_who_said_the_name_on_record_is_told_that_messages_fail(
    call: Any, there: MessagesStandIn, fault: Fault, database_url: str
) -> None:
    there.faults.add(fault, when=lambda number: number != "")
    held = await call(REFUSES, *IDENTIFY, "no")
    assert "text messages don't get through at the moment" in held.said()[-2]
    assert _rows(database_url) == []


async def test_a_landline_is_told_no_lie(call: Any, there: MessagesStandIn) -> None:
    there.landlines.add(NUMBER)
    held = await call(REFUSES, *IDENTIFY)
    assert "if the number ending 4 1 8 2 is on file and can get text messages" in held.said()[-1]
    assert there.sent == []


async def test_a_short_fault_is_not_noticed(call: Any, there: MessagesStandIn) -> None:
    there.faults.add(Fault.SERVER_ERROR, times=1)
    held = await call(REFUSES, *IDENTIFY)
    assert held.said()[-1].endswith("What is the code?")
    assert len(there.sent) == 1


async def test_a_slow_gateway_is_not_said_to_be_the_diary(
    careful: Diary, tmp_path: Path, there: MessagesStandIn
) -> None:
    async with aiohttp.ClientSession() as client:
        webhook = Webhook(f"{there.url}/send", there.key)
        slow = Gateway(webhook, client, even_seconds=HOLD_SECONDS + 0.3)
        held = await hold(
            careful.db, careful.practice, [REFUSES, *IDENTIFY], now=NOW, unsaved=tmp_path,
            messages=slow,
        )  # fmt: skip
    assert held.said()[-1].endswith("What is the code?")
    assert not any("diary" in line for line in held.said())


# ---- the rows ------------------------------------------------------------------------------------


async def test_of_many_tries_at_once_three_are_compared(careful: Diary) -> None:
    args = (careful.db, careful.practice.tenant_id, NUMBER, "a call")
    issued = await one_time_codes.issue(*args, NOW)
    wrong = f"{(int(issued.code) + 1) % 10**6:06d}"
    tried = await asyncio.gather(*(one_time_codes.check(*args, wrong, NOW) for _ in range(8)))
    assert sorted(t.result for t in tried) == ["ended", *["expired"] * 5, "wrong", "wrong"]
    assert (await one_time_codes.check(*args, issued.code, NOW)).result == "expired"


async def test_of_many_at_once_three_are_issued(careful: Diary) -> None:
    args = (careful.db, careful.practice.tenant_id, NUMBER)
    issuing = (one_time_codes.issue(*args, f"call {n}", NOW) for n in range(8))
    made = await asyncio.gather(*issuing, return_exceptions=True)
    assert sum(isinstance(one, TooManyCodes) for one in made) == 5
    assert not [
        one for one in made if isinstance(one, BaseException) and not isinstance(one, TooManyCodes)
    ]
    assert not any(one.code in repr(one) for one in made if isinstance(one, one_time_codes.Issued))


async def test_who_is_erased_has_no_codes(careful: Diary, database_url: str) -> None:
    tenant = careful.practice.tenant_id
    await one_time_codes.issue(careful.db, tenant, NUMBER, "a call", NOW)
    assert len(_rows(database_url)) == 1
    assert await erase_caller(careful.db, tenant, NUMBER, "test", NOW) is not None
    assert _rows(database_url) == []


async def test_the_sweep_forgets_what_counts_no_more(careful: Diary, database_url: str) -> None:
    args = (careful.db, careful.practice.tenant_id, NUMBER)
    await one_time_codes.issue(*args, "one", NOW)
    await one_time_codes.issue(*args, "two", NOW + timedelta(minutes=30))
    await sweep(careful.db, NOW + timedelta(minutes=60))
    assert len(_rows(database_url)) == 1
