"""The database goes away in mid-call: the caller is told, a write happens once, none is lost."""

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from tests.integration.breakable import BreakableLine, breakable_line
from tests.integration.conftest import NOW, PATIENCE, apply_clinic, create_database
from tests.integration.text_calls import Held, hold

from ringbook.agent.text_call import Line
from ringbook.agent.text_lines import Hangup, Input, User
from ringbook.dialogue.speak.away import HOLD
from ringbook.domain.model import Practice
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import default_practice
from ringbook.store.unsaved import bring_back

ASKED = ["I'd like to book a check-up on Monday at 10 am", "98860 14182", "yes", "Priya Shah"]
TOLD = "You're booked for Check-up on Monday, June 15 at 10:00 AM."
READ_BACK = "That would be Check-up on Monday, June 15 at 10:00 AM."
SHORT = 2.0
"""A budget in seconds: longer than the hold line waits, much shorter than the real one."""


@dataclass
class Broken:
    """A practice whose database can be taken away; every step is one of the caller's turns."""

    line: BreakableLine
    away: Database
    db: Database
    practice: Practice
    unsaved: Path
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def hold(self, *turns: str | Callable[[], None], mend_on_hold: bool = False) -> Held:
        """A call; a turn that is a function happens to the line, and the caller says nothing."""
        said: list[str] = []
        pending = list(turns)

        def heard(line: Line) -> None:
            if line.get("agent") == HOLD and mend_on_hold:
                self.tasks.append(asyncio.create_task(self.line.mend()))

        def reply(_: list[str]) -> str | None:
            while pending and callable(pending[0]):
                step = pending.pop(0)
                assert callable(step)
                step()
            said.append(str(pending.pop(0)) if pending else "")
            return said[-1] or None

        return await hold(
            self.away, self.practice, reply, now=NOW, unsaved=self.unsaved, on_line=heard
        )

    def mend(self) -> None:
        self.tasks.append(asyncio.create_task(self.line.mend()))

    async def rows(self) -> list[str]:
        return await statuses(self.db)


@dataclass(frozen=True, slots=True)
class Status:
    status: str


async def statuses(db: Database) -> list[str]:
    return [row.status for row in await db.rows(Status, "SELECT status FROM appointments")]


@asynccontextmanager
async def broken(
    postgres: EmbeddedPostgres, db: Database, practice: Practice, unsaved: Path, budget: float
) -> AsyncIterator[Broken]:
    async with (
        breakable_line(postgres.socket) as line,
        open_database(line.url("shared_by_tests"), max_size=3, budget=budget) as away,
    ):
        yield Broken(line, away, db, practice, unsaved)


@pytest.fixture
async def patient(
    postgres: EmbeddedPostgres, db: Database, practice: Practice, tmp_path: Path
) -> AsyncIterator[Broken]:
    """Retried for the real eight seconds."""
    async with broken(postgres, db, practice, tmp_path, 8.0) as it:
        yield it


@pytest.fixture
async def hasty(
    postgres: EmbeddedPostgres, db: Database, practice: Practice, tmp_path: Path
) -> AsyncIterator[Broken]:
    async with broken(postgres, db, practice, tmp_path, SHORT) as it:
        yield it


async def test_back_in_time_the_booking_is_made_once_and_told(patient: Broken) -> None:
    call = await patient.hold(*ASKED, patient.line.cut, "yes please", mend_on_hold=True)
    said = call.said()
    assert said[-3:-1] == [said[-3], HOLD]
    assert READ_BACK in said[-3]
    assert said[-1].startswith(TOLD)
    assert said.count(HOLD) == 1
    assert await patient.rows() == ["scheduled"]


async def test_a_commit_whose_reply_was_lost_is_told_as_booked(patient: Broken) -> None:
    def lose() -> None:
        patient.line.lose_reply_to("book_appointment(")

    call = await patient.hold(*ASKED, lose, "yes please", mend_on_hold=True)
    assert patient.line.lost.is_set()
    assert call.said()[-2] == HOLD
    assert call.said()[-1].startswith(TOLD)
    assert await patient.rows() == ["scheduled"]
    assert call.tools("error") == []


async def test_not_back_in_time_is_apologised_for_and_may_be_tried_again(hasty: Broken) -> None:
    hasty.practice = replace(hasty.practice, hand_over_phone="+919886014100")
    call = await hasty.hold(*ASKED, hasty.line.cut, "yes please", hasty.mend, "try again")
    assert call.said()[-3:-1] == [
        HOLD,
        "I'm sorry, I can't reach our diary at the moment, so I can't promise you anything yet. "
        f"You can reach the practice at 9 8 8, 6 0 1, 4 1 0 0. {READ_BACK} Shall I try again?",
    ]
    assert call.said()[-1].startswith(TOLD)
    assert call.tools("error") == ["book_appointment"]
    assert await hasty.rows() == ["scheduled"]


