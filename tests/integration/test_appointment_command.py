"""The owner's command: list, move and cancel, under the rules that calls obey."""

import asyncio
from datetime import date
from typing import Any

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.diary_facts import scalar
from typer.testing import CliRunner, Result

from ringbook.calendar_file import calendar_file
from ringbook.cli import app
from ringbook.domain.model import Appointment, SlotQuery
from ringbook.practice import PracticeFile
from ringbook.store.bookings import appointments_of, find_slots
from ringbook.store.practices import apply_practice

AT = ["--now", "2026-06-12T09:00:00+05:30"]
NUMBER = "+919810000001"
MONDAY = SlotQuery("Check-up", date(2026, 6, 15), date(2026, 6, 15))
STRICT = {"policies": {"cancel_notice_minutes": 10080, "late_change": "refuse"}}


@pytest.fixture
async def booked(diary: Diary) -> Appointment:
    """Monday at nine, of a caller who has another on Tuesday."""
    first = await diary.book((await diary.free(MONDAY))[0])
    tuesday = SlotQuery("Check-up", date(2026, 6, 16), date(2026, 6, 16))
    await diary.book((await diary.free(tuesday))[0])
    return first


async def command(url: str, *words: str, says: str | None = None) -> Result:
    asked = ["appointment", *words, *AT]
    run = CliRunner().invoke
    return await asyncio.to_thread(run, app, asked, input=says, env={"DATABASE_URL": url})


async def mine(diary: Diary) -> list[str]:
    zone = diary.practice.zone
    found = await appointments_of(diary.db, diary.practice, NUMBER, NOW)
    return [f"{a.starts_at.astimezone(zone):%d %H:%M}" for a in found]


