"""Migrating: several at once agree, and what was applied is not edited."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from tests.integration.conftest import create_database

from ringbook.errors import ConfigurationError, DatabaseUnavailable
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.migrate import migrate, migrations


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
