"""A provider who is out: free cells closed and kept closed, booked appointments as they were."""

import asyncio
from datetime import date, datetime
from typing import Any

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from typer.testing import CliRunner, Result

from ringbook.cli import app
from ringbook.domain.model import SlotQuery
from ringbook.errors import OutsideOpeningHours, PracticeInvalid
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.practice.logo import Logo
from ringbook.store.absences import Absence, Gone, come_back, go_out
from ringbook.store.away import absences
from ringbook.store.bookings import appointments_of
from ringbook.store.pool import open_database
from ringbook.store.practice_change import change_practice
from ringbook.store.practice_export import read_export
from ringbook.store.practices import apply_practice, apply_preload, default_practice, roll_slots

TODAY = SlotQuery(first=date(2026, 6, 12), last=date(2026, 6, 12), limit=100)
LATER = datetime.fromisoformat("2026-06-13T09:00:00+05:30")
PEOPLE = [{"name": "Dr. Asha Rao", "aliases": ["Asha"]}, {"name": "Dr. Vikram Nair"}]


def at(text: str) -> datetime:
    """A time of that Friday in Kolkata."""
    return datetime.fromisoformat(f"2026-06-12T{text}:00+05:30")


async def out(diary: Diary, start: str, end: str) -> Gone:
    provider = diary.practice.providers[0]
    return await go_out(diary.db, diary.practice, Absence(provider.id, at(start), at(end)), NOW)


async def back(diary: Diary) -> int | None:
    day = at("00:00"), datetime.fromisoformat("2026-06-13T00:00:00+05:30")
    return await come_back(diary.db, diary.practice, diary.practice.providers[0], day, NOW)


async def test_free_cells_close_at_once_and_stay_closed_when_the_diary_rolls(diary: Diary) -> None:
    gone = await out(diary, "10:00", "15:00")
    assert gone == Gone(closed=8, touched=())
    free = ["12 09:30", "12 15:00", "12 15:30", "12 16:00", "12 16:30", "12 17:00", "12 17:30"]
    assert await diary.starts(TODAY) == free
    assert await roll_slots(diary.db, diary.practice, NOW) == 0
    assert await diary.starts(TODAY) == free


async def test_the_same_absence_twice_is_one(diary: Diary, database_url: str) -> None:
    await out(diary, "10:00", "15:00")
    assert (await out(diary, "10:00", "15:00")).closed == 0
    assert rows(database_url) == 1


async def test_a_service_must_end_before_the_absence_begins(diary: Diary) -> None:
    await out(diary, "10:15", "13:00")
    filling = SlotQuery("Filling", TODAY.first, TODAY.last, limit=100)
    assert "12 09:30" not in await diary.starts(filling)
    assert (await diary.starts(TODAY))[0] == "12 09:30"


async def test_what_is_left_of_the_day_starts_on_the_grid(diary: Diary) -> None:
    await out(diary, "10:07", "11:07")
    assert (await diary.starts(TODAY))[:3] == ["12 09:30", "12 11:30", "12 12:00"]


async def test_a_time_that_was_offered_before_cannot_be_booked(diary: Diary) -> None:
    offered = next(slot for slot in await diary.free(TODAY) if slot.starts_at == at("11:00"))
    await out(diary, "10:00", "15:00")
    with pytest.raises(OutsideOpeningHours):
        await diary.book(offered)


async def test_booked_appointments_are_listed_and_stay(diary: Diary) -> None:
    slots = {slot.starts_at: slot for slot in await diary.free(TODAY)}
    inside = await diary.book(slots[at("14:30")])
    await diary.book(slots[at("16:00")], "+919810000002")
    gone = await out(diary, "10:00", "15:00")
    assert [(one.id, one.contact_number) for one in gone.touched] == [(inside.id, "+919810000001")]
    assert gone.closed == 7
    await diary.cancel(inside)
    assert "12 14:30" not in await diary.starts(TODAY)


async def test_back_opens_what_is_still_to_come(diary: Diary, database_url: str) -> None:
    before = await diary.starts(TODAY)
    await out(diary, "08:00", "15:00")
    assert await back(diary) == 9
    assert await diary.starts(TODAY) == before
    assert await back(diary) is None
    assert rows(database_url) == 1  # the hour that has passed


async def test_given_times_close_and_come_back_too(diary: Diary) -> None:
    given: dict[str, Any] = {
        "slots": [{"start": f"2026-06-12T{t}"} for t in ("10:00", "11:00", "16:00")]
    }
    preload = PreloadFile.model_validate(given)
    await apply_preload(diary.db, diary.practice, preload, NOW)
    assert (await out(diary, "10:30", "15:00")).closed == 1
    filling = SlotQuery("Filling", TODAY.first, TODAY.last)
    assert await diary.starts(TODAY) == ["12 10:00", "12 16:00"]
    assert await diary.starts(filling) == ["12 16:00"]
    await apply_preload(diary.db, diary.practice, preload, NOW)
    assert await diary.starts(TODAY) == ["12 10:00", "12 16:00"]
    assert await back(diary) == 1
    assert await diary.starts(filling) == ["12 10:00", "12 11:00", "12 16:00"]


