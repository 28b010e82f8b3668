"""The database is away in a voice call, or before it: hold line, apology, record; never silence."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from livekit import rtc
from livekit.agents import ConversationItemAddedEvent, StopResponse
from livekit.agents.llm import ChatContext, ChatMessage
from tests.integration.breakable import BreakableLine, breakable_line
from tests.integration.conftest import NOW, PATIENCE
from tests.integration.roomless import Held, Voice, held, said

from ringbook.agent import voice_call
from ringbook.agent.last_words import STOPPING, no_diary
from ringbook.agent.voice_call import STOPPING_TOPIC
from ringbook.dialogue.speak.away import HOLD
from ringbook.dialogue.state.call_events import Booked, Did, UserSaid
from ringbook.domain.model import Practice
from ringbook.errors import DatabaseUnavailable
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.bookings import appointments_of
from ringbook.store.last_known import known_practice
from ringbook.store.pool import Database, open_database
from ringbook.store.unsaved import bring_back

ASKED = ["I'd like to book a check-up on Monday at 10 am", "98860 14182", "yes", "Priya Shah"]
TOLD = "You're booked for Check-up on Monday, June 15 at 10:00 AM."
SORRY = "I'm sorry, I can't reach our diary at the moment"
STILL_THERE = "Are you still there?"


@pytest.fixture
async def line(postgres: EmbeddedPostgres) -> AsyncIterator[BreakableLine]:
    async with breakable_line(postgres.socket) as breakable:
        yield breakable


async def say(call: Held, *texts: str) -> None:
    """The caller's turns, each answered to its end."""
    for text in texts:
        await call.voice.session.generate_reply(user_input=text).wait_for_playout()


def on_hold(call: Held, then: Callable[[], object]) -> None:
    """Does something when the hold line has been said."""

    def heard(event: ConversationItemAddedEvent) -> None:
        if isinstance(event.item, ChatMessage) and event.item.text_content == HOLD:
            then()

    call.voice.session.on("conversation_item_added", heard)


