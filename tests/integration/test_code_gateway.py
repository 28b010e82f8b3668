"""Proof by code where messages fail, or the number has no record: nobody learns which."""

from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from tests.integration.code_calls import (
    IDENTIFY,
    NUMBER,
    REFUSES,
    SAID,
    STRANGER,
    STRANGERS,
    Watched,
    call,
    careful,
    code_rows,
    gateway,
    there,
)
from tests.integration.conftest import NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.standins.faults import Fault
from tests.standins.messages import MessagesStandIn

from ringbook.agent.hold_line import HOLD_SECONDS
from ringbook.config import Webhook
from ringbook.messages import Gateway

__all__ = ["call", "careful", "gateway", "there"]


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
    assert {row[0] for row in code_rows(database_url)} == {NUMBER, STRANGER}


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
    assert code_rows(database_url) == []  # it does not count


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
    assert Counter(row[0] for row in code_rows(database_url)) == {NUMBER: 3, STRANGER: 3}


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAUTHORIZED])
async def test_who_said_the_name_on_record_is_told_that_messages_fail(
    call: Any, there: MessagesStandIn, fault: Fault, database_url: str
) -> None:
    there.faults.add(fault, when=lambda number: number != "")
    held = await call(REFUSES, *IDENTIFY, "no")
    assert "text messages don't get through at the moment" in held.said()[-2]
    assert code_rows(database_url) == []


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