async def test_a_brought_appointment_leaves_no_time_when_it_is_cancelled(diary: Diary) -> None:
    await out(diary, "10:00", "15:00")
    row = {"contact_number": "+919810000001", "start": "2026-06-12T11:10"}
    preload = PreloadFile.model_validate({"appointments": [row]})
    await apply_preload(diary.db, diary.practice, preload, NOW)
    (brought,) = await appointments_of(diary.db, diary.practice, "+919810000001", NOW)
    await diary.cancel(brought)
    assert not {"12 11:00", "12 11:10", "12 11:30"} & set(await diary.starts(TODAY))


async def test_only_that_provider_is_out(diary: Diary) -> None:
    await apply_practice(diary.db, PracticeFile.model_validate(CLINIC | {"providers": PEOPLE}), NOW)
    two = Diary(diary.db, await default_practice(diary.db))
    everyone = await two.starts(TODAY)
    await out(two, "10:00", "15:00")
    assert await two.starts(TODAY) == everyone


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"provider": "Dr. Who"}, "provider: nobody is called 'Dr. Who'; there is: Test Dental"),
        ({"until": "2026-06-15T09:00"}, "until: must be later than from"),
    ],
)
async def test_a_wrong_absence_of_a_preload_is_named(
    diary: Diary, row: dict[str, str], expected: str
) -> None:
    right = {"provider": "Test Dental", "from": "2026-06-15T10:00", "until": "2026-06-15T12:00"}
    preload = PreloadFile.model_validate({"absences": [right | row]})
    with pytest.raises(PracticeInvalid, match=expected):
        await apply_preload(diary.db, diary.practice, preload, NOW)


# ---- who may ------------------------------------------------------------------------------------


async def test_the_apps_role_may_do_all_of_this(diary: Diary, database_url: str) -> None:
    async with open_database(f"{database_url}&options=-c%20role%3Dringbook_app") as db:
        app_diary = Diary(db, diary.practice)
        assert (await out(app_diary, "10:00", "15:00")).closed == 8
        assert len(await absences(db, diary.practice.tenant_id, NOW)) == 1
        file = PracticeFile.model_validate(CLINIC | {"branding": {"logo": "oak.svg"}})
        file.with_logo(Logo("image/svg+xml", b"<svg/>"))
        assert (await change_practice(db, file, None, NOW)).logo
        assert (await read_export(db, diary.practice.tenant_id, NOW)).logo
        assert await back(app_diary) == 8


async def test_the_agents_role_sees_its_practice_s_absences_and_writes_none(
    diary: Diary, database_url: str
) -> None:
    await out(diary, "10:00", "15:00")
    counted = "SELECT count(*) FROM absences"
    with psycopg.connect(database_url) as connection:
        connection.execute("SET LOCAL ROLE voice_agent")
        assert connection.execute(counted).fetchone() == (0,)
        tenant = str(diary.practice.tenant_id)
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", (tenant,))
        assert connection.execute(counted).fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM absences")


# ---- the command --------------------------------------------------------------------------------


@pytest.fixture
def commands(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database_url)
    return CliRunner()


async def said(commands: CliRunner, *command: str) -> Result:
    """In a thread: the command has an event loop of its own."""
    line = ["practice", "out", *command, "--now", "2026-06-12T09:00:00+05:30"]
    return await asyncio.to_thread(lambda: commands.invoke(app, line))


async def test_the_command_says_whom_it_touches_and_what_can_be_done(
    commands: CliRunner, diary: Diary
) -> None:
    await apply_practice(diary.db, PracticeFile.model_validate(CLINIC | {"providers": PEOPLE}), NOW)
    two = Diary(diary.db, await default_practice(diary.db))
    rao = SlotQuery(first=TODAY.first, last=TODAY.last, provider="Dr. Asha Rao")
    await two.book((await two.free(rao))[1])
    result = await said(commands, "dr rao", "--until", "14:00", "--reason", "ill")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:5] == [
        "Dr. Asha Rao is out from Friday, June 12 at 9:00 AM to Friday, June 12 at 2:00 PM: "
        "6 free cells closed",
        "1 booked appointment touched; kept as booked until you decide:",
        "  Fri 2026-06-12 10:00  Check-up  Dr. Asha Rao  ••••0001",
        "    offer: then with Dr. Vikram Nair",
        "    move: soonest Friday, June 12 at 2:00 PM with Dr. Asha Rao",
    ]
    assert (await said(commands)).stdout == (
        "Dr. Asha Rao is out from Friday, June 12 at 9:00 AM to Friday, June 12 at 2:00 PM  (ill)\n"
    )
    assert "+919810000001" in (await said(commands, "Asha", "--numbers")).stdout
    ended = await said(commands, "Rao", "--back")
    assert ended.stdout == "Dr. Asha Rao is back: 14 free cells opened\n"
    assert (await said(commands, "Rao", "--back")).exit_code == 1


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["Dr. Who"], "nobody is called 'Dr. Who'; there is: Test Dental"),
        (["Test Dental", "--until", "08:00"], "--until must be later than --from"),
        (["Test Dental", "--until", "2pm"], "--until 2pm: must be like 14:00"),
        (["Test Dental", "--date", "tomorrow"], "--date tomorrow: must be like 2026-06-15"),
    ],
)
async def test_a_wrong_wish_is_status_2(
    commands: CliRunner, diary: Diary, command: list[str], expected: str
) -> None:
    result = await said(commands, *command)
    assert (result.exit_code, expected in result.stderr) == (2, True), result.output


def rows(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM absences").fetchone()
    assert found
    return int(found[0])
