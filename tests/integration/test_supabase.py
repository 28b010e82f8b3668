"""On Supabase: an owner who is no superuser, generous defaults, migrations through a pooler."""

from pathlib import Path

import psycopg
import pytest
from tests.integration.privileges import allowed, functions, may, objects, statements
from tests.integration.supabase_clinic import ALL, migrated, pooler, supabase
from tests.integration.supabase_project import BROWSER_ROLES, Project, migrate_as_supabase_does

from ringbook.config import Settings
from ringbook.errors import ConfigurationError
from ringbook.local.doctor import examine
from ringbook.store.migrate import migrate

__all__ = ["migrated", "pooler", "supabase"]

NO_RLS = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
"""


def test_the_owner_is_no_superuser_and_the_extension_is_where_supabase_has_them(
    migrated: str,
) -> None:
    with psycopg.connect(migrated) as owner:
        assert owner.execute("SHOW is_superuser").fetchone() == ("off",)
        found = owner.execute(
            "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'btree_gist'"
        )
        assert found.fetchone() == ("extensions",)


def test_what_supabases_command_line_applied_is_recognised(supabase: Project) -> None:
    url = supabase.empty("by_their_command_line")
    assert migrate_as_supabase_does(url) == ALL
    assert migrate(url) == []


def test_what_we_applied_is_recognised_by_supabases_command_line(migrated: str) -> None:
    assert migrate_as_supabase_does(migrated) == []
    assert migrate(migrated) == []


@pytest.mark.parametrize("role", BROWSER_ROLES)
def test_a_browsers_role_may_do_nothing_to_anything_in_public(migrated: str, role: str) -> None:
    with psycopg.connect(migrated) as owner:
        assert {kind for _, kind in objects(owner)} >= {"r", "v", "S"}
        assert functions(owner)
        assert allowed(owner, role) == []
        assert not may(owner, role, "schema", "public", "CREATE")
        assert not may(owner, role, "schema", "supabase_migrations", "USAGE")


@pytest.mark.parametrize("role", BROWSER_ROLES)
def test_a_browsers_statements_are_refused(supabase: Project, migrated: str, role: str) -> None:
    with psycopg.connect(migrated) as owner:
        found = objects(owner)
    with psycopg.connect(supabase.url("authenticator", "migrated"), autocommit=True) as browser:
        browser.execute(f"SET ROLE {role}".encode())
        for name, kind in found:
            for statement in statements(name, kind):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    browser.execute(statement.encode())


def test_what_is_made_later_is_not_the_browsers_either(migrated: str) -> None:
    with psycopg.connect(migrated) as owner:
        owner.execute("CREATE TABLE later (id bigserial)")
        owner.execute("CREATE FUNCTION later_too() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        for role in BROWSER_ROLES:
            assert not may(owner, role, "table", "later", "SELECT")
            assert not may(owner, role, "sequence", "later_id_seq", "USAGE")
            assert not may(owner, role, "function", "later_too()", "EXECUTE")
        owner.rollback()


def test_row_level_security_is_on_for_every_table(migrated: str) -> None:
    with psycopg.connect(migrated) as owner:
        assert owner.execute(NO_RLS).fetchall() == []


def test_the_apps_role_is_neither_owner_nor_superuser_and_may_not_migrate(
    supabase: Project, migrated: str
) -> None:
    app = supabase.url("ringbook", "migrated")
    with psycopg.connect(app, autocommit=True) as connection:
        asked = (
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'ringbook'"
        )
        assert connection.execute(asked).fetchone() == (False, False, False)
        for statement in ("DELETE FROM appointments", "CREATE TABLE mine ()", "SET ROLE postgres"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
    assert migrate(app) == []
    supabase.empty("never_migrated")
    with pytest.raises(ConfigurationError, match="ringbook migrate"):
        migrate(supabase.url("ringbook", "never_migrated"))


def test_migrating_through_the_pooler_leaves_no_lock(supabase: Project, pooler: str) -> None:
    name = "migrated_through_the_pooler"
    supabase.empty(name)
    url = f"postgresql://postgres:owners@{pooler}/{name}"
    assert migrate(url) == ALL
    assert migrate(url) == []
    with psycopg.connect(supabase.url("postgres", name)) as owner:
        locks = "SELECT FROM pg_locks WHERE locktype = 'advisory'"
        assert owner.execute(locks).fetchall() == []


def test_the_doctor_names_a_missing_right_and_missing_tls(
    supabase: Project, pooler: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", supabase.url("authenticator", "migrated"))
    assert "not a member of ringbook_app" in _database_advice()
    elsewhere = pooler.replace("127.0.0.1", "127.1")  # loopback by a name that is not known as such
    monkeypatch.setenv("DATABASE_URL", f"postgresql://ringbook:secret@{elsewhere}/migrated")
    assert "sslmode=require" in _database_advice()


def _database_advice() -> str:
    found = {finding.part: finding for finding in examine(Settings())}
    return found["database"].advice
