"""A practice moves to another machine: export there, apply here, the same diary."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary, create_database
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.domain.model import SlotQuery
from ringbook.errors import PracticeInvalid
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.practice import PracticeFile, PreloadFile, load_practice, load_preload
from ringbook.store.absences import Absence, go_out
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.migrate import migrate
from ringbook.store.pool import open_database
from ringbook.store.practice_change import change_practice
from ringbook.store.practice_export import read_export
from ringbook.store.practices import apply_practice, apply_preload

WEEK = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 19), limit=1000)
HELD = """
SELECT contact_number, starts_at, status, attendee, notes,
       (SELECT name FROM rooms WHERE id = room_id)
  FROM appointments ORDER BY starts_at, contact_number
"""

FOR_TOM = """
UPDATE appointments SET attendee = 'Tom', notes = 'Afraid of needles: be gentle'
 WHERE contact_number = '+919810000002'
"""


async def filled(diary: Diary) -> None:
    """Two callers, three appointments of all sorts, an absence."""
    await identify_user(diary.db, diary.practice.tenant_id, "+919810000001", "Priya: Shah", NOW)
    slots = await diary.free(WEEK)
    await diary.book(slots[0])
    await diary.cancel(await diary.book(slots[3]))
    await diary.book(slots[3], "+919810000002")
    await diary.db.execute(FOR_TOM)
    out = Absence(diary.practice.providers[0].id, at("2026-06-16T10:00"), at("2026-06-16T12:00"))
    await go_out(diary.db, diary.practice, out, NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+05:30")


@pytest.mark.parametrize("given", [False, True], ids=["from hours", "given times"])
async def test_what_is_exported_makes_the_same_diary_elsewhere(
    diary: Diary, postgres: EmbeddedPostgres, database_url: str, tmp_path: Path, given: bool
) -> None:
    if given:
        rows = [{"start": f"2026-06-{day}T{h}:00"} for day in (15, 16) for h in (10, 11, 12, 15)]
        preload = PreloadFile.model_validate({"slots": rows})
        await apply_preload(diary.db, diary.practice, preload, NOW)
    await filled(diary)
    made = await read_export(diary.db, diary.practice.tenant_id, NOW)
    assert (made.left_out, made.left_out_ahead) == (0, 0)
    for name, form in (("a.yaml", made.file), ("b.yaml", made.preload)):
        (tmp_path / name).write_text(form.as_yaml())
    practice, preload = load_practice(tmp_path / "a.yaml"), load_preload(tmp_path / "b.yaml")
    elsewhere = create_database(postgres, f"elsewhere_{given}".lower())
    migrate(elsewhere)
    async with open_database(elsewhere, max_size=2) as db:
        moved = await change_practice(db, practice, preload, NOW)
        assert not await change_practice(db, practice, preload, NOW)
        there = Diary(db, moved.practice)
        assert await there.starts(WEEK) == await diary.starts(WEEK)
        again = await read_export(db, moved.practice.tenant_id, NOW)
        assert (again.file, again.preload) == (made.file, made.preload)
    assert held(elsewhere) == held(database_url)


async def test_what_cannot_move_is_counted_and_who_was_erased_is_not_in_it(diary: Diary) -> None:
    slots = await diary.free(WEEK)
    await diary.book(slots[0])
    await diary.book(slots[5], "+919810000002")
    await erase_caller(diary.db, diary.practice.tenant_id, "+919810000002", "owner", NOW)
    fillings = {**CLINIC, "services": [{"name": "Filling", "duration_minutes": 60}]}
    await apply_practice(diary.db, PracticeFile.model_validate(fillings), NOW)
    made = await read_export(diary.db, diary.practice.tenant_id, NOW)
    assert (made.left_out, made.left_out_ahead) == (1, 1)
    assert [user.contact_number for user in made.preload.users] == ["+919810000001"]


async def test_the_command_writes_two_files_that_only_the_owner_reads(
    diary: Diary, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(diary)
    monkeypatch.setenv("DATABASE_URL", database_url)
    line = ["practice", "export", "--to", str(tmp_path / "moved")]
    result = await asyncio.to_thread(lambda: CliRunner().invoke(app, line))
    assert result.exit_code == 0, result.output
    files = {path.name: path for path in (tmp_path / "moved").iterdir()}
    assert set(files) == {"test-dental.yaml", "test-dental.preload.yaml"}
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
    assert len(load_preload(files["test-dental.preload.yaml"]).appointments) == 3


def held(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(HELD).fetchall()


ROOMED: dict[str, Any] = {
    "providers": [{"name": "Dr Rao"}, {"name": "Dr Nair"}],
    "rooms": ["Blue", "Green"],
    "services": [{"name": "Check-up", "rooms": ["Blue", "Green"]}],
}
IN_GREEN = "UPDATE appointments SET room_id = (SELECT id FROM rooms WHERE name = 'Green')"


async def test_each_appointment_goes_to_the_room_that_it_had(
    diary: Diary, postgres: EmbeddedPostgres, database_url: str
) -> None:
    """The only one is in the second room, which it would not get by itself."""
    practice = await apply_practice(diary.db, PracticeFile.model_validate(CLINIC | ROOMED), NOW)
    there = Diary(diary.db, practice)
    await there.book((await there.free(WEEK))[0])
    await diary.db.execute(IN_GREEN)
    made = await read_export(diary.db, practice.tenant_id, NOW)
    assert [one.room for one in made.preload.appointments] == ["Green"]
    elsewhere = create_database(postgres, "elsewhere_in_rooms")
    migrate(elsewhere)
    async with open_database(elsewhere, max_size=2) as db:
        await change_practice(db, made.file, made.preload, NOW)
        assert not await change_practice(db, made.file, made.preload, NOW)
    assert held(elsewhere) == held(database_url)


@pytest.mark.parametrize(
    ("room", "said"),
    [("Red", "Check-up is done in: Blue, Green"), ("Blue", "Blue is not free then")],
)
async def test_a_room_that_cannot_be_had_is_said(diary: Diary, room: str, said: str) -> None:
    practice = await apply_practice(diary.db, PracticeFile.model_validate(CLINIC | ROOMED), NOW)
    row = {"contact_number": "+919810000003", "start": "2026-06-15T09:00"}
    first = row | {"provider": "Dr Rao", "room": "Blue"}
    second = row | {"provider": "Dr Nair", "room": room, "attendee": "Tom"}
    preload = PreloadFile.model_validate({"appointments": [first, second]})
    with pytest.raises(PracticeInvalid, match=said):
        await apply_preload(diary.db, practice, preload, NOW)
