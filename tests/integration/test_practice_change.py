"""Applying a practice: shown before it is done, all or nothing, and nobody's booking is touched."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.domain.model import SlotQuery
from ringbook.errors import PracticeInvalid
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.practice.logo import Logo
from ringbook.store.logos import logo_of
from ringbook.store.practice_change import Change, change_practice
from ringbook.store.practices import default_practice

AT = ["--now", "2026-06-12T09:00:00+05:30"]
MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15), limit=100)
CLINIC_FORM: dict[str, Any] = CLINIC
SHORT: dict[str, Any] = {
    "opening_hours": {**CLINIC_FORM["opening_hours"], "monday": ["09:00-13:00"]}
}


def file(**changed: Any) -> PracticeFile:
    return PracticeFile.model_validate({**CLINIC_FORM, **changed})


async def change(diary: Diary, only_look: bool = False, **changed: Any) -> Change:
    return await change_practice(diary.db, file(**changed), None, NOW, only_look=only_look)


async def test_the_same_file_again_changes_nothing(diary: Diary) -> None:
    assert not await change(diary)


async def test_shorter_hours_close_free_cells_and_list_who_is_booked(diary: Diary) -> None:
    late = (await diary.free(MONDAY))[-1]
    booked = await diary.book(late)
    changed = await change(diary, **SHORT)
    assert [str(field) for field in changed.fields] == [
        "~ opening_hours.monday: 09:00-13:00, 14:00-18:00 → 09:00-13:00"
    ]
    mondays = 4  # until July 12
    assert (changed.opened, changed.closed) == (0, mondays * 8 - 1)
    assert [(s.booked.id, s.why) for s in changed.strays] == [(booked.id, "outside the hours")]
    assert "15 14:00" not in await diary.starts(MONDAY)
    reopened = await change(diary)
    assert (reopened.opened, reopened.closed, reopened.strays) == (mondays * 8 - 1, 0, ())


async def test_a_look_changes_nothing(diary: Diary) -> None:
    before = await diary.starts(MONDAY)
    seen = await change(diary, only_look=True, **SHORT)
    assert seen
    assert await diary.starts(MONDAY) == before
    assert await change(diary, **SHORT) == seen


async def test_what_is_retired_keeps_its_appointments_and_they_are_listed(diary: Diary) -> None:
    booked = await diary.book((await diary.free(MONDAY))[0])
    services = [s for s in CLINIC_FORM["services"] if s["name"] != "Check-up"]
    changed = await change(diary, services=services)
    assert [str(field) for field in changed.fields] == ["- services: Check-up"]
    (stray,) = changed.strays
    assert (stray.booked.id, stray.why) == (booked.id, "this service is no longer offered")
    renamed = await change(diary, providers=[{"name": "Dr. New"}])
    assert [stray.why for stray in renamed.strays] == ["this provider is no longer there"]


async def test_a_preload_that_breaks_a_rule_takes_the_practice_back_too(diary: Diary) -> None:
    row = {"contact_number": "+919810000001", "start": "2026-06-15T10:00", "service": "Surgery"}
    preload = PreloadFile.model_validate({"appointments": [row]})
    with pytest.raises(PracticeInvalid, match="Surgery"):
        await change_practice(diary.db, file(**SHORT), preload, NOW)
    assert not await change(diary)


async def test_a_preload_is_counted_once(diary: Diary) -> None:
    row = {"contact_number": "+919810000001", "start": "2026-06-15T10:00"}
    preload = PreloadFile.model_validate({"appointments": [row]})
    first = await change_practice(diary.db, file(), preload, NOW)
    assert (first.callers, first.appointments, first.closed) == (1, 1, 1)
    assert not await change_practice(diary.db, file(), preload, NOW)


async def test_a_logo_comes_with_its_file_and_goes_with_its_name(diary: Diary) -> None:
    named = file(branding={"logo": "oak.svg"})
    assert (await change_practice(diary.db, named, None, NOW)).logo is False
    image = Logo("image/svg+xml", b"<svg/>")
    named.with_logo(image)
    changed = await change_practice(diary.db, named, None, NOW)
    assert (changed.logo, bool(changed)) == (True, True)
    assert not await change_practice(diary.db, named, None, NOW)
    assert not await change(diary, branding={"logo": "oak.svg"})  # as `practice show` gives it
    assert await logo_of(diary.db, "test-dental") == image
    assert (await default_practice(diary.db)).logo
    assert (await change(diary)).logo
    assert await logo_of(diary.db, "test-dental") is None


# ---- the command --------------------------------------------------------------------------------


@pytest.fixture
def commands(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database_url)
    return CliRunner()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringbook.cli.practice_work.on_terminal", lambda: True)


@pytest.fixture
def shorter(tmp_path: Path) -> str:
    written = tmp_path / "practice.yaml"
    written.write_text(file(**SHORT).as_yaml())
    return str(written)


async def test_a_dry_run_shows_and_does_nothing(
    commands: CliRunner, diary: Diary, shorter: str
) -> None:
    result = await apart(commands, ["practice", "apply", shorter, "--dry-run", *AT])
    assert result.stdout.splitlines() == [
        "test-dental: changes",
        "  ~ opening_hours.monday: 09:00-13:00, 14:00-18:00 → 09:00-13:00",
        "  diary: 0 free cells opened, 32 free cells closed",
    ]
    assert await change(diary, **SHORT)


async def test_on_a_terminal_it_asks(
    commands: CliRunner, diary: Diary, shorter: str, terminal: None
) -> None:
    refused = await apart(commands, ["practice", "apply", shorter, *AT], "n\n")
    assert refused.exit_code == 1
    assert await change(diary, only_look=True, **SHORT)
    agreed = await apart(commands, ["practice", "apply", shorter, *AT], "y\n")
    assert agreed.exit_code == 0
    assert agreed.stdout.endswith("test-dental: applied\n")
    again = await apart(commands, ["practice", "apply", shorter, *AT])
    assert again.stdout.endswith("test-dental: nothing to change\n")


async def test_yes_and_no_terminal_do_it_at_once(
    commands: CliRunner, diary: Diary, shorter: str, terminal: None
) -> None:
    result = await apart(commands, ["practice", "apply", shorter, "--yes", *AT])
    assert result.stdout == "test-dental: applied\n"
    assert "opening_hours.monday" in result.stderr


async def apart(commands: CliRunner, line: list[str], typed: str = "") -> Any:
    """In a thread: the command has an event loop of its own."""
    return await asyncio.to_thread(lambda: commands.invoke(app, line, input=typed))