async def test_the_hold_line_is_heard_and_then_the_confirmation(
    line: BreakableLine, db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with (
        open_database(line.url("shared_by_tests"), max_size=3) as lost,
        held(lost, practice, tmp_path, Voice(works=True)) as call,
    ):
        mending: list[asyncio.Task[None]] = []
        on_hold(call, lambda: mending.append(asyncio.create_task(line.mend())))
        await say(call, *ASKED)
        line.cut()
        await say(call, "yes please")
        assert said(call)[-2] == HOLD
        assert said(call)[-1].startswith(TOLD)
    assert len(await appointments_of(db, practice, "+919886014182", NOW)) == 1


async def test_what_is_said_while_a_write_waits_is_answered_after_it(
    line: BreakableLine, db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with (
        open_database(line.url("shared_by_tests"), max_size=3) as lost,
        held(lost, practice, tmp_path, Voice(works=True)) as call,
    ):
        saying: list[asyncio.Task[None]] = []

        async def speaks() -> None:
            """The session asks the agent when a spoken turn is over."""
            hello = ChatMessage(role="user", content=["hello?"])
            told = asyncio.create_task(
                call.agent.on_user_turn_completed(ChatContext.empty(), hello)
            )
            await line.mend()
            with pytest.raises(StopResponse):
                await told

        on_hold(call, lambda: saying.append(asyncio.create_task(speaks())))
        await say(call, *ASKED)
        line.cut()
        await say(call, "yes please")
        await saying[0]
        await spoken_out(call)
        events = [e for e in call.call.events if isinstance(e, UserSaid | Did)]
        assert isinstance(events[-2], Did)
        assert isinstance(events[-2].outcome, Booked)
        assert cast(UserSaid, events[-1]).text == "hello?"
        told, hello, answer = said(call)[-3:]
        assert told.startswith(TOLD)
        assert hello == "hello?"
        assert answer
    assert len(await appointments_of(db, practice, "+919886014182", NOW)) == 1


async def spoken_out(call: Held) -> None:
    """Waits for what is being said."""
    if (speech := call.voice.session.current_speech) is not None:
        await speech.wait_for_playout()


async def test_nobody_is_asked_whether_they_are_there_while_we_keep_them_waiting(
    line: BreakableLine,
    practice: Practice,
    tmp_path: Path,
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voice_call, "SILENCE_SECONDS", 0.5)
    monkeypatch.setattr(voice_call, "SILENCE_OF_A_TYPIST", 0.5)
    async with (
        open_database(line.url("shared_by_tests"), max_size=3, budget=2.5) as lost,
        held(lost, practice, tmp_path, Voice(works=True)) as call,
    ):
        await say(call, *ASKED)
        line.cut()
        await say(call, "yes please")
        assert said(call)[-2] == HOLD
        assert said(call)[-1].startswith(SORRY)
        assert STILL_THERE not in said(call)


async def test_a_call_that_finds_no_database_is_told_whom_to_call_and_is_recorded(
    line: BreakableLine, db: Database, practice: Practice, tmp_path: Path
) -> None:
    reachable = replace(practice, hand_over_phone="+919886014100")
    line.cut()
    async with (
        open_database(line.url("shared_by_tests"), budget=0.5, wait=False) as lost,
        held(lost, reachable, tmp_path, Voice(works=True), diary=False) as call,
    ):
        await asyncio.wait_for(call.over.wait(), PATIENCE)
        await call.voice.finish()
        assert said(call) == [no_diary(reachable, NOW)]
        assert "Please call us at 9 8 8, 6 0 1, 4 1 0 0." in no_diary(reachable, NOW)
        assert call.heard() > 0
    assert await bring_back(db, tmp_path) == 1
    rows = await db.rows(End, "SELECT end_reason, transcript::text AS said FROM conversation_logs")
    assert [row.end_reason for row in rows] == ["error"]
    assert "our diary is not answering" in rows[0].said


class End:
    """How a call ended, as stored."""

    def __init__(self, end_reason: str, said: str) -> None:
        self.end_reason, self.said = end_reason, said


async def test_a_pool_that_found_nobody_works_when_the_database_comes(
    line: BreakableLine, practice: Practice, tmp_path: Path
) -> None:
    line.cut()
    async with open_database(line.url("shared_by_tests"), budget=0.3, wait=False) as lost:
        with pytest.raises(DatabaseUnavailable):
            await known_practice(lost, None, tmp_path)
        await line.mend()
        assert (await known_practice(lost.within(PATIENCE), None, tmp_path)).current


async def test_a_practice_is_known_by_what_was_last_read(
    line: BreakableLine, practice: Practice, tmp_path: Path
) -> None:
    async with open_database(line.url("shared_by_tests"), budget=PATIENCE) as lost:
        assert (await known_practice(lost, None, tmp_path)).current
        line.cut()
        for slug in (None, practice.slug):
            known = await known_practice(lost.within(0.3), slug, tmp_path)
            assert (known.practice, known.current) == (practice, False)


async def test_a_worker_that_stops_meanwhile_says_so_and_leaves_a_whole_record(
    line: BreakableLine, db: Database, practice: Practice, tmp_path: Path
) -> None:
    async with (
        open_database(line.url("shared_by_tests"), max_size=3) as lost,
        held(lost, practice, tmp_path, Voice(works=True)) as call,
    ):
        packet = rtc.DataPacket(b"", cast(Any, 0), None, STOPPING_TOPIC)
        on_hold(call, lambda: call.room.emit("data_received", packet))
        await say(call, *ASKED)
        line.cut()
        call.voice.session.generate_reply(user_input="yes please")
        await asyncio.wait_for(call.over.wait(), PATIENCE)
        assert said(call)[-2:] == [HOLD, STOPPING]
        await call.voice.finish()
    assert await bring_back(db, tmp_path) == 1
    (row,) = await db.rows(
        End, "SELECT end_reason, transcript::text AS said FROM conversation_logs"
    )
    assert row.end_reason == "worker_stopped"
    assert STOPPING in row.said
