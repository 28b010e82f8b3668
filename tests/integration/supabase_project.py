"""A server like an empty Supabase project: its roles, its extensions, its default privileges."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store.migrate import migrations

__all__ = ["BROWSER_ROLES", "Project", "migrate_as_supabase_does", "project"]

BROWSER_ROLES = ("anon", "authenticated")

# On Supabase `postgres` is no superuser. Here initdb has made it one, so it gives its name away.
_ADMIN = "CREATE ROLE supabase_admin LOGIN SUPERUSER"
_SETUP = """
ALTER ROLE postgres RENAME TO first_superuser;
CREATE ROLE postgres LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS;
CREATE ROLE anon NOLOGIN NOINHERIT;
CREATE ROLE authenticated NOLOGIN NOINHERIT;
CREATE ROLE service_role NOLOGIN NOINHERIT BYPASSRLS;
CREATE ROLE authenticator LOGIN NOINHERIT;
GRANT anon, authenticated, service_role TO authenticator;
GRANT anon, authenticated, service_role TO postgres WITH ADMIN OPTION;
ALTER DATABASE postgres OWNER TO postgres;
CREATE SCHEMA extensions AUTHORIZATION postgres;
GRANT USAGE ON SCHEMA extensions, public TO anon, authenticated, service_role;
"""
_PGCRYPTO = "CREATE EXTENSION pgcrypto WITH SCHEMA extensions"
_DEFAULTS = """
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
  GRANT ALL ON TABLES TO postgres, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
  GRANT ALL ON FUNCTIONS TO postgres, anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
  GRANT ALL ON SEQUENCES TO postgres, anon, authenticated, service_role
"""
_CLI_RECORD = """
CREATE SCHEMA IF NOT EXISTS supabase_migrations;
CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations
  (version text NOT NULL PRIMARY KEY);
ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS statements text[];
ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS name text
"""
_CLI_APPLIED = "SELECT version FROM supabase_migrations.schema_migrations"
_CLI_APPLY = """
INSERT INTO supabase_migrations.schema_migrations (version, statements, name) VALUES (%s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Project:
    """One server; a database is a copy of the empty project."""

    server: EmbeddedPostgres

    def url(self, user: str = "postgres", database: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.server.socket.parent}"

    def empty(self, name: str) -> str:
        """Another empty project in a database of this name; returns its owner's URL."""
        with psycopg.connect(self.url("supabase_admin", "template1"), autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE postgres OWNER postgres'.encode())
        return self.url("postgres", name)


@contextlib.contextmanager
def project(home: Path, binaries: Path | None) -> Iterator[Project]:
    """Starts the server and makes the project in its database `postgres`."""
    fast = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    server = EmbeddedPostgres(home, binaries=binaries, settings=fast)
    url = server.start()
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_ADMIN)
        made = Project(server)
        with psycopg.connect(made.url("supabase_admin")) as connection:
            connection.execute(_SETUP)
            if _has_pgcrypto(connection):
                connection.execute(_PGCRYPTO)
            for owner in ("postgres", "supabase_admin"):
                connection.execute(_DEFAULTS.format(owner=owner).encode())
        yield made
    finally:
        server.close()


def _has_pgcrypto(connection: psycopg.Connection) -> bool:
    """The wheel's Postgres lacks it; Debian's has it."""
    sql = "SELECT FROM pg_available_extensions WHERE name = 'pgcrypto'"
    return connection.execute(sql).fetchone() is not None


def migrate_as_supabase_does(url: str) -> list[str]:
    """What `supabase db push` does: by version, each file's single statements in the record."""
    applied = []
    with psycopg.connect(url) as connection:
        connection.execute(_CLI_RECORD)
        known = {version for (version,) in connection.execute(_CLI_APPLIED)}
        for one in migrations():
            if one.version not in known:
                connection.execute(one.sql.encode())
                connection.execute(_CLI_APPLY, (one.version, one.sql.split(";\n"), one.name))
                applied.append(one.name)
    return applied