async def test_the_list_shows_what_is_booked_with_the_number_masked(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    told = await command(database_url, "list")
    first, second = told.output.splitlines()
    assert first == f"{str(booked.id)[-8:]}  Mon 2026-06-15 09:00  Check-up  Test Dental  ••••0001"
    assert "Tue 2026-06-16 09:00" in second
    assert "9810000001" not in told.output
    one_day = await command(database_url, "list", "--day", "2026-06-16", "--days", "1")
    assert len(one_day.output.splitlines()) == 1
    assert (await command(database_url, "list", "--number", "98100 00009")).output == ""


async def test_a_move_is_asked_about_and_keeps_id_history_and_calendar_entry(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    words = ["move", str(booked.id)[-8:], "--to", "2026-06-17T11:00"]
    no = await command(database_url, *words, says="n\n")
    assert no.exit_code == 1
    assert await mine(diary) == ["15 09:00", "16 09:00"]
    yes = await command(database_url, *words, says="y\n")
    assert (
        "Move Check-up with Test Dental on Monday, June 15 at 9:00 AM (••••0001) to Wednesday, "
        "June 17 at 11:00 AM with Test Dental?" in yes.output
    )
    assert yes.exit_code == 0
    assert await mine(diary) == ["16 09:00", "17 11:00"]
    (moved,) = [a for a in await appointments_of(diary.db, diary.practice, NUMBER, NOW)
                if a.id == booked.id]  # fmt: skip
    assert moved.version == booked.version + 1
    by = "SELECT DISTINCT session_id FROM appointment_events WHERE event = 'modified'"
    assert await scalar(diary.db, by) == "owner"
    before, after = (calendar_file(a, diary.practice, "", NOW) for a in (booked, moved))
    assert _line(before, b"UID") == _line(after, b"UID")
    assert _line(before, b"SEQUENCE") < _line(after, b"SEQUENCE")


def _line(file: bytes, key: bytes) -> bytes:
    return next(line for line in file.splitlines() if line.startswith(key))


async def test_a_time_that_is_not_free_names_those_that_are(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    told = await command(
        database_url, "move", str(booked.id)[-8:], "--to", "2026-06-16T09:00", "--yes"
    )
    assert told.exit_code == 2
    assert "free that day: 09:30, 10:00" in told.output
    closed = await command(
        database_url, "move", str(booked.id)[-8:], "--to", "2026-06-20T09:00", "--yes"
    )
    assert "nothing is free that day" in closed.output
    assert await mine(diary) == ["15 09:00", "16 09:00"]


async def test_a_number_needs_the_time_where_it_has_several(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    which = await command(database_url, "cancel", NUMBER, "--yes")
    assert which.exit_code == 2
    assert "which of these?" in which.output
    assert "9810000001" not in which.output
    done = await command(database_url, "cancel", "98100 00001", "--at", "2026-06-15T09:00", "--yes")
    assert done.exit_code == 0
    assert await mine(diary) == ["16 09:00"]
    again = await command(database_url, "cancel", NUMBER, "--at", "2026-06-15T09:00", "--yes")
    assert again.exit_code == 2
    assert "no open appointment" in again.output


async def test_a_rule_refuses_until_it_is_left_aside_and_holds_again_after(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    form: dict[str, Any] = CLINIC | STRICT
    await apply_practice(diary.db, PracticeFile.model_validate(form), NOW)
    letters = str(booked.id)[-8:]
    refused = await command(database_url, "cancel", letters, "--yes")
    assert refused.exit_code == 1
    assert "late_change: this is closer" in refused.output
    assert "--override late_change" in refused.output
    assert await mine(diary) == ["15 09:00", "16 09:00"]
    done = await command(database_url, "cancel", letters, "--yes", "--override", "late_change")
    assert done.exit_code == 0
    assert "late_change: left aside this once" in done.output
    assert await mine(diary) == ["16 09:00"]
    assert await scalar(diary.db, "SELECT late_change FROM tenants") == "refuse"
    other = await command(database_url, "cancel", NUMBER, "--yes")
    assert other.exit_code == 1
    assert await mine(diary) == ["16 09:00"]


# ---- the other rules -----------------------------------------------------------------------------

RULES: dict[str, dict[str, Any]] = {
    "notice": {"policies": {"min_notice_minutes": 10080, "max_days_ahead": 30}},
    "horizon": {"policies": {"max_days_ahead": 4}},
    "daily_cap": {"services": [{"name": "Check-up", "daily_cap": 1}]},
    "hours": {},
}
TO = {
    "notice": "2026-06-17T11:00",
    "horizon": "2026-06-24T11:00",
    "daily_cap": "2026-06-16T11:00",
    "hours": "2026-06-17T19:00",
}
KEPT = "SELECT string_agg(rule || ' ' || session_id, ', ' ORDER BY id) FROM rule_overrides"


@pytest.mark.parametrize("rule", [*RULES])
async def test_each_rule_of_the_owners_refuses_by_name_and_can_be_left_aside(
    diary: Diary, booked: Appointment, database_url: str, rule: str
) -> None:
    form = CLINIC | {"services": [{"name": "Check-up"}]} | RULES[rule]
    practice = await apply_practice(diary.db, PracticeFile.model_validate(form), NOW)
    words = ["move", str(booked.id)[-8:], "--to", TO[rule], "--yes"]
    refused = await command(database_url, *words)
    assert refused.exit_code == 1
    assert f"{rule}: " in refused.output
    assert f"--override {rule} does it all the same" in refused.output
    assert await mine(diary) == ["15 09:00", "16 09:00"]
    assert await scalar(diary.db, KEPT) is None
    others = [word for name in RULES if name != rule for word in ("--override", name)]
    assert (await command(database_url, *words, *others)).exit_code == 1
    done = await command(database_url, *words, "--override", rule, "--override", "late_change")
    assert done.exit_code == 0, done.output
    day, time = TO[rule][8:10], TO[rule][11:]
    assert f"{day} {time}" in await mine(diary)
    assert await scalar(diary.db, KEPT) == f"{rule} owner"
    left = await find_slots(diary.db, practice, SlotQuery("Check-up"), NOW)
    local = [slot.starts_at.astimezone(practice.zone) for slot in left]
    assert f"{TO[rule]}" not in [f"{at:%Y-%m-%dT%H:%M}" for at in local]


async def test_nothing_lifts_what_is_booked_already(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    every = [word for name in (*RULES, "late_change") for word in ("--override", name)]
    words = ["move", str(booked.id)[-8:], "--to", "2026-06-16T09:00", "--yes"]
    told = await command(database_url, *words, *every)
    assert told.exit_code == 2
    assert "free that day: 09:30" in told.output
    partly = await command(
        database_url, "move", str(booked.id)[-8:], "--to", "2026-06-16T08:45", "--yes", *every
    )
    assert partly.exit_code == 2
    assert await mine(diary) == ["15 09:00", "16 09:00"]
    assert await scalar(diary.db, KEPT) is None


async def test_a_rule_is_left_aside_for_one_write_only(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    words = ["move", str(booked.id)[-8:], "--yes", "--to"]
    done = await command(database_url, *words, "2026-06-17T19:00", "--override", "hours")
    assert done.exit_code == 0
    again = await command(database_url, *words, "2026-06-18T19:00")
    assert again.exit_code == 1
    assert await mine(diary) == ["16 09:00", "17 19:00"]


async def test_the_help_says_which_rules(database_url: str) -> None:
    told = " ".join((await command(database_url, "move", "--help")).output.split())
    for rule in (*RULES, "late_change"):
        assert rule in told


async def test_the_agents_role_lifts_no_rule(
    diary: Diary, booked: Appointment, database_url: str
) -> None:
    lift = """INSERT INTO rule_overrides (tenant_id, appointment_id, rule, session_id, at)
              VALUES (%s, %s, 'hours', 'a call', now())"""
    denied = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(database_url) as connection:
        connection.execute("SET LOCAL ROLE voice_agent")
        with denied, connection.transaction():
            connection.execute(lift, (diary.practice.tenant_id, booked.id))
