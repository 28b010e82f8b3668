"""A database that goes away: retried for a while, then said; values never in the message."""

import psycopg
import pytest

from ringbook.errors import DatabaseUnavailable, UnexpectedFailure
from ringbook.store.pool import Connection, Database, open_database


async def test_a_cut_connection_is_retried(db: Database) -> None:
    attempts = 0

    async def work(connection: Connection) -> int:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        await connection.execute("SELECT 1")
        return attempts

    assert await db.run(work) == 2


async def test_conflicts_are_retried(db: Database) -> None:
    attempts = 0

    async def work(_: Connection) -> int:
        nonlocal attempts
        attempts += 1
        if attempts < 4:
            raise psycopg.errors.DeadlockDetected
        return attempts

    assert await db.run(work) == 4


async def test_after_its_budget_it_is_unavailable(db: Database) -> None:
    async def work(_: Connection) -> None:
        raise psycopg.OperationalError

    with pytest.raises(DatabaseUnavailable):
        await db.run(work, budget=0.2)


async def test_nobody_there_is_unavailable() -> None:
    with pytest.raises(DatabaseUnavailable):
        async with open_database("postgresql://x@127.0.0.1:1/none", budget=0.2):
            pass


async def test_a_refusal_names_the_constraint_and_no_value(db: Database) -> None:
    insert = "INSERT INTO users (tenant_id, contact_number) VALUES (gen_random_uuid(), 'Priya')"
    with pytest.raises(UnexpectedFailure) as caught:
        await db.execute(insert)
    assert "users_contact_number_check" in str(caught.value)
    assert "Priya" not in str(caught.value)
