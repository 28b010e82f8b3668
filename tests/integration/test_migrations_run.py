"""Migrating: several at once agree, and what was applied is not edited."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from tests.integration.conftest import create_database

from ringbook.errors import ConfigurationError, DatabaseUnavailable
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.migrate import migrate, migrations

BEFORE_THE_REWORDING = r"""
UPDATE supabase_migrations.schema_migrations
   SET statements = ARRAY[regexp_replace(
     statements[1], '    -- Postgres 15 refuses.*rolname = r\);\n', '')]
 WHERE version = '20261123000001' RETURNING statements[1]
"""


def test_three_at_once_apply_each_file_once(postgres: EmbeddedPostgres) -> None:
    url = create_database(postgres, "migrated_at_once")
    with ThreadPoolExecutor(3) as pool:
        applied = list(pool.map(migrate, [url] * 3))
    assert sorted(name for names in applied for name in names) == sorted(
        m.name for m in migrations()
    )
    assert migrate(url) == []


def test_an_edited_file_is_refused(postgres: EmbeddedPostgres) -> None:
    url = create_database(postgres, "migrated_and_edited")
    migrate(url)
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE supabase_migrations.schema_migrations SET statements = ARRAY['other']"
        )
    with pytest.raises(ConfigurationError, match="edited after it was applied"):
        migrate(url)


def test_no_server_is_said_without_the_password() -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        migrate("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_a_file_that_was_reworded_stays_applied(postgres: EmbeddedPostgres) -> None:
    """As a database has it that was migrated before: the same, without the line for Postgres 15."""
    url = create_database(postgres, "migrated_before_a_rewording")
    migrate(url)
    with psycopg.connect(url) as connection:
        row = connection.execute(BEFORE_THE_REWORDING).fetchone()
    assert row is not None
    assert row[0] != migrations()[0].sql
    assert migrate(url) == []
