"""The number called chooses the practice: each number is one practice's alone."""

import asyncio
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.diary_facts import scalar
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.domain.model import Practice
from ringbook.errors import DatabaseUnavailable, NumberUnknown, PracticeInvalid
from ringbook.practice import PracticeFile
from ringbook.store.last_known import known_practice
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice, practice_called

ONE, TWO, NOBODYS = "+12125550100", "+12125550101", "+12125550199"


async def applied(db: Database, slug: str, *numbers: str) -> Practice:
    form = CLINIC | {"slug": slug, "phone_numbers": list(numbers)}
    return await apply_practice(db, PracticeFile.model_validate(form), NOW)


async def held(db: Database) -> object:
    return await scalar(db, "SELECT array_agg(number ORDER BY number) FROM phone_numbers")


async def test_the_number_called_tells_the_practice(diary: Diary) -> None:
    await applied(diary.db, "north", ONE)
    south = await applied(diary.db, "south", TWO)
    assert (await practice_called(diary.db, ONE)).slug == "north"
    found = await practice_called(diary.db, TWO)
    assert (found.tenant_id, found.phone_numbers) == (south.tenant_id, (TWO,))
    with pytest.raises(NumberUnknown) as unknown:
        await practice_called(diary.db, NOBODYS)
    assert "2125550199" not in str(unknown.value)


async def test_the_only_practice_answers_at_any_number(diary: Diary) -> None:
    assert (await practice_called(diary.db, NOBODYS)).tenant_id == diary.practice.tenant_id


async def test_a_number_of_another_practice_is_refused_and_nothing_written(diary: Diary) -> None:
    await applied(diary.db, "north", ONE)
    with pytest.raises(PracticeInvalid, match=r"phone_numbers: .*0100 is already that of 'north'"):
        await applied(diary.db, "south", TWO, ONE)
    assert await held(diary.db) == [ONE]
    assert await scalar(diary.db, "SELECT count(*) FROM tenants WHERE slug = 'south'") == 0


async def test_a_number_that_the_file_no_longer_names_is_free_for_another(diary: Diary) -> None:
    await applied(diary.db, "north", ONE)
    await applied(diary.db, "north", TWO)
    await applied(diary.db, "south", ONE)
    assert (await practice_called(diary.db, ONE)).slug == "south"
    assert await held(diary.db) == [ONE, TWO]


async def test_of_two_practices_that_take_a_number_at_once_one_gets_it(diary: Diary) -> None:
    told = await asyncio.gather(
        applied(diary.db, "north", ONE), applied(diary.db, "south", ONE), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in told) == ["Practice", "PracticeInvalid"]


async def test_the_agents_role_sees_its_own_numbers_and_changes_none(
    diary: Diary, database_url: str
) -> None:
    north = await applied(diary.db, "north", ONE)
    await applied(diary.db, "south", TWO)
    with psycopg.connect(database_url) as connection:
        connection.execute("SET LOCAL ROLE voice_agent")
        assert connection.execute("SELECT count(*) FROM phone_numbers").fetchone() == (0,)
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", (str(north.tenant_id),))
        assert connection.execute("SELECT number FROM phone_numbers").fetchall() == [(ONE,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM phone_numbers")


async def test_a_call_that_finds_no_database_is_answered_as_that_number_last_was(
    diary: Diary, tmp_path: Path
) -> None:
    await applied(diary.db, "north", ONE)
    await applied(diary.db, "south", TWO)
    await known_practice(diary.db, "north", tmp_path)  # as `ringbook up` does for each
    async with open_database("postgresql://x@127.0.0.1:1/none", wait=False) as away:
        known = await known_practice(away, None, tmp_path, ONE)
        assert (known.practice.slug, known.current) == ("north", False)
        with pytest.raises(DatabaseUnavailable):
            await known_practice(away, None, tmp_path, TWO)


# ---- the owner's commands -------------------------------------------------------------------


def written(to: Path, numbers: list[str], **more: Any) -> str:
    form = PracticeFile.model_validate(CLINIC | more)
    to.write_text(f"{form.as_yaml()}phone_numbers: {numbers!r}\n")
    return str(to)


def test_check_says_which_number_is_none_or_there_twice(tmp_path: Path) -> None:
    twice = CliRunner().invoke(app, ["practice", "check", written(tmp_path / "a.yaml", [ONE, ONE])])
    assert twice.exit_code == 2
    assert "phone_numbers" in twice.output
    assert "must be unique" in twice.output
    none = CliRunner().invoke(app, ["practice", "check", written(tmp_path / "b.yaml", ["0100"])])
    assert none.exit_code == 2
    assert "phone_numbers" in none.output


async def test_apply_says_whose_the_number_is(
    diary: Diary, database_url: str, tmp_path: Path
) -> None:
    await applied(diary.db, "north", ONE)
    file = written(tmp_path / "south.yaml", [ONE], slug="south")
    told = await asyncio.to_thread(
        CliRunner().invoke, app, ["practice", "apply", file], env={"DATABASE_URL": database_url}
    )
    assert told.exit_code == 2
    assert f"{ONE} is already that of 'north'" in told.output
