"""When nothing works, and when the worker stops: one last line is heard, and the end recorded."""

import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from livekit import rtc
from tests.integration.conftest import NOW
from tests.integration.roomless import Voice, ended, held, said

from ringbook.agent.last_words import STOPPING, apology
from ringbook.agent.voice_call import STOPPING_TOPIC
from ringbook.domain.model import Practice
from ringbook.store.pool import Database


async def test_with_every_voice_broken_the_apology_is_heard_and_the_end_recorded(
    db: Database, practice: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with held(db, practice, tmp_path, Voice(works=False)) as calling:
        assert await ended(db, calling) == "error"
        assert calling.heard() == pytest.approx(1.0)
        assert apology(practice, NOW) in said(calling)
    errors = [r.message for r in caplog.records if r.name == "ringbook.voice"]
    assert errors == ["tts_error: APIError; the call ends"]


async def test_a_stopping_worker_is_told_to_the_caller(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with held(db, practice, tmp_path, Voice(works=True)) as calling:
        kind = cast(Any, 0)
        calling.room.emit("data_received", rtc.DataPacket(b"", kind, None, STOPPING_TOPIC))
        assert await ended(db, calling) == "worker_stopped"
        assert said(calling)[-1] == STOPPING


async def test_nobody_in_the_room_can_stop_the_call(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with held(db, practice, tmp_path, Voice(works=True)) as calling:
        stranger = cast(rtc.RemoteParticipant, SimpleNamespace(identity="caller"))
        packet = rtc.DataPacket(b"", cast(Any, 0), stranger, STOPPING_TOPIC)
        calling.room.emit("data_received", packet)
        await asyncio.sleep(0)
        assert STOPPING not in said(calling)
        assert not calling.over.is_set()


def test_the_apology_names_the_number_to_call(practice: Practice) -> None:
    reachable = replace(practice, phone_region="US", hand_over_phone="+12125550123")
    assert "2 1 2, 5 5 5, 0 1 2 3" in apology(reachable, NOW)
    assert "call again later" in apology(replace(practice, hand_over_phone=None), NOW)
