"""Proof by code in whole calls: sent by the stand-in, read out by the caller, kept by nobody."""

import json
import logging
import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.integration.code_calls import (
    IDENTIFY,
    NUMBER,
    REFUSES,
    appointment_status,
    call,
    careful,
    code_rows,
    gateway,
    there,
)
from tests.integration.conftest import NOW, Diary
from tests.standins.messages import MessagesStandIn

from ringbook.agent.text_lines import Keypad, Quiet
from ringbook.dialogue.replay import replay
from ringbook.store.calls import events_of, read_record
from ringbook.store.sweep import sweep

__all__ = ["call", "careful", "gateway", "there"]


async def test_from_the_refusal_to_the_cancelled_appointment(
    call: Any, database_url: str, there: MessagesStandIn, careful: Diary
) -> None:
    refused = await call(REFUSES, *IDENTIFY, "no", reachable=False)
    assert "You can reach the practice at 8 0 4, 5 6 7, 8 9 0 0." in refused.said()[-2]
    assert appointment_status(database_url) == "scheduled"
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
    assert appointment_status(database_url) == "cancelled"
    events = await events_of(careful.db, careful.practice.tenant_id, done.session_id)
    assert replay(events).difference is None


async def test_keys_do_too(call: Any, database_url: str, there: MessagesStandIn) -> None:
    def keyed() -> Any:
        return Keypad(f"{there.codes(NUMBER)[-1]}#")

    await call(REFUSES, *IDENTIFY, keyed, "yes")
    assert appointment_status(database_url) == "cancelled"


async def test_the_code_is_kept_nowhere(
    call: Any, database_url: str, there: MessagesStandIn, careful: Diary,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with caplog.at_level(logging.DEBUG, logger="ringbook"):
        held = await call(
            REFUSES, *IDENTIFY, lambda: there.codes(NUMBER)[-1][:3],
            lambda: there.codes(NUMBER)[-1][3:], "yes",
        )  # fmt: skip
    assert appointment_status(database_url) == "cancelled"
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
    assert appointment_status(database_url) == "scheduled"
    assert code_rows(database_url) == [(NUMBER, 3, True, timedelta(minutes=5))]


async def test_an_old_one_is_good_no_more_and_a_new_one_is(
    call: Any, database_url: str, there: MessagesStandIn
) -> None:
    def first() -> str:
        return there.codes(NUMBER)[0]

    held = await call(REFUSES, *IDENTIFY, Quiet(301.0), first, "yes", first)
    assert "That code is too old by now. Shall I send a new one?" in held.said()
    assert "That code doesn't match." in held.said()[-1]
    assert appointment_status(database_url) == "scheduled"
    assert [row[1:3] for row in code_rows(database_url)] == [(0, True), (1, False)]


async def test_a_used_one_opens_nothing_in_another_call(
    call: Any, database_url: str, there: MessagesStandIn
) -> None:
    await call(REFUSES, *IDENTIFY, lambda: there.codes(NUMBER)[0])
    later = NOW + timedelta(minutes=11)  # nothing is taken up from the call before
    held = await call(REFUSES, *IDENTIFY, lambda: there.codes(NUMBER)[0], now=later)
    assert "That code doesn't match." in held.said()[-1]
    assert appointment_status(database_url) == "scheduled"


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
