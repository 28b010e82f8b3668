"""Who may see what, and how somebody is forgotten."""

from datetime import date
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, FILLED_BY_CALLS, NOW, SEEDED, Diary

from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import CallEvent, Started, UserSaid
from ringbook.domain.model import SlotQuery
from ringbook.practice import PracticeFile
from ringbook.store import calls, one_time_codes
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.practices import apply_practice

MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))
NUMBER = "+919810000001"


@pytest.mark.parametrize("role", ["anon", "authenticated"])
def test_the_browsers_roles_get_nothing(database_url: str, role: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("GRANT USAGE ON SCHEMA public TO anon, authenticated")  # Supabase does
        connection.execute(f"SET ROLE {role}")
        for table in (*SEEDED, *FILLED_BY_CALLS, "appointment_details"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT * FROM {table}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT erase_user(gen_random_uuid(), '+919810000001', 'x', now())")


async def test_a_mistaken_grant_still_shows_no_row(diary: Diary, database_url: str) -> None:
    await identify_user(diary.db, diary.practice.tenant_id, NUMBER, "Priya", NOW)
    with psycopg.connect(database_url) as connection:
        connection.execute("GRANT SELECT ON users TO anon")
        connection.execute("SET LOCAL ROLE anon")
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (0,)
        connection.rollback()


async def test_the_agents_role_sees_one_practice_and_writes_through_functions(
    diary: Diary, database_url: str
) -> None:
    await identify_user(diary.db, diary.practice.tenant_id, NUMBER, "Priya", NOW)
    tenant = str(diary.practice.tenant_id)
    with psycopg.connect(database_url) as connection:
        connection.execute("SET LOCAL ROLE voice_agent")
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (0,)
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", (tenant,))
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE slots SET is_open = false")


async def test_the_agents_role_sees_its_own_practices_rooms_and_changes_none(
    diary: Diary, database_url: str
) -> None:
    file = CLINIC | {"rooms": ["Chair"], "services": [{"name": "Check-up", "rooms": ["Chair"]}]}
    await apply_practice(diary.db, PracticeFile.model_validate(file), NOW)
    tenant = str(diary.practice.tenant_id)
    for table in ("rooms", "service_rooms"):
        with psycopg.connect(database_url) as connection:
            connection.execute("SET LOCAL ROLE voice_agent")
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
            connection.execute("SELECT set_config('app.tenant_id', %s, true)", (tenant,))
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"DELETE FROM {table}")


async def test_the_agents_role_waits_and_takes_up_offers_through_functions_only(
    diary: Diary, database_url: str
) -> None:
    tenant = diary.practice.tenant_id
    await identify_user(diary.db, tenant, NUMBER, None, NOW)
    first = "(SELECT id FROM services ORDER BY position LIMIT 1)"
    join = f"""SELECT (join_waitlist(%s, %s, {first}, NULL, %s, %s, NULL, NULL,
                 gen_random_uuid(), %s)).outcome"""
    monday = MONDAY.first
    with psycopg.connect(database_url) as connection:
        connection.execute("SET LOCAL ROLE voice_agent")
        assert connection.execute("SELECT count(*) FROM waitlist").fetchone() == (0,)
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", (str(tenant),))
        done = connection.execute(join, (tenant, NUMBER, monday, monday, NOW)).fetchone()
        assert done == ("waiting",)
        assert connection.execute("SELECT count(*) FROM waitlist").fetchone() == (1,)
        assert connection.execute("SELECT tend_waitlist(%s, %s)", (tenant, NOW)).fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM waitlist_offers").fetchone() == (1,)
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", (str(uuid4()),))
        assert connection.execute("SELECT count(*) FROM waitlist_offers").fetchone() == (0,)
        connection.commit()
        connection.execute("SET LOCAL ROLE voice_agent")
        for statement in (
            "UPDATE waitlist SET state = 'booked'",
            "DELETE FROM waitlist_offers",
            "SELECT waitlist_serve(NULL, NULL, NULL, now())",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement.encode())


async def test_the_agents_role_tries_codes_and_reads_none(diary: Diary, database_url: str) -> None:
    tenant = diary.practice.tenant_id
    await identify_user(diary.db, tenant, NUMBER, None, NOW)
    await one_time_codes.issue(diary.db, tenant, NUMBER, "a call", NOW)
    with psycopg.connect(database_url) as connection:
        connection.execute("SET LOCAL ROLE voice_agent")
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", (str(tenant),))
        tried = "SELECT (try_code(%s, %s, 'a call', %s)).outcome"
        assert connection.execute(tried, (tenant, NUMBER, NOW)).fetchone() == ("compare",)
        for statement in ("SELECT hash FROM one_time_codes", "SELECT forget_codes(now())"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement.encode())


async def test_an_erased_caller_is_nowhere(diary: Diary, database_url: str) -> None:
    tenant = diary.practice.tenant_id
    await identify_user(diary.db, tenant, NUMBER, "Priya Shah", NOW)
    diary.known.add(NUMBER)
    slot = (await diary.free(MONDAY))[0]
    await diary.book(slot)
    events: list[tuple[int, CallEvent]] = [
        (0, Started(NOW, diary.practice, "phone", NUMBER)),
        (1, UserSaid(NOW, "I am Priya Shah")),
    ]
    await calls.open_call(diary.db, tenant, "a-call", NOW, "phone")
    await calls.append_events(diary.db, tenant, "a-call", events)
    await calls.save_call(diary.db, tenant, "a-call", fold([event for _, event in events]))

    proof = await erase_caller(diary.db, tenant, NUMBER, "owner", NOW)

    assert proof is not None
    assert (proof.appointments_cancelled, proof.logs_scrubbed) == (1, 1)
    with psycopg.connect(database_url) as connection:
        for table in (*SEEDED, *FILLED_BY_CALLS):
            rows = connection.execute(f"SELECT t::text FROM {table} t").fetchall()
            assert not [row for (row,) in rows if NUMBER in row or "Priya" in row], table
    assert (await diary.free(MONDAY))[0] == slot
    assert await erase_caller(diary.db, tenant, NUMBER, "owner", NOW) is None


async def test_erasure_spares_a_longer_number(diary: Diary) -> None:
    tenant = diary.practice.tenant_id
    longer = Started(NOW, diary.practice, "phone", f"{NUMBER}2")
    await identify_user(diary.db, tenant, NUMBER, None, NOW)
    await calls.open_call(diary.db, tenant, "other", NOW, "phone")
    await calls.append_events(diary.db, tenant, "other", [(0, longer)])
    await erase_caller(diary.db, tenant, NUMBER, "owner", NOW)
    assert await calls.events_of(diary.db, tenant, "other") == [longer]
