"""`ringbook costs`: what the calls of a database cost, by day, by provider and by practice."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.integration.conftest import CLINIC, NOW
from typer.testing import CliRunner

from ringbook.agent.usage import spent
from ringbook.cli import app
from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import CallEvent, Ended, Started
from ringbook.domain.model import Practice
from ringbook.domain.pricing import ModelUsage
from ringbook.practice import PracticeFile
from ringbook.store import calls
from ringbook.store.costs import costs
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice

AZURE = "clinic.openai.azure.com"
CLOUD = (
    ModelUsage.stt("Deepgram", "nova-3", 120),
    ModelUsage.llm(AZURE, "gpt-4o", 3000, 1000, 200),
    ModelUsage.llm(AZURE, "gpt-4o", 500, 0, 10, estimated=True),
    ModelUsage.tts("Cartesia", "sonic-3", 400),
)
LOCAL = (ModelUsage.stt("local", "whisper", 60), ModelUsage.tts("local", "hibari", 300))
UNPRICED = (ModelUsage.tts("vendor", "voice-1", 100), *LOCAL)


async def held(
    db: Database, practice: Practice, session_id: str, at: datetime, usage: tuple[ModelUsage, ...]
) -> None:
    """A call of two minutes that used this."""
    events: list[CallEvent] = [
        Started(at, practice),
        Ended(at + timedelta(seconds=120), "goodbye"),
    ]
    told = spent(usage, at)
    record = replace(fold(events), cost_breakdown=told.costs)
    await calls.open_call(db, practice.tenant_id, session_id, at, "web")
    await calls.finish_call(db, practice.tenant_id, session_id, record, told.usage)


@pytest.fixture
async def three(db: Database, practice: Practice) -> Practice:
    """Two calls on the 12th in Kolkata, one just after its midnight: the 12th still in UTC."""
    await held(db, practice, "a", NOW, CLOUD)
    await held(db, practice, "b", NOW + timedelta(hours=1), UNPRICED)
    await held(db, practice, "c", datetime(2026, 6, 12, 18, 31, tzinfo=UTC), CLOUD)
    return practice


async def test_a_day_is_one_at_the_practice(db: Database, three: Practice) -> None:
    rows = await costs(db, "day")
    assert [(r.label, r.calls, r.seconds) for r in rows] == [
        ("2026-06-12", 2, 240),
        ("2026-06-13", 1, 120),
    ]
    assert rows[0].stt == Decimal("0.0086")
    assert rows[0].models_unpriced == ["vendor/voice-1"]
    assert rows[1].models_unpriced == []
    assert rows[1].total == rows[0].total


async def test_each_provider_has_its_own_part_and_together_they_are_all(
    db: Database, three: Practice
) -> None:
    rows = {row.label: row for row in await costs(db, "provider")}
    assert list(rows) == sorted([AZURE, "Cartesia", "Deepgram", "local", "vendor"], key=str.lower)
    assert (rows[AZURE].calls, rows["local"].calls, rows["local"].total) == (2, 1, Decimal(0))
    assert rows[AZURE].llm_input == Decimal("0.009")
    assert rows["vendor"].models_unpriced == ["vendor/voice-1"]
    by_day = sum(row.total for row in await costs(db, "day"))
    assert sum(row.total for row in rows.values()) == by_day


async def test_practices_are_kept_apart(db: Database, three: Practice) -> None:
    other = await apply_practice(
        db,
        PracticeFile.model_validate(CLINIC | {"name": "Other", "timezone": "America/New_York"}),
        NOW,
    )
    await held(db, other, "d", NOW, LOCAL)
    rows = await costs(db, "practice")
    assert {r.label: r.calls for r in rows} == {other.slug: 1, three.slug: 3}
    (night,) = await costs(db, "day", slug=other.slug)
    assert night.label == "2026-06-11"


async def test_first_and_last_day_are_included(db: Database, three: Practice) -> None:
    day = date(2026, 6, 13)
    assert [r.label for r in await costs(db, "day", since=day)] == ["2026-06-13"]
    assert [r.calls for r in await costs(db, "day", until=date(2026, 6, 12))] == [2]
    assert await costs(db, "day", since=day + timedelta(days=1)) == []


async def test_a_call_without_a_count_is_shown_as_such(db: Database, practice: Practice) -> None:
    await calls.open_call(db, practice.tenant_id, "killed", NOW, "web")
    (row,) = await costs(db, "provider")
    assert (row.label, row.calls, row.seconds, row.total) == ("not recorded", 1, 0, Decimal(0))


async def test_the_command_prints_a_table(
    db: Database, three: Practice, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    lines = (await invoked("costs", "--since", "2026-06-12")).splitlines()
    assert lines[0].split() == [
        "day", "calls", "minutes", "stt", "llm_input", "llm_output", "tts", "avatar", "total",
        "unpriced",
    ]  # fmt: skip
    assert lines[1].split() == [
        "2026-06-12", "2", "4.0", "0.008600", "0.004500", "0.000420", "0.004000", "0.000000",
        "0.017520", "vendor/voice-1",
    ]  # fmt: skip
    assert lines[-1].split()[:3] == ["total", "3", "6.0"]
    assert lines[-1].split()[-1] == "0.035040"
    assert len({len(line) for line in lines if not line.endswith(("voice-1", "unpriced"))}) == 1
    assert (await invoked("costs", "--by", "practice")).splitlines()[1].split()[:2] == [
        three.slug,
        "3",
    ]


async def test_without_calls_it_says_so(
    db: Database, practice: Practice, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert await invoked("costs") == "no calls yet\n"
    dates = ("--since", "2026-06-01", "--until", "2026-06-02")
    assert await invoked("costs", *dates) == "no calls since 2026-06-01 until 2026-06-02\n"
    wrong = await asyncio.to_thread(lambda: CliRunner().invoke(app, ["costs", "--since", "June"]))
    assert (wrong.exit_code, wrong.stderr) == (2, "--since June: must be like 2026-06-15\n")


async def invoked(*args: str) -> str:
    """In a thread: the command has an event loop of its own."""
    result = await asyncio.to_thread(lambda: CliRunner().invoke(app, list(args)))
    assert result.exit_code == 0, result.output
    return result.stdout
