"""The waiting list in whole calls over the database, for its owner, and on channels."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.waiting import FIRST, SECOND, full, give_up, join, wish
from tests.integration.waiting_calls import IDENTIFY, NUMBER, SAID, call
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.domain.visit import Wish as Part
from ringbook.messages.waitlist import offer_text
from ringbook.store.callers import identify_user
from ringbook.store.calls import read_record
from ringbook.store.waitlist import tend
from ringbook.store.waitlist_channels import Notice, announce

__all__ = ["full"]

MONDAY = date(2026, 6, 15)
WANTS = ["I'd like a check-up", *IDENTIFY, "Monday morning", "no", "yes please"]
AT = ["--now", "2026-06-12T09:00:00+05:30"]

ENTRIES = """
SELECT contact_number, first_day, last_day, earliest, latest, state FROM waitlist ORDER BY place
"""


def rows(database_url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(ENTRIES).fetchall()


async def test_from_the_wish_to_the_booking(full: Diary, database_url: str, tmp_path: Path) -> None:
    wants = await call(full, tmp_path, *WANTS, "no thanks")
    assert wants.ended() == "goodbye"
    assert wants.tools()[-2:] == ["update_waitlist", "end_conversation"]
    told = wants.said()[-2]
    assert told.startswith(
        "You're on the waiting list for Check-up on Monday, June 15 in the morning."
    )
    assert wants.data("update_waitlist")["waitlist"] == [
        {
            "service": "Check-up",
            "provider": None,
            "first_date": "2026-06-15",
            "last_date": "2026-06-15",
            "earliest": None,
            "latest": "11:59",
        }
    ]
    assert rows(database_url) == [(NUMBER, MONDAY, MONDAY, None, time(11, 59), "waiting")]
    record = await read_record(full.db, wants.session_id)
    assert record is not None
    assert record["appointments"] == []
    await give_up(full)
    again = await call(full, tmp_path, "hi, any news?", *IDENTIFY, "book something", "yes", "no")
    free = "A time has come free: Check-up on Monday, June 15 at 9:00 AM."
    assert any(free in line for line in again.said())
    assert again.data("book_appointment")["appointment"]["time"] == "09:00"
    assert rows(database_url)[0][-1] == "booked"


async def test_a_no_passes_it_on_and_the_next_caller_hears_of_it(
    full: Diary, database_url: str, tmp_path: Path
) -> None:
    await identify_user(full.db, full.practice.tenant_id, NUMBER, "Priya Shah", NOW)
    await join(full, NUMBER)
    await join(full, SECOND)
    await give_up(full)
    declined = await call(full, tmp_path, "am I still on the waiting list?", *IDENTIFY, "no thanks")
    assert "A time has come free" in declined.said()[-2]
    assert "I'll let that time go. You stay on the waiting list." in declined.said()[-1]
    assert [(r[0], r[-1]) for r in rows(database_url)] == [(NUMBER, "waiting"), (SECOND, "offered")]


async def test_the_next_in_line_is_offered_what_the_first_let_run_out(
    full: Diary, tmp_path: Path
) -> None:
    """Also where nothing tends the list: the call of who waits does."""
    await identify_user(full.db, full.practice.tenant_id, NUMBER, "Priya Shah", NOW)
    await join(full, FIRST)
    await join(full, NUMBER)
    await give_up(full)
    ask = ["am I still on the waiting list?", *IDENTIFY]
    early = await call(full, tmp_path, *ask)
    assert "Nothing has come free for you so far." in early.said()[-1]
    late = await call(replace(full, now=NOW + timedelta(minutes=30)), tmp_path, *ask, "yes", "no")
    assert late.data("book_appointment")["appointment"]["time"] == "09:00"


async def test_a_stranger_is_told_nothing_of_it(
    full: Diary, database_url: str, tmp_path: Path
) -> None:
    await identify_user(full.db, full.practice.tenant_id, NUMBER, "Priya Shah", NOW)
    await join(full, NUMBER)
    await give_up(full)
    asked = ["am I on the waiting list?", SAID, "yes", "my name is Tom Baker", "Monday at 9"]
    stranger = await call(full, tmp_path, *asked)
    assert not any("come free" in line for line in stranger.said())
    assert rows(database_url)[0][-1] == "offered"


# ---- the owner -----------------------------------------------------------------------------------


async def test_the_owner_sees_masked_numbers_and_takes_callers_off(
    full: Diary, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entry = await join(full, FIRST, wish(earliest=time(9), latest=time(12)))
    await join(full, SECOND, wish(last=MONDAY + timedelta(days=1)))
    await give_up(full)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    listed = await _command("waitlist", "list", *AT)
    first, second = listed.splitlines()
    assert first.startswith(str(entry.id)[:8])
    assert first.endswith("09:00:00-12:00:00  offered  Mon 2026-06-15 09:00 kept until 09:30")
    assert "2026-06-15..2026-06-16" in second
    assert FIRST[1:] not in listed
    assert "0011" in first
    said = await _command("waitlist", "withdraw", str(entry.id)[:8], *AT)
    assert "off the waiting list" in said
    left = await _command("waitlist", "list", *AT)
    assert [line for line in left.splitlines() if "offered" in line] == left.splitlines()
    assert str(entry.id)[:8] not in left
    assert "withdrawn" in await _command("waitlist", "list", "--all", *AT)
    assert "no entries" in await _command("waitlist", "withdraw", str(entry.id), *AT)


async def test_the_owner_and_the_message_name_the_person(
    full: Diary, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await join(full, FIRST, wish(attendee="Tom"))
    await join(full, SECOND, wish(parts=(Part("Check-up", "mother"), Part("Filling"))))
    await give_up(full)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path / "home"))
    first, second = (await _command("waitlist", "list", *AT)).splitlines()
    assert "Check-up for Tom" in first
    assert "Check-up for your mother and Filling" in second
    channel = Messages()
    assert await announce(full.db, [channel], NOW) == 1
    assert "come free for you: Check-up for Tom on Monday" in offer_text(channel.told[0], None)
    both = replace(channel.told[0], services=["Check-up", "Filling"], people=["mother", None])
    assert "Check-up for your mother and Filling, together, on Mon" in offer_text(both, None)


async def _command(*args: str) -> str:
    """In a thread of its own: the command runs an event loop itself."""
    return (await asyncio.to_thread(CliRunner().invoke, app, list(args))).output


# ---- channels ------------------------------------------------------------------------------------


class Messages:
    """A channel that writes down what it tells; `deaf` numbers cannot be reached."""

    name = "messages"

    def __init__(self) -> None:
        self.told: list[Notice] = []
        self.deaf: set[str] = set()

    async def tell(self, notice: Notice) -> bool:
        if notice.contact_number in self.deaf:
            return False
        self.told.append(notice)
        return True


async def test_a_channel_is_given_each_offer_once(full: Diary) -> None:
    channel = Messages()
    await join(full, FIRST)
    await join(full, SECOND)
    assert await announce(full.db, [channel], NOW) == 0
    await give_up(full)
    channel.deaf.add(FIRST)
    assert await announce(full.db, [channel], NOW) == 0
    channel.deaf.clear()
    assert await announce(full.db, [channel], NOW) == 1
    assert await announce(full.db, [channel], NOW) == 0
    later = NOW + timedelta(minutes=30)
    assert await tend(full.db, full.practice, later) == 1
    assert await announce(full.db, [channel], later) == 1
    assert [n.contact_number for n in channel.told] == [FIRST, SECOND]
    assert channel.told[1].expires_at - later == timedelta(minutes=30)
    assert await announce(full.db, [Messages()], later + timedelta(minutes=30)) == 0