async def test_a_lost_reply_is_found_by_the_second_try(hasty: Broken) -> None:
    def lose() -> None:
        hasty.line.lose_reply_to("book_appointment(")

    call = await hasty.hold(*ASKED, lose, "yes please", hasty.mend, "try again")
    assert "can't promise you anything yet" in call.said()[-2]
    assert call.said()[-1].startswith(TOLD)
    assert await hasty.rows() == ["scheduled"]


async def test_another_time_after_a_lost_reply_does_not_book_a_second_one(hasty: Broken) -> None:
    def lose() -> None:
        hasty.line.lose_reply_to("book_appointment(")

    other = ("no, 11 am on Monday instead", "yes")
    call = await hasty.hold(*ASKED, lose, "yes please", hasty.mend, *other)
    assert "June 15 at 11:00 AM. Shall I book it?" in call.said()[-2]
    assert call.said()[-1].startswith(TOLD)
    assert await hasty.rows() == ["scheduled"]


@pytest.mark.parametrize("statement", ["INSERT INTO users", "candidate AS"])
async def test_look_ups_wait_and_go_on_in_the_same_way(patient: Broken, statement: str) -> None:
    patient.line.lose_reply_to(statement)
    call = await patient.hold(*ASKED, mend_on_hold=True)
    assert patient.line.lost.is_set()
    assert call.said()[-2] == HOLD
    assert call.said()[-1].startswith(f"Thank you, Priya. {READ_BACK}")


async def test_the_callers_list_waits_too(patient: Broken) -> None:
    await patient.hold(*ASKED, "yes please")
    patient.line.lose_reply_to("FROM appointment_details")
    call = await patient.hold("what appointments do I have?", *ASKED[1:], mend_on_hold=True)
    assert call.said()[-2] == HOLD
    assert "one appointment: Check-up on Monday, June 15 at 10:00 AM." in call.said()[-1]


async def test_a_look_up_that_failed_is_asked_for_again(hasty: Broken) -> None:
    call = await hasty.hold(*ASKED[:3], hasty.line.cut, ASKED[3], hasty.mend, "yes please")
    assert call.said()[-2].endswith("Shall I try that again?")
    assert READ_BACK in call.said()[-1]


async def test_the_record_waits_in_a_file_and_comes_back_whole(hasty: Broken) -> None:
    call = await hasty.hold(*ASKED, hasty.line.cut, "yes please", "goodbye")
    assert "I couldn't find out whether that went through." in call.said()[-1]
    assert call.ended() == "goodbye"
    assert len(list(hasty.unsaved.iterdir())) == 1
    assert await bring_back(hasty.db, hasty.unsaved) == 1
    row = await record(hasty.db, call.session_id)
    assert (row.end_reason, row.interrupted) == ("goodbye", False)
    spoken = [m["content"] for m in row.transcript["messages"] if m["role"] == "assistant"]
    assert spoken == call.said()
    tried = [t for t in row.tool_calls if t["tool"] == "book_appointment"]
    assert [(t["status"], t["error"]) for t in tried] == [("error", "database_unavailable")]
    assert row.cost_breakdown is not None


@dataclass(frozen=True, slots=True)
class Record:
    end_reason: str
    interrupted: bool
    transcript: dict[str, Any]
    tool_calls: list[dict[str, Any]]
    cost_breakdown: dict[str, Any] | None


async def record(db: Database, session_id: str) -> Record:
    sql = """SELECT end_reason, interrupted, transcript, tool_calls, cost_breakdown
               FROM conversation_logs WHERE session_id = %s"""
    (row,) = await db.rows(Record, sql, (session_id,))
    return row


# ---- a real server, killed and started again -----------------------------------------------------


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    home = Path(tempfile.mkdtemp(prefix="ringbook-gone-"))
    home.chmod(0o755)  # the server runs as another user when we are root
    server = EmbeddedPostgres(home / "postgres")
    server.start()
    yield server
    server.close()
    shutil.rmtree(home, ignore_errors=True)


async def test_a_killed_server_that_is_started_again_has_the_booking_once(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    url = create_database(server, "clinic")
    await asyncio.to_thread(migrate, url)
    await apply_clinic(url)
    again = EmbeddedPostgres(server.base)
    starting: list[Awaitable[str]] = []

    def heard(line: Line) -> None:
        if line.get("agent") == HOLD:
            starting.append(asyncio.create_task(asyncio.to_thread(again.start)))

    async def caller() -> AsyncIterator[Input]:
        for text in ASKED:
            yield User(text)
        os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        yield User("yes please")
        yield Hangup()

    async with open_database(url, max_size=3, budget=PATIENCE) as db:
        practice = await default_practice(db)
        call = await hold(db, practice, caller(), now=NOW, unsaved=tmp_path, on_line=heard)
        assert call.said()[-2] == HOLD
        assert call.said()[-1].startswith(TOLD)
        assert await statuses(db) == ["scheduled"]
        row = await record(db, call.session_id)
        assert row.end_reason == "caller_hung_up"
        assert HOLD in str(row.transcript)
    again.close()
